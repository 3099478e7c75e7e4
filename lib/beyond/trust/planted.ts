/** The step that estimates systems whose Ω is known with every estimator. */
import { z } from "zod";
import { plantedSystems } from "../../information/mod.ts";
import { jsonFile, type Step, type Tools } from "../../studies/step.ts";
import { deriveSeed, randomSource } from "../../system/random/mod.ts";
import { byAll, type Estimates, estimates, ESTIMATES_REVISION } from "./estimates.ts";

/** How many samples of each system. Plain JSON. */
export interface PlantedInput {
  readonly samples: number;
  /** Samples of each reference. */
  readonly draws: number;
}

/** What every estimator finds in one sample of each of `plantedSystems`, in their order. */
export const PLANTED: Step<PlantedInput, readonly Estimates[]> = {
  kind: "planted-estimates",
  module: import.meta.url,
  identify: ({ samples, draws }) => ({ samples, draws, revision: ESTIMATES_REVISION }),
  describe: ({ samples }) => `the estimates of planted systems with ${samples} samples`,
  ...jsonFile("planted.json", () => z.array(estimates).length(plantedSystems().length)),
  run: async ([input], tools) => [await plantedEstimates(input!.samples, input!.draws, tools)],
};

export default PLANTED;

/**
 * {@link PLANTED}, computed here.
 *
 * @param draws samples of each reference. Default: that of the estimators
 */
export async function plantedEstimates(
  samples: number,
  draws?: number,
  tools: Pick<Tools, "signal"> & Partial<Pick<Tools, "report">> = {},
): Promise<Estimates[]> {
  const systems = plantedSystems();
  const found: Estimates[] = [];
  for (const { name, sample } of systems) {
    tools.report?.({ done: found.length, total: systems.length });
    const seed = (purpose: string) => deriveSeed(1, purpose, name, samples);
    const subject = sample(samples, randomSource(seed("planted")));
    const positions = subject.variables.variables.map((_, at) => at);
    found.push(await byAll(subject, positions, draws, seed("estimate"), tools));
  }
  return found;
}
