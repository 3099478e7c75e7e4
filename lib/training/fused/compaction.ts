/**
 * A job as it is computed: without the neurons that are held at zero, which cost no arithmetic, and
 * with those whose incoming weights are trained in front, so that steps can leave out the others.
 */
import type { LayerParameters, NetworkParameters, NetworkSpec } from "../../models/mod.ts";
import type { TrainingJob, UnitTreatment } from "../trainer.ts";
import { startingParameters, updateMask } from "../treatment.ts";

/** A job's network as it is computed. */
export interface CompactNetwork {
  /** Inputs, hidden neurons that are there, classes. A hidden width may be 0. */
  readonly widths: readonly number[];
  /** Where training starts, in the shape of `widths`. */
  readonly parameters: NetworkParameters;
  /**
   * By layer with parameters and neuron: what happens to it. `"trained"` neurons come first, then
   * `"constant"`, then `"frozen"` ones.
   */
  readonly treatments: readonly (readonly UnitTreatment[])[];
  /** The neurons of the first layer, in the order of computation, by their index in the job. */
  readonly firstNeurons: readonly number[];
  /** The job's initial parameters: jobs that share them share what none of them trains. */
  readonly initial: NetworkParameters;
  /** By layer with parameters: whether it has biases. */
  readonly biased: readonly boolean[];
  /**
   * Parameters of the job's own shape: those that are trained as `found` has them, all others with
   * exactly their starting values.
   */
  expand(found: NetworkParameters): LayerParameters[];
}

/** Neurons in the order of computation; `"zero"` ones are not there. */
const ORDER: readonly UnitTreatment[] = ["trained", "constant", "frozen"];

/** Leaves the job's `"zero"` neurons out and puts those in front that are trained. */
export function compactNetwork(spec: NetworkSpec, job: TrainingJob): CompactNetwork {
  const all = (count: number) => Array.from({ length: count }, (_, i) => i);
  const treatments = spec.layers.map(({ name, units }): readonly UnitTreatment[] =>
    job.treatments?.[name] ?? Array.from({ length: units }, () => "trained")
  );
  /** Inputs, then by layer the neurons that are there, in the order of computation. */
  const kept = [
    all(spec.input),
    ...treatments.map((own) =>
      ORDER.flatMap((treatment) => all(own.length).filter((i) => own[i] === treatment))
    ),
  ];
  const starting = startingParameters(spec, job);
  return {
    widths: kept.map((layer) => layer.length),
    parameters: starting.map((layer, l) => gather(layer, kept[l]!, kept[l + 1]!)),
    treatments: kept.slice(1).map((layer, l) => layer.map((j) => treatments[l]![j]!)),
    firstNeurons: kept[1]!,
    initial: job.initial,
    biased: spec.layers.map(({ bias }) => bias),
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
