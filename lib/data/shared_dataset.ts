/**
 * A data set that workers can read without a copy of their own.
 * @module
 */
import { inSharedMemory } from "../system/workers/in_parallel.ts";
import type { Dataset, Samples } from "./dataset.ts";

/**
 * The same data set in shared memory: sending it to a worker takes no time and no memory. Parts that
 * lie there already are used as they are.
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist, shareDataset } from "@multiplet/multiplet/data";
 * import { ok, strictEqual as equal } from "node:assert/strict";
 * const dataset = await loadEmbeddedMnist();
 * const shared = shareDataset(dataset);
 * ok(shared.train.inputs.buffer instanceof SharedArrayBuffer);
 * equal(shared.train.inputs.length, dataset.train.inputs.length);
 * ```
 */
export function shareDataset(dataset: Dataset): Dataset {
  return { ...dataset, train: shareSamples(dataset.train), test: shareSamples(dataset.test) };
}

function shareSamples(samples: Samples): Samples {
  const { inputs, labels } = samples;
  return { ...samples, inputs: inSharedMemory(inputs), labels: inSharedMemory(labels) };
}
