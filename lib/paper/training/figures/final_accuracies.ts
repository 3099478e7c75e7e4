/** How good each network is at the end; which networks count, and what the paper reports. */
import * as Plot from "@observablehq/plot";
import {
  acceptedRuns,
  finalMetrics,
  type NetworkRun,
  PAPER_ACCURACY,
  type TrainingResult,
  weakerAccuracy,
} from "../result.ts";
import { summarise, type Summary } from "../../../statistics/summary.ts";
import { composeFigure, type Figure, PlotError } from "../../../figures/kit/figure.ts";
import { INTERVAL, percent, plural, threshold } from "../../../figures/kit/text.ts";
import { dotSample, type LegendEntry } from "../../../figures/kit/legend.ts";
import {
  AXIS_MARGINS,
  integerAxis,
  integerTicks,
  lineAcross,
  linearTicks,
  plotPanel,
  REFERENCE_LOOK,
  referenceEntry,
  valueAxis,
} from "../../../figures/kit/panel.ts";
import type { Drawing } from "../../../figures/kit/svg.ts";
import { INNER_WIDTH, PALETTE } from "../../../figures/kit/theme.ts";

/**
 * Draws the training and test accuracy after the last epoch of every network tried, in the order
 * of seeds, beside the paper's 96 %. Rejected networks are crosses.
 *
 * @throws {PlotError} when there is no network, or one without metrics
 *
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { finalAccuraciesFigure } from "@multiplet/multiplet/paper/figures";
 * import { strictEqual as equal } from "node:assert/strict";
 * const epoch = { epoch: 50, trainLoss: 0.06, trainAccuracy: 0.98, testLoss: 0.14 };
 * const stored = { initial: [], final: [], key: "", folder: "", seconds: 60, machine: "mine" };
 * const runs = [0.958, 0.962].map((testAccuracy, index) => (
 *   { ...stored, index, accepted: true, history: [{ ...epoch, testAccuracy }] }
 * ));
 * const spec = mlp([784, 20, 20, 20, 10]);
 * const { title } = finalAccuraciesFigure({ spec, runs, requested: 2, minAccuracy: 0 });
 * equal(title.replaceAll("\u00a0", " "), "1 of 2 networks reaches the paper’s 96 % on both sets");
 * ```
 */
export function finalAccuraciesFigure(result: TrainingResult): Figure {
  const counted = countedRuns(result);
  const [test, train] = (["testAccuracy", "trainAccuracy"] as const).map((set) =>
    meanInWords(summarise(counted.map((run) => finalMetrics(run)[set])))
  );
  const note = acceptanceNote(result);
  const numbers = `Test set: ${test}. Training set: ${train}.`;
  const epochs = plural(finalMetrics(counted[0]!).epoch, "epoch");
  const cross = dotSample(PALETTE.rejected, "cross", RADIUS);
  const rejected = result.runs.some(({ accepted }) => !accepted);
  return composeFigure({
    title: titleOf(result),
    subtitle: [`Accuracy after ${epochs}.`, numbers, note],
    description: [
      `Dot plot of ${plural(result.runs.length, "network")} in the order of their seeds: ` +
      `training and test accuracy in per cent after ${epochs}, and the paper’s ` +
      `${threshold(PAPER_ACCURACY)} as a line.`,
      numbers,
      note,
    ],
    legend: [
      { sample: dotSample(PALETTE.train, "filled", RADIUS), label: "training set" },
      { sample: dotSample(PALETTE.test, "hollow", RADIUS), label: "test set" },
      PAPER_ENTRY,
      ...(rejected ? [{ sample: cross, label: "rejected network" }] : []),
    ],
    drawing: drawDots(result.runs),
  });
}

function titleOf(result: TrainingResult): string {
  const { runs, requested, minAccuracy } = result;
  const accepted = acceptedRuns(result).length;
  if (minAccuracy > 0 && accepted < requested) {
    return `${accepted === 0 ? "None" : `Only ${accepted}`} of the ` +
      `${plural(requested, "network")} asked for reached ${threshold(minAccuracy)} on both sets, ` +
      `in ${plural(runs.length, "try", "tries")}`;
  }
  const goal = `the paper’s ${threshold(PAPER_ACCURACY)} on both sets`;
  const weaker = runs.map(weakerAccuracy);
  const reached = weaker.filter((accuracy) => accuracy >= PAPER_ACCURACY).length;
  if (runs.length === 1) {
    return reached === 1
      ? `The network reaches ${goal}`
      : `The network does not reach ${goal}: it has ${percent(weaker[0]!)} on the weaker one`;
  }
  if (reached === 0) {
    return `No network reaches ${goal}: the closest has ${percent(Math.max(...weaker))} on the ` +
      "weaker one";
  }
  return reached === runs.length
    ? `All ${reached} networks reach ${goal}`
    : `${reached} of ${runs.length} networks ${reached === 1 ? "reaches" : "reach"} ${goal}`;
}

function meanInWords({ mean, confidenceInterval }: Summary): string {
  if (confidenceInterval === undefined) return percent(mean);
  const [low, high] = confidenceInterval;
  return `mean ${percent(mean)} (${INTERVAL} ${(100 * low).toFixed(1)} to ${percent(high)})`;
}

const RADIUS = 4;

/** Draws a dot or cross per network and set, networks from left to right. */
function drawDots(runs: readonly NetworkRun[]): Drawing {
  const dots = runs.map((run) => {
    const { trainAccuracy, testAccuracy } = finalMetrics(run);
    const { index, accepted } = run;
    return { index, accepted, train: 100 * trainAccuracy, test: 100 * testAccuracy };
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
  const at = { x: "index", strokeWidth: 2 };
  const ring = { r: RADIUS - 0.75, fill: PALETTE.background };
  const cross = { ...at, symbol: "times", r: RADIUS } as const;
  return plotPanel({
    width: INNER_WIDTH,
    height: 300,
    ...AXIS_MARGINS,
    marginTop: 8,
    x: { domain: [-0.7, last + 0.7] },
    y: { domain: [low, high] },
    marks: [
      valueAxis("y", "Accuracy (%)", ticks),
      integerAxis("Network, in the order of seeds", integerTicks(last, 12), low),
      Plot.ruleX(dots, { ...at, y1: "train", y2: "test", stroke: PALETTE.grid }),
      lineAcross("y", [100 * PAPER_ACCURACY], REFERENCE_LOOK),
      Plot.dot(accepted, { x: "index", y: "train", r: RADIUS, fill: PALETTE.train }),
      Plot.dot(accepted, { ...at, ...ring, y: "test", stroke: PALETTE.test }),
      Plot.dot(rejected, { ...cross, y: "train", stroke: PALETTE.train }),
      Plot.dot(rejected, { ...cross, y: "test", stroke: PALETTE.test }),
    ],
  });
}

/** The networks that means are taken over: the accepted ones, or all where none was accepted. */
export function countedRuns(result: TrainingResult): readonly NetworkRun[] {
  const { runs } = result;
  if (runs.length === 0) throw new PlotError("Cannot draw a training result without networks");
  const empty = runs.find(({ history }) => history.length === 0);
  if (empty) throw new PlotError(`Network ${empty.index} has an empty history: nothing to draw`);
  const accepted = acceptedRuns(result);
  return accepted.length > 0 ? accepted : runs;
}

/** One sentence on rejected networks; empty where nothing could be rejected. */
export function acceptanceNote(result: TrainingResult): string {
  const { runs, minAccuracy } = result;
  if (minAccuracy === 0) return "";
  const reason = `less than ${threshold(minAccuracy)} on either set`;
  const rejected = runs.length - acceptedRuns(result).length;
  if (rejected === 0) return `No network was rejected for ${reason}.`;
  if (rejected === runs.length) {
    return runs.length === 1
      ? `The network has ${reason} and was rejected.`
      : `All ${runs.length} networks have ${reason} and were rejected: means are over all.`;
  }
  return `${plural(rejected, "network")} of ${runs.length} rejected for ${reason}, ` +
    "not in the means.";
}

/** The entry of {@link PAPER_ACCURACY} in a key. */
export const PAPER_ENTRY: LegendEntry = referenceEntry(`paper’s ${threshold(PAPER_ACCURACY)}`);
