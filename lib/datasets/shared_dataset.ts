/**
 * A data set that workers can read without a copy of their own.
 * @module
 */
import type { Dataset, Samples } from "./dataset.ts";

/**
 * The same data set in shared memory: sending it to a worker takes no time and no memory. Parts that
 * lie there already are used as they are.
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist, shareDataset } from "@multiplet/multiplet/datasets";
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
  return { ...samples, inputs: share(samples.inputs), labels: share(samples.labels) };
}

function share<Values extends Uint8Array | Float32Array>(values: Values): Values {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const buffer = new SharedArrayBuffer(values.byteLength);
  const copy = values instanceof Uint8Array ? new Uint8Array(buffer) : new Float32Array(buffer);
  copy.set(values);
  return copy as Values;
}
