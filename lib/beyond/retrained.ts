/** The last stages of studies of sub-networks: the chosen units of every network, re-trained. */
import { hiddenLayers } from "../models/spec.ts";
import type { ExperimentConfig } from "../paper/config.ts";
import type { PaperContext } from "../paper/context.ts";
import {
  type BestSizes,
  type RetrainingResult,
  retrainingResult,
  type SubnetworkRemoval,
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
import { type MultipletSearch, STRATEGY_NAMES } from "../selection/mod.ts";
import type { Stages } from "../studies/study.ts";

/** The choices that were made in one network. */
export interface ChosenUnits extends Pick<SelectionResult, "ablations"> {
  readonly network: NetworkInput;
  readonly bestSizes: BestSizes;
}

/**
 * Re-trains what was chosen in every accepted network, in their order.
 *
 * @param options.sizeSearch the search that found multiplets of a size. Default: the ladder
 * @param options.removal the only treatment of the other units. Default: all that the configuration asks for
 */
export function* retrainedStages(
  config: ExperimentConfig & PlanConfig,
  context: PaperContext,
  training: TrainingResult,
  chosen: readonly ChosenUnits[],
  { sizeSearch = "ladder", removal }: {
    readonly sizeSearch?: MultipletSearch;
    readonly removal?: SubnetworkRemoval;
  } = {},
): Stages<RetrainingResult> {
  const { selection, onlyLayer } = config;
  const layers = hiddenLayers(training.spec);
  const retrainings = yield* trainedByNetwork(
    "re-trainings",
    RETRAINING,
    chosen.map(({ network, ablations }) =>
      plannedRuns(config, network, ablations)
        .filter((one) => removal === undefined || one.removal === removal)
    ),
  );
  return retrainingResult(
    {
      layers,
      strategies: STRATEGY_NAMES.filter((name) => config.strategies.includes(name)),
      selection,
      sizeSearch,
      classes: context.dataset.classes.length,
      updates: updatesOf(config, context),
      ...(onlyLayer !== null && { onlyLayer: layers[onlyLayer]!.name }),
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
