/** The scripts of the workers that an analysis can start, for programs in which they are no files. */

/** The scripts by the names of their files. */
export const WORKER_SCRIPTS: Readonly<Record<string, () => Promise<unknown>>> = {
  "column_worker.ts": () => import("../information/column_worker.ts"),
  "exhaustive_worker.ts": () => import("../search/exhaustive_worker.ts"),
  "island_worker.ts": () => import("../search/ladder/island_worker.ts"),
  "null_worker.ts": () => import("../analysis/significance/null_worker.ts"),
};

/** The name of the file that the URL of a script leads to. */
export const scriptName = ({ pathname }: URL): string => pathname.split("/").at(-1)!;
