/** The bias of the ranks in synergy optima: the finding and the table of section 4.1. */
import { bits, decimal, plural, unbroken } from "../../figures/kit/text.ts";
import { medianOf, summarise } from "../../statistics/mod.ts";
import { withInterval } from "../../statistics/words.ts";
import type { Finding } from "../../studies/finding.ts";
import { inBits, type LayerSearchResult } from "../layers/result.ts";
import {
  bestRows,
  type ExtremeRow,
  extremesIn,
  pointsBySize,
  type SizePoint,
  sizeSpan,
} from "../layers/rows.ts";
import { titleOf, withoutEstimates } from "./wording.ts";
import { END_LABELS, estimateOf } from "./layer_balance.ts";

const sizeOf = ({ layer, size }: Pick<ExtremeRow, "layer" | "size">) => `${layer} ${size}`;

/** A synergy optimum of which the bias of the ranks was estimated. */
export type BiasedRow = ExtremeRow & Required<Pick<ExtremeRow, "rankBias">>;

/** The most synergistic multiplet of every size, by `referenceSearch`, in trained networks; none where it was not estimated. */
export const biasedOptima = (result: LayerSearchResult): BiasedRow[] =>
  extremesIn(result, { end: "synergy" }).filter((row): row is BiasedRow =>
    row.rankBias !== undefined
  );

/** Whether the bias of the ranks is larger than one bootstrap standard deviation, which it needs. */
const exceedsDeviation = ({ rankBias, bootstrapDeviation = Infinity }: BiasedRow): boolean =>
  Math.abs(rankBias) > bootstrapDeviation;

/** Mean bias of the ranks at one size of a layer, in bits. */
export interface BiasPoint extends SizePoint {
  /** Mean bootstrap standard deviation, in bits; absent where there is none. */
  readonly deviation?: number | undefined;
}

/** Means over networks by layer and size. */
export function biasPoints(optima: readonly BiasedRow[]): BiasPoint[] {
  const deviations = pointsBySize(
    optima.filter(({ bootstrapDeviation }) => bootstrapDeviation !== undefined),
    ({ bootstrapDeviation }) => inBits(bootstrapDeviation!),
  );
  const known = new Map(deviations.map((point) => [sizeOf(point), point.mean]));
  return pointsBySize(optima, ({ rankBias }) => inBits(rankBias))
    .map((point) => ({ ...point, deviation: known.get(sizeOf(point)) }));
}

/** The first point with the largest mean, whatever its sign. */
const farthest = (points: readonly SizePoint[]): SizePoint | undefined =>
  points.toSorted((a, b) => Math.abs(b.mean) - Math.abs(a.mean))[0];

/**
 * The largest mean bias of the ranks in synergy optima. The estimates are the share of optima in which the bias exceeds
 * one bootstrap standard deviation, that largest bias, and the median change of Ω without ranks, where the covariance is
 * regular.
 */
export function rankBiasFinding(
  { networks }: LayerSearchResult,
  optima: readonly BiasedRow[],
): Finding {
  const compared = optima.filter((row) => row.bootstrapDeviation !== undefined);
  if (compared.length === 0) {
    return withoutEstimates("Not tested: rank bias or bootstrap deviation was not estimated");
  }
  const share = compared.filter(exceedsDeviation).length / compared.length;
  const { size, layer, ...worst } = farthest(biasPoints(optima))!;
  const changes = optima.flatMap(({ unrankedOInformation: unranked, oInformation }) =>
    unranked === undefined ? [] : inBits(unranked - oInformation)
  );
  const change = changes.length === 0 ? undefined : medianOf(changes);
  return {
    statement: titleOf(networks, `the mean rank bias of min Ω is ${extent(worst.mean)}`),
    estimates: [
      {
        label: `exceeds, of ${plural(compared.length, "optimum", "optima")}`,
        mean: 100 * share,
        unit: "%",
      },
      estimateOf(
        `${END_LABELS.synergy.adjective} ${plural(size, "neuron")} of ${layer}`,
        worst,
        "bits",
      ),
      ...(change === undefined
        ? []
        : [{ label: "Ω without ranks − Ω (median)", mean: change, unit: "bits" }]),
    ],
  };
}

/** `"at most 0.08 bits"`, of a bias that ranks can add in either direction. */
const extent = (largest: number): string =>
  largest < 0 ? `down to ${bits(largest)}` : `at most ${bits(largest)}`;

/** Synergy optima of one layer as the row of a table: means over networks, in bits. */
export type RankBiasRow = {
  readonly layer: string;
  /** Multiplet size. */
  readonly size: string;
  /** Ω(X, y) as estimated. */
  readonly estimate: string;
  /** Ω(X, y) without ranks, over the networks that have one. */
  readonly unranked: string;
  /** The bias of the ranks, with its 95 % interval. */
  readonly bias: string;
  /** One bootstrap standard deviation. */
  readonly deviation: string;
  /** Networks in which the bias exceeds it. */
  readonly exceeding: string;
};

/**
 * By layer: the synergy optima of the size k* of each network, at which Ω(X, y) is smallest, and those of the size
 * with the largest mean bias of the ranks.
 */
export function rankBiasRows(result: LayerSearchResult): RankBiasRow[] {
  const optima = biasedOptima(result);
  return [...Map.groupBy(optima, ({ layer }) => layer)].flatMap(([layer, own]) => {
    const best = bestRows(own);
    const { size: worst } = farthest(biasPoints(own))!;
    return [
      rankBiasRow(layer, `k* = ${sizeSpan(best)}`, best),
      rankBiasRow(layer, `${worst}, largest bias`, own.filter(({ size }) => size === worst)),
    ];
  });
}

function rankBiasRow(layer: string, size: string, rows: readonly BiasedRow[]): RankBiasRow {
  const meanOf = (column: "oInformation" | "unrankedOInformation" | "bootstrapDeviation") => {
    const values = rows.flatMap((row) => row[column] ?? []).map(inBits);
    if (values.length === 0) return "";
    const some = values.length < rows.length ? `; ${values.length} of ${rows.length} networks` : "";
    return decimal(summarise(values).mean) + some;
  };
  const bias = summarise(rows.map(({ rankBias }) => inBits(rankBias)));
  return {
    layer,
    size: unbroken(size),
    estimate: meanOf("oInformation"),
    unranked: meanOf("unrankedOInformation"),
    bias: withInterval(bias.mean, bias.confidenceInterval),
    deviation: meanOf("bootstrapDeviation"),
    exceeding: `${rows.filter(exceedsDeviation).length} of ${rows.length}`,
  };
}
