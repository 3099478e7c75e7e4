/**
 * What a network says about samples, and how right it is.
 * @module
 */
import type { Samples } from "../datasets/dataset.ts";
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

/** `samples × classes` logits, row-major. */
export function logits(spec: MlpSpec, parameters: MlpParameters, samples: Samples): Float32Array {
  return activations(spec, parameters, samples).at(-1)!.preActivations;
}

/** Position of the largest of `classes` values from `offset`; the first of equal ones. */
function largest(values: Float32Array, offset: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++) if (values[offset + c]! > values[offset + best]!) best = c;
  return best;
}

/** The predicted class of every row: the largest logit, the first of equal ones. */
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
