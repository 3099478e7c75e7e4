/**
 * What {@link NeuronTreatment}s mean for the parameters of a network.
 * @module
 */
import { copyParameters, type LayerParameters, type MlpParameters } from "../models/parameters.ts";
import { layerShapes, type MlpSpec } from "../models/spec.ts";
import type { NeuronTreatment, TrainingJob } from "./trainer.ts";

type Treatments = readonly (readonly NeuronTreatment[])[];

/** Treatments of the neurons at the input and output side of layer `l`; undefined: all trained. */
function sides(treatments: Treatments, l: number) {
  return { incoming: treatments[l - 1], outgoing: treatments[l] };
}

/** Whether a treatment sets a neuron's incoming weights to zero. */
const cutOff = (treatment: NeuronTreatment | undefined) =>
  treatment === "zero" || treatment === "constant";

/** Whether the incoming weights of such a neuron are trained. */
export const trainsIncoming = (treatment: NeuronTreatment = "trained"): boolean =>
  treatment === "trained";

/** Whether the bias and the outgoing weights of such a neuron are trained. */
export const trainsOutgoing = (treatment: NeuronTreatment = "trained"): boolean =>
  treatment === "trained" || treatment === "constant";

/**
 * The job's initial parameters with zeros in the incoming weights of `"zero"` and `"constant"` neurons
 * and in the bias and the outgoing weights of `"zero"` ones.
 *
 * @example
 * ```ts
 * import { startingParameters } from "@multiplet/multiplet/training";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const hidden = { weights: Float32Array.of(1, 2), biases: Float32Array.of(3, 4) };
 * const output = { weights: Float32Array.of(5, 6), biases: Float32Array.of(7) };
 * // Of two hidden neurons the second is removed.
 * const treatments = [["trained", "zero"]] as const;
 * const job = { name: "example", initial: [hidden, output], treatments };
 * deepEqual(startingParameters(job), [
 *   { weights: Float32Array.of(1, 0), biases: Float32Array.of(3, 0) },
 *   { weights: Float32Array.of(5, 0), biases: Float32Array.of(7) },
 * ]);
 * ```
 */
export function startingParameters(job: TrainingJob): LayerParameters[] {
  const parameters = copyParameters(job.initial);
  if (job.treatments === undefined) return parameters;
  const treatments = job.treatments;
  parameters.forEach((layer, l) => {
    const { incoming, outgoing } = sides(treatments, l);
    const outputs = layer.biases.length;
    for (let i = 0; i < layer.weights.length / outputs; i++) {
      for (let j = 0; j < outputs; j++) {
        if (incoming?.[i] === "zero" || cutOff(outgoing?.[j])) {
          layer.weights[i * outputs + j] = 0;
        }
      }
    }
    for (let j = 0; j < outputs; j++) if (outgoing?.[j] === "zero") layer.biases[j] = 0;
  });
  return parameters;
}

/**
 * 1 where a parameter is trained, 0 where it keeps its starting value: parameters that a treatment
 * holds, and the bias of an output layer that has none. Absent when everything is trained.
 *
 * @example
 * ```ts
 * import { updateMask } from "@multiplet/multiplet/training";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const hidden = { weights: Float32Array.of(1, 2), biases: Float32Array.of(3, 4) };
 * const output = { weights: Float32Array.of(5, 6), biases: Float32Array.of(7) };
 * // Of two hidden neurons the second is frozen.
 * const treatments = [["trained", "frozen"]] as const;
 * const job = { name: "example", initial: [hidden, output], treatments };
 * deepEqual(updateMask({ widths: [1, 2, 1] }, job), [
 *   { weights: Float32Array.of(1, 0), biases: Float32Array.of(1, 0) },
 *   { weights: Float32Array.of(1, 0), biases: Float32Array.of(1) },
 * ]);
 * ```
 */
export function updateMask(spec: MlpSpec, job: TrainingJob): MlpParameters | undefined {
  const { treatments } = job;
  if (treatments === undefined && spec.outputBias !== false) return undefined;
  const shapes = layerShapes(spec);
  return job.initial.map((layer, l) => {
    const { incoming, outgoing } = sides(treatments ?? [], l);
    const outputs = layer.biases.length;
    const { biased } = shapes[l]!;
    return {
      weights: layer.weights.map((_, at) =>
        trainsOutgoing(incoming?.[Math.floor(at / outputs)]) &&
          trainsIncoming(outgoing?.[at % outputs])
          ? 1
          : 0
      ),
      biases: layer.biases.map((_, j) => biased && trainsOutgoing(outgoing?.[j]) ? 1 : 0),
    };
  });
}
