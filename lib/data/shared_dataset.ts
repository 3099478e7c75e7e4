/**
 * A data set that workers can read without a copy of their own.
 * @module
 */
import { inSharedMemory } from "../system/workers/shared_memory.ts";
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
 * ok(shared.parts.train.inputs.buffer instanceof SharedArrayBuffer);
 * equal(shared.parts.train.inputs.length, dataset.parts.train.inputs.length);
 * ```
 */
export function shareDataset(dataset: Dataset): Dataset {
  const { train, test, validation } = dataset.parts;
  return {
    ...dataset,
    parts: {
      train: shareSamples(train),
      test: shareSamples(test),
      ...(validation && { validation: shareSamples(validation) }),
    },
  };
}

function shareSamples(samples: Samples): Samples {
  const { inputs, labels } = samples;
  return { ...samples, inputs: inSharedMemory(inputs), labels: inSharedMemory(labels) };
}
