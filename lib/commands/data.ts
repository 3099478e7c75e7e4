/** The command `data`: downloads data sets into their folders. */
import { type DatasetEntry, datasetFolder, DATASETS } from "../data/catalogue.ts";
import type { Catalogue } from "../system/checks/catalogue.ts";
import { dataFolder } from "../system/files/folders.ts";
import { parseOptionsAndNames, requireAccess, UsageError } from "./options.ts";
import { standardError } from "./output.ts";
import { downloadLine } from "./progress.ts";

/** Downloads missing and damaged files of the named data sets, or of all, and prints their paths. */
export async function data(
  args: string[],
  signal: AbortSignal,
  datasets: Catalogue<DatasetEntry> = DATASETS,
): Promise<void> {
  const { names } = parseOptionsAndNames(args, {});
  const chosen = names.length === 0
    ? datasets.entries.filter(({ files }) => files !== undefined)
    : names.map((name) => datasets.get(name));
  for (const entry of chosen) {
    const { name, files } = entry;
    if (files === undefined) throw new UsageError(`Data set "${name}" needs no download`);
    const folder = datasetFolder(entry, dataFolder());
    const variables = [...files.variable ? [files.variable] : [], "MULTIPLET_DATA"].join(" and ");
    await requireAccess("data", `Data set "${name}" goes to`, folder, variables);
    const onProgress = downloadLine(standardError());
    for (const { path, downloaded } of await files.download({ folder, signal, onProgress })) {
      console.error(`${downloaded ? "downloaded" : "verified  "}  ${path}`);
    }
  }
}
