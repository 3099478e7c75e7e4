/**
 * The computed form of a job: without the removed units, which need no arithmetic, and with the units
 * whose incoming weights are trained first, so that steps can leave out the others.
 */
import type { LayerParameters, NetworkParameters, NetworkSpec } from "../../models/mod.ts";
import { layerShapes } from "../../models/spec.ts";
import type { TrainingJob, UnitTreatment } from "../trainer.ts";
import { startingParameters, updateMask } from "../treatment.ts";

/** The computed form of a job's network. */
export interface CompactNetwork {
  /** Numbers of inputs or channels, remaining hidden units and classes. A hidden width may be 0. */
  readonly widths: readonly number[];
  /** By layer with parameters: the number of weights between two units, as in its shape. */
  readonly blocks: readonly number[];
  /** Parameters at the start, in the shape of `blocks` and `widths`. */
  readonly parameters: NetworkParameters;
  /**
   * By layer with parameters: the treatment of each unit. `"trained"` units come first, then
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

/** The order of computation; `"zero"` units are left out. */
const ORDER: readonly UnitTreatment[] = ["trained", "constant", "frozen"];

/** Leaves out the job's `"zero"` units and puts the trained ones first. */
export function compactNetwork(spec: NetworkSpec, job: TrainingJob): CompactNetwork {
  const shapes = layerShapes(spec);
  const blocks = shapes.map((shape) => shape.blocks);
  /** Inputs or channels, then the units of each layer. */
  const units = [shapes[0]!.inputs / blocks[0]!, ...spec.layers.map((layer) => layer.units)];
  const all = (count: number) => Array.from({ length: count }, (_, i) => i);
  const treatments = spec.layers.map(({ name, units }): readonly UnitTreatment[] =>
    job.treatments?.[name] ?? Array.from({ length: units }, () => "trained")
  );
  /** Inputs, then by layer the remaining units, in the order of computation. */
  const kept = [
    all(units[0]!),
    ...treatments.map((own) =>
      ORDER.flatMap((treatment) => all(own.length).filter((i) => own[i] === treatment))
    ),
  ];
  const starting = startingParameters(spec, job);
  /** Positions in the job's weights of layer `l` of those that are computed, in the order of computation. */
  const positions = (l: number) =>
    all(blocks[l]!).flatMap((block) =>
      kept[l]!.flatMap((i) => kept[l + 1]!.map((j) => (block * units[l]! + i) * units[l + 1]! + j))
    );
  return {
    widths: kept.map((layer) => layer.length),
    blocks,
    parameters: starting.map(({ weights, biases }, l) => ({
      weights: Float32Array.from(positions(l), (at) => weights[at]!),
      biases: Float32Array.from(kept[l + 1]!, (j) => biases[j]!),
    })),
    treatments: kept.slice(1).map((layer, l) => layer.map((j) => treatments[l]![j]!)),
    firstNeurons: kept[1]!,
    initial: job.initial,
    biased: spec.layers.map(({ bias }) => bias),
    expand(found) {
      const mask = updateMask(spec, job);
      return starting.map(({ weights, biases }, l) => ({
        weights: replaced(weights, positions(l), found[l]!.weights, mask?.[l]?.weights),
        biases: replaced(biases, kept[l + 1]!, found[l]!.biases, mask?.[l]?.biases),
      }));
    },
  };
}

/** A copy of `values` with `found` at `positions`, except where `mask` is 0. */
function replaced(
  values: Float32Array,
  positions: readonly number[],
  found: Float32Array,
  mask: Float32Array | undefined,
): Float32Array {
  const result = values.slice();
  positions.forEach((position, at) => {
    if (mask?.[position] !== 0) result[position] = found[at]!;
  });
  return result;
}
