/**
 * The computed form of a job: without the removed neurons, which need no arithmetic, and with the neurons
 * whose incoming weights are trained first, so that steps can leave out the others.
 */
import type { LayerParameters, NetworkParameters, NetworkSpec } from "../../models/mod.ts";
import type { TrainingJob, UnitTreatment } from "../trainer.ts";
import { startingParameters, updateMask } from "../treatment.ts";

/** The computed form of a job's network. */
export interface CompactNetwork {
  /** Numbers of inputs, remaining hidden neurons and classes. A hidden width may be 0. */
  readonly widths: readonly number[];
  /** Parameters at the start, in the shape of `widths`. */
  readonly parameters: NetworkParameters;
  /**
   * By layer with parameters: the treatment of each neuron. `"trained"` neurons come first, then
   * `"constant"`, then `"frozen"` ones.
   */
  readonly treatments: readonly (readonly UnitTreatment[])[];
  /** The neurons of the first layer, in the order of computation, by their index in the job. */
  readonly firstNeurons: readonly number[];
  /** The job's initial parameters: jobs with the same ones share the parts that none of them trains. */
  readonly initial: NetworkParameters;
  /** By layer with parameters: true if it has biases. */
  readonly biased: readonly boolean[];
  /**
   * Parameters in the job's own shape: trained ones from `found`, all others with exactly their initial values.
   */
  expand(found: NetworkParameters): LayerParameters[];
}

/** The order of computation; `"zero"` neurons are left out. */
const ORDER: readonly UnitTreatment[] = ["trained", "constant", "frozen"];

/** Leaves out the job's `"zero"` neurons and puts the trained ones first. */
export function compactNetwork(spec: NetworkSpec, job: TrainingJob): CompactNetwork {
  const all = (count: number) => Array.from({ length: count }, (_, i) => i);
  const treatments = spec.layers.map(({ name, units }): readonly UnitTreatment[] =>
    job.treatments?.[name] ?? Array.from({ length: units }, () => "trained")
  );
  /** Inputs, then by layer the remaining neurons, in the order of computation. */
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
