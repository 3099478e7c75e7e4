/** Figure 1 with feature maps as units: the extremes by the means of maps, and by their principal components. */
import { discreteTarget, targetEntropy } from "../../information/mod.ts";
import { accuracyFinding } from "../../paper/claims/training.ts";
import { trainingStages } from "../../paper/training/study.ts";
import { stage, type Stages, type Study } from "../../studies/study.ts";
import { MAP_ANALYSES } from "./analyses.ts";
import { experimentConfig, MAPS_SETTINGS, type MapsConfig } from "./config.ts";
import { mapLayersInputs, type MapsContext, openMaps } from "./context.ts";
import { mapsFindings } from "./findings.ts";
import { MAP_INFORMATION } from "./information.ts";
import { MAP_LAYERS_STEP } from "./layer.ts";
import { type MapRow, type MapsResult, mapsResult, mapsTable } from "./result.ts";

/** Searches the maps of all convolutions of every network, on the test set. */
export function* mapsLayersStages(config: MapsConfig, context: MapsContext): Stages<MapsResult> {
  const training = yield* trainingStages(experimentConfig(config), context);
  const inputs = mapLayersInputs(config, context, training);
  const { mapValues, components } = config;
  const found = yield* stage("maps", MAP_LAYERS_STEP, inputs);
  const information = yield* stage(
    "information in maps",
    MAP_INFORMATION,
    inputs.map(({ network }) => ({ network, mapValues, components })),
  );
  const [analyses] = yield* stage(
    "analyses",
    MAP_ANALYSES,
    inputs.slice(0, 1).map(({ network }) => ({ network, mapValues })),
  );
  const { test } = context.dataset.parts;
  return mapsResult(
    {
      training,
      mapValues,
      components,
      analyses: analyses ?? [],
      samples: test.count,
      targetEntropy: targetEntropy(discreteTarget(test.labels)),
    },
    inputs.map(({ network: { index } }, n) => (
      { network: index, layers: found[n]!, information: information[n]! }
    )),
  );
}

/** Synergy and redundancy of feature maps, by their means and by their components. */
export const MAP_LAYERS: Study<MapsConfig, MapsContext, MapsResult, MapRow> = {
  name: "map-layers",
  title: "Synergy and redundancy of the feature maps of convolutional networks",
  ...MAPS_SETTINGS,
  open: openMaps,
  stages: mapsLayersStages,
  table: mapsTable,
  findings: (result) => [accuracyFinding(result.training), ...mapsFindings(result)],
};
