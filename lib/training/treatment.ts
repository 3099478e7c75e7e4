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

/** The job's initial parameters with every `"zero"` neuron's weights and bias set to zero. */
export function startingParameters(job: TrainingJob): LayerParameters[] {
  const parameters = copyParameters(job.initial);
  if (job.treatments === undefined) return parameters;
  const treatments = job.treatments;
  parameters.forEach((layer, l) => {
    const { incoming, outgoing } = sides(treatments, l);
    const outputs = layer.biases.length;
    for (let i = 0; i < layer.weights.length / outputs; i++) {
      for (let j = 0; j < outputs; j++) {
        if (incoming?.[i] === "zero" || outgoing?.[j] === "zero") {
          layer.weights[i * outputs + j] = 0;
        }
      }
    }
    for (let j = 0; j < outputs; j++) if (outgoing?.[j] === "zero") layer.biases[j] = 0;
  });
  return parameters;
}

/**
 * 1 where a parameter is trained, 0 where it keeps its starting value: parameters that touch a
 * neuron that is not `"trained"`, and the bias of an output layer that has none. Absent when
 * everything is trained.
 */
export function updateMask(spec: MlpSpec, job: TrainingJob): MlpParameters | undefined {
  const { treatments } = job;
  if (treatments === undefined && spec.outputBias !== false) return undefined;
  const held = (treatment: NeuronTreatment | undefined) =>
    treatment !== undefined && treatment !== "trained";
  return job.initial.map((layer, l) => {
    const { incoming, outgoing } = sides(treatments ?? [], l);
    const outputs = layer.biases.length;
    const unbiased = l === job.initial.length - 1 && spec.outputBias === false;
    return {
      weights: layer.weights.map((_, at) =>
        held(incoming?.[Math.floor(at / outputs)]) || held(outgoing?.[at % outputs]) ? 0 : 1
      ),
      biases: layer.biases.map((_, j) => unbiased || held(outgoing?.[j]) ? 0 : 1),
    };
  });
}
