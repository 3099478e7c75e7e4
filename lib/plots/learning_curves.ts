/**
 * One metric of all networks over the epochs, training and test set side by side.
 * @module
 */
import * as Plot from "@observablehq/plot";
import {
  acceptedRuns,
  type NetworkRun,
  type TrainingResult,
} from "../experiments/training_result.ts";
import { countedRuns } from "./accepted_runs.ts";
import { AXIS_MARGINS, integerAxis, referenceLine, valueAxis } from "./axes.ts";
import { COLUMN_TEXT } from "./columns.ts";
import { plural } from "./format.ts";
import { KEY_WIDTH, type LegendEntry, lineSample } from "./legend.ts";
import { plotPanel } from "./panel.ts";
import type { Drawing } from "./stack.ts";
import { element } from "./svg.ts";
import { textWidth } from "./text.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "./theme.ts";
import { integerTicks } from "./ticks.ts";

/** The two parts of a data set, in the order of the panels. */
export const PARTS = ["train", "test"] as const;
/** One of {@link PARTS}. */
export type Part = typeof PARTS[number];

/** Values of one metric on one part, epoch by epoch from 0. */
export type Curve = readonly number[];

/** A metric, and how to draw it. */
export interface LearningCurves {
  /** The metric's curve of one network. */
  readonly curveOf: (run: NetworkRun, part: Part) => Curve;
  readonly label: string;
  readonly scale: "linear" | "log";
  readonly domain: readonly [low: number, high: number];
  readonly ticks: readonly number[];
  /** Written after the name of each panel. */
  readonly notes: Readonly<Record<Part, string>>;
  /** A value to compare with. */
  readonly reference?: number;
}

/** A point of a line; lines of one `line` are joined. */
interface Point {
  readonly part: Part;
  readonly line: number;
  readonly epoch: number;
  readonly value: number;
}

const NAMES: Readonly<Record<Part, string>> = { train: "Training set", test: "Test set" };
const HEIGHT = 300;
const MEAN_WIDTH = 2.75;
const THIN = { width: 1, opacity: 0.5 };
const REJECTED = { width: 1, opacity: 0.75, dashes: "4,3" };

/** Mean over networks, epoch by epoch; not a number where one of them is not. */
export function meanCurve(curves: readonly Curve[]): Curve {
  return curves[0]!.map((_, epoch) =>
    curves.reduce((sum, curve) => sum + curve[epoch]!, 0) / curves.length
  );
}

/** Draws thin lines of all networks, dashed ones of rejected networks, and the mean on top. */
export function drawLearningCurves(
  result: TrainingResult,
  curves: LearningCurves,
): Drawing {
  const { curveOf, label, scale, domain, ticks, notes, reference } = curves;
  const counted = countedRuns(result);
  const linesOf = (runs: readonly NetworkRun[]) =>
    runs.flatMap((run) => PARTS.flatMap((part) => points(part, run.index, curveOf(run, part))));
  const means = PARTS.flatMap((part) =>
    points(part, -1, meanCurve(counted.map((run) => curveOf(run, part))))
  );
  const last = means.reduce((most, { epoch }) => Math.max(most, epoch), 0);
  const line = { x: "epoch", y: "value", fx: "part", z: "line", clip: true };
  const colour = ({ part }: Point) => PALETTE[part];
  const heading = { ...COLUMN_TEXT, fx: (part: Part) => part };
  const svg = plotPanel({
    width: INNER_WIDTH,
    height: HEIGHT,
    ...AXIS_MARGINS,
    marginTop: 26,
    x: { domain: [0, Math.max(1, last)] },
    y: { type: scale, domain: [...domain] },
    fx: { domain: PARTS, padding: 0.12, axis: null },
    color: { type: "identity" },
    marks: [
      valueAxis(label, ticks, scale === "log" ? String : undefined),
      integerAxis("Epoch", integerTicks(last, 5), domain[0]),
      Plot.line(linesOf(result.runs.filter(({ accepted }) => !accepted)), {
        ...line,
        stroke: PALETTE.rejected,
        strokeWidth: REJECTED.width,
        strokeOpacity: REJECTED.opacity,
        strokeDasharray: REJECTED.dashes,
      }),
      Plot.line(linesOf(acceptedRuns(result)), {
        ...line,
        stroke: colour,
        strokeWidth: THIN.width,
        strokeOpacity: THIN.opacity,
      }),
      reference === undefined ? null : referenceLine(reference),
      Plot.line(means, { ...line, stroke: colour, strokeWidth: MEAN_WIDTH }),
      Plot.text(PARTS, {
        ...heading,
        text: (part: Part) => NAMES[part],
        fill: (part: Part) => PALETTE[part],
        fontWeight: "bold",
        dy: -20,
      }),
      ...PARTS.map((part) =>
        Plot.text([part], {
          ...heading,
          text: [notes[part]],
          fill: PALETTE.muted,
          dx: textWidth(NAMES[part], SIZE.tick, "bold") + 6,
          dy: -20,
        })
      ),
    ],
  });
  return { svg, height: HEIGHT };
}

/** The key of {@link drawLearningCurves}. */
export function learningCurvesLegend(result: TrainingResult): LegendEntry[] {
  const counted = countedRuns(result);
  const several = counted.length > 1;
  const entries: LegendEntry[] = [{
    sample: twoTone(MEAN_WIDTH, 1),
    label: several ? `mean of ${plural(counted.length, "network")}` : "the network",
  }];
  const accepted = acceptedRuns(result).length;
  if (several && accepted > 0) {
    entries.push({ sample: twoTone(THIN.width, THIN.opacity), label: "one network" });
  }
  if (accepted < result.runs.length) {
    entries.push({ sample: lineSample(PALETTE.rejected, REJECTED), label: "rejected network" });
  }
  return entries;
}

function points(part: Part, line: number, curve: Curve): Point[] {
  return curve.map((value, epoch) => ({ part, line, epoch, value }));
}

/** A sample in the colours of both panels. */
function twoTone(width: number, opacity: number): string {
  const half = KEY_WIDTH / 2;
  const look = { "stroke-width": width, "stroke-opacity": opacity };
  return element("path", { d: `M0,0H${half}`, stroke: PALETTE.train, ...look }) +
    element("path", { d: `M${half},0H${KEY_WIDTH}`, stroke: PALETTE.test, ...look });
}
