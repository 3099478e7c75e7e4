/** Results of the study of feature maps: one tidy table, for both ways to make a map a variable. */
import { hiddenLayers } from "../../models/spec.ts";
import {
  ENDS,
  inBits,
  type LayerRow,
  type LayerSearchResult,
  layerTable,
} from "../../paper/layers/result.ts";
import type { TrainingResult } from "../../paper/training/result.ts";
import { moments } from "../../statistics/moments.ts";
import type { Table } from "../../studies/table.ts";
import type { LayerAnalysis } from "../../paper/layers/analysis_file.ts";
import type { MapValues } from "./config.ts";
import { type LayerInformation, MAP_PARTS, type MapPart } from "./information.ts";
import { type MapLayerResult, STATES } from "./layer.ts";
import { MAP_RULES, type MapRuleName } from "./variables.ts";

/** One multiplet of maps, or a layer as a whole. A column that does not apply is absent. */
export interface MapRow extends LayerRow {
  /** What stands for a map; of a layer as a whole also its first component alone. */
  readonly rule: MapPart;
  /** Of a multiplet: whether all multiplets of this size were compared. */
  readonly proven?: boolean;
  /** Of a layer: what a classifier finds of the class in all maps together, in nats; see `PartInformation`. */
  readonly information?: number;
  /** Of a layer: the same in one map, mean over the maps for which all parts have an estimate. */
  readonly singleInformation?: number;
  /** Of a layer: the mean over maps of the share of variance that the rule keeps, 0..1. */
  readonly varianceShare?: number;
}

/** What was found in the maps of all networks by one rule. */
export interface MapsLayerSearch extends LayerSearchResult {
  /** Network by network, layer by layer. */
  readonly rows: readonly MapRow[];
}

/** The maps of one network. */
export interface NetworkMaps {
  /** Position in the order of seeds. */
  readonly network: number;
  /** What was found by the searches. */
  readonly layers: readonly MapLayerResult[];
  /** By layer and state. */
  readonly information: readonly LayerInformation[];
}

/** The networks, and what was found in their maps. */
export interface MapsResult {
  /** All networks that were trained. */
  readonly training: TrainingResult;
  /** The values of maps that were analysed. */
  readonly mapValues: MapValues;
  /** Principal components per map. */
  readonly components: number;
  /** By what stands for a map. */
  readonly by: Readonly<Record<MapRuleName, MapsLayerSearch>>;
  /** Network by network. */
  readonly maps: readonly NetworkMaps[];
  /** The means of the first network as `analyze` has them, with the details that a page shows. */
  readonly analyses: readonly LayerAnalysis[];
}

/** The result of the study, from what was found in every network. */
export function mapsResult(
  { samples, targetEntropy, ...about }:
    & Pick<MapsResult, "training" | "mapValues" | "components" | "analyses">
    & Pick<LayerSearchResult, "samples" | "targetEntropy">,
  maps: readonly NetworkMaps[],
): MapsResult {
  const result = (rule: MapRuleName): MapsLayerSearch => ({
    layers: hiddenLayers(about.training.spec),
    networks: maps.map(({ network }) => network),
    samples,
    targetEntropy,
    renamings: 0,
    leftOut: maps.flatMap(({ network, layers }) =>
      layers.flatMap((own) =>
        own.trained[rule].dropped.map(({ map, reason }) => (
          { network, layer: own.layer, neuron: map, reason }
        ))
      )
    ),
    warnings: [],
    rows: maps.flatMap(({ network, layers, information }) =>
      layers.flatMap((own) => [
        ...mapRows(network, own, rule),
        ...wholeRows(network, own, information).filter((row) =>
          (row.rule === "mean") === (rule === "mean")
        ),
      ])
    ),
  });
  return { ...about, by: { mean: result("mean"), components: result("components") }, maps };
}

/** What was found in one layer of one network by one rule, as rows of the table. */
function mapRows(network: number, own: MapLayerResult, rule: MapRuleName): MapRow[] {
  const { layer, otherHalf } = own;
  return STATES.flatMap((state) =>
    own[state][rule].extremes.flatMap(({ size, proven, ...extremes }) =>
      ENDS.map((end): MapRow => {
        const half = state === "trained"
          ? otherHalf[rule].find((one) => one.size === size)?.[end]
          : undefined;
        return {
          ...rowOf(network, layer, state),
          rule,
          size,
          end,
          ...extremes[end],
          proven,
          ...(half && { otherHalf: half }),
        };
      })
    )
  );
}

const rowOf = (network: number, layer: string, state: MapRow["state"]) => (
  {
    network,
    layer,
    state,
    estimator: "gaussian-copula",
    encoding: "copula",
    search: "ladder",
  } as const
);

/** One layer of one network as a whole: a row per state and part of its maps. */
function wholeRows(
  network: number,
  own: MapLayerResult,
  information: readonly LayerInformation[],
): MapRow[] {
  const { layer } = own;
  return STATES.flatMap((state) => {
    const { meanShares, componentShares } = own[state];
    const parts = information.find((one) => one.layer === layer && one.state === state)?.parts;
    // The same maps for all parts.
    const estimated = meanShares.map((_, map) => map).filter((map) =>
      parts && MAP_PARTS.every((part) => parts[part].single[map] !== null)
    );
    return MAP_PARTS.map((rule): MapRow => {
      const found = parts?.[rule];
      const shares =
        { "mean": meanShares, "components": componentShares, "first component": [] }[rule];
      return {
        ...rowOf(network, layer, state),
        rule,
        size: meanShares.length,
        multiplet: meanShares.map((_, map) => map),
        ...(shares.length > 0 && { varianceShare: moments(shares).mean }),
        ...(found && found.all !== null && { information: found.all }),
        ...(estimated.length > 0 && {
          singleInformation: moments(estimated.map((map) => found!.single[map]!)).mean,
        }),
      };
    });
  });
}

/** The one tidy table of the study; information is in bits. */
export function mapsTable({ by }: Pick<MapsResult, "by">): Table<MapRow> {
  const { columns } = layerTable(by.mean);
  return {
    columns: {
      maps_as: (row) => row.rule,
      ...columns,
      guarantee: ({ proven }) =>
        proven === undefined ? undefined : proven ? "optimal" : "best found",
      information_bits: ({ information }) =>
        information === undefined ? undefined : inBits(information),
      mean_single_information_bits: ({ singleInformation }) =>
        singleInformation === undefined ? undefined : inBits(singleInformation),
      variance_share: (row) => row.varianceShare,
    },
    rows: MAP_RULES.flatMap((rule) => by[rule].rows),
  };
}
