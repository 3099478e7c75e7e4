/**
 * Choices of neurons and re-trainings as files of the store.
 * @module
 */
import { z } from "zod";
import { hiddenLayers, type NetworkSpec } from "../models/spec.ts";
import { allUnits } from "../selection/checks.ts";
import { SubnetworkError } from "../selection/error.ts";
import { STRATEGY_NAMES } from "../selection/strategies.ts";
import type { KeptUnits } from "../selection/strategy.ts";
import { subnetworkSize } from "./config.ts";
import type { Ablation, BestSizes, KeptNeurons, Retraining } from "./figure2_result.ts";
import { type JsonFile, storedNumber } from "./json_artifact.ts";

const sizes = z.array(z.int().min(1));

/** What was chosen in one network. */
export interface SelectionResult {
  readonly bestSizes: BestSizes;
  /** Neurons and accuracies in the order of the plan; test accuracy without re-training. */
  readonly ablations: readonly Ablation[];
}

/** All choices of neurons in one network. */
export const SELECTION_FILE: JsonFile<SelectionResult> = {
  name: "selection.json",
  schema: z.object({
    bestSizes: z.object({
      greedy: sizes,
      exact: z.exactOptional(sizes),
    }),
    ablations: z.array(z.object({
      strategy: z.enum(STRATEGY_NAMES),
      size: subnetworkSize,
      draw: z.int().min(0),
      kept: z.array(z.array(z.int().min(0))),
      testAccuracy: z.number(),
    })),
  }),
};

/** What is kept of a re-trained sub-network. */
export type Accuracies = Pick<Retraining, "trainAccuracy" | "testAccuracy" | "testLoss">;

/** The accuracies of one re-training. */
export const ACCURACIES_FILE: JsonFile<Accuracies> = {
  name: "accuracies.json",
  schema: z.object({
    trainAccuracy: z.number(),
    testAccuracy: z.number(),
    testLoss: storedNumber,
  }),
};

/** Kept units as files and keys have them: all units of a layer that is not named. */
export function keptNeurons(spec: NetworkSpec, kept: KeptUnits): KeptNeurons {
  return hiddenLayers(spec).map(({ name, units }) => kept[name] ?? allUnits(units));
}

/**
 * The units that files and keys mean.
 *
 * @throws SubnetworkError unless there is one entry for every hidden layer
 */
export function keptUnits(spec: NetworkSpec, kept: KeptNeurons): KeptUnits {
  const hidden = hiddenLayers(spec);
  if (kept.length !== hidden.length) {
    throw new SubnetworkError(
      `The network has ${hidden.length} hidden layers, got kept neurons for ${kept.length}`,
    );
  }
  return Object.fromEntries(hidden.map(({ name }, at) => [name, kept[at]!]));
}
