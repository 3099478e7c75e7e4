/** Section 4.1 of the paper: synergy and redundancy of the neurons of each layer, with controls. */
import { discreteTarget, targetEntropy } from "../../information/mod.ts";
import { layersOf } from "../../models/mod.ts";
import { stage, type Stages, type Study } from "../../studies/study.ts";
import { configSchema, type ExperimentConfig, PRESETS } from "../config.ts";
import { openContext, type PaperContext } from "../context.ts";
import { networkInput } from "../training/network.ts";
import { acceptedRuns, type TrainingResult } from "../training/result.ts";
import { TRAINING, trainingStages } from "../training/study.ts";
import type { LayerAnalysis } from "./analysis_file.ts";
import { ENCODINGS } from "./encodings.ts";
import { exploredStage } from "./explored.ts";
import { LAYER } from "./layer.ts";
import { INDEPENDENT } from "./independent.ts";
import { RANK_BIAS, rankBiasDraws } from "./rank_bias.ts";
import { SIGNIFICANCE } from "./significance.ts";
import { claimFindings } from "../claims/claim.ts";
import { layerClaims } from "../claims/layers.ts";
import {
  type LayerRow,
  type LayerSearchResult,
  layerSearchResult,
  layerTable,
  RENAMINGS,
} from "./result.ts";

/** The networks, and what was found in their layers. */
export type LayersResult = {
  readonly training: TrainingResult;
  readonly layers: LayerSearchResult;
  /** The layers of the first network as `analyze` has them, with the details that a page shows. */
  readonly analyses: readonly LayerAnalysis[];
};

/** Searches every layer of every accepted network, on the pre-activations of the test set. */
export function* layersStages(
  config: ExperimentConfig,
  context: PaperContext,
): Stages<LayersResult> {
  const training = yield* trainingStages(config, context);
  const runs = acceptedRuns(training);
  const layers = layersOf(training.spec);
  const all = runs.flatMap(({ index }) => {
    const network = networkInput(config, context, index);
    return layers.map(({ name, units }) => (
      { input: { network, layer: name, renamings: RENAMINGS }, units }
    ));
  });
  const inputs = all.map(({ input }) => input);
  const results = yield* stage("layers", LAYER, inputs);
  const encodings = yield* stage("label encodings", ENCODINGS, inputs);
  const biases = yield* stage(
    "biases of the ranks",
    RANK_BIAS,
    config.rankBiasDraws === 0
      ? []
      : all.map(({ input, units }) => ({ ...input, draws: rankBiasDraws(config, units) })),
  );
  const { permutations } = config;
  const significance = yield* stage(
    "tests of extremes",
    SIGNIFICANCE,
    permutations === 0 ? [] : inputs.map((input) => ({ ...input, permutations })),
  );
  // One layer serves all layers with as many neurons that can be analysed.
  const analysed = results.map(({ neurons, dropped }) => neurons - dropped.length);
  const widths = permutations === 0 ? [] : [...Map.groupBy(inputs, (_, at) => analysed[at]!)];
  const independent = yield* stage(
    "extremes of independent columns",
    INDEPENDENT,
    widths.map(([, own]) => ({ ...own[0]!, permutations })),
  );
  const ofWidth = new Map(widths.map(([width], at) => [width, independent[at]]));
  const supplements = all.map((_, at) => ({
    encodings: encodings[at],
    rankBias: biases[at],
    significance: significance[at],
    independent: ofWidth.get(analysed[at]!),
  }));
  const { test } = context.dataset.parts;
  const networks = runs.map(({ index }, at) => {
    const own = [at * layers.length, (at + 1) * layers.length] as const;
    return { index, layers: results.slice(...own), supplements: supplements.slice(...own) };
  });
  const searched = layerSearchResult(layers, networks, {
    samples: test.count,
    targetEntropy: targetEntropy(discreteTarget(test.labels)),
    renamings: RENAMINGS,
  });
  const analyses = yield* exploredStage(networkInput(config, context, runs[0]!.index), searched);
  return { training, layers: searched, analyses };
}

/** Synergy and redundancy of the neurons of each layer (figure 1), with controls. */
export const LAYERS: Study<ExperimentConfig, PaperContext, LayersResult, LayerRow> = {
  name: "layers",
  title: "Synergy and redundancy of the neurons of each layer",
  schema: configSchema,
  presets: PRESETS,
  open: (config, runner, options) => openContext(config, runner, { ...options, study: "layers" }),
  stages: layersStages,
  table: ({ layers }) => layerTable(layers),
  findings: ({ training, layers }) => [
    ...TRAINING.findings(training),
    ...claimFindings(layerClaims(layers)),
  ],
  claims: ({ layers }) => layerClaims(layers),
};
