/** Figure 1 of wide layers: the extremes by the ladder search, beside greedy, before training, and by width. */
import { discreteTarget, targetEntropy } from "../../information/mod.ts";
import { layersOf } from "../../models/mod.ts";
import { claimFindings } from "../../paper/claims/claim.ts";
import { layerClaims } from "../../paper/claims/layers.ts";
import type { PaperContext } from "../../paper/context.ts";
import type { LayerAnalysis } from "../../paper/layers/analysis_file.ts";
import { exploredStage } from "../../paper/layers/explored.ts";
import {
  type End,
  ENDS,
  type LayerRow,
  type LayerSearchResult,
  layerTable,
  rankBiasColumns,
  type RankBiasResult,
} from "../../paper/layers/result.ts";
import { networkInput } from "../../paper/training/network.ts";
import { acceptedRuns, type TrainingResult } from "../../paper/training/result.ts";
import { TRAINING, trainingStages } from "../../paper/training/study.ts";
import { stage, type Stages, type Study } from "../../studies/study.ts";
import type { Table } from "../../studies/table.ts";
import { experimentConfig, WIDE_SETTINGS, type WideConfig } from "./config.ts";
import type { ProvenExtremes } from "../extremes.ts";
import { openWide } from "./context.ts";
import { WIDE_LAYER, wideLayerInputs, type WideLayerResult, type WideStructure } from "./layer.ts";
import { WIDE_RANK_BIAS } from "./rank_bias.ts";

/** One multiplet that was found under one condition. A column that does not apply is absent. */
export interface WideRow extends LayerRow {
  /** Neurons in each hidden layer of the network. */
  readonly width: number;
  /** Whether all multiplets of this size were compared. */
  readonly proven: boolean;
  /** Largest R² of a member given the other members, 0..1; of optima of the ladder search in trained networks. */
  readonly rSquared?: number;
  /** Mean of the same over random multiplets of the size. */
  readonly randomRSquared?: number;
  /** Share of triangles with a negative product of correlations, 0..1; of the same optima, of three neurons or more. */
  readonly frustrated?: number;
  /** The same of the whole layer, which is the mean over all multiplets. */
  readonly layerFrustrated?: number;
  /** Whether no removal of one member makes Ω(X, y) smaller; of synergistic ones of the same optima. */
  readonly irreducible?: boolean;
}

/** What was found in the layers of networks of one width. */
export interface WideLayerSearch extends LayerSearchResult {
  /** Network by network, layer by layer. */
  readonly rows: readonly WideRow[];
}

/** The networks of one width, and what was found in their layers. */
export interface WidthResult {
  /** Neurons in each hidden layer; of layers that differ, in the first one. */
  readonly width: number;
  /** The networks. */
  readonly training: TrainingResult;
  /** What was found in their layers. */
  readonly layers: WideLayerSearch;
}

/** The networks, and what was found in their layers; then the same by width. */
export interface WideLayersResult extends Pick<WidthResult, "training" | "layers"> {
  /** All widths, ascending. One: no other width was asked for. */
  readonly widths: readonly WidthResult[];
  /** The layers of the first network as `analyze` has them by a ladder search of as many calls, with the details that a page shows. */
  readonly analyses: readonly LayerAnalysis[];
}

/** Searches every layer of every accepted network of every width, on the pre-activations of the test set. */
export function* wideLayersStages(
  config: WideConfig,
  context: PaperContext,
): Stages<WideLayersResult> {
  const main = yield* widthStages(config, context, undefined);
  const others: WidthResult[] = [];
  for (const width of new Set(config.otherWidths)) {
    if (width !== main.width) others.push(yield* widthStages(config, context, width));
  }
  const { training, layers } = main;
  const { calls, islands } = config;
  const first = networkInput(experimentConfig(config), context, layers.networks[0]!);
  const analyses = yield* exploredStage(first, layers, { calls, islands });
  return {
    training,
    layers,
    widths: [main, ...others].sort((a, b) => a.width - b.width),
    analyses,
  };
}

/** The stages of one width; `undefined`: the main one. */
function* widthStages(
  config: WideConfig,
  context: PaperContext,
  width: number | undefined,
): Stages<WidthResult> {
  const experiment = experimentConfig(config, width);
  const training = yield* trainingStages(experiment, context);
  const runs = acceptedRuns(training);
  const layers = layersOf(training.spec);
  const { calls, islands, rankBiasDraws: draws } = config;
  const inputs = runs.flatMap(({ index }) => {
    const network = networkInput(experiment, context, index);
    return wideLayerInputs(layers, { network, calls, islands });
  });
  const found = yield* stage("layers", WIDE_LAYER, inputs);
  const biases = yield* stage(
    "biases of the ranks",
    WIDE_RANK_BIAS,
    draws === 0 ? [] : inputs.map((input) => ({ ...input, draws })),
  );
  const { test } = context.dataset.parts;
  const [neurons] = experiment.hiddenWidths;
  return {
    width: neurons!,
    training,
    layers: {
      layers,
      networks: runs.map(({ index }) => index),
      samples: test.count,
      targetEntropy: targetEntropy(discreteTarget(test.labels)),
      renamings: 0,
      leftOut: found.flatMap(({ layer, dropped }, at) =>
        dropped.map((one) => ({ network: inputs[at]!.network.index, layer, ...one }))
      ),
      warnings: [],
      rows: found.flatMap((result, at) =>
        wideRows(inputs[at]!.network.index, neurons!, result, biases[at])
      ),
    },
  };
}

/** Everything that was found in one layer of one network, as rows of the table. */
export function wideRows(
  network: number,
  width: number,
  { layer, greedy, ladder, untrained, structure }: WideLayerResult,
  bias?: RankBiasResult,
): WideRow[] {
  const usual = {
    network,
    layer,
    state: "trained",
    estimator: "gaussian-copula",
    encoding: "copula",
    width,
  } as const;
  const rows = (
    found: readonly ProvenExtremes[],
    condition: Pick<WideRow, "search"> & Partial<WideRow>,
  ): WideRow[] =>
    found.flatMap(({ size, proven, ...extremes }) =>
      ENDS.map((end): WideRow => {
        const isOptimum = condition.search === "ladder" && condition.state === undefined;
        return {
          ...usual,
          ...condition,
          size,
          end,
          ...extremes[end],
          proven,
          ...(isOptimum && rankBiasColumns(bias, size, end)),
          ...(isOptimum && structureColumns(structure.find((one) => one.size === size)!, end)),
        };
      })
    );
  return [
    ...rows(ladder, { search: "ladder" }),
    ...rows(greedy, { search: "greedy" }),
    ...rows(untrained, { search: "ladder", state: "untrained" }),
  ];
}

/** Columns of one extreme: what makes it, and random multiplets. */
function structureColumns(
  structure: WideStructure,
  end: End,
): Pick<
  WideRow,
  "rSquared" | "randomRSquared" | "frustrated" | "layerFrustrated" | "irreducible"
> {
  const { random, synergy: { irreducible } } = structure;
  const { rSquared, frustrated } = structure[end];
  return {
    rSquared,
    randomRSquared: random.rSquared,
    ...(frustrated !== null && { frustrated }),
    ...(random.frustrated !== null && { layerFrustrated: random.frustrated }),
    ...(end === "synergy" && { irreducible }),
  };
}

/** Yes or no, in a table. */
export const inWords = (holds: boolean | undefined): string | undefined =>
  holds === undefined ? undefined : holds ? "yes" : "no";

/** The one tidy table of the study; information is in bits. */
export function wideTable({ widths }: Pick<WideLayersResult, "widths">): Table<WideRow> {
  const [first] = widths;
  const { columns } = layerTable(first!.layers);
  return {
    columns: {
      width: (row) => row.width,
      ...columns,
      guarantee: ({ proven }) => proven ? "optimal" : "best found",
      largest_member_r_squared: (row) => row.rSquared,
      random_multiplets_r_squared: (row) => row.randomRSquared,
      frustrated_triangles_share: (row) => row.frustrated,
      layer_frustrated_triangles_share: (row) => row.layerFrustrated,
      irreducible: ({ irreducible }) => inWords(irreducible),
    },
    rows: widths.flatMap(({ layers }) => layers.rows),
  };
}

/** Synergy and redundancy of the neurons of wide layers, with controls, and by width. */
export const WIDE_LAYERS: Study<WideConfig, PaperContext, WideLayersResult, WideRow> = {
  name: "wide-layers",
  title: "Synergy and redundancy of the neurons of wide layers",
  ...WIDE_SETTINGS,
  open: openWide,
  stages: wideLayersStages,
  table: wideTable,
  findings: ({ training, layers }) => [
    ...TRAINING.findings(training),
    ...claimFindings(layerClaims(layers)),
  ],
  claims: ({ layers }) => layerClaims(layers),
};
