/**
 * The strategies that look at one unit at a time.
 * @module
 */
import type { LayerParameters, NetworkParameters } from "../models/parameters.ts";
import { type LayerShape, layerShapes, type NetworkSpec } from "../models/spec.ts";
import { allUnits } from "./checks.ts";
import { SubnetworkError } from "./error.ts";
import { neuronInformation } from "./neuron_information.ts";
import { oncePerSubject } from "./once.ts";
import { keepIn, selectorOf } from "./selector.ts";
import type { SelectionSubject, Strategy, UnitScores } from "./strategy.ts";

/**
 * A strategy that keeps the units with the highest scores, of equal ones the first.
 *
 * @param about its name and its label
 * @param score is called once for each subject, on first use
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
        return keepIn(
          layers,
          ({ name, units, size }) => highest(allUnits(units), found[name]!, size),
        );
      }),
  };
}

/**
 * Those `size` of `units` with the highest scores, ascending; of equal ones the first.
 *
 * @param scores by unit
 */
export function highest(
  units: readonly number[],
  scores: readonly number[],
  size: number,
): number[] {
  // −∞ − (−∞) is NaN, so that units without a score go by index too.
  return units
    .toSorted((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, size)
    .sort((a, b) => a - b);
}

/**
 * Keeps the neurons with the largest I(x_j; y), estimated by `modelMutualInformation` and corrected for
 * bias; of equal ones the first. One of the paper's two mutual-information baselines.
 */
export const miModel: Strategy<"mi-model"> = rankedStrategy(
  { name: "mi-model", label: "MI model" },
  (subject) => neuronInformation(subject, "model"),
);

/**
 * Keeps the neurons with the largest I(x_j; y), estimated by `mixtureMutualInformation`; of equal ones the
 * first. One of the paper's two mutual-information baselines.
 *
 * A neuron that has one value in at least half of a class's samples has no estimate and ranks last.
 */
export const miMixture: Strategy<"mi-mixture"> = rankedStrategy(
  { name: "mi-mixture", label: "MI mixture" },
  (subject) => neuronInformation(subject, "mixture"),
);

/**
 * Keeps the units whose incoming weights have the largest Euclidean norm after training; of equal
 * ones the first. Activations play no part: a unit that is constant on the samples is one like any
 * other.
 */
export const magnitude: Strategy<"magnitude"> = rankedStrategy(
  { name: "magnitude", label: "magnitude" },
  ({ spec, final }) => incomingNorms(spec, final),
);

/**
 * Euclidean norm of the incoming weights of every hidden unit, its bias left out.
 *
 * The incoming side is the usual one where whole units are pruned (filters: Li et al. 2017,
 * arXiv:1608.08710; `ln_structured` along the outputs in PyTorch). Outgoing weights play no part, although
 * a ReLU neuron does the same when a factor moves from its incoming to its outgoing weights.
 *
 * @throws SubnetworkError that names a unit whose weights are not finite
 */
export function incomingNorms(spec: NetworkSpec, parameters: NetworkParameters): UnitScores {
  return Object.fromEntries(
    layerShapes(spec).flatMap((shape, l) => {
      if (shape.layer.role !== "hidden") return [];
      const norms = normsOf(shape, parameters[l]!);
      const unit = norms.findIndex((norm) => !Number.isFinite(norm));
      if (unit >= 0) {
        throw new SubnetworkError(
          `Units cannot be ranked by their weights: those into unit ${unit} of ${shape.layer.name} ` +
            `are not finite. The training has diverged; a smaller learning rate may help`,
        );
      }
      return [[shape.layer.name, norms]];
    }),
  );
}

function normsOf({ layer, to }: LayerShape, { weights }: LayerParameters): number[] {
  const squares = Array.from({ length: layer.units }, () => 0);
  weights.forEach((weight, at) => squares[to(at)]! += weight ** 2);
  return squares.map(Math.sqrt);
}
