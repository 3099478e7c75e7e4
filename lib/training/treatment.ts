/**
 * What {@link NeuronTreatment}s mean for the parameters of a network.
 * @module
 */
import {
  copyParameters,
  type LayerParameters,
  type MlpParameters,
} from "../networks/parameters.ts";
import type { MlpSpec } from "../networks/spec.ts";
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
 */
export function updateMask(spec: MlpSpec, job: TrainingJob): MlpParameters | undefined {
  const { treatments } = job;
  if (treatments === undefined && spec.outputBias !== false) return undefined;
  return job.initial.map((layer, l) => {
    const { incoming, outgoing } = sides(treatments ?? [], l);
    const outputs = layer.biases.length;
    const unbiased = l === job.initial.length - 1 && spec.outputBias === false;
    return {
      weights: layer.weights.map((_, at) =>
        trainsOutgoing(incoming?.[Math.floor(at / outputs)]) &&
          trainsIncoming(outgoing?.[at % outputs])
          ? 1
          : 0
      ),
      biases: layer.biases.map((_, j) => !unbiased && trainsOutgoing(outgoing?.[j]) ? 1 : 0),
    };
  });
}
