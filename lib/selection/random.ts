/**
 * Neurons drawn at random: what every other strategy is compared with.
 * @module
 */
import { hiddenWidths } from "../models/spec.ts";
import { deriveSeed, randomSource, shuffle } from "../system/random/mod.ts";
import { allNeurons } from "./hidden_layers.ts";
import { selectorOf } from "./selector.ts";
import type { Strategy } from "./strategy.ts";

/**
 * Keeps neurons drawn uniformly among the subsets of the size asked for, in each hidden layer by
 * itself. The same seed draws the same neurons in every network; with one seed a smaller subset lies
 * within a larger one.
 */
export const randomNeurons: Strategy = {
  name: "random",
  prepare: (subject) =>
    selectorOf(
      subject,
      ({ sizes, seed }) =>
        hiddenWidths(subject.spec).map((width, l) =>
          shuffle(allNeurons(width), randomSource(deriveSeed(seed, "kept neurons", l)))
            .slice(0, sizes[l]!)
            .sort((a, b) => a - b)
        ),
    ),
};
