/**
 * The neurons that tell most about the class by themselves, by a mixture of Gaussians.
 * @module
 */
import { neuronInformation } from "./neuron_information.ts";
import { rankedStrategy } from "./ranked_strategy.ts";
import type { Strategy } from "./strategy.ts";

/**
 * Keeps the neurons with the largest I(x_j; y), estimated by `mixtureMutualInformation`; of equal ones the
 * first. One of the paper's two mutual-information baselines.
 *
 * A neuron that has one value in at least half of a class's samples has no estimate and ranks last.
 */
export const miMixture: Strategy = rankedStrategy(
  "mi-mixture",
  (subject) => neuronInformation(subject, "mixture"),
);
