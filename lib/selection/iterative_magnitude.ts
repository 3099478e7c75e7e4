/**
 * Iterative magnitude pruning of whole neurons.
 * @module
 */
import { type MlpParameters, validateParameters } from "../models/parameters.ts";
import { wholeLayers } from "./hidden_layers.ts";
import { incomingNorms } from "./neuron_norms.ts";
import { oncePerSubject } from "./once.ts";
import { highest } from "./ranked_strategy.ts";
import { selectorOf } from "./selector.ts";
import type { KeptNeurons, SelectionSubject, Strategy } from "./strategy.ts";

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
export const iterativeMagnitude: Strategy = {
  name: "iterative-magnitude",
  prepare: (subject) =>
    selectorOf(subject, async ({ sizes }) => {
      let kept: KeptNeurons = wholeLayers(subject.spec);
      while (kept.some((layer, l) => layer.length > sizes[l]!)) {
        subject.signal?.throwIfAborted();
        const norms = incomingNorms(subject.spec, await trained(subject, kept));
        kept = kept.map((layer, l) =>
          highest(layer, norms[l]!, sizeAfter(layer.length, sizes[l]!))
        );
      }
      return kept;
    }),
};

/** Neurons that a round leaves of `remaining`, when `size` are wanted in the end. */
function sizeAfter(remaining: number, size: number): number {
  return Math.max(size, remaining - Math.max(1, Math.floor(remaining / ONE_IN)));
}

/** Trained sub-networks of each subject by their neurons; the whole network is trained already. */
const trainings = oncePerSubject(({ spec, final }) =>
  new Map([[JSON.stringify(wholeLayers(spec)), Promise.resolve(final)]])
);

/** The sub-network of `kept` after training. */
function trained(subject: SelectionSubject, kept: KeptNeurons): Promise<MlpParameters> {
  const known = trainings(subject);
  const key = JSON.stringify(kept);
  const training = known.get(key) ?? retrained(subject, kept);
  known.set(key, training);
  return training;
}

async function retrained(
  { spec, retrain }: SelectionSubject,
  kept: KeptNeurons,
): Promise<MlpParameters> {
  const parameters = await retrain(kept);
  validateParameters(spec, parameters);
  return parameters;
}
