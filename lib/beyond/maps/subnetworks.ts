/** Figure 2 with feature maps as units: sub-networks of chosen maps, re-trained. */
import {
  type RetrainingResult,
  type SubnetworkRow,
  subnetworkTable,
} from "../../paper/subnetworks/result.ts";
import { plannedSelections } from "../../paper/subnetworks/study.ts";
import type { TrainingResult } from "../../paper/training/result.ts";
import { accuracyFinding } from "../../paper/claims/training.ts";
import { trainingStages } from "../../paper/training/study.ts";
import { stage, type Stages, type Study } from "../../studies/study.ts";
import { retrainedStages } from "../retrained.ts";
import { experimentConfig, MAPS_SETTINGS, type MapsConfig } from "./config.ts";
import { mapLayersInputs, type MapsContext, openMaps } from "./context.ts";
import { MAP_LAYERS_STEP } from "./layer.ts";
import { MAP_SELECTION } from "./selection.ts";
import { subnetworksFindings } from "./subnetwork_findings.ts";

/** The networks, and the accuracies of their sub-networks. */
export type MapSubnetworksResult = {
  readonly training: TrainingResult;
  readonly subnetworks: RetrainingResult;
};

/**
 * Chooses maps of every network by all strategies and sizes of `config`, and re-trains the sub-networks as section 4.2 of
 * the paper does, the other maps removed. Multiplets are those that were found by the means of maps.
 */
export function* mapSubnetworksStages(
  config: MapsConfig,
  context: MapsContext,
): Stages<MapSubnetworksResult> {
  const experiment = experimentConfig(config);
  const training = yield* trainingStages(experiment, context);
  const inputs = mapLayersInputs(config, context, training);
  yield* stage("maps", MAP_LAYERS_STEP, inputs);
  const plan = plannedSelections(experiment, () => "ladder");
  const selections = yield* stage(
    "choices of maps",
    MAP_SELECTION,
    inputs.map((input) => ({ ...input, plan, keepRemovedBias: config.keepRemovedBias })),
  );
  const subnetworks = yield* retrainedStages(
    experiment,
    context,
    training,
    inputs.map(({ network }, n) => {
      const { ablations, bestSizes } = selections[n]!;
      // Multiplets were searched once, not by the paper's greedy search.
      return { network, ablations, bestSizes: { greedy: [], ladder: bestSizes.ladder! } };
    }),
  );
  return { training, subnetworks };
}

/** Sub-networks of maps chosen by all strategies and re-trained. */
export const MAP_SUBNETWORKS: Study<
  MapsConfig,
  MapsContext,
  MapSubnetworksResult,
  SubnetworkRow
> = {
  name: "map-subnetworks",
  title:
    "Accuracy of re-trained sub-networks of convolutional networks, by the strategy that chose their feature maps",
  ...MAPS_SETTINGS,
  open: openMaps,
  stages: mapSubnetworksStages,
  table: ({ subnetworks }) => subnetworkTable(subnetworks),
  findings: ({ training, subnetworks }) => [
    accuracyFinding(training),
    ...subnetworksFindings(subnetworks),
  ],
};
