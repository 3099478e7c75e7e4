/**
 * Which networks a configuration asks for: their shape and their seeds.
 * @module
 */
import { type Dataset, inputSize } from "../data/dataset.ts";
import { mlp, type NetworkSpec } from "../models/spec.ts";
import { deriveSeed } from "../system/random/mod.ts";
import type { ExperimentConfig } from "./config.ts";

/**
 * The network that a configuration trains on a data set.
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist } from "@multiplet/multiplet/data";
 * import { networkSpec, resolveConfig } from "@multiplet/multiplet/experiments";
 * import { mlp } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const spec = networkSpec(resolveConfig("embedded"), await loadEmbeddedMnist());
 * deepEqual(spec, mlp([784, 20, 20, 20, 10]));
 * ```
 */
export function networkSpec(config: ExperimentConfig, dataset: Dataset): NetworkSpec {
  return mlp([inputSize(dataset.input), ...config.hiddenWidths, dataset.classes.length]);
}

/**
 * Seeds of network `index`: where its weights start, and the order of its mini-batches.
 *
 * @example
 * ```ts
 * import { networkSeeds, resolveConfig } from "@multiplet/multiplet/experiments";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(networkSeeds(resolveConfig("paper"), 0).initialisation, 1411003884);
 * ```
 */
export function networkSeeds(
  config: ExperimentConfig,
  index: number,
): { readonly initialisation: number; readonly batches: number } {
  return {
    initialisation: deriveSeed(config.seed, "network", index, "initialisation"),
    batches: deriveSeed(config.seed, "network", index, "batches"),
  };
}
