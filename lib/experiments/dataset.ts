/**
 * The data set that a configuration names.
 * @module
 */
import {
  type Dataset,
  type DownloadMnistOptions,
  loadEmbeddedMnist,
  loadMnist,
  takeSamples,
} from "../datasets/mod.ts";
import type { ExperimentConfig } from "./config.ts";
import { mnistFolder } from "./folders.ts";

/** How to watch and stop a download, should one be needed. */
export type LoadingOptions = Pick<DownloadMnistOptions, "signal" | "onProgress">;

/**
 * Loads the data set of `config`, downloading the full MNIST when its folder lacks it.
 *
 * @throws DatasetError when it cannot be had
 */
export async function loadDataset(
  { dataset, samples }: Pick<ExperimentConfig, "dataset" | "samples">,
  options: LoadingOptions = {},
): Promise<Dataset> {
  const whole = dataset === "mnist"
    ? await loadMnist({ folder: mnistFolder(), download: true, ...options })
    : await loadEmbeddedMnist();
  return samples === null ? whole : takeSamples(whole, samples);
}
