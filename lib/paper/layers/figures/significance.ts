/** The extremes beside searches with permuted classes, and beside the other half of the images. */
import {
  beyondPermutedClasses,
  carriedOver,
  keepsSign,
  searchedExtremes,
  sharesByEnd,
  significanceFinding,
  type Survival,
  testedExtremes,
} from "../../claims/significance_findings.ts";
import type { DataFigure } from "../../../figures/kit/figure.ts";
import { threshold, unbroken } from "../../../figures/kit/text.ts";
import type { Columns } from "../../../studies/table.ts";
import { type End, inBits, type LayerSearchResult } from "../result.ts";
import { endByEnd, type ExtremeRow, extremesIn, type SizePoint } from "../rows.ts";
import { endPoints, endRow, EXTREME_COLUMNS, linesFigure } from "./layer_panels.ts";

/** Columns of the tests of an extreme. */
export const TEST_COLUMNS = {
  permuted_classes_bound_bits: ({ permutedClasses: test }) => test && inBits(test.nullBound),
  permuted_classes_effect: ({ permutedClasses: test }) => test?.effect,
  permuted_classes_unadjusted_p: ({ permutedClasses: test }) => test?.unadjusted,
  permuted_classes_p: ({ permutedClasses: test }) => test?.pValue,
  other_half_multiplet: ({ otherHalf }) => otherHalf?.multiplet.join(" "),
  searched_half_bits: ({ otherHalf }) => otherHalf && inBits(otherHalf.searched),
  other_half_bits: ({ otherHalf }) => otherHalf && inBits(otherHalf.value),
  other_half_lower_bits: ({ otherHalf }) => otherHalf && inBits(otherHalf.interval[0]),
  other_half_upper_bits: ({ otherHalf }) => otherHalf && inBits(otherHalf.interval[1]),
  carried_over: ({ otherHalf }) =>
    otherHalf?.carriedOver === undefined ? undefined : otherHalf.carriedOver ? "yes" : "no",
} as const satisfies Columns<ExtremeRow>;

/** Means over networks of the bounds of searches with permuted classes, in bits. */
export const boundPoints = (rows: readonly ExtremeRow[], end: End): SizePoint[] =>
  endPoints(
    rows.filter(({ permutedClasses }) => permutedClasses),
    end,
    (row) => inBits(row.permutedClasses!.nullBound),
  );

/** Means over networks of Ω on the other half of the images, of what the search of one half finds, in bits. */
export const otherHalfPoints = (rows: readonly ExtremeRow[], end: End): SizePoint[] =>
  endPoints(
    rows.filter(({ otherHalf }) => otherHalf),
    end,
    (row) => inBits(row.otherHalf!.value),
  );

/**
 * Draws the extremes of the exact search, what 95 % of searches with permuted classes do not pass, and what the search of
 * one half of the images finds, in the other half; then the shares of networks in which an extreme is beyond permuted
 * classes, and in which it is carried over. Without tests, the extremes alone.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function significanceFigure(result: LayerSearchResult): DataFigure {
  const all = extremesIn(result, { search: "exact" });
  const rows = searchedExtremes(all);
  const tested = testedExtremes(result);
  const sentence = (survives: Survival, words: (shares: string) => string) => {
    const shares = sharesByEnd(tested, survives);
    return shares === "" ? "" : words(shares);
  };
  return linesFigure(result, {
    title: significanceFinding(result).statement,
    subtitle: [
      `Extremes of the exact search below n neurons.`,
      ...(tested.length === 0 ? [] : [
        `Dashed: at each size and end by itself, what ${
          threshold(0.95)
        } of searches with permuted classes do ` +
        `not pass. Beyond is stricter: ${
          unbroken("p ≤ 0.05")
        }, adjusted for all sizes and both ends. ` +
        "Dotted: what the search of one half of the images finds, in the other half.",
        sentence(
          keepsSign,
          (shares) => `Same sign there (${threshold(0.95)} interval): ${shares}.`,
        ),
        sentence(
          carriedOver,
          (shares) =>
            `Carried over, not shown to be more extreme than the best part of one neuron less: ${shares}.`,
        ),
      ]),
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: the extremes of Ω, bounds of searches with " +
      "permuted classes and values on the other half of the images; then shares of networks.",
    ],
    rows: [
      endRow("Ω(X, y) (bits)", 170, (end) => [
        { points: endPoints(rows, end, (row) => inBits(row.oInformation)) },
        ...(tested.length === 0 ? [] : [
          { points: boundPoints(tested, end), dashed: true },
          { points: otherHalfPoints(tested, end), dotted: true },
        ]),
      ]),
      // Of a single network, shares are 0 or 100 %.
      ...(result.networks.length === 1 ? [] : [
        ...shareRows("Beyond (%)", tested, beyondPermutedClasses),
        ...shareRows("Carried over (%)", tested, carriedOver),
      ]),
    ],
    key: tested.length === 0 ? {} : {
      solid: result.networks.length === 1 ? "all images" : "all images; share of networks",
      dashed: "bound with permuted classes",
      dotted: "other half of the images",
    },
    table: endByEnd(all),
    columns: { ...EXTREME_COLUMNS, ...TEST_COLUMNS },
  });
}

/** Lines of the share of networks that pass a test, by size and end; no row where nothing was tested. */
function shareRows(label: string, rows: readonly ExtremeRow[], survives: Survival) {
  const tested = rows.filter((row) => survives(row) !== undefined);
  if (tested.length === 0) return [];
  const line = (end: End) => [
    { points: endPoints(tested, end, (row) => survives(row) ? 100 : 0) },
  ];
  return [endRow(label, 80, line, { values: [100] })];
}
