/**
 * The neurons with the largest weights.
 * @module
 */
import { incomingNorms } from "./neuron_norms.ts";
import { rankedStrategy } from "./ranked_strategy.ts";
import type { Strategy } from "./strategy.ts";

/**
 * Keeps the neurons whose incoming weights have the largest Euclidean norm after training; of equal
 * ones the first. Activations play no part: a neuron that is constant on the samples is one like any
 * other.
 */
export const magnitude: Strategy = rankedStrategy(
  "magnitude",
  ({ spec, final }) => incomingNorms(spec, final),
);
