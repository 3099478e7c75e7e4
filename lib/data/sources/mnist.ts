/**
 * The full MNIST set: 60,000 training and 10,000 test images of handwritten digits.
 * @module
 */
import { rejectUnknownOptions } from "../../system/checks/options.ts";
import { join, resolve } from "node:path";
import type { Dataset } from "../dataset.ts";
import { DIGITS } from "./embedded.ts";
import { DatasetError } from "../errors.ts";
import { type IdxDatasetOptions, loadIdxDataset } from "./idx_dataset.ts";
import { type DownloadedFile, downloadIdxFiles, type IdxDownloadOptions } from "./idx_download.ts";
import type { IdxSource } from "./idx_source.ts";

/**
 * Files, checksums and mirrors of MNIST.
 *
 * Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
export const MNIST: IdxSource = {
  name: "mnist",
  description: "MNIST: 60,000 training and 10,000 test images of handwritten digits.",
  classes: DIGITS,
  files: {
    trainImages: {
      name: "train-images-idx3-ubyte",
      bytes: 47_040_016,
      sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    },
    trainLabels: {
      name: "train-labels-idx1-ubyte",
      bytes: 60_008,
      sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    },
    testImages: {
      name: "t10k-images-idx3-ubyte",
      bytes: 7_840_016,
      sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    },
    testLabels: {
      name: "t10k-labels-idx1-ubyte",
      bytes: 10_008,
      sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    },
  },
  mirrors: [
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
  ],
  remedy:
    "`deno task data` downloads the files; MNIST_DIR may name a folder that has them already, " +
    "gzipped or plain.",
};

/** How to load MNIST. */
export interface LoadMnistOptions extends IdxDatasetOptions {
  /** Folder of the four files. Default: {@link mnistFolder}. */
  readonly folder?: string | undefined;
}

/** How to download MNIST. */
export interface DownloadMnistOptions extends IdxDownloadOptions {
  /** Folder for the four files, made when there is none. Default: {@link mnistFolder}. */
  readonly folder?: string | undefined;
}

/**
 * Where MNIST is looked for: the folder that the variable `MNIST_DIR` names, else `mnist/` in `data`.
 *
 * @param data a folder of inputs. Default: `data/` in the current folder
 * @example
 * ```ts
 * import { mnistFolder } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * import { join, resolve } from "node:path";
 * equal(mnistFolder(), resolve(Deno.env.get("MNIST_DIR") ?? "data/mnist"));
 * ```
 */
export function mnistFolder(data = "data"): string {
  return resolve(Deno.env.get("MNIST_DIR") || join(data, "mnist"));
}

/**
 * Loads MNIST from a folder: four files, gzipped or plain, each verified against its SHA-256.
 * Takes about 0.2 s.
 *
 * @throws MissingFilesError when files are missing and `download` is off
 * @throws DownloadError when they are missing and no mirror gives them
 * @throws IdxError for a malformed file
 * @throws ChecksumError for a file that is not the published one
 * @throws DatasetError for an unknown option
 * @example
 * ```ts
 * import { loadMnist } from "@multiplet/multiplet/data";
 * import { rejects } from "node:assert/strict";
 * // Nothing is downloaded unless that is asked for: `loadMnist({ download: true })`.
 * const found = loadMnist({ folder: "no such folder" });
 * await rejects(found, /no such folder lacks train-images-idx3-ubyte, .* MNIST_DIR may name/);
 * ```
 */
export async function loadMnist(options: LoadMnistOptions = {}): Promise<Dataset> {
  rejectUnknownOptions(DatasetError, "loadMnist", options, LOAD_OPTIONS);
  const { folder = mnistFolder(), ...rest } = options;
  return await loadIdxDataset(MNIST, folder, rest);
}

/**
 * Brings the four files of MNIST (11 MB) into a folder; those that are there and intact stay.
 *
 * @throws DownloadError when no mirror gives a file
 * @throws DatasetError for an unknown option
 * @example
 * ```ts
 * import { downloadMnist } from "@multiplet/multiplet/data";
 * import { rejects } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * const stop = AbortSignal.abort(new Error("not now"));
 * await rejects(downloadMnist({ folder, signal: stop }), /not now/);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function downloadMnist(options: DownloadMnistOptions = {}): Promise<DownloadedFile[]> {
  rejectUnknownOptions(DatasetError, "downloadMnist", options, DOWNLOAD_OPTIONS);
  const { folder = mnistFolder(), ...rest } = options;
  return await downloadIdxFiles(MNIST, folder, rest);
}

const DOWNLOAD_OPTIONS = [
  "folder",
  "mirrors",
  "signal",
  "onProgress",
  "patience",
] as const satisfies (keyof DownloadMnistOptions)[];

const LOAD_OPTIONS = [
  ...DOWNLOAD_OPTIONS,
  "download",
] as const satisfies (keyof LoadMnistOptions)[];
