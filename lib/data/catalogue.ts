/**
 * The data sets that a configuration can name: one entry has everything that a name stands for.
 * @module
 */
import type { Dataset } from "./dataset.ts";
import { DatasetError } from "./errors.ts";
import type { DownloadMnistOptions } from "./sources/mnist.ts";

/** Where inputs lie, and how to watch and stop a download, should one be needed. */
export interface NamedDatasetOptions extends Pick<DownloadMnistOptions, "signal" | "onProgress"> {
  /** Folder of inputs, with a folder for each set. Default: `data/` in the current folder. */
  readonly data?: string;
}

/** Name of a data set. One that is here needs an entry in {@link DATASETS}, which the compiler asks for. */
export type DatasetName = "mnist" | "mnist-embedded";

/** What a name stands for. */
export interface DatasetEntry {
  /** Loads the set. Its `name` is the name of the entry. */
  readonly load: (options: NamedDatasetOptions) => Promise<Dataset>;
}

/**
 * All entries. A new data set is an entry here: configurations, checks and loading follow. What reads
 * a set is loaded with it, so that a list of names costs nothing.
 */
export const DATASETS: Readonly<Record<DatasetName, DatasetEntry>> = {
  "mnist": {
    load: async ({ data, ...watch }) => {
      const { loadMnist, MNIST, mnistFolder } = await import("./sources/mnist.ts");
      const download = await mayReach(MNIST.mirrors);
      return await loadMnist({ folder: mnistFolder(data), download, ...watch });
    },
  },
  "mnist-embedded": {
    load: async () => await (await import("./sources/embedded.ts")).loadEmbeddedMnist(),
  },
};

/** All names. */
export const DATASET_NAMES: readonly DatasetName[] = Object.keys(DATASETS) as DatasetName[];

/**
 * Loads a data set by its name, downloading files that its folder lacks where this process may reach
 * a mirror.
 *
 * @throws DatasetError for a name that is not in {@link DATASETS}, or when the set cannot be had
 * @example
 * ```ts
 * import { loadNamedDataset } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const { name, parts } = await loadNamedDataset("mnist-embedded");
 * equal(`${name}: ${parts.train.count}`, "mnist-embedded: 8000");
 * ```
 */
export async function loadNamedDataset(
  name: DatasetName,
  options: NamedDatasetOptions = {},
): Promise<Dataset> {
  if (!Object.hasOwn(DATASETS, name)) {
    throw new DatasetError(`Unknown data set "${name}", use one of ${DATASET_NAMES.join(", ")}`);
  }
  return await DATASETS[name].load(options);
}

/**
 * Whether this process may reach one of these addresses. `deno task train` may not: then the files that
 * are missing are named, with the command that downloads them.
 */
async function mayReach(mirrors: readonly string[]): Promise<boolean> {
  for (const mirror of mirrors) {
    const { state } = await Deno.permissions.query({ name: "net", host: new URL(mirror).host });
    if (state === "granted") return true;
  }
  return false;
}
