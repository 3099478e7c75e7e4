/**
 * The neurons that tell most about the class by themselves, by the ANOVA model.
 * @module
 */
import { neuronInformation } from "./neuron_information.ts";
import { rankedStrategy } from "./ranked_strategy.ts";
import type { Strategy } from "./strategy.ts";

/**
 * Keeps the neurons with the largest I(x_j; y), estimated by `modelMutualInformation` and corrected for
 * bias; of equal ones the first. One of the paper's two mutual-information baselines.
 */
export const miModel: Strategy = rankedStrategy(
  "mi-model",
  (subject) => neuronInformation(subject, "model"),
);
