/** Figure 2 of the paper. */
import * as Plot from "@observablehq/plot";
import type { RetrainingResult } from "../result.ts";
import { boundsOf } from "../../../figures/kit/estimate.ts";
import { type DataFigure, dataFigure, undrawnFigure } from "../../../figures/kit/figure.ts";
import { enumerate, integer, INTERVAL, meanInWords, threshold } from "../../../figures/kit/text.ts";
import { sideOf } from "../../../figures/panels/marks.ts";
import { dotSample, type LegendEntry, lineSample } from "../../../figures/kit/legend.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import { lowestDropFinding } from "../../claims/subnetwork_findings.ts";
import { BASELINES, judgedSize } from "../../claims/subnetworks.ts";
import { atSize, strategyLabel } from "../../claims/wording.ts";
import { ACCURACY_AXIS_NOTE, accuracyAxis } from "./axes.ts";
import { byRemoval, type Kind, wholeEntry, wholeMarks } from "./styles.ts";
import { BY_COLUMN, drawStrategyRows } from "./panels.ts";
import {
  complementNote,
  drawsNote,
  estimatesOf,
  inWords,
  requireNetworks,
  requireSize,
  RETRAINED_COLUMNS,
  type SizeEstimate,
  sizeNote,
  type SubnetworkFigureOptions,
  wholeEstimate,
} from "./values.ts";

/** What the title compares and by which intervals, where there are some. */
const BASELINES_NOTE = `The title compares synergy with the paper’s baselines ` +
  `(${enumerate(BASELINES.map(strategyLabel))}) by Holm-corrected intervals; those drawn are ` +
  `${threshold(0.95)} each.`;

/** Width of a panel per number on its axis. */
const TICK_WIDTH = 44;

/**
 * Draws figure 2: test accuracy of the sub-network that each strategy keeps, re-trained from the network's
 * initial weights; one dot per network, the mean with its 95 % interval, and the whole network to compare
 * with. The other neurons are removed in one panel and frozen in the other. Where a layer was too wide for
 * the exact search, the figure of its size says so and draws nothing.
 *
 * @throws {PlotError} when there is no network, or none has sub-networks of that size
 * @throws {UnpairedNetworksError} when networks were re-trained by different plans
 *
 * @example
 * ```ts
 * import { figure2Figure } from "@multiplet/multiplet/paper/figures";
 * import { retrainingResult } from "@multiplet/multiplet/paper";
 * import { strictEqual as equal } from "node:assert/strict";
 * const same = { size: "k*", removal: "zero", start: "rewound", draw: 0 } as const;
 * const measured = { kept: [[0, 2]], trainAccuracy: 0.97, testLoss: 0.2 };
 * const networks = [0.952, 0.957, 0.955].map((testAccuracy, index) => ({
 *   index,
 *   trainAccuracy: 0.98,
 *   testAccuracy: 0.96,
 *   testLoss: 0.15,
 *   bestSizes: { greedy: [2], exact: [2] },
 *   retrainings: [
 *     { ...same, ...measured, strategy: "synergy" as const, testAccuracy },
 *     { ...same, ...measured, strategy: "random" as const, testAccuracy: testAccuracy - 0.01 },
 *   ],
 *   ablations: [],
 * }));
 * const layers = [{ name: "fc1", role: "hidden" as const, units: 4, columnsPerUnit: 1 }];
 * const strategies = ["synergy" as const, "random" as const];
 * const conditions = { layers, strategies, selection: "test", sizeSearch: "exact", classes: 10, updates: 500 } as const;
 * const { title } = figure2Figure(retrainingResult(conditions, networks));
 * equal(title, "Synergy is better than random at k*");
 * ```
 */
export function figure2Figure(
  result: RetrainingResult,
  { size = judgedSize(result) }: SubnetworkFigureOptions = {},
): DataFigure {
  requireNetworks(result);
  // No network has sizes of the exact search where a hidden layer is too wide for it.
  const searched = result.bestSizes.some(({ search }) => search === "exact");
  if (size === "k* exact" && !searched) return notSearchedFigure(result);
  requireSize(result, size);
  const groups = estimatesOf(result, { sizes: [size] });
  const table = groups.flatMap(({ values }) => values);
  const whole = wholeEstimate(result);
  const { statement, note } = lowestDropFinding(result, size);
  return dataFigure({
    title: statement,
    subtitle: [
      `Test accuracy of sub-networks, ${atSize(size)}, re-trained from their initial weights ` +
      `(${integer(result.updates)} updates).`,
      note,
      result.networks.length > 1 ? BASELINES_NOTE : "",
      sizeNote(result, size),
      drawsNote(table),
      complementNote(groups),
      ACCURACY_AXIS_NOTE,
    ],
    description: [
      "Dot plots of test accuracy in per cent, a row for every strategy, a panel for what happens " +
      `to the other neurons. The whole network has ${meanInWords(whole, "%")}.`,
      ...byRemoval(groups).map(({ name, own }) => `${name}: ${inWords(own, "%")}.`),
    ],
    ...accuracyDots(result, groups),
  });
}

/** The key, the dots of sub-networks beside the whole network, and the numbers behind them. */
export function accuracyDots(result: RetrainingResult, groups: readonly SizeEstimate[]) {
  const table = groups.flatMap(({ values }) => values);
  const whole = wholeEstimate(result);
  return {
    legend: accuracyLegend(result),
    drawing: drawStrategyRows({
      points: groups,
      label: "Test accuracy (%)",
      axis: (panel) =>
        accuracyAxis(
          [...table.map(({ value }) => value), whole.mean],
          boundsOf([...groups, whole]),
          Math.floor(panel / TICK_WIDTH),
        ),
      marks: (rowOf, { position }) => [
        ...wholeMarks(whole, "x", position),
        ...dotMarks(groups, rowOf, position),
      ],
    }),
    table,
    columns: RETRAINED_COLUMNS,
  };
}

/** Title and reason without a drawing; a header without rows. */
function notSearchedFigure({ layers }: RetrainingResult): DataFigure {
  const widths = enumerate(layers.map(({ units }) => String(units)));
  const reason =
    "k* of the exact search is the size of each layer’s most synergistic multiplet among all. The " +
    `hidden layers have ${widths} neurons, too many to compare all ` +
    "multiplets.";
  const title = "No layer was searched exactly: there is no k* of the exact search";
  return undrawnFigure(title, reason, RETRAINED_COLUMNS);
}

/** Dots in the upper part of a row, the mean below them; in rows from its middle. */
const DOTS = { middle: -0.13, spread: 0.2 };
const MEAN = 0.27;
const RADIUS = 2;
const MEAN_RADIUS = 3.5;
const INTERVAL_WIDTH = 2.5;

/** A dot for every network, in their order, and their mean with its interval. */
function dotMarks(
  groups: readonly SizeEstimate[],
  rowOf: (strategy: Kind) => number,
  position: (accuracy: number) => number,
): Plot.Markish[] {
  const several = groups.filter(({ values }) => values.length > 1);
  const dots = several.flatMap(({ column, style, values }) =>
    values.map(({ value }, at) => {
      const y = rowOf(style) + DOTS.middle + DOTS.spread * sideOf(at, values.length);
      return { column, style, x: position(value), y };
    })
  );
  const means = groups.map((group) => {
    const { column, style, mean, low, high } = group;
    const y = rowOf(style) + (several.includes(group) ? MEAN : 0);
    return { column, style, y, x: position(mean), low: position(low), high: position(high) };
  });
  const at = { ...BY_COLUMN, y: "y" };
  const colour = ({ style }: Pick<SizeEstimate, "style">) => style.colour;
  const line = { stroke: colour, strokeWidth: INTERVAL_WIDTH };
  return [
    Plot.dot(dots, { ...at, x: "x", r: RADIUS, fill: colour, fillOpacity: 0.55 }),
    Plot.ruleY(means, { ...at, x1: "low", x2: "high", ...line }),
    Plot.dot(means, { ...at, x: "x", r: MEAN_RADIUS, fill: colour }),
  ];
}

/** The key of {@link dotMarks}, and of the whole network. */
function accuracyLegend(result: RetrainingResult): LegendEntry[] {
  const { networks } = result;
  const ink = PALETTE.ink;
  const large = dotSample(ink, "filled", MEAN_RADIUS);
  const mean = lineSample(ink, { width: INTERVAL_WIDTH }) + large;
  return networks.length === 1 ? [{ sample: large, label: "sub-network" }, wholeEntry(result)] : [
    { sample: dotSample(ink, "filled", RADIUS), label: "one network" },
    { sample: mean, label: `mean with ${INTERVAL}` },
    wholeEntry(result),
  ];
}
