/** Figure 1 of the paper. */
import * as Plot from "@observablehq/plot";
import {
  balanceFinding,
  balanceInWords,
  type BalanceOptions,
  END_LABELS,
  judgedLayers,
} from "../../claims/layer_balance.ts";
import { sizeRanges } from "../../claims/layers.ts";
import type { MultipletSearch } from "../../../selection/strategy.ts";
import { type End, ENDS, type LayerSearchResult } from "../result.ts";
import { type ExtremeRow, extremesIn, type SizePoint } from "../rows.ts";
import { boundsOf, isRange } from "../../../figures/kit/estimate.ts";
import { type DataFigure, dataFigure } from "../../../figures/kit/figure.ts";
import {
  bits,
  enumerate,
  INTERVAL,
  meanInWords,
  plural,
  threshold,
  unbroken,
} from "../../../figures/kit/text.ts";
import { dotSample, type LegendEntry, lineSample } from "../../../figures/kit/legend.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import { barSample, extremeBars, middleOfBar } from "../../../figures/panels/marks.ts";
import { isTested } from "../../claims/significance_findings.ts";
import {
  BY_LAYER,
  drawLayerPanels,
  EXTREME_COLUMNS,
  leftOutNote,
  meansOf,
  mostExtremeFirst,
  requireLayers,
} from "./layer_panels.ts";
import { boundPoints, otherHalfPoints, TEST_COLUMNS } from "./significance.ts";

const BOUND = { stroke: PALETTE.ink, strokeWidth: 1, strokeDasharray: "3,2" } as const;
const HALF = { r: 1.8, fill: PALETTE.ink } as const;
const WHISKER = { x: middleOfBar, y1: "low", y2: "high", stroke: PALETTE.ink };
const COLUMNS = 2;
const HEIGHT = 190;

/**
 * Draws figure 1 as the paper does: the largest Ω(X, y) among multiplets of each size as bars up, the
 * smallest as bars down, mean over networks, one panel per layer with the same axes. Whiskers are one
 * standard deviation over the networks. Each panel notes d, the mean over sizes below n of max Ω + min Ω,
 * with its 95 % interval. The subtitle says what dominates over smaller sizes.
 *
 * @throws {PlotError} when there is no network or no layer
 *
 * @example
 * ```ts
 * import { analyseLayer, layerSearchResult } from "@multiplet/multiplet/paper";
 * import { discreteTarget, targetEntropy, toVariables } from "@multiplet/multiplet/information";
 * import { figure1Figure } from "@multiplet/multiplet/paper/figures";
 * import { randomSource, uniform } from "@multiplet/multiplet/random";
 * import { strictEqual as equal } from "node:assert/strict";
 * const random = randomSource(1);
 * const noise = () => {
 *   const values = Float64Array.from({ length: 100 * 4 }, () => uniform(random));
 *   return toVariables({ samples: 100, variables: 4, values });
 * };
 * const target = discreteTarget(Array.from({ length: 100 }, (_, sample) => sample % 2));
 * const samples = { layer: "fc1", trained: noise(), untrained: noise() };
 * const layer = await analyseLayer(samples, target, { renamings: 0, random });
 * const layers = [{ name: "fc1", role: "hidden", units: 4, columnsPerUnit: 1 }] as const;
 * const about = { samples: 100, targetEntropy: targetEntropy(target), renamings: 0 };
 * const result = layerSearchResult(layers, [{ index: 0, layers: [layer] }], about);
 * const { title, csv } = figure1Figure(result);
 * equal(title, "In network 0, synergy dominates fc1");
 * equal(csv.trim().split("\n").length, 1 + 2 * 3); // two ends of sizes 2, 3 and 4
 * ```
 */
export function figure1Figure(
  result: LayerSearchResult,
  { search = "greedy" }: Pick<BalanceOptions, "search"> = {},
): DataFigure {
  requireLayers(result);
  const { layers } = result;
  const rows = extremesIn(result, { search });
  const tested = extremesIn(result, { search: "exact" }).filter(isTested);
  const judged = judgedLayers(result, { search });
  const bars = ENDS.flatMap((end) =>
    meansOf(result, { search, end }).map((point): Bar => {
      const { mean, standardDeviation = 0 } = point;
      return { ...point, end, low: mean - standardDeviation, high: mean + standardDeviation };
    })
  );
  const notes = new Map(
    judged.flatMap(({ layer, dominance }) =>
      dominance === undefined ? [] : [[layer, `d = ${meanInWords(dominance, "bits")}`]]
    ),
  );
  const several = result.networks.length > 1;
  const shown = "Largest and smallest Ω(X, y) among multiplets of k neurons, " +
    (search === "greedy" ? "found by the paper’s greedy search" : "all multiplets compared") +
    (several ? `: mean ± standard deviation over ${result.networks.length} networks. ` : ". ") +
    `d: mean of ${unbroken("max Ω + min Ω")} over ${unbroken("k < n")}` +
    (several ? `, with its ${INTERVAL}.` : ".");
  return dataFigure({
    title: balanceFinding(result, { search }, judged).statement,
    subtitle: [shown, testsNote(tested), scopeNote(result, search), leftOutNote(result)],
    description: [
      "Bar charts of Ω(X, y) in bits over multiplet size, a panel for every layer: redundancy up, " +
      "synergy down.",
      ...layers.map(({ name }) => describe(name, bars, notes.get(name))),
      leftOutNote(result),
    ],
    legend: [
      ...ENDS.map((end) => ({ sample: barSample(end), label: END_LABELS[end].label })),
      ...legendOfTests(tested),
    ],
    drawing: drawLayerPanels({
      layers,
      columns: COLUMNS,
      sizes: bars.map(({ size }) => size),
      note: (layer) => notes.get(layer) ?? "",
      rows: [{
        label: "Ω(X, y) (bits)",
        height: HEIGHT,
        values: [
          ...boundsOf(bars),
          ...ENDS.flatMap((end) => boundPoints(tested, end).map(({ mean }) => mean)),
        ],
        marks: [
          extremeBars(bars, BY_LAYER),
          Plot.ruleX(bars.filter(isRange), { ...BY_LAYER, ...WHISKER }),
          ...marksOfTests(tested),
        ],
      }],
    }),
    table: [...rows, ...(search === "exact" ? [] : tested)],
    columns: {
      search: (row) => row.search,
      ...EXTREME_COLUMNS,
      ...(tested.length === 0 ? {} : TEST_COLUMNS),
    },
  });
}

/** What the title would say of the next smaller range of sizes over which the claim is judged; empty without one. */
function scopeNote(result: LayerSearchResult, search: MultipletSearch): string {
  const [, upTo] = sizeRanges(result);
  if (upTo === undefined) return "";
  const words = balanceInWords(judgedLayers(result, { search, upTo }), {});
  return words === ""
    ? ""
    : `The title is about d; over ${unbroken(`k ≤ ${upTo}`)} alone, ${words}.`;
}

/** What the lines and dots of tests are; empty without tests. */
function testsNote(tested: readonly ExtremeRow[]): string {
  if (tested.length === 0) return "";
  return `Lines: at each size and end, what ${
    threshold(0.95)
  } of exact searches with permuted classes do not pass. ` +
    "Dots: what the exact search of one half of the images finds, in the other half. Both are means over networks.";
}

/** Bounds of searches with permuted classes as steps, values on the other half of the images as dots. */
const marksOfTests = (tested: readonly ExtremeRow[]): Plot.Markish[] =>
  ENDS.flatMap((end) => [
    Plot.line(boundPoints(tested, end), {
      ...BY_LAYER,
      ...BOUND,
      x: "size",
      y: "mean",
      curve: "step",
    }),
    Plot.dot(otherHalfPoints(tested, end).map((point) => ({ ...point, end })), {
      ...BY_LAYER,
      ...HALF,
      x: middleOfBar,
      y: "mean",
    }),
  ]);

const legendOfTests = (tested: readonly ExtremeRow[]): LegendEntry[] =>
  tested.length === 0 ? [] : [
    {
      sample: lineSample(BOUND.stroke, { width: BOUND.strokeWidth, dashes: BOUND.strokeDasharray }),
      label: "bound with permuted classes",
    },
    { sample: dotSample(HALF.fill, "filled", HALF.r), label: "other half of the images" },
  ];

/** A bar with its whisker: from `low` to `high` is one standard deviation around the mean. */
type Bar = SizePoint & { readonly end: End };

/** The longest bars of a layer in words. */
function describe(layer: string, bars: readonly Bar[], note: string | undefined): string {
  const own = bars.filter((bar) => bar.layer === layer);
  const extremes = ENDS.map((end) => {
    const [longest] = mostExtremeFirst(own, end, ({ mean }) => mean);
    return `${end} reaches ${bits(longest!.mean)} (${plural(longest!.size, "neuron")})`;
  });
  return `${layer}: ${enumerate(extremes)}${note === undefined ? "" : `; ${note}`}.`;
}
