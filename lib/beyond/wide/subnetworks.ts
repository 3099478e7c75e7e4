/** Figure 2 of wide layers: sub-networks re-trained, the multiplets and their sizes by the ladder search. */
import { hiddenLayers } from "../../models/spec.ts";
import { claimFindings } from "../../paper/claims/claim.ts";
import { subnetworkClaims } from "../../paper/claims/subnetworks.ts";
import type { PaperContext } from "../../paper/context.ts";
import {
  type RetrainingResult,
  type SubnetworkRow,
  subnetworkTable,
} from "../../paper/subnetworks/result.ts";
import { plannedSelections } from "../../paper/subnetworks/study.ts";
import { networkInput } from "../../paper/training/network.ts";
import { acceptedRuns, type TrainingResult } from "../../paper/training/result.ts";
import { TRAINING, trainingStages } from "../../paper/training/study.ts";
import { stage, type Stages, type Study } from "../../studies/study.ts";
import { retrainedStages } from "../retrained.ts";
import { experimentConfig, WIDE_SETTINGS, type WideConfig } from "./config.ts";
import { openWide } from "./context.ts";
import { WIDE_LAYER, wideLayerInputs } from "./layer.ts";
import { WIDE_SELECTION } from "./selection.ts";

/** The networks, and the accuracies of their sub-networks. */
export type WideSubnetworksResult = {
  readonly training: TrainingResult;
  readonly subnetworks: RetrainingResult;
};

/**
 * Searches the hidden layers of every accepted network, chooses sub-networks by all strategies and sizes of `config`,
 * and re-trains them as section 4.2 of the paper does. The greedy multiplets have the sizes k* of the ladder search.
 */
export function* wideSubnetworksStages(
  config: WideConfig,
  context: PaperContext,
): Stages<WideSubnetworksResult> {
  const experiment = experimentConfig(config);
  const training = yield* trainingStages(experiment, context);
  const runs = acceptedRuns(training);
  const networks = runs.map(({ index }) => networkInput(experiment, context, index));
  const layers = hiddenLayers(training.spec);
  const { calls, islands, keepRemovedBias } = config;
  yield* stage(
    "layers",
    WIDE_LAYER,
    networks.flatMap((network) => wideLayerInputs(layers, { network, calls, islands })),
  );
  const planned = { ...experiment, ...config };
  const plan = plannedSelections(planned, () => "ladder").filter(({ strategy, size }) =>
    strategy !== "synergy-greedy" || size === "k* ladder"
  );
  const selections = yield* stage(
    "choices of neurons",
    WIDE_SELECTION,
    networks.map((network) => ({ network, calls, islands, plan, keepRemovedBias })),
  );
  const subnetworks = yield* retrainedStages(
    planned,
    context,
    training,
    networks.map((network, n) => ({ network, ...selections[n]! })),
  );
  return { training, subnetworks };
}

/** Sub-networks of wide layers chosen by all strategies and re-trained. */
export const WIDE_SUBNETWORKS: Study<
  WideConfig,
  PaperContext,
  WideSubnetworksResult,
  SubnetworkRow
> = {
  name: "wide-subnetworks",
  title:
    "Accuracy of re-trained sub-networks of wide layers, by the strategy that chose their neurons",
  ...WIDE_SETTINGS,
  open: openWide,
  stages: wideSubnetworksStages,
  table: ({ subnetworks }) => subnetworkTable(subnetworks),
  findings: ({ training, subnetworks }) => [
    ...TRAINING.findings(training),
    ...claimFindings(subnetworkClaims(subnetworks)),
  ],
};
