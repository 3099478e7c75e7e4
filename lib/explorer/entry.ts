/**
 * The program of the page and of all its workers: one text, which is in the page and is sent to each worker, because a page
 * that was opened as a file has no other files. Only classic workers start so in Chromium.
 */
import { startWorkersBy } from "../system/workers/pool.ts";

/** The scripts of workers by the names of their files. */
const SCRIPTS: Readonly<Record<string, () => Promise<unknown>>> = {
  "analyser.ts": () => import("./analyser.ts"),
  "column_worker.ts": () => import("../information/column_worker.ts"),
  "exhaustive_worker.ts": () => import("../search/exhaustive_worker.ts"),
  "island_worker.ts": () => import("../search/ladder/island_worker.ts"),
  "null_worker.ts": () => import("../analysis/significance/null_worker.ts"),
};

/** Workers run this program, and are told the name of their script. */
function startWith(program: string): void {
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  startWorkersBy(({ pathname }) => {
    const worker = new Worker(url, { name: pathname.split("/").at(-1)! });
    worker.postMessage(program);
    return worker;
  });
}

if (typeof document === "undefined") {
  const scope = globalThis as unknown as {
    readonly name: string;
    onmessage: ((event: MessageEvent<string>) => void) | null;
  };
  scope.onmessage = ({ data }) => {
    scope.onmessage = null;
    startWith(data);
    void SCRIPTS[scope.name]!();
  };
} else {
  startWith(document.getElementById("program")!.textContent!);
  const { showPage } = await import("./page/page.tsx");
  showPage(document.getElementById("page")!);
}
