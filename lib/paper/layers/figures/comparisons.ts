/** The extremes beside those of the other search, those before training, and sums over their parts. */
import {
  balanceFinding,
  balanceInWords,
  type BalanceOptions,
  judgedLayers,
} from "../../claims/layer_balance.ts";
import {
  canMissNote,
  greedyAheadNote,
  greedyFinding,
  greedyGaps,
  pairsFinding,
  predictionByPairs,
} from "../../claims/layer_findings.ts";
import type { MultipletSearch } from "../../../selection/strategy.ts";
import { inBits, type LayerSearchResult } from "../result.ts";
import {
  byPlace,
  endByEnd,
  type ExtremeRow,
  extremesIn,
  paired,
  referenceSearch,
} from "../rows.ts";
import type { DataFigure } from "../../../figures/kit/figure.ts";
import { bits, enumerate, meanInWords, percent, unbroken } from "../../../figures/kit/text.ts";
import { lineAcross, REFERENCE_STYLE, referenceEntry } from "../../../figures/panels/marks.ts";
import {
  END_COLUMNS,
  endLines,
  endPoints,
  endRow,
  EXTREME_COLUMNS,
  linesFigure,
  meansOf,
} from "./layer_panels.ts";

/**
 * Draws the extremes of `referenceSearch` and of the paper's greedy search, the gap between them in bits,
 * and the share of networks where the greedy search misses the more extreme one, by size and layer.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function greedyGapFigure(result: LayerSearchResult): DataFigure {
  const search = referenceSearch(result);
  const gaps = greedyGaps(result);
  const { statement, estimates: [, worst] } = greedyFinding(gaps);
  const inLayers = result.layers.flatMap(({ name }) => {
    const [, own] = greedyFinding(gaps.filter(({ layer }) => layer === name)).estimates;
    return own === undefined ? [] : `${bits(own.mean)} (${own.label})`;
  });
  return linesFigure(result, {
    title: statement,
    subtitle: [
      `Extremes found by the ${search} search and by the paper’s greedy one, the gap between them, ` +
      `and the share of networks where greedy misses the ${
        search === "exact" ? "exact" : "more"
      } extreme` +
      `${search === "exact" ? "" : " one"}.`,
      canMissNote(gaps),
      greedyAheadNote(gaps),
      worst === undefined ? "" : `Largest mean gap: ${bits(worst.mean)} (${worst.label}).`,
    ],
    description: [
      "Line charts over multiplet size, a column for every layer. Largest mean gaps: " +
      `${inLayers.length === 0 ? "none" : enumerate(inLayers)}.`,
    ],
    rows: [
      endRow("Ω(X, y) (bits)", 150, (end) => [
        { points: meansOf(result, { end }) },
        { points: meansOf(result, { end, search: "greedy" }), dashed: true },
      ]),
      endRow("Gap (bits)", 90, (end) => [
        { points: endPoints(gaps, end, ({ gap }) => inBits(gap)), band: true },
      ]),
      endRow("Missed (%)", 80, (end) => [
        { points: endPoints(gaps, end, ({ missed }) => missed ? 100 : 0) },
      ], { values: [100] }),
    ],
    key: { solid: search, dashed: "greedy" },
    table: endByEnd(gaps),
    columns: {
      ...END_COLUMNS,
      [`${search}_bits`]: (row) => inBits(row.reference),
      greedy_bits: (row) => inBits(row.greedy),
      gap_bits: (row) => inBits(row.gap),
    },
  });
}

/**
 * Draws the extremes of the networks before and after training, and the difference after − before of each
 * network's own values.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function untrainedFigure(
  result: LayerSearchResult,
  { search = "greedy" }: Pick<BalanceOptions, "search"> = {},
): DataFigure {
  const change = { search, networks: "difference" } as const;
  const shifts = judgedLayers(result, change);
  const changes = shifts.flatMap(({ layer, dominance }) =>
    dominance === undefined ? [] : `${meanInWords(dominance, "bits")} in ${layer}`
  );
  const before = { search, networks: "untrained" } as const;
  const words = balanceInWords(judgedLayers(result, before), before);
  const untrained = words === "" ? "" : `Before training ${words}.`;
  const others = shiftsElsewhere(result, search);
  const trained = extremesIn(result, { search });
  const initial = extremesIn(result, { search, state: "untrained" });
  const pairs = paired(trained, initial).map(([after, before]) => (
    { ...after, difference: after.oInformation - before.oInformation }
  ));
  return linesFigure(result, {
    title: balanceFinding(result, change, shifts).statement,
    subtitle: [
      `Extremes of the ${search} search in the same networks before and after training, and the ` +
      `difference after − before. The title is about all sizes below n and this search${others}.`,
      untrained,
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: extremes before and after " +
      "training, then their difference.",
      untrained,
      changes.length === 0
        ? ""
        : `The mean over sizes below n of max Ω + min Ω changes by ${enumerate(changes)}.`,
    ],
    rows: [
      endRow("Ω(X, y) (bits)", 170, (end) => [
        { points: meansOf(result, { search, end }) },
        { points: meansOf(result, { search, end, state: "untrained" }), dashed: true },
      ]),
      endRow("Difference (bits)", 130, (end) => [
        { points: endPoints(pairs, end, ({ difference }) => inBits(difference)), band: true },
      ]),
    ],
    key: { solid: "after training, difference", dashed: "before training" },
    table: byPlace([...trained, ...initial]).flat(),
    columns: {
      search: () => search,
      training: ({ state }) => state === "trained" ? "after" : "before",
      ...EXTREME_COLUMNS,
    },
  });
}

/** What training changes by the other search, and over the sizes that all layers have where these are others. */
function shiftsElsewhere(result: LayerSearchResult, search: MultipletSearch): string {
  const widths = result.layers.map(({ units }) => units);
  const common = Math.min(...widths) - 1;
  const other = search === "exact" ? "greedy" : search === "greedy" ? "exact" : undefined;
  const inWords = (options: BalanceOptions) => {
    const all = { ...options, networks: "difference" } as const;
    return balanceInWords(judgedLayers(result, all), all) || "nothing can be compared";
  };
  return [
    ...(other === undefined ? [] : [`by the ${other} search, ${inWords({ search: other })}`]),
    ...(Math.max(...widths) - 1 === common
      ? []
      : [`over ${unbroken(`k ≤ ${common}`)}, ${inWords({ search, upTo: common })}`]),
  ].map((clause) => `; ${clause}`).join("");
}

/**
 * Draws Ω(X, y) of the most redundant and the most synergistic multiplets beside the sum of Ω(xᵢ, xⱼ, y)
 * over their pairs, and I(X; y) beside the sum of I(xⱼ; y) over their neurons.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function partsAgainstWholeFigure(result: LayerSearchResult): DataFigure {
  const entropy = inBits(result.targetEntropy);
  const rows = extremesIn(result).filter((row): row is WholeRow =>
    row.pairsOInformation !== undefined
  );
  const prediction = predictionByPairs(rows);
  const comparison = (whole: Measure, parts: Measure) =>
    endLines((end) => [
      { points: endPoints(rows, end, (row) => inBits(row[whole])) },
      { points: endPoints(rows, end, (row) => inBits(row[parts])), dashed: true },
    ]);
  return linesFigure(result, {
    title: pairsFinding(result).statement,
    subtitle: [
      "The extreme multiplets as a whole, and the sum over their pairs (Ω) or single neurons (I). Ω " +
      "of a Gaussian copula follows from pairwise correlations, but it is another function of them " +
      "than this sum.",
      prediction === undefined
        ? ""
        : `Of multiplets of three neurons or more, ${unbroken("R² = 1 − Σ (Ω − sum)² / Σ Ω²")}; ` +
          `the sum has the wrong sign for ${percent(prediction.wrongSigns)}.`,
      "True information cannot exceed H(y): do not interpret estimates above it.",
    ],
    description: [
      "Line charts over multiplet size, a column for every layer: Ω(X, y) and the sum of " +
      "Ω(xᵢ, xⱼ, y) over pairs, then I(X; y) and the sum of I(xⱼ; y) over neurons, in the " +
      `class-conditional Gaussian model, with H(y) = ${bits(entropy)} as a line.`,
      ...result.layers.map(({ name }) => {
        const own = predictionByPairs(rows.filter(({ layer }) => layer === name));
        return own === undefined
          ? ""
          : `In ${name} sums over pairs have ${own.words} and the wrong sign for ` +
            `${percent(own.wrongSigns)} of the multiplets.`;
      }),
    ],
    rows: [
      {
        label: "Ω(X, y) (bits)",
        height: 170,
        lines: comparison("oInformation", "pairsOInformation"),
      },
      {
        label: "I(X; y) (bits)",
        height: 150,
        lines: comparison("informationTogether", "informationAlone"),
        behind: [lineAcross("y", [entropy], REFERENCE_STYLE)],
      },
    ],
    key: { solid: "whole multiplet", dashed: "sum over its parts" },
    legend: [referenceEntry("H(y)")],
    table: endByEnd(rows),
    columns: {
      ...END_COLUMNS,
      o_information_bits: (row) => inBits(row.oInformation),
      pairs_o_information_bits: (row) => inBits(row.pairsOInformation),
      information_together_bits: (row) => inBits(row.informationTogether),
      information_alone_bits: (row) => inBits(row.informationAlone),
    },
  });
}

type Measure = "oInformation" | "pairsOInformation" | "informationTogether" | "informationAlone";
/** A multiplet, and sums over its parts. */
type WholeRow = ExtremeRow & Required<Pick<ExtremeRow, Measure>>;
