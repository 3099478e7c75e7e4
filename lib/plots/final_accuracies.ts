/**
 * How good each network is at the end.
 * @module
 */
import {
  acceptedRuns,
  finalMetrics,
  PAPER_ACCURACY,
  type TrainingResult,
  weakerAccuracy,
} from "../experiments/training_result.ts";
import { summarise, type Summary } from "../statistics/summary.ts";
import { acceptanceNote, countedRuns } from "./accepted_runs.ts";
import { accuracyDotsLegend, drawAccuracyDots } from "./accuracy_dots.ts";
import { composeFigure } from "./compose.ts";
import type { Figure } from "./figure.ts";
import { percent, percentRange, plural, sentences, threshold } from "./format.ts";

/**
 * Draws the training and test accuracy after the last epoch of every network tried, in the order
 * of seeds, beside the paper's 96 %. Rejected networks are crosses.
 *
 * @throws {PlotError} when there is no network, or one without metrics
 *
 * @example
 * ```ts
 * import { mlp } from "@multiplet/multiplet/models";
 * import { finalAccuraciesFigure } from "@multiplet/multiplet/plots";
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
  const test = summarise(counted.map((run) => finalMetrics(run).testAccuracy));
  const train = summarise(counted.map((run) => finalMetrics(run).trainAccuracy));
  const note = acceptanceNote(result);
  const numbers = `Test set: ${meanInWords(test)}. Training set: ${meanInWords(train)}.`;
  const epochs = plural(finalMetrics(counted[0]!).epoch, "epoch");
  const { svg, height } = drawAccuracyDots(result.runs);
  return composeFigure({
    title: titleOf(result),
    subtitle: sentences(`Accuracy after ${epochs}.`, numbers, note),
    description: sentences(
      `Dot plot of ${
        plural(result.runs.length, "network")
      } in the order of their seeds: training ` +
        `and test accuracy in per cent after ${epochs}, and the paper’s ` +
        `${threshold(PAPER_ACCURACY)} as a line.`,
      numbers,
      note,
    ),
    legend: accuracyDotsLegend(result.runs),
    drawing: svg,
    height,
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
  return confidenceInterval === undefined
    ? percent(mean)
    : `mean ${percent(mean)} (95${"\u00a0"}% interval ${percentRange(...confidenceInterval)})`;
}
