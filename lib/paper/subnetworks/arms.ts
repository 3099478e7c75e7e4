/** The arms beside figure 2: which choices, re-trainings and ablations the controls of a configuration ask for. */
import { hiddenLayers } from "../../models/spec.ts";
import type { StrategyName } from "../../selection/mod.ts";
import { deriveSeed } from "../../system/random/mod.ts";
import { BASELINES } from "../claims/subnetworks.ts";
import type { ControlName, ExperimentConfig } from "../config.ts";
import type { NetworkInput } from "../training/network.ts";
import type { Choice, ChoiceInput } from "./choice.ts";
import type { CumulativeAblationInput } from "./cumulative_ablation.ts";
import type { DenseNetworkInput } from "./dense_network.ts";
import type { Ablation, BestSizes, Retraining, SubnetworkRemoval } from "./result.ts";
import type { RetrainingInput } from "./retraining.ts";
import type { PlannedSelection } from "./selection.ts";

/** The strategies that the paper compares. Size `"k* exact"` and the arms, which the paper does not have, are for these alone. */
export const PAPER_STRATEGIES: readonly StrategyName[] = ["synergy", ...BASELINES];

/** Controls that are a strategy. */
const CONTROL_STRATEGIES = [
  "synergy-without-label",
  "random-live",
] as const satisfies ControlName[];

/** A row before its accuracies are known, and the step that finds them. */
export type Planned<Input> = Omit<Retraining, "trainAccuracy" | "testAccuracy" | "testLoss"> & {
  readonly input: Input;
};

/** Whether there are comparisons at k* to which arms can be added. */
export const hasBestSize = ({ subnetworkSizes }: Pick<ExperimentConfig, "subnetworkSizes">) =>
  subnetworkSizes.includes("k*");

const comparedIn = ({ strategies }: ExperimentConfig) =>
  PAPER_STRATEGIES.filter((strategy) => strategies.includes(strategy));

/** Whether each hidden layer in turn is the only one that loses neurons. */
export const isByLayer = (
  config: Pick<
    ExperimentConfig,
    "oneLayerAtATime" | "onlyLayer" | "hiddenWidths" | "subnetworkSizes"
  >,
): boolean =>
  config.oneLayerAtATime && config.onlyLayer === null && config.hiddenWidths.length > 1 &&
  hasBestSize(config);

/**
 * The choices of neurons in one network that the plan of figure 2 does not have.
 *
 * @param bestSizePlan the choices of some strategies at k*
 */
export function furtherChoices(
  config: ExperimentConfig,
  network: NetworkInput,
  bestSizePlan: (strategies: readonly StrategyName[]) => readonly PlannedSelection[],
): ChoiceInput[] {
  if (!hasBestSize(config)) return [];
  const { selection, keepRemovedBias, onlyLayer, hiddenWidths, controls, strategies } = config;
  const common = { network, selection, keepRemovedBias, onlyLayer };
  const compared = bestSizePlan(comparedIn(config));
  // Those that figure 2 has are no control.
  const asked = CONTROL_STRATEGIES.filter((name) =>
    controls.includes(name) && !strategies.includes(name)
  );
  return [
    ...bestSizePlan(asked).map((planned) => ({ ...common, ...planned })),
    ...(controls.includes("training-activations") ? compared : [])
      .map((planned) => ({ ...common, selection: "training" as const, ...planned })),
    ...(isByLayer(config) ? hiddenWidths : []).flatMap((_, layer) =>
      compared.map((planned) => ({ ...common, onlyLayer: layer, ...planned }))
    ),
  ];
}

/** A choice beside figure 2 as its row has it. */
export function furtherAblation(
  { network, selection, onlyLayer, strategy, size, draw }: ChoiceInput,
  choice: Choice,
): Ablation {
  const layers = onlyLayer === null ? {} : { layers: hiddenLayers(network.spec)[onlyLayer]!.name };
  return { strategy, size, draw, ...choice, selection, ...layers };
}

/**
 * The re-trainings of one network that the plan of figure 2 does not have.
 *
 * @param own choices of the plan of figure 2
 * @param further other choices, with what was asked for
 */
export function furtherRuns(
  config: ExperimentConfig,
  network: NetworkInput,
  own: readonly Ablation[],
  further: readonly { readonly input: ChoiceInput; readonly ablation: Ablation }[],
): Planned<RetrainingInput>[] {
  const { controls, keepRemovedBias, onlyLayer, seed } = config;
  const runOf = (
    { testAccuracy: _, ...choice }: Ablation,
    removal: SubnetworkRemoval,
    changes: Partial<RetrainingInput> = {},
  ): Planned<RetrainingInput> => ({
    ...choice,
    removal,
    start: "rewound",
    ...("batches" in changes && { batchOrder: "other" }),
    input: {
      ...{ network, kept: choice.kept, removal, keepRemovedBias, onlyLayer, fresh: null },
      ...changes,
    },
  });
  const batches = deriveSeed(seed, "network", network.index, "other batches");
  const compared = comparedIn(config);
  return [
    ...own.filter(({ size, strategy }) => size === "k*" && compared.includes(strategy))
      .flatMap((one) => [
        ...(controls.includes("other-batch-order") ? [runOf(one, "zero", { batches })] : []),
        ...(controls.includes("frozen-final") ? [runOf(one, "frozen-final")] : []),
      ]),
    ...further.flatMap(({ input, ablation }) =>
      input.onlyLayer === onlyLayer ? [runOf(ablation, "zero")] : [
        runOf(ablation, "zero", { onlyLayer: input.onlyLayer }),
        runOf(ablation, "frozen", { onlyLayer: input.onlyLayer }),
      ]
    ),
  ];
}

/** Dense networks as wide as the sub-networks of each size of one network. */
export function denseRuns(
  config: ExperimentConfig,
  network: NetworkInput,
  { greedy }: BestSizes,
): Planned<DenseNetworkInput>[] {
  const { controls, subnetworkSizes, newInitialisations, onlyLayer, hiddenWidths, seed } = config;
  if (!controls.includes("dense-fresh")) return [];
  return subnetworkSizes.flatMap((size) => {
    if (typeof size !== "number" && size !== "k*") return [];
    const widths = hiddenWidths.map((units, at) => {
      if (onlyLayer !== null && at !== onlyLayer) return units;
      return typeof size === "number" ? Math.min(size, units) : greedy[at]!;
    });
    const kept = widths.map((units) => Array.from({ length: units }, (_, unit) => unit));
    return Array.from({ length: newInitialisations }, (_, draw) => {
      const fresh = deriveSeed(seed, "network", network.index, "dense", draw);
      const input = { network, widths, fresh };
      return { strategy: "random", size, draw, kept, removal: "zero", start: "dense", input };
    });
  });
}

/** The cumulative ablation of one network, where it is asked for and a strategy that ranks by information is there. */
export function cumulativeAblations(
  config: ExperimentConfig,
  network: NetworkInput,
): CumulativeAblationInput[] {
  const { controls, selection, keepRemovedBias, onlyLayer, randomSubsets } = config;
  const strategies = comparedIn(config).filter((strategy) => strategy !== "synergy");
  const asked = controls.includes("cumulative-ablation") && strategies.length > 0;
  return asked
    ? [{ network, selection, strategies, randomSubsets, keepRemovedBias, onlyLayer }]
    : [];
}
