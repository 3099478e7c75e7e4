/** Settings that the studies of wide layers and of feature maps have in common. */
import { z } from "zod";
import type { ExperimentConfig } from "../paper/config.ts";

/** Those of the ladder search. */
export const LADDER_SCHEMAS = {
  calls: z.int().min(1).max(1_000_000),
  islands: z.int().min(1).max(1000),
};

/** Adds an issue for each strategy that the notebooks compare with others and that is not there. */
export function refuseMissingStrategies(
  { strategies }: Pick<ExperimentConfig, "strategies">,
  addIssue: (issue: { code: "custom"; path: string[]; message: string }) => void,
): void {
  for (const needed of ["synergy", "random"] as const) {
    if (strategies.includes(needed)) continue;
    addIssue({ code: "custom", path: ["strategies"], message: `expected ${needed} among them` });
  }
}
