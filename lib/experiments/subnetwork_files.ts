/**
 * Choices of neurons and re-trainings as files of the store.
 * @module
 */
import { z } from "zod";
import { STRATEGIES } from "../selection/strategy.ts";
import { subnetworkSize } from "./config.ts";
import type { Retraining } from "./figure2_result.ts";
import { type JsonFile, storedNumber } from "./json_artifact.ts";
import type { SelectionResult } from "./subnetwork_selection.ts";

const sizes = z.array(z.int().min(1));

/** All choices of neurons in one network. */
export const SELECTION_FILE: JsonFile<SelectionResult> = {
  name: "selection.json",
  schema: z.object({
    bestSizes: z.object({
      greedy: sizes,
      exact: z.exactOptional(sizes),
    }),
    ablations: z.array(z.object({
      strategy: z.enum(STRATEGIES),
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
