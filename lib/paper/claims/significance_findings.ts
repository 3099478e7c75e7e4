/** The significance of extremes: the finding and the table of section 4.1. */
import { decimal, percent } from "../../figures/kit/text.ts";
import { moments } from "../../statistics/moments.ts";
import type { Finding } from "../../studies/finding.ts";
import { type End, ENDS, inBits, type LayerSearchResult } from "../layers/result.ts";
import { byPlace, type ExtremeRow, extremesIn } from "../layers/rows.ts";
import { END_LABELS } from "./layer_balance.ts";
import { titleOf, withoutEstimates } from "./wording.ts";

/** Adjusted p-values up to this count as significant. */
export const SIGNIFICANT = 0.05;

/** The extremes of the exact search that were tested, in trained networks; none without permutations. */
export const testedExtremes = (result: LayerSearchResult): ExtremeRow[] =>
  extremesIn(result, { search: "exact" }).filter(isTested);

/** Whether an extreme was tested. */
export const isTested = ({ permutedClasses, otherHalf }: ExtremeRow): boolean =>
  (permutedClasses ?? otherHalf) !== undefined;

/** Those below the size of their layer, at which there is a single multiplet. */
export const searchedExtremes = (rows: readonly ExtremeRow[]): ExtremeRow[] =>
  byPlace(rows).flatMap((own) => {
    const largest = Math.max(...own.map(({ size }) => size));
    return own.filter(({ size }) => size < largest);
  });

/** A question to one extreme; `undefined` where it was not tested. */
export type Survival = (row: ExtremeRow) => boolean | undefined;

/** Whether so extreme a value is rare among searches with permuted classes. */
export const beyondPermutedClasses: Survival = ({ permutedClasses: test }) =>
  test && test.pValue <= SIGNIFICANT;

/** Whether so extreme a value is rare among searches of independent columns. */
const beyondIndependence: Survival = ({ independentColumns: test }) =>
  test && test.pValue <= SIGNIFICANT;

/**
 * Whether the multiplet that one half of the images has as this extreme has the same sign in the other half: its interval
 * there lies on that side of 0.
 */
export const keepsSign: Survival = ({ otherHalf }) =>
  otherHalf && (otherHalf.searched < 0 ? otherHalf.interval[1] < 0 : otherHalf.interval[0] > 0);

/** Whether the multiplet of that half is not proven to be more extreme than its best part of one neuron less. */
export const carriedOver: Survival = ({ otherHalf }) => otherHalf?.carriedOver;

/** Share of the extremes that were tested, and their number. */
export function shareOf(
  rows: readonly ExtremeRow[],
  survives: Survival,
): { readonly share: number; readonly count: number } {
  const tested = rows.flatMap((row) => survives(row) ?? []);
  return { share: tested.filter(Boolean).length / tested.length, count: tested.length };
}

/**
 * In how many extremes the classes matter beyond what the search alone finds with permuted classes. The estimates are that
 * share, and the shares of the other tests.
 */
export function significanceFinding(
  result: LayerSearchResult,
): Finding {
  const rows = searchedExtremes(testedExtremes(result));
  const beyond = shareOf(rows, beyondPermutedClasses);
  if (beyond.count === 0) {
    return withoutEstimates("Not tested: no permutations of the classes were made");
  }
  const others: readonly (readonly [label: string, survives: Survival])[] = [
    ...ENDS.map((end): readonly [string, Survival] => [
      `of ${END_LABELS[end].label}`,
      (row) => row.end === end ? beyondPermutedClasses(row) : undefined,
    ]),
    ["same sign on the other half", keepsSign],
    ["carried over from one neuron less", carriedOver],
    ["beyond independent columns", beyondIndependence],
  ];
  return {
    statement: titleOf(
      result.networks,
      `${percent(beyond.share)} of extremes go beyond searches with permuted classes`,
    ),
    estimates: [
      {
        label: `beyond permuted classes, of ${beyond.count} extremes`,
        mean: 100 * beyond.share,
        unit: "%",
      },
      ...others.flatMap(([label, survives]) => {
        const { share, count } = shareOf(rows, survives);
        return count === 0
          ? []
          : [{ label: `${label}, of ${count}`, mean: 100 * share, unit: "%" }];
      }),
    ],
  };
}

/** Tests of the extremes of one end of a layer as the row of a table: shares of networks and sizes, means in bits. */
export type SignificanceRow = {
  readonly layer: string;
  readonly end: string;
  /** More extreme than 95 % of searches with permuted classes, over all sizes and both ends. */
  readonly beyond: string;
  /** More extreme than 95 % of searches of independent columns, likewise. */
  readonly independent: string;
  /** Ω in the half of the images that was searched. */
  readonly searched: string;
  /** Ω of the same multiplets in the other half. */
  readonly other: string;
  /** Intervals in the other half on the side of the extreme. */
  readonly kept: string;
  /** Carried over from the best part of one neuron less. */
  readonly carried: string;
};

/** By layer and end, over sizes below n and networks. */
export function significanceRows(result: LayerSearchResult): SignificanceRow[] {
  const layers = Map.groupBy(searchedExtremes(testedExtremes(result)), ({ layer }) => layer);
  return [...layers].flatMap(([layer, rows]) =>
    ENDS.map((end) => significanceRow(layer, end, rows.filter((row) => row.end === end)))
  );
}

function significanceRow(
  layer: string,
  end: End,
  rows: readonly ExtremeRow[],
): SignificanceRow {
  const shareText = (survives: Survival) => {
    const { share, count } = shareOf(rows, survives);
    return count === 0 ? "" : `${percent(share)} of ${count}`;
  };
  const meanText = (value: "searched" | "value") => {
    const values = rows.flatMap(({ otherHalf }) => otherHalf ? inBits(otherHalf[value]) : []);
    return values.length === 0 ? "" : decimal(moments(values).mean);
  };
  return {
    layer,
    end: END_LABELS[end].label,
    beyond: shareText(beyondPermutedClasses),
    independent: shareText(beyondIndependence),
    searched: meanText("searched"),
    other: meanText("value"),
    kept: shareText(keepsSign),
    carried: shareText(carriedOver),
  };
}
