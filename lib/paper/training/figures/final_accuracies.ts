/** The accuracy of each network after training, beside that of the paper. */
import * as Plot from "@observablehq/plot";
import {
  countedRuns,
  PAPER_ACCURACY,
  rejectionFinding,
  trainingFindings,
} from "../../claims/training.ts";
import {
  acceptedRuns,
  finalMetrics,
  type NetworkRun,
  percent as twoDecimals,
  type TrainingResult,
} from "../result.ts";
import { summarise, type Summary } from "../../../statistics/summary.ts";
import { composeFigure, type Figure, PlotError } from "../../../figures/kit/figure.ts";
import { INTERVAL, percent, plural, threshold } from "../../../figures/kit/text.ts";
import { dotSample, type LegendEntry } from "../../../figures/kit/legend.ts";
import { lineAcross, REFERENCE_STYLE, referenceEntry } from "../../../figures/panels/marks.ts";
import { AXIS_MARGINS, integerAxis, plotPanel, valueAxis } from "../../../figures/panels/panels.ts";
import { integerTicks, linearTicks } from "../../../figures/panels/ticks.ts";
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
 * const samples = { train: 60_000, test: 10_000 };
 * const about = { requested: 2, minAccuracy: 0, dataset: "mnist", samples, updates: 93_750 };
 * const { title } = finalAccuraciesFigure({ spec, runs, ...about });
 * equal(title.replaceAll("\u00a0", " "), "1 of 2 networks reaches the paper’s 96 % on both sets");
 * ```
 */
export function finalAccuraciesFigure(result: TrainingResult): Figure {
  requireHistories(result);
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
    title: trainingFindings(result)[0]!.statement,
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
  const space = 0.06 * Math.max(1, maximum - minimum);
  const [low, high] = [minimum - space, Math.min(100, maximum + space)];
  const ticks = linearTicks(low, high, 7);
  const last = runs.at(-1)!.index;
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
      lineAcross("y", [100 * PAPER_ACCURACY], REFERENCE_STYLE),
      Plot.dot(accepted, { x: "index", y: "train", r: RADIUS, fill: PALETTE.train }),
      Plot.dot(accepted, { ...at, ...ring, y: "test", stroke: PALETTE.test }),
      Plot.dot(rejected, { ...cross, y: "train", stroke: PALETTE.train }),
      Plot.dot(rejected, { ...cross, y: "test", stroke: PALETTE.test }),
    ],
  });
}

/** @throws {PlotError} when there is no network, or one without metrics */
export function requireHistories({ runs }: TrainingResult): void {
  if (runs.length === 0) throw new PlotError("Cannot draw a training result without networks");
  const empty = runs.find(({ history }) => history.length === 0);
  if (empty) throw new PlotError(`Network ${empty.index} has an empty history: nothing to draw`);
}

/** Sentences on rejected networks and on the networks of the means; empty where nothing could be rejected. */
export function acceptanceNote(result: TrainingResult): string {
  const { runs, minAccuracy } = result;
  if (minAccuracy === 0) return "";
  const { statement } = rejectionFinding(result);
  const accepted = acceptedRuns(result).length;
  if (accepted === runs.length) return `${statement}.`;
  return accepted === 0
    ? `${statement}; means are over all.`
    : `${statement}; means are over the ${
      plural(accepted, "accepted network")
    }. Mean accuracy over all ` +
      `${runs.length} tried: ${allTried(runs)}.`;
}

/** Mean accuracies of networks, with the decimals of the finding about all of them. */
function allTried(runs: readonly NetworkRun[]): string {
  const [test, train] = (["testAccuracy", "trainAccuracy"] as const).map((set) =>
    twoDecimals(summarise(runs.map((run) => finalMetrics(run)[set])).mean)
  );
  return `test set ${test}, training set ${train}`;
}

/** The entry of {@link PAPER_ACCURACY} in a key. */
export const PAPER_ENTRY: LegendEntry = referenceEntry(`paper’s ${threshold(PAPER_ACCURACY)}`);
