/** Section 4.2 of the paper: sub-networks re-trained, with baselines and controls. */
import { hiddenLayers } from "../../models/spec.ts";
import { type MultipletSearch, STRATEGIES, STRATEGY_NAMES } from "../../selection/mod.ts";
import { searchAt } from "../../selection/selector.ts";
import type { Step } from "../../studies/step.ts";
import { stage, type Stages, type Study } from "../../studies/study.ts";
import { deriveSeed } from "../../system/random/mod.ts";
import { claimFindings } from "../claims/claim.ts";
import { subnetworkClaims } from "../claims/subnetworks.ts";
import { configSchema, type ExperimentConfig, PRESETS } from "../config.ts";
import { openContext, type PaperContext } from "../context.ts";
import { ConfigError } from "../settings.ts";
import { requireExactSizes } from "../study_limits.ts";
import { NETWORK, type NetworkInput, networkInput } from "../training/network.ts";
import {
  acceptedRuns,
  finalMetrics,
  type NetworkRun,
  type TrainingResult,
} from "../training/result.ts";
import { TRAINING, trainingStages } from "../training/study.ts";
import {
  cumulativeAblations,
  denseRuns,
  furtherAblation,
  furtherChoices,
  furtherRuns,
  hasBestSize,
  PAPER_STRATEGIES,
  type Planned,
} from "./arms.ts";
import { CHOICE } from "./choice.ts";
import { CUMULATIVE_ABLATION } from "./cumulative_ablation.ts";
import { DENSE_NETWORK } from "./dense_network.ts";
import {
  type Ablation,
  type Accuracies,
  type NetworkSubnetworks,
  type Retraining,
  type RetrainingConditions,
  type RetrainingResult,
  retrainingResult,
  SEARCH_OF_BEST,
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
export type PlanConfig =
  & Pick<
    ExperimentConfig,
    "strategies" | "randomSubsets" | "newInitialisations" | "hiddenWidths"
  >
  & Readonly<Record<"subnetworkSizes" | "frozenSizes", readonly SubnetworkSize[]>>;

/** The search for multiplets of a size, for hidden layers of these widths. */
export function plannedSearch(
  size: SubnetworkSize,
  hiddenWidths: readonly number[],
): MultipletSearch {
  return typeof size === "number" || size === "half"
    ? searchAt({ units: 1 }, hiddenWidths)
    : SEARCH_OF_BEST[size];
}

/**
 * All choices of neurons in one network: every strategy at every size.
 *
 * @param searchFor the search for multiplets of a size. Default: {@link plannedSearch}
 */
export function plannedSelections(
  config: PlanConfig,
  searchFor: (size: SubnetworkSize) => MultipletSearch = (size) =>
    plannedSearch(size, config.hiddenWidths),
): PlannedSelection[] {
  return config.subnetworkSizes.flatMap((size) =>
    config.strategies
      .filter((strategy) => size !== "k* exact" || PAPER_STRATEGIES.includes(strategy))
      .flatMap((strategy) => {
        const draws = STRATEGIES.get(strategy).draws ? config.randomSubsets : 1;
        const search = searchFor(size);
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
    controls: [],
    oneLayerAtATime: false,
    longTrainingEpochs: null,
  };
}

/** The comparison of the paper at k* in networks that are trained longer; `undefined` where there is none. */
function longTrainingConfig(config: ExperimentConfig): ExperimentConfig | undefined {
  const { epochs, longTrainingEpochs } = config;
  if (longTrainingEpochs === null || longTrainingEpochs <= epochs || !hasBestSize(config)) {
    return undefined;
  }
  const { selection, minAccuracy } = config;
  return { ...validationConfig(config), epochs: longTrainingEpochs, selection, minAccuracy };
}

/** All re-trainings that a network's choices of neurons ask for, with the inputs of their steps. */
export function plannedRuns(
  config: PlanConfig & Pick<ExperimentConfig, "keepRemovedBias" | "onlyLayer" | "seed">,
  network: NetworkInput,
  choices: readonly Omit<Ablation, "testAccuracy">[],
): Planned<RetrainingInput>[] {
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

/** One stage for all networks, and its values network by network. */
function* stageByNetwork<Input, Output, Value>(
  label: string,
  step: Step<Input, Output, Value>,
  inputs: readonly (readonly Input[])[],
): Stages<(readonly Value[])[]> {
  const values = yield* stage(label, step, inputs.flat());
  let next = 0;
  return inputs.map(({ length }) => values.slice(next, next += length));
}

/** {@link stageByNetwork} for rows that lack their accuracies. */
export function* trainedByNetwork<Input>(
  label: string,
  step: Step<Input, Accuracies>,
  planned: readonly (readonly Planned<Input>[])[],
): Stages<Retraining[][]> {
  const inputs = planned.map((own) => own.map(({ input }) => input));
  const accuracies = yield* stageByNetwork(label, step, inputs);
  return planned.map((own, n) =>
    own.map(({ input: _, ...one }, at) => ({ ...one, ...accuracies[n]![at]! }))
  );
}

/** Sub-networks of trained networks, and the arms beside them. */
function* networksStages(
  config: ExperimentConfig,
  context: PaperContext,
  runs: readonly Pick<NetworkRun, "index" | "history">[],
  prefix = "",
): Stages<NetworkSubnetworks[]> {
  const { selection, keepRemovedBias, onlyLayer } = config;
  const networks = runs.map(({ index }) => networkInput(config, context, index));
  const plan = plannedSelections(config);
  const selections = yield* stage(
    `${prefix}choices of neurons`,
    SELECTION,
    networks.map((network) => ({ network, selection, plan, keepRemovedBias, onlyLayer })),
  );
  const main = yield* trainedByNetwork(
    `${prefix}re-trainings`,
    RETRAINING,
    networks.map((network, n) => plannedRuns(config, network, selections[n]!.ablations)),
  );
  const asked = networks.map((network) =>
    furtherChoices(
      config,
      network,
      (strategies) => plannedSelections({ ...config, strategies, subnetworkSizes: ["k*"] }),
    )
  );
  const choices = yield* stageByNetwork("further choices of neurons", CHOICE, asked);
  const further = asked.map((own, n) =>
    own.map((input, at) => ({ input, ablation: furtherAblation(input, choices[n]![at]!) }))
  );
  const arms = yield* trainedByNetwork(
    "further re-trainings",
    RETRAINING,
    networks.map((network, n) =>
      furtherRuns(config, network, selections[n]!.ablations, further[n]!)
    ),
  );
  const dense = yield* trainedByNetwork(
    "dense networks",
    DENSE_NETWORK,
    networks.map((network, n) => denseRuns(config, network, selections[n]!.bestSizes)),
  );
  const cumulative = yield* stageByNetwork(
    "cumulative ablations",
    CUMULATIVE_ABLATION,
    networks.map((network) => cumulativeAblations(config, network)),
  );
  return runs.map((run, n) => ({
    index: run.index,
    ...finalMetrics(run),
    bestSizes: selections[n]!.bestSizes,
    retrainings: [...main[n]!, ...arms[n]!, ...dense[n]!],
    ablations: [
      ...selections[n]!.ablations,
      ...further[n]!.map(({ ablation }) => ablation),
      ...cumulative[n]!.flat(),
    ],
  }));
}

/** Steps of training. */
export function updatesOf(
  { epochs, batchSize }: ExperimentConfig,
  { dataset }: PaperContext,
): number {
  return epochs * Math.ceil(dataset.parts.train.count / batchSize);
}

/**
 * Chooses sub-networks of every accepted network by all strategies and sizes of `config`, and re-trains
 * them from the network's initial weights, with its batch order and hyperparameters. Strategies see the
 * activations on the samples that `selection` names. Then the arms beside that: the controls, one layer at a time, and
 * the longer training.
 *
 * @throws ConfigError for selection `"validation"` without validation samples, or size `"k* exact"` with a
 * layer of more than 24 neurons
 */
export function* subnetworksStages(
  config: ExperimentConfig,
  context: PaperContext,
): Stages<SubnetworksResult> {
  const { dataset } = context;
  const { selection, onlyLayer, hiddenWidths } = config;
  if (selection === "validation" && dataset.parts.validation === undefined) {
    throw new ConfigError(
      `Selection "validation" needs validation samples set aside from training, ` +
        `${dataset.name} has none: openContext sets them aside`,
    );
  }
  requireExactSizes({ config, classes: dataset.classes.length, workers: 1 });
  const training = yield* trainingStages(config, context);
  const runs = acceptedRuns(training);
  const networks = yield* networksStages(config, context, runs);
  const long = longTrainingConfig(config);
  const label = "long training: ";
  const longRuns = long === undefined ? [] : yield* stage(
    `${label}networks`,
    NETWORK,
    runs.map(({ index }) => networkInput(long, context, index)),
  );
  const longNetworks = long === undefined ? [] : yield* networksStages(
    long,
    context,
    longRuns.map((run, at) => ({ ...run, index: runs[at]!.index })),
    label,
  );
  const layers = hiddenLayers(training.spec);
  const conditions: RetrainingConditions = {
    layers,
    strategies: STRATEGY_NAMES.filter((name) => config.strategies.includes(name)),
    selection,
    sizeSearch: plannedSearch(1, hiddenWidths),
    classes: dataset.classes.length,
    updates: updatesOf(config, context),
    ...(long && { longUpdates: updatesOf(long, context) }),
    ...(onlyLayer !== null && { onlyLayer: layers[onlyLayer]!.name }),
  };
  return { training, subnetworks: retrainingResult(conditions, networks, longNetworks) };
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
  claims: ({ subnetworks }) => subnetworkClaims(subnetworks),
};

/** The control of {@link SUBNETWORKS} that never saw the test set: configurations become {@link validationConfig}. */
export const SUBNETWORKS_VALIDATION: typeof SUBNETWORKS = {
  ...SUBNETWORKS,
  name: "subnetworks-validation",
  title: "Accuracy of re-trained sub-networks whose neurons were chosen on validation samples",
  open: (config, runner, options) => SUBNETWORKS.open(validationConfig(config), runner, options),
  stages: (config, context) => SUBNETWORKS.stages(validationConfig(config), context),
};
