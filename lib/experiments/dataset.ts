/**
 * The data set that a configuration names.
 * @module
 */
import {
  type Dataset,
  loadNamedDataset,
  type NamedDatasetOptions,
  takeSamples,
} from "../data/mod.ts";
import { dataFolder } from "../system/files/folders.ts";
import type { ExperimentConfig } from "./config.ts";

/** How to watch and stop a download, should one be needed. */
export type LoadingOptions = Omit<NamedDatasetOptions, "data">;

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
  const whole = await loadNamedDataset(dataset, { data: dataFolder(), ...options });
  return samples === null ? whole : takeSamples(whole, samples);
}
