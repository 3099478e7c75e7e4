/**
 * The data set that a configuration names.
 * @module
 */
import {
  type Dataset,
  type DownloadMnistOptions,
  loadEmbeddedMnist,
  loadMnist,
  MNIST,
  mnistFolder,
  takeSamples,
} from "../datasets/mod.ts";
import type { ExperimentConfig } from "./config.ts";
import { dataFolder } from "../files/folders.ts";

/** How to watch and stop a download, should one be needed. */
export type LoadingOptions = Pick<DownloadMnistOptions, "signal" | "onProgress">;

/**
 * Loads the data set of `config`, downloading the full MNIST when its folder lacks it and this process
 * may reach a mirror.
 *
 * @throws DatasetError when it cannot be had
 */
export async function loadDataset(
  { dataset, samples }: Pick<ExperimentConfig, "dataset" | "samples">,
  options: LoadingOptions = {},
): Promise<Dataset> {
  const whole = dataset === "mnist"
    ? await loadMnist({
      folder: mnistFolder(dataFolder()),
      download: await mayDownload(),
      ...options,
    })
    : await loadEmbeddedMnist();
  return samples === null ? whole : takeSamples(whole, samples);
}

/** `deno task train` has no network: then the files that are missing are named, with what brings them. */
async function mayDownload(): Promise<boolean> {
  for (const mirror of MNIST.mirrors) {
    const { state } = await Deno.permissions.query({ name: "net", host: new URL(mirror).host });
    if (state === "granted") return true;
  }
  return false;
}
