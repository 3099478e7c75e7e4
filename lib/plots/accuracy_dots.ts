/**
 * Final accuracies of networks as dots.
 * @module
 */
import * as Plot from "@observablehq/plot";
import { finalMetrics, type NetworkRun, PAPER_ACCURACY } from "../experiments/training_result.ts";
import { summarise } from "../statistics/summary.ts";
import { AXIS_MARGINS, integerAxis, referenceLine, valueAxis } from "./axes.ts";
import { dotSample, type LegendEntry } from "./legend.ts";
import { plotPanel } from "./panel.ts";
import { PAPER_ENTRY } from "./paper.ts";
import type { Drawing } from "./stack.ts";
import { INNER_WIDTH, PALETTE } from "./theme.ts";
import { integerTicks, linearTicks } from "./ticks.ts";

const HEIGHT = 300;
const RADIUS = 4;

/** Draws a dot or cross per network and set, networks from left to right. */
export function drawAccuracyDots(
  runs: readonly NetworkRun[],
): Drawing {
  const dots = runs.map((run) => {
    const { trainAccuracy, testAccuracy } = finalMetrics(run);
    return {
      index: run.index,
      accepted: run.accepted,
      train: 100 * trainAccuracy,
      test: 100 * testAccuracy,
    };
  });
  const { minimum, maximum } = summarise([
    100 * PAPER_ACCURACY,
    ...dots.flatMap(({ train, test }) => [train, test]),
  ]);
  const room = 0.06 * Math.max(1, maximum - minimum);
  const [low, high] = [minimum - room, Math.min(100, maximum + room)];
  const ticks = linearTicks(low, high, 7);
  const last = summarise(runs.map(({ index }) => index)).maximum;
  const accepted = dots.filter((dot) => dot.accepted);
  const rejected = dots.filter((dot) => !dot.accepted);
  const cross = { x: "index", symbol: "times", r: RADIUS, strokeWidth: 2 } as const;
  const svg = plotPanel({
    width: INNER_WIDTH,
    height: HEIGHT,
    ...AXIS_MARGINS,
    marginTop: 8,
    x: { domain: [-0.7, last + 0.7] },
    y: { domain: [low, high] },
    color: { type: "identity" },
    symbol: { type: "identity" },
    marks: [
      valueAxis("Accuracy (%)", ticks),
      integerAxis("Network, in the order of seeds", integerTicks(last, 12), low),
      Plot.ruleX(dots, {
        x: "index",
        y1: "train",
        y2: "test",
        stroke: PALETTE.grid,
        strokeWidth: 2,
      }),
      referenceLine(100 * PAPER_ACCURACY),
      Plot.dot(accepted, { x: "index", y: "train", r: RADIUS, fill: PALETTE.train }),
      Plot.dot(accepted, {
        x: "index",
        y: "test",
        r: RADIUS - 0.75,
        fill: PALETTE.background,
        stroke: PALETTE.test,
        strokeWidth: 2,
      }),
      Plot.dot(rejected, { ...cross, y: "train", stroke: PALETTE.train }),
      Plot.dot(rejected, { ...cross, y: "test", stroke: PALETTE.test }),
    ],
  });
  return { svg, height: HEIGHT };
}

/** The key of {@link drawAccuracyDots}. */
export function accuracyDotsLegend(runs: readonly NetworkRun[]): LegendEntry[] {
  const entries = [
    { sample: dotSample(PALETTE.train, "filled", RADIUS), label: "training set" },
    { sample: dotSample(PALETTE.test, "hollow", RADIUS), label: "test set" },
    PAPER_ENTRY,
  ];
  const crosses = dotSample(PALETTE.rejected, "cross", RADIUS);
  return runs.every(({ accepted }) => accepted)
    ? entries
    : [...entries, { sample: crosses, label: "rejected network" }];
}
