/**
 * A job as it is computed: without the neurons that are held at zero, which cost no arithmetic, and
 * with those whose incoming weights are trained in front, so that steps can leave out the others.
 * @module
 */
import type { LayerParameters, MlpParameters } from "../../models/parameters.ts";
import type { MlpSpec } from "../../models/spec.ts";
import type { NeuronTreatment, TrainingJob } from "../trainer.ts";
import { startingParameters, updateMask } from "../treatment.ts";

/** A job's network as it is computed. */
export interface CompactNetwork {
  /** Inputs, hidden neurons that are there, classes. A hidden width may be 0. */
  readonly widths: readonly number[];
  /** Where training starts, in the shape of `widths`. */
  readonly parameters: MlpParameters;
  /**
   * By layer with parameters and neuron: what happens to it. `"trained"` neurons come first, then
   * `"constant"`, then `"frozen"` ones.
   */
  readonly treatments: readonly (readonly NeuronTreatment[])[];
  /** The neurons of the first layer, in the order of computation, by their index in the job. */
  readonly firstNeurons: readonly number[];
  /** The job's initial parameters: jobs that share them share what none of them trains. */
  readonly initial: MlpParameters;
  /** Whether the output layer's bias is trained. */
  readonly outputBias: boolean;
  /**
   * Parameters of the job's own shape: those that are trained as `found` has them, all others with
   * exactly their starting values.
   */
  expand(found: MlpParameters): LayerParameters[];
}

/** Neurons in the order of computation; `"zero"` ones are not there. */
const ORDER: readonly NeuronTreatment[] = ["trained", "constant", "frozen"];

/** Leaves the job's `"zero"` neurons out and puts those in front that are trained. */
export function compactNetwork(spec: MlpSpec, job: TrainingJob): CompactNetwork {
  const { widths } = spec;
  const last = widths.length - 1;
  const treatmentOf = (at: number, i: number): NeuronTreatment =>
    at === 0 || at === last ? "trained" : job.treatments?.[at - 1]?.[i] ?? "trained";
  /** By layer of neurons, inputs first: the neurons that are there, in the order of computation. */
  const kept = widths.map((width, at) => {
    const there = Array.from({ length: width }, (_, i) => i);
    return ORDER.flatMap((treatment) => there.filter((i) => treatmentOf(at, i) === treatment));
  });
  const starting = startingParameters(job);
  return {
    widths: kept.map((layer) => layer.length),
    parameters: starting.map((layer, l) => gather(layer, kept[l]!, kept[l + 1]!)),
    treatments: kept.slice(1).map((layer, l) => layer.map((j) => treatmentOf(l + 1, j))),
    firstNeurons: kept[1]!,
    initial: job.initial,
    outputBias: spec.outputBias !== false,
    expand(found) {
      const mask = updateMask(spec, job);
      return starting.map((layer, l) =>
        scatter(layer, found[l]!, kept[l]!, kept[l + 1]!, mask?.[l])
      );
    },
  };
}

/** The rows `inputs` and columns `outputs` of a layer. */
function gather(
  { weights, biases }: LayerParameters,
  inputs: readonly number[],
  outputs: readonly number[],
): LayerParameters {
  const width = biases.length;
  return {
    weights: Float32Array.from(
      inputs.flatMap((i) => outputs.map((j) => weights[i * width + j]!)),
    ),
    biases: Float32Array.from(outputs, (j) => biases[j]!),
  };
}

/** A copy of `layer` with the values of `found` in its rows `inputs` and columns `outputs`. */
function scatter(
  layer: LayerParameters,
  found: LayerParameters,
  inputs: readonly number[],
  outputs: readonly number[],
  mask: LayerParameters | undefined,
): LayerParameters {
  const weights = layer.weights.slice();
  const biases = layer.biases.slice();
  const width = biases.length;
  inputs.forEach((i, row) =>
    outputs.forEach((j, column) => {
      const to = i * width + j;
      if (mask?.weights[to] !== 0) weights[to] = found.weights[row * outputs.length + column]!;
    })
  );
  outputs.forEach((j, column) => {
    if (mask?.biases[j] !== 0) biases[j] = found.biases[column]!;
  });
  return { weights, biases };
}
