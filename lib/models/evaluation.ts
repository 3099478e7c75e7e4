/**
 * What a network says about samples, and how right it is.
 * @module
 */
import type { Samples } from "../data/dataset.ts";
import { activations } from "./forward.ts";
import type { MlpParameters } from "./parameters.ts";
import type { MlpSpec } from "./spec.ts";

/** Loss and accuracy of a network on a set of samples. */
export interface Evaluation {
  /** Mean softmax cross-entropy, in nats. */
  readonly loss: number;
  /** Share of rows whose largest logit is that of the label, 0..1. */
  readonly accuracy: number;
}

/**
 * `samples × classes` logits, row-major.
 *
 * @example
 * ```ts
 * import { logits } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const layer = { weights: Float32Array.of(1, 2, 3, 4), biases: Float32Array.of(0, 10) };
 * const inputs = Float32Array.of(1, 0, 0, 1); // Two samples.
 * const samples = { count: 2, features: 2, inputs, labels: Uint8Array.of(0, 1) };
 * deepEqual(logits({ widths: [2, 2] }, [layer], samples), Float32Array.of(1, 12, 3, 14));
 * ```
 */
export function logits(spec: MlpSpec, parameters: MlpParameters, samples: Samples): Float32Array {
  return activations(spec, parameters, samples).at(-1)!.preActivations;
}

/** Position of the largest of `classes` values from `offset`; the first of equal ones. */
function largest(values: Float32Array, offset: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++) if (values[offset + c]! > values[offset + best]!) best = c;
  return best;
}

/**
 * The predicted class of every row: the largest logit, the first of equal ones.
 *
 * @example
 * ```ts
 * import { predict } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const layer = { weights: Float32Array.of(1, 0, 0, 1), biases: Float32Array.of(0, 0) };
 * const inputs = Float32Array.of(1, 0, 0, 1, 1, 1); // Three samples, the last one a tie.
 * const samples = { count: 3, features: 2, inputs, labels: Uint8Array.of(0, 0, 0) };
 * deepEqual(predict({ widths: [2, 2] }, [layer], samples), Uint8Array.of(0, 1, 0));
 * ```
 */
export function predict(spec: MlpSpec, parameters: MlpParameters, samples: Samples): Uint8Array {
  const classes = spec.widths.at(-1)!;
  const scores = logits(spec, parameters, samples);
  return Uint8Array.from(
    { length: samples.count },
    (_, row) => largest(scores, row * classes, classes),
  );
}

/**
 * Loss and accuracy over all rows.
 *
 * The loss of a row is `ln Σ_c exp(z_c − z_max) − (z_label − z_max)`.
 *
 * @example
 * ```ts
 * import { evaluate } from "@multiplet/multiplet/models";
 * import { strictEqual as equal } from "node:assert/strict";
 * const layer = { weights: Float32Array.of(1, 0, 0, 1), biases: Float32Array.of(0, 0) };
 * const inputs = Float32Array.of(1, 0, 0, 1); // Two samples, both of class 0.
 * const samples = { count: 2, features: 2, inputs, labels: Uint8Array.of(0, 0) };
 * const { loss, accuracy } = evaluate({ widths: [2, 2] }, [layer], samples);
 * equal(accuracy, 0.5);
 * equal(loss.toFixed(6), "0.813262"); // ½ (ln(1 + 1/e) + ln(1 + e))
 * ```
 */
export function evaluate(spec: MlpSpec, parameters: MlpParameters, samples: Samples): Evaluation {
  const classes = spec.widths.at(-1)!;
  const scores = logits(spec, parameters, samples);
  let loss = 0;
  let correct = 0;
  for (let row = 0; row < samples.count; row++) {
    const offset = row * classes;
    const best = largest(scores, offset, classes);
    const peak = scores[offset + best]!;
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp(scores[offset + c]! - peak);
    const label = samples.labels[row]!;
    loss += Math.log(sum) - (scores[offset + label]! - peak);
    if (best === label) correct++;
  }
  return { loss: loss / samples.count, accuracy: correct / samples.count };
}
