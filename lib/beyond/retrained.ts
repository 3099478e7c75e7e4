/** The last stages of studies of sub-networks: the chosen units of every network, re-trained. */
import { hiddenLayers } from "../models/spec.ts";
import type { ExperimentConfig } from "../paper/config.ts";
import type { PaperContext } from "../paper/context.ts";
import {
  type BestSizes,
  type RetrainingResult,
  retrainingResult,
} from "../paper/subnetworks/result.ts";
import { RETRAINING } from "../paper/subnetworks/retraining.ts";
import type { SelectionResult } from "../paper/subnetworks/selection.ts";
import {
  type PlanConfig,
  plannedRuns,
  trainedByNetwork,
  updatesOf,
} from "../paper/subnetworks/study.ts";
import type { NetworkInput } from "../paper/training/network.ts";
import { acceptedRuns, finalMetrics, type TrainingResult } from "../paper/training/result.ts";
import { STRATEGY_NAMES } from "../selection/mod.ts";
import type { Stages } from "../studies/study.ts";

/** The choices that were made in one network. */
export interface ChosenUnits extends Pick<SelectionResult, "ablations"> {
  readonly network: NetworkInput;
  readonly bestSizes: BestSizes;
}

/**
 * Re-trains what was chosen in every accepted network, in their order; multiplets were found by the ladder search, on test
 * activations.
 */
export function* retrainedStages(
  config: ExperimentConfig & PlanConfig,
  context: PaperContext,
  training: TrainingResult,
  chosen: readonly ChosenUnits[],
): Stages<RetrainingResult> {
  const retrainings = yield* trainedByNetwork(
    "re-trainings",
    RETRAINING,
    chosen.map(({ network, ablations }) => plannedRuns(config, network, ablations)),
  );
  return retrainingResult(
    {
      layers: hiddenLayers(training.spec),
      strategies: STRATEGY_NAMES.filter((name) => config.strategies.includes(name)),
      selection: "test",
      sizeSearch: "ladder",
      classes: context.dataset.classes.length,
      updates: updatesOf(config, context),
    },
    acceptedRuns(training).map((run, n) => {
      const { bestSizes, ablations } = chosen[n]!;
      return {
        index: run.index,
        ...finalMetrics(run),
        bestSizes,
        retrainings: retrainings[n]!,
        ablations,
      };
    }),
  );
}
