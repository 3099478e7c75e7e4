/**
 * The step that removes the neurons of a trained network one after the other in all hidden layers, without
 * re-training: by their mutual information with the class, and in random order.
 */
import { z } from "zod";
import { STRATEGIES, STRATEGY_NAMES, type StrategyName } from "../../selection/mod.ts";
import { allUnits, thinnedLayers } from "../../selection/strategy.ts";
import { hiddenLayers } from "../../models/spec.ts";
import { jsonFile, need, type Step } from "../../studies/step.ts";
import type { ExperimentConfig } from "../config.ts";
import { DATASET, TRAINER } from "../resources.ts";
import { NETWORK, type NetworkInput, networkKey } from "../training/network.ts";
import type { Ablation, KeptNeurons } from "./result.ts";
import { chooserOf, type PlannedSelection, selectionJob } from "./selection.ts";

/** The orders in one network. Plain JSON. */
export interface CumulativeAblationInput
  extends Pick<ExperimentConfig, "keepRemovedBias" | "onlyLayer" | "selection" | "randomSubsets"> {
  readonly network: NetworkInput;
  /** Strategies that rank the neurons; one that draws does so `randomSubsets` times. */
  readonly strategies: readonly StrategyName[];
}

/** A step on the way, with its order. */
type CumulativeAblation = Ablation & Required<Pick<Ablation, "order">>;

const ablationsSchema: z.ZodType<CumulativeAblation[]> = z.array(z.object({
  strategy: z.enum(STRATEGY_NAMES),
  size: z.int().min(1),
  draw: z.int().min(0),
  order: z.enum(["highest-first", "lowest-first", "random"]),
  kept: z.array(z.array(z.int().min(0))),
  testAccuracy: z.number(),
}));

/** Raised whenever the same network would give other accuracies. Part of every artifact key. */
const CUMULATIVE_ABLATION_REVISION = 1;

/**
 * Accuracies with m neurons kept per layer, m from 1 to one less than the widest layer has; a narrower layer is whole
 * as long as m is not below its width. The last m in the ranking of the strategy (highest first), or the first m
 * (lowest first, and random).
 */
export const CUMULATIVE_ABLATION: Step<CumulativeAblationInput, readonly CumulativeAblation[]> = {
  kind: "cumulative-ablation",
  module: import.meta.url,
  identify: ({ network, selection, strategies, randomSubsets, keepRemovedBias, onlyLayer }) => ({
    network: networkKey(network),
    selection,
    strategies,
    // Those that draw nothing do not depend on it.
    draws: strategies.some((name) => STRATEGIES.get(name).draws) ? randomSubsets : 0,
    keepBias: keepRemovedBias,
    onlyLayer,
    revision: CUMULATIVE_ABLATION_REVISION,
  }),
  describe: ({ network }) => `the cumulative ablation of network ${network.index}`,
  ...jsonFile("ablations.json", () => ablationsSchema),
  needs: ({ network }) => [need(DATASET, network.data), need(TRAINER, network.trainer)],
  staysHere: ({ network }) => NETWORK.staysHere!(network),
  run: async ([input], tools) => {
    const { network, selection, strategies, randomSubsets, ...conditions } = input!;
    const job = { ...await selectionJob(network, selection, tools), ...conditions };
    const trainer = await tools.resource(TRAINER, network.trainer);
    const { subject, keep, accuracyOf } = chooserOf(job, trainer, tools.signal);
    const hidden = hiddenLayers(network.spec);
    const thinned = thinnedLayers(subject);
    const widest = Math.max(...thinned.map(({ units }) => units));
    const ablations: CumulativeAblation[] = [];
    for (const strategy of strategies) {
      const { draws } = STRATEGIES.get(strategy);
      for (let draw = 0; draw < (draws ? randomSubsets : 1); draw++) {
        // The first neurons of the ranking: those of a smaller size are among those of a larger one.
        const first: KeptNeurons[] = [];
        for (let size = 1; size < widest; size++) {
          const planned: PlannedSelection = { strategy, size, search: "greedy", draw };
          first.push(await keep(planned));
        }
        const last = (size: number): KeptNeurons =>
          hidden.map(({ name, units }, l) => {
            const isThinned = thinned.some((layer) => layer.name === name);
            const removed = isThinned ? first[units - size - 1]?.[l] : undefined;
            return allUnits(units).filter((unit) => !removed?.includes(unit));
          });
        for (const [at, kept] of first.entries()) {
          const size = at + 1;
          const add = async (order: CumulativeAblation["order"], kept: KeptNeurons) => {
            const testAccuracy = await accuracyOf(kept);
            ablations.push({ strategy, size, draw, order, kept, testAccuracy });
          };
          await add(draws ? "random" : "lowest-first", kept);
          if (!draws) await add("highest-first", last(size));
        }
      }
    }
    return [ablations];
  },
};

export default CUMULATIVE_ABLATION;
