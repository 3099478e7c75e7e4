/**
 * The analysis of one layer as a job for a worker: plain data in.
 * @module
 */
import type { DiscreteTarget } from "../information/mod.ts";
import { randomSource } from "../system/random/mod.ts";
import type { LayerResult } from "./figure1_result.ts";
import { analyseLayer, type LayerSamples } from "./layer_analysis.ts";

/** One layer to be searched. */
export interface LayerJob {
  readonly samples: LayerSamples;
  readonly target: DiscreteTarget;
  /** Number of random renumberings of the classes, and the seed they are drawn from. */
  readonly renamings: number;
  readonly seed: number;
}

/** The search of one layer, with its random numbers from a seed. */
export function analyseLayerJob(
  { samples, target, renamings, seed }: LayerJob,
  signal?: AbortSignal,
): Promise<LayerResult> {
  const random = randomSource(seed);
  return analyseLayer(samples, target, { renamings, random, ...(signal && { signal }) });
}
