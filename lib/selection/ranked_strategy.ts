/**
 * What the strategies that look at one neuron at a time have in common.
 * @module
 */
import { allNeurons } from "./hidden_layers.ts";
import { oncePerSubject } from "./once.ts";
import { selectorOf } from "./selector.ts";
import type { SelectionSubject, Strategy, StrategyName } from "./strategy.ts";

/** For each hidden layer, one number a neuron: the higher, the sooner it is kept. −∞ is last. */
export type NeuronScores = readonly (readonly number[])[];

/** A strategy that keeps the neurons with the highest scores; scores are computed on first use. */
export function rankedStrategy(
  name: StrategyName,
  score: (subject: SelectionSubject) => NeuronScores,
): Strategy {
  const scores = oncePerSubject(score);
  return {
    name,
    prepare: (subject) =>
      selectorOf(
        subject,
        ({ sizes }) =>
          scores(subject).map((own, l) => highest(allNeurons(own.length), own, sizes[l]!)),
      ),
  };
}

/**
 * Those `size` of `neurons` with the highest scores, ascending; of equal ones the first.
 *
 * @param scores by neuron
 */
export function highest(
  neurons: readonly number[],
  scores: readonly number[],
  size: number,
): number[] {
  // −∞ − (−∞) is NaN, so that neurons without a score go by index too.
  return neurons
    .toSorted((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, size)
    .sort((a, b) => a - b);
}
