/**
 * The control of figure 2 whose neurons are chosen without the test set.
 * @module
 */
import type { ExperimentConfig } from "./config.ts";
import { PAPER_STRATEGIES } from "./figure2_plan.ts";

/**
 * The same configuration with selection on validation samples, set aside from all training, so that
 * its networks are others. Only what the paper compares at its best synergistic size: the strategies
 * it names, or all where none of those was asked for, the other neurons removed. Every network counts:
 * to accept some by their accuracy would look at the test set.
 *
 * @example
 * ```ts
 * import { resolveConfig, validationConfig } from "@multiplet/multiplet/experiments";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const { selection, strategies } = validationConfig(resolveConfig("paper"));
 * deepEqual(selection, "validation");
 * deepEqual(strategies, ["synergy", "random", "mi-model", "mi-mixture"]);
 * ```
 */
export function validationConfig(config: ExperimentConfig): ExperimentConfig {
  const named = config.strategies.filter((strategy) => PAPER_STRATEGIES.includes(strategy));
  return {
    ...config,
    selection: "validation",
    minAccuracy: 0,
    strategies: named.length > 0 ? named : config.strategies,
    subnetworkSizes: ["k*"],
    frozenSizes: [],
    freshDraws: 0,
  };
}
