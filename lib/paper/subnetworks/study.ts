/** Section 4.2 of the paper: sub-networks re-trained, with baselines and controls. */
import { hiddenLayers } from "../../models/spec.ts";
import { type MultipletSearch, STRATEGIES, type StrategyName } from "../../selection/mod.ts";
import { searchAt } from "../../selection/selector.ts";
import { stage, type Stages, type Study } from "../../studies/study.ts";
import { deriveSeed } from "../../system/random/mod.ts";
import { claimFindings } from "../claims/claim.ts";
import { BASELINES, subnetworkClaims } from "../claims/subnetworks.ts";
import { configSchema, type ExperimentConfig, PRESETS } from "../config.ts";
import { openContext, type PaperContext } from "../context.ts";
import { ConfigError } from "../settings.ts";
import { requireExactSizes } from "../study_limits.ts";
import { type NetworkInput, networkInput } from "../training/network.ts";
import { acceptedRuns, finalMetrics, type TrainingResult } from "../training/result.ts";
import { TRAINING, trainingStages } from "../training/study.ts";
import {
  type Ablation,
  type Retraining,
  type RetrainingResult,
  retrainingResult,
  type SubnetworkRow,
  type SubnetworkSize,
  subnetworkTable,
} from "./result.ts";
import { RETRAINING, type RetrainingInput } from "./retraining.ts";
import { type PlannedSelection, SELECTION } from "./selection.ts";

/** The networks, and the accuracies of their sub-networks. */
export type SubnetworksResult = {
  readonly training: TrainingResult;
  readonly subnetworks: RetrainingResult;
};

/** The settings that decide which sub-networks there are. */
type PlanConfig = Pick<
  ExperimentConfig,
  | "strategies"
  | "subnetworkSizes"
  | "frozenSizes"
  | "randomSubsets"
  | "newInitialisations"
  | "hiddenWidths"
>;

/** The strategies that the paper compares. Size `"k* exact"`, which the paper does not have, is for these alone. */
const PAPER_STRATEGIES: readonly StrategyName[] = ["synergy", ...BASELINES];

/** The search for multiplets of a size, for hidden layers of these widths. */
export function plannedSearch(
  size: SubnetworkSize,
  hiddenWidths: readonly number[],
): MultipletSearch {
  if (typeof size === "number") return searchAt({ units: size }, hiddenWidths);
  return size === "k*" ? "greedy" : "exact";
}

/** All choices of neurons in one network: every strategy at every size. */
export function plannedSelections(config: PlanConfig): PlannedSelection[] {
  return config.subnetworkSizes.flatMap((size) =>
    config.strategies
      .filter((strategy) => size !== "k* exact" || PAPER_STRATEGIES.includes(strategy))
      .flatMap((strategy) => {
        const draws = STRATEGIES.get(strategy).draws ? config.randomSubsets : 1;
        const search = plannedSearch(size, config.hiddenWidths);
        return Array.from({ length: draws }, (_, draw) => ({ strategy, size, search, draw }));
      })
  );
}

/** The re-trainings of a choice: rewound always, frozen and freshly initialised where asked for. */
export function plannedRetrainings(
  { strategy, size, draw }: Pick<PlannedSelection, "strategy" | "size" | "draw">,
  { frozenSizes, newInitialisations }: PlanConfig,
): Pick<Retraining, "removal" | "start">[] {
  const frozen = frozenSizes.includes(size);
  const fresh = STRATEGIES.get(strategy).draws && draw < newInitialisations && size !== "k* exact";
  return [
    { removal: "zero", start: "rewound" },
    ...(frozen ? [{ removal: "frozen", start: "rewound" } as const] : []),
    ...(fresh ? [{ removal: "zero", start: "fresh" } as const] : []),
  ];
}

/**
 * The same configuration with selection on validation samples. These are held out from every training run, so
 * that its networks are others. Only the comparison of the paper at its best synergistic size: the strategies
 * that it names, or all where none of those was asked for, the other neurons removed. Every network is accepted:
 * a threshold of accuracy would use the test set.
 *
 * @example
 * ```ts
 * import { resolveConfig, validationConfig } from "@multiplet/multiplet/paper";
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
    newInitialisations: 0,
  };
}

/** All re-trainings that a network's choices of neurons ask for, with the inputs of their steps. */
export function plannedRuns(
  config: ExperimentConfig,
  network: NetworkInput,
  choices: readonly Omit<Ablation, "testAccuracy">[],
) {
  const { keepRemovedBias, onlyLayer, seed } = config;
  return choices.flatMap(({ strategy, size, draw, kept }) =>
    plannedRetrainings({ strategy, size, draw }, config).map(({ removal, start }) => {
      const fresh = start === "fresh"
        ? deriveSeed(seed, "network", network.index, "fresh", draw)
        : null;
      const input: RetrainingInput = { network, kept, removal, keepRemovedBias, onlyLayer, fresh };
      return { strategy, size, draw, kept, removal, start, input };
    })
  );
}

/**
 * Chooses sub-networks of every accepted network by all strategies and sizes of `config`, and re-trains
 * them from the network's initial weights, with its batch order and hyperparameters. Strategies see the
 * activations on the samples that `selection` names.
 *
 * @throws ConfigError for selection `"validation"` without validation samples, or size `"k* exact"` with a
 * layer of more than 24 neurons
 */
export function* subnetworksStages(
  config: ExperimentConfig,
  context: PaperContext,
): Stages<SubnetworksResult> {
  const { dataset } = context;
  const { selection, keepRemovedBias, onlyLayer, hiddenWidths } = config;
  if (selection === "validation" && dataset.parts.validation === undefined) {
    throw new ConfigError(
      `Selection "validation" needs validation samples set aside from training, ` +
        `${dataset.name} has none: openContext sets them aside`,
    );
  }
  requireExactSizes({ config, classes: dataset.classes.length, workers: 1 });
  const training = yield* trainingStages(config, context);
  const runs = acceptedRuns(training);
  const networks = runs.map(({ index }) => networkInput(config, context, index));
  const plan = plannedSelections(config);
  const selections = yield* stage(
    "choices of neurons",
    SELECTION,
    networks.map((network) => ({ network, selection, plan, keepRemovedBias, onlyLayer })),
  );
  const planned = networks.map((network, at) =>
    plannedRuns(config, network, selections[at]!.ablations)
  );
  const accuracies = yield* stage(
    "re-trainings",
    RETRAINING,
    planned.flatMap((own) => own.map(({ input }) => input)),
  );
  let next = 0;
  return {
    training,
    subnetworks: retrainingResult(
      {
        layers: hiddenLayers(training.spec),
        selection,
        sizeSearch: plannedSearch(1, hiddenWidths),
      },
      runs.map((run, at) => ({
        index: run.index,
        ...finalMetrics(run),
        ...selections[at]!,
        retrainings: planned[at]!.map(({ input: _, ...retraining }) => (
          { ...retraining, ...accuracies[next++]! }
        )),
      })),
    ),
  };
}

/** Sub-networks chosen by all strategies and re-trained (figure 2), with controls. */
export const SUBNETWORKS: Study<
  ExperimentConfig,
  PaperContext,
  SubnetworksResult,
  SubnetworkRow
> = {
  name: "subnetworks",
  title: "Accuracy of re-trained sub-networks, by the strategy that chose their neurons",
  schema: configSchema,
  presets: PRESETS,
  open: (config, runner, options) =>
    openContext(config, runner, { ...options, study: "subnetworks" }),
  stages: subnetworksStages,
  table: ({ subnetworks }) => subnetworkTable(subnetworks),
  findings: ({ training, subnetworks }) => [
    ...TRAINING.findings(training),
    ...claimFindings(subnetworkClaims(subnetworks)),
  ],
};

/** The control of {@link SUBNETWORKS} that never saw the test set: configurations become {@link validationConfig}. */
export const SUBNETWORKS_VALIDATION: typeof SUBNETWORKS = {
  ...SUBNETWORKS,
  name: "subnetworks-validation",
  title: "Accuracy of re-trained sub-networks whose neurons were chosen on validation samples",
  open: (config, runner, options) => SUBNETWORKS.open(validationConfig(config), runner, options),
  stages: (config, context) => SUBNETWORKS.stages(validationConfig(config), context),
};
