/**
 * How accuracy grew during training.
 * @module
 */
import {
  finalMetrics,
  type NetworkRun,
  PAPER_ACCURACY,
  type TrainingResult,
} from "../experiments/training_result.ts";
import { summarise } from "../statistics/summary.ts";
import { acceptanceNote, countedRuns } from "./accepted_runs.ts";
import { composeFigure } from "./compose.ts";
import type { Figure } from "./figure.ts";
import { percent, percentWithSpread, plural, sentences, threshold } from "./format.ts";
import {
  type Curve,
  drawLearningCurves,
  learningCurvesLegend,
  meanCurve,
  type Part,
} from "./learning_curves.ts";
import { PAPER_ENTRY } from "./paper.ts";
import { linearTicks } from "./ticks.ts";

/** Mean accuracy has fallen when its end is this far below its peak. */
const FALL = 0.005;
/** Networks have learnt when mean accuracy has grown by this. */
const RISE = 0.02;
/** The part of training that the axis leaves out: steep, and much the same for all networks. */
const EARLY_PART = 0.1;
/** Least space between a line and the lower end of the axis. */
const ROOM = 0.002;

/**
 * Draws training and test accuracy of all networks over the epochs, their mean, and the paper's
 * 96 %. The axis starts where the first tenth of training ends, so that late differences show.
 *
 * @throws {PlotError} when there is no network, or one without metrics
 */
export function accuracyCurvesFigure(result: TrainingResult): Figure {
  const counted = countedRuns(result);
  const final = {
    train: summarise(counted.map((run) => finalMetrics(run).trainAccuracy)),
    test: summarise(counted.map((run) => finalMetrics(run).testAccuracy)),
  };
  const spread = (part: Part) => percentWithSpread(final[part].mean, final[part].standardDeviation);
  const mean = meanCurve(counted.map((run) => accuracyCurve(run, "test")));
  const low = lowestAccuracy(result, counted);
  const { svg, height } = drawLearningCurves(result, {
    curveOf: (run, part) => accuracyCurve(run, part).map((share) => 100 * share),
    label: "Accuracy (%)",
    scale: "linear",
    domain: [100 * low, 100],
    ticks: linearTicks(100 * low, 100, 6),
    notes: { train: spread("train"), test: spread("test") },
    reference: 100 * PAPER_ACCURACY,
  });
  const note = acceptanceNote(result);
  const shown = "Share of images classified correctly" + (counted.length === 1 ? "." : `: mean ± ` +
    `standard deviation over ${counted.length} networks after the last epoch.`);
  return composeFigure({
    title: titleOf(counted.length, mean, spread("test"), spread("train")),
    subtitle: sentences(shown, note),
    description: sentences(
      `Two line charts, training set and test set: accuracy in per cent over epochs 0 to ` +
        `${mean.length - 1}, one line for each of ${plural(result.runs.length, "network")}, the ` +
        `mean and the paper’s ${threshold(PAPER_ACCURACY)}.`,
      `At the end the test set has ${spread("test")}, the training set ${spread("train")}.`,
      note,
    ),
    legend: [...learningCurvesLegend(result), PAPER_ENTRY],
    drawing: svg,
    height,
  });
}

function accuracyCurve({ history }: NetworkRun, part: Part): Curve {
  return history.map((metrics) => part === "train" ? metrics.trainAccuracy : metrics.testAccuracy);
}

function titleOf(networks: number, test: Curve, testEnd: string, trainEnd: string): string {
  const epochs = test.length - 1;
  const end = test[epochs]!;
  const peak = Math.max(...test);
  if (end < test[0]! + RISE) {
    return `The ${networks === 1 ? "network does" : "networks do"} not learn: test accuracy is ` +
      `${testEnd} after ${plural(epochs, "epoch")} and was ${percent(test[0]!)} before`;
  }
  if (end < peak - FALL) {
    const best = plural(test.indexOf(peak), "epoch");
    return `Test accuracy peaks at ${percent(peak)} after ${best} and falls to ${testEnd} by ` +
      `epoch ${epochs}`;
  }
  return `Test accuracy reaches ${testEnd} after ${plural(epochs, "epoch")}, training accuracy ` +
    trainEnd;
}

/** Lower end of the axis: below the late parts of counted networks and the ends of all. */
function lowestAccuracy(result: TrainingResult, counted: readonly NetworkRun[]): number {
  const values = [PAPER_ACCURACY, ...result.runs.flatMap((run) => ends(run))];
  for (const run of counted) {
    const epochs = run.history.length - 1;
    const late = run.history.slice(Math.floor(EARLY_PART * epochs));
    for (const { trainAccuracy, testAccuracy } of late) values.push(trainAccuracy, testAccuracy);
  }
  const lowest = summarise(values).minimum - ROOM;
  // Whole twentieths below 0.9, whole fiftieths above.
  const step = lowest < 0.9 ? 20 : 50;
  return Math.floor(lowest * step) / step;
}

function ends(run: NetworkRun): number[] {
  const { trainAccuracy, testAccuracy } = finalMetrics(run);
  return [trainAccuracy, testAccuracy];
}
