/** Strategies that score single units, and iterative magnitude pruning of whole units. */
import { type NetworkParameters, validateParameters } from "../models/parameters.ts";
import { layerShapes, type NetworkSpec } from "../models/spec.ts";
import {
  allUnits,
  type KeptUnits,
  type SelectionSubject,
  type Strategy,
  SubnetworkError,
  type UnitScores,
} from "./strategy.ts";
import { keepIn, oncePerSubject, selectorOf, wholeLayers } from "./selector.ts";
import {
  type Column,
  DegenerateColumnsError,
  type DiscreteTarget,
  NotPositiveDefiniteError,
  soundVariables,
  targetInformation,
  type TargetInformationMethod,
} from "../information/mod.ts";

/**
 * A strategy that keeps the units with the highest scores; of equal scores, the first unit.
 *
 * @param about its name and its label
 * @param score is called once for each subject, on first use
 * @example
 * ```ts
 * import { discreteTarget, toVariables } from "@multiplet/multiplet/information";
 * import { initialParameters, mlp } from "@multiplet/multiplet/models";
 * import { randomSource } from "@multiplet/multiplet/random";
 * import { rankedStrategy } from "@multiplet/multiplet/selection";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const spec = mlp([2, 3, 2]);
 * const parameters = initialParameters(spec, "default", randomSource(1));
 * const values = Float64Array.of(1, 5, 2, 1, 0, 4); // Two samples of three neurons.
 * const activations = [{ layer: "fc1", ...toVariables({ samples: 2, variables: 3, values }) }];
 * const target = discreteTarget([0, 1]);
 * const retrain = () => Promise.reject(new Error("not needed"));
 * const subject = { spec, initial: parameters, final: parameters, activations, target, retrain };
 * // Keeps the units that differ most between the first two samples.
 * const change = rankedStrategy({ name: "change", label: "change" }, ({ activations }) =>
 *   Object.fromEntries(activations.map(({ layer, columns }) =>
 *     [layer, columns.map(({ values: [first, second] }) => Math.abs(first! - second!))])));
 * deepEqual(await change.prepare(subject)({ units: 1 }, 0), { fc1: [1] });
 * ```
 */
export function rankedStrategy<Name extends string>(
  about: Pick<Strategy<Name>, "name" | "label">,
  score: (subject: SelectionSubject) => UnitScores,
): Strategy<Name> {
  const scores = oncePerSubject(score);
  return {
    ...about,
    draws: false,
    prepare: (subject) =>
      selectorOf(subject, (layers) => {
        const found = scores(subject);
        return keepIn(layers, ({ name, units, size }) => {
          const own = found[name] ?? [];
          if (own.length !== units || own.some(Number.isNaN)) {
            throw new SubnetworkError(
              `Strategy "${about.name}" needs a score for each of the ${units} units of ${name}, ` +
                `got [${own.join(", ")}]`,
            );
          }
          return highest(allUnits(units), own, size);
        });
      }),
  };
}

/**
 * The `size` units with the highest scores, ascending; of equal scores, the first unit.
 *
 * @param scores by unit
 */
export function highest(
  units: readonly number[],
  scores: readonly number[],
  size: number,
): number[] {
  // −∞ − (−∞) is NaN, so units without a score are ordered by index, too.
  return units
    .toSorted((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, size)
    .sort((a, b) => a - b);
}

/**
 * Keeps the units with the largest I(x_j; y), estimated by `modelMutualInformation` and corrected for
 * bias; of equal ones the first. One of the paper's two mutual-information baselines.
 */
export const miModel: Strategy<"mi-model"> = rankedStrategy(
  { name: "mi-model", label: "MI model" },
  (subject) => neuronInformation(subject, "model"),
);

/**
 * Keeps the units with the largest I(x_j; y), estimated by `mixtureMutualInformation`; of equal ones the
 * first. One of the paper's two mutual-information baselines.
 *
 * A unit with a column that has one value in at least half of a class's samples has no estimate and ranks last.
 */
export const miMixture: Strategy<"mi-mixture"> = rankedStrategy(
  { name: "mi-mixture", label: "MI mixture" },
  (subject) => neuronInformation(subject, "mixture"),
);

/**
 * Keeps the units whose incoming weights have the largest Euclidean norm after training; of equal ones the
 * first. Activations are not used: a unit that is constant on the samples is treated like any other.
 */
export const magnitude: Strategy<"magnitude"> = rankedStrategy(
  { name: "magnitude", label: "magnitude" },
  ({ spec, final }) => incomingNorms(spec, final),
);

/**
 * Euclidean norm of the incoming weights of every hidden unit, its bias left out.
 *
 * Incoming weights are the usual choice if whole units are pruned (filters: Li et al. 2017, arXiv:1608.08710;
 * `ln_structured` along the outputs in PyTorch). Outgoing weights are not used, although a ReLU neuron has
 * the same effect if a factor moves from its incoming to its outgoing weights.
 *
 * @throws SubnetworkError that names a unit whose weights are not finite
 */
export function incomingNorms(spec: NetworkSpec, parameters: NetworkParameters): UnitScores {
  return Object.fromEntries(
    layerShapes(spec).flatMap(({ layer, to }, l) => {
      if (layer.role !== "hidden") return [];
      const squares = Array.from({ length: layer.units }, () => 0);
      parameters[l]!.weights.forEach((weight, at) => squares[to(at)]! += weight ** 2);
      const norms = squares.map(Math.sqrt);
      const unit = norms.findIndex((norm) => !Number.isFinite(norm));
      if (unit >= 0) {
        throw new SubnetworkError(
          `Units cannot be ranked by their weights: those into unit ${unit} of ${layer.name} ` +
            `are not finite. The training has diverged; a smaller learning rate may help`,
        );
      }
      return [[layer.name, norms]];
    }),
  );
}

/**
 * I(x_j; y) in nats of every unit of every hidden layer. Non-finite, constant and duplicate columns are left out; −∞
 * for units that have no other column, or columns that the method cannot normalise or that depend on each other.
 *
 * @throws DegenerateColumnsError when a layer has no unit that can be analysed
 * @throws TooFewSamplesError that names a class with one sample only, or with too few for the columns of a unit
 */
export function neuronInformation(
  { activations, target }: SelectionSubject,
  method: TargetInformationMethod,
): UnitScores {
  return Object.fromEntries(activations.map((layer) => {
    const sound = soundVariables(layer, { degenerate: "drop" });
    const scores = layer.variables.map(() => -Infinity);
    for (const { index, columns } of sound.variables) {
      const own = columns.map((at) => sound.columns[at]!);
      scores[index] = informationOf(own, target, method);
    }
    return [layer.layer, scores];
  }));
}

/** One unit at a time: one that cannot be normalised within a class must not stop the others. */
function informationOf(
  columns: readonly Column[],
  target: DiscreteTarget,
  method: TargetInformationMethod,
): number {
  const own = { samples: columns[0]!.values.length, columns };
  const unit = columns.map((_, at) => at);
  try {
    return targetInformation(own, target, [unit], { method }).information[0]!;
  } catch (error) {
    const isFlawed = error instanceof DegenerateColumnsError ||
      error instanceof NotPositiveDefiniteError;
    if (isFlawed) return -Infinity;
    throw error;
  }
}

/** One of so many units is dropped per round: 20 %. */
const ONE_IN = 5;

/**
 * Rounds of: train, drop the units with the smallest incoming norm, rewind to the initial weights (Frankle
 * & Carbin 2019, arXiv:1803.03635, with units in place of weights). A round drops 20 % of a layer's
 * remaining units, rounded down, at least one and never below the requested size; a layer of that size does
 * not change any more. The first round uses the trained network itself.
 *
 * From 20 units: 16, 13, 11, 9, 8, 7, … Each training is done once per subject and used for all sizes: all
 * sizes from 2 on, for three layers of 20, take ten trainings.
 */
export const iterativeMagnitude: Strategy<"iterative-magnitude"> = {
  name: "iterative-magnitude",
  label: "iterative magnitude",
  draws: false,
  prepare: (subject) =>
    selectorOf(subject, async (layers) => {
      let kept = wholeLayers(subject);
      while (layers.some(({ name, size }) => kept[name]!.length > size)) {
        subject.signal?.throwIfAborted();
        const norms = incomingNorms(subject.spec, await trained(subject, kept));
        const before = kept;
        kept = keepIn(layers, ({ name, size }) => {
          const own = before[name]!;
          const left = own.length - Math.max(1, Math.floor(own.length / ONE_IN));
          return highest(own, norms[name]!, Math.max(size, left));
        });
      }
      return kept;
    }),
};

/** Trained sub-networks of each subject by their units; the whole network is already trained. */
const trainings = oncePerSubject((subject) =>
  new Map([[JSON.stringify(wholeLayers(subject)), Promise.resolve(subject.final)]])
);

/** The sub-network of `kept` after training. */
function trained(subject: SelectionSubject, kept: KeptUnits): Promise<NetworkParameters> {
  const known = trainings(subject);
  const key = JSON.stringify(kept);
  const training = known.get(key) ?? subject.retrain(kept).then((parameters) => {
    validateParameters(subject.spec, parameters);
    return parameters;
  });
  known.set(key, training);
  return training;
}
