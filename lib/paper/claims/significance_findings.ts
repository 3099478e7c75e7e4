/** The significance of extremes: the finding, the table and the notes of section 4.1. */
import { enumerate, integer, percent, threshold } from "../../figures/kit/text.ts";
import { moments } from "../../statistics/moments.ts";
import { decimal } from "../../statistics/words.ts";
import type { Finding } from "../../studies/finding.ts";
import { type End, ENDS, inBits, type LayerSearchResult } from "../layers/result.ts";
import { byPlace, type ExtremeRow, extremesIn, paired } from "../layers/rows.ts";
import { END_LABELS } from "./layer_balance.ts";
import { titleOf, withoutEstimates } from "./wording.ts";

/** Adjusted p-values up to this count as significant. */
const SIGNIFICANT = 0.05;

/** Whether an extreme was tested. */
export const isTested = ({ permutedClasses, otherHalf }: ExtremeRow): boolean =>
  (permutedClasses ?? otherHalf) !== undefined;

/**
 * The extremes of the exact search that were tested, in trained networks; none without permutations. Without the size of a
 * whole layer, at which there is a single multiplet and no search.
 */
export const testedExtremes = (result: LayerSearchResult): ExtremeRow[] =>
  searchedExtremes(extremesIn(result, { search: "exact" })).filter(isTested);

/** Those below the size of their layer. */
export const searchedExtremes = (rows: readonly ExtremeRow[]): ExtremeRow[] =>
  byPlace(rows).flatMap((own) => {
    const largest = Math.max(...own.map(({ size }) => size));
    return own.filter(({ size }) => size < largest);
  });

/** A question to one extreme; `undefined` where it was not tested. */
export type Survival = (row: ExtremeRow) => boolean | undefined;

/** Whether searches with permuted classes seldom find so extreme a value: adjusted p of at most 0.05. */
export const beyondPermutedClasses: Survival = ({ permutedClasses: test }) =>
  test && test.pValue <= SIGNIFICANT;

/** Whether 95 % of searches with permuted classes find a more extreme value, at this size and end alone. */
const belowPermutedClasses: Survival = ({ permutedClasses: test }) =>
  test && test.unadjusted >= 1 - SIGNIFICANT;

/** Whether searches of independent columns seldom find so extreme a value: adjusted p of at most 0.05. */
const beyondIndependence: Survival = ({ independentColumns: test }) =>
  test && test.pValue <= SIGNIFICANT;

/**
 * Whether the multiplet that one half of the images has as this extreme has the same sign in the other half: its interval
 * there lies on that side of 0.
 */
export const keepsSign: Survival = ({ otherHalf }) =>
  otherHalf && (otherHalf.searched < 0 ? otherHalf.interval[1] < 0 : otherHalf.interval[0] > 0);

/** Whether the multiplet of that half is not shown to be more extreme than its best part of one neuron less. */
export const carriedOver: Survival = ({ otherHalf }) => otherHalf?.carriedOver;

/** Share of the extremes that were tested, and their number; `undefined` without any. */
export function shareOf(
  rows: readonly ExtremeRow[],
  survives: Survival,
): { readonly share: number; readonly count: number } | undefined {
  const tested = rows.flatMap((row) => survives(row) ?? []);
  return tested.length === 0
    ? undefined
    : { share: tested.filter(Boolean).length / tested.length, count: tested.length };
}

/** Extremes as titles name them. */
export const END_SYMBOLS = { redundancy: "max Ω", synergy: "min Ω" } as const;

/** The share of each end, in words: `"81.0 % of max Ω and 21.9 % of min Ω"`; empty without any. */
export function sharesByEnd(rows: readonly ExtremeRow[], survives: Survival): string {
  return enumerate(ENDS.flatMap((end) => {
    const found = shareOf(rows.filter((row) => row.end === end), survives);
    return found === undefined ? [] : `${percent(found.share)} of ${END_SYMBOLS[end]}`;
  }));
}

/**
 * How many extremes are more extreme than what the search finds with permuted classes, by end. The estimates are these
 * shares, and those of the other tests.
 */
export function significanceFinding(result: LayerSearchResult): Finding {
  const rows = testedExtremes(result);
  const shares = sharesByEnd(rows, beyondPermutedClasses);
  if (shares === "") {
    return withoutEstimates("Not tested: no permutations of the classes were made");
  }
  const tests: readonly (readonly [label: string, survives: Survival])[] = [
    ...ENDS.map((end): readonly [string, Survival] => [
      `${END_LABELS[end].label} beyond permuted classes`,
      (row) => row.end === end ? beyondPermutedClasses(row) : undefined,
    ]),
    [`less extreme than ${threshold(0.95)} of permuted classes`, belowPermutedClasses],
    ["same sign on the other half", keepsSign],
    ["carried over from one neuron less", carriedOver],
    ["beyond independent columns", beyondIndependence],
  ];
  return {
    statement: titleOf(result.networks, `${shares} go beyond searches with permuted classes`),
    estimates: tests.flatMap(([label, survives]) => {
      const found = shareOf(rows, survives);
      return found === undefined
        ? []
        : [{ label: `${label}, of ${found.count}`, mean: 100 * found.share, unit: "%" }];
    }),
  };
}

/** Tests of the extremes of one end of a layer as the row of a table: shares of networks and sizes, means in bits. */
export type SignificanceRow = {
  readonly layer: string;
  readonly end: string;
  /** Adjusted p beside searches with permuted classes of at most 0.05. */
  readonly beyond: string;
  /** Less extreme than 95 % of these searches, at the same size and end. */
  readonly below: string;
  /** Adjusted p beside searches of independent columns of at most 0.05. */
  readonly independent: string;
  /** Ω in the half of the images that was searched. */
  readonly searched: string;
  /** Ω of the same multiplets in the other half. */
  readonly other: string;
  /** Intervals in the other half on the side of the extreme. */
  readonly kept: string;
  /** Not shown to be more extreme than the best part of one neuron less. */
  readonly carried: string;
};

/** By layer and end, over sizes below n and networks. */
export function significanceRows(result: LayerSearchResult): SignificanceRow[] {
  const layers = Map.groupBy(testedExtremes(result), ({ layer }) => layer);
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
    const found = shareOf(rows, survives);
    return found === undefined ? "" : `${percent(found.share)} of ${found.count}`;
  };
  const mean = meansOfHalves(rows);
  return {
    layer,
    end: END_LABELS[end].label,
    beyond: shareText(beyondPermutedClasses),
    below: shareText(belowPermutedClasses),
    independent: shareText(beyondIndependence),
    searched: mean === undefined ? "" : decimal(mean.searched),
    other: mean === undefined ? "" : decimal(mean.value),
    kept: shareText(keepsSign),
    carried: shareText(carriedOver),
  };
}

/** Mean Ω of what one half has as extremes, there and in the other half, in bits; `undefined` without any. */
function meansOfHalves(
  rows: readonly ExtremeRow[],
): Readonly<Record<"searched" | "value", number>> | undefined {
  const halves = rows.flatMap(({ otherHalf }) => otherHalf ?? []);
  if (halves.length === 0) return undefined;
  const mean = (key: "searched" | "value") => moments(halves.map((one) => inBits(one[key]))).mean;
  return { searched: mean("searched"), value: mean("value") };
}

/** What the tests of extremes say together, a sentence each; none without tests. */
export function significanceNotes(result: LayerSearchResult): string[] {
  const rows = testedExtremes(result);
  const below = sharesByEnd(rows, belowPermutedClasses);
  const luck = [...Map.groupBy(rows, ({ layer, end }) => `${layer} ${end}`).values()]
    .flatMap((own) => meansOfHalves(own) ?? [])
    .map(({ searched, value }) => Math.abs(searched - value));
  return [
    ...(below === "" ? [] : [
      `The classes move the extreme the other way, so that it is less extreme than in ${
        threshold(0.95)
      } of ` +
      `searches with permuted classes, in ${below}.`,
    ]),
    ...(luck.length === 0 ? [] : [
      "The luck of the search: by layer and end, mean Ω of what one half has as extremes differs from that in " +
      `the other half by at most ${decimal(Math.max(...luck))} bits.`,
    ]),
    ...numberingNote(result, rows),
  ];
}

/** How often an extreme is on the other side of the bound of permuted classes when classes are numbered otherwise. */
function numberingNote(result: LayerSearchResult, rows: readonly ExtremeRow[]): string[] {
  const bounded = rows.filter(({ permutedClasses }) => permutedClasses !== undefined);
  if (bounded.length === 0 || result.renamings === 0) return [];
  const isOutside = (row: ExtremeRow, { oInformation }: ExtremeRow) => {
    const { nullBound } = row.permutedClasses!;
    return row.end === "synergy" ? oInformation < nullBound : oInformation > nullBound;
  };
  const changed = new Set<ExtremeRow>();
  const shares: number[] = [];
  for (let renaming = 0; renaming < result.renamings; renaming++) {
    const pairs = paired(bounded, extremesIn(result, { search: "exact", renaming }));
    if (pairs.length === 0) continue;
    for (const [row, other] of pairs) {
      if (isOutside(row, other) !== isOutside(row, row)) changed.add(row);
    }
    shares.push(pairs.filter(([row, other]) => isOutside(row, other)).length / pairs.length);
  }
  if (shares.length === 0) return [];
  return [
    `With the classes numbered in ${shares.length} other ways, ${
      percent(Math.min(...shares))
    } to ` +
    `${percent(Math.max(...shares))} of the extremes lie outside of these bounds; ` +
    `${integer(changed.size)} of ${
      integer(bounded.length)
    } change sides at least once. The p of one extreme ` +
    "belongs to the numbers of the classes as much as to its neurons.",
  ];
}
