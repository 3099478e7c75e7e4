/**
 * Iterative magnitude pruning of whole neurons.
 * @module
 */
import { type NetworkParameters, validateParameters } from "../models/parameters.ts";
import { oncePerSubject } from "./once.ts";
import { highest, incomingNorms } from "./ranked_strategy.ts";
import { keepIn, selectorOf, wholeLayers } from "./selector.ts";
import type { KeptUnits, SelectionSubject, Strategy } from "./strategy.ts";

/** A round drops one neuron in so many: 20 %. */
const ONE_IN = 5;

/**
 * Rounds of: train, drop the neurons with the smallest incoming norm, rewind to the initial weights
 * (Frankle & Carbin 2019, arXiv:1803.03635, with neurons in place of weights). A round drops 20 % of a
 * layer's remaining neurons, rounded down, at least one and never below the size asked for; a layer
 * that has reached its size waits for the others. The first round judges the trained network itself.
 *
 * From 20 neurons: 16, 13, 11, 9, 8, 7, … Each training is done once for a subject, so sizes with the
 * same path share it: all sizes from 2 on, alike in three layers of 20, take ten trainings.
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
          return highest(own, norms[name]!, sizeAfter(own.length, size));
        });
      }
      return kept;
    }),
};

/** Units that a round leaves of `remaining`, when `size` are wanted in the end. */
function sizeAfter(remaining: number, size: number): number {
  return Math.max(size, remaining - Math.max(1, Math.floor(remaining / ONE_IN)));
}

/** Trained sub-networks of each subject by their units; the whole network is trained already. */
const trainings = oncePerSubject((subject) =>
  new Map([[JSON.stringify(wholeLayers(subject)), Promise.resolve(subject.final)]])
);

/** The sub-network of `kept` after training. */
function trained(subject: SelectionSubject, kept: KeptUnits): Promise<NetworkParameters> {
  const known = trainings(subject);
  const key = JSON.stringify(kept);
  const training = known.get(key) ?? retrained(subject, kept);
  known.set(key, training);
  return training;
}

async function retrained(
  { spec, retrain }: SelectionSubject,
  kept: KeptUnits,
): Promise<NetworkParameters> {
  const parameters = await retrain(kept);
  validateParameters(spec, parameters);
  return parameters;
}
