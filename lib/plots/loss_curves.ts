/**
 * How the loss fell during training.
 * @module
 */
import {
  finalMetrics,
  type NetworkRun,
  type TrainingResult,
} from "../experiments/training_result.ts";
import { summarise } from "../statistics/summary.ts";
import { acceptanceNote, countedRuns } from "./accepted_runs.ts";
import { composeFigure } from "./compose.ts";
import type { Figure } from "./figure.ts";
import { nats, plural, sentences } from "./format.ts";
import {
  type Curve,
  drawLearningCurves,
  learningCurvesLegend,
  meanCurve,
  type Part,
  PARTS,
} from "./learning_curves.ts";
import { logTicks } from "./ticks.ts";

/** A loss within this factor of its lowest value has levelled off rather than risen. */
const LEVEL = 1.02;
/** Free space above and below the curves, as a factor. */
const ROOM = 1.1;
const MOST_TICKS = 8;

/**
 * Draws training and test loss (mean cross-entropy, nats) of all networks over the epochs and
 * their mean, on a logarithmic axis: there a steady percentage of improvement is a straight line.
 *
 * @throws {PlotError} when there is no network, or one without metrics
 */
export function lossCurvesFigure(result: TrainingResult): Figure {
  const counted = countedRuns(result);
  const [train, test] = PARTS.map((part) => meanCurve(counted.map((run) => lossCurve(run, part))));
  const epochs = test!.length - 1;
  const end = (curve: Curve) => curve[epochs]!;
  const domain = lossDomain(result.runs);
  const { svg, height } = drawLearningCurves(result, {
    curveOf: lossCurve,
    label: "Cross-entropy (nats)",
    scale: "log",
    domain,
    ticks: logTicks(...domain, MOST_TICKS),
    notes: { train: endNote(end(train!)), test: endNote(end(test!)) },
  });
  const note = acceptanceNote(result);
  return composeFigure({
    title: titleOf(result, train!, test!),
    subtitle: sentences(
      "Mean cross-entropy per image after each epoch, on a logarithmic scale.",
      note,
    ),
    description: sentences(
      `Two line charts, training set and test set: mean cross-entropy in nats on a logarithmic ` +
        `axis over epochs 0 to ${epochs}, one line for each of ` +
        `${plural(result.runs.length, "network")}, and the mean.`,
      `At the end the test set has ${endNote(end(test!))}, the training set ` +
        `${endNote(end(train!))}.`,
      note,
    ),
    legend: learningCurvesLegend(result),
    drawing: svg,
    height,
  });
}

function lossCurve({ history }: NetworkRun, part: Part): Curve {
  return history.map(({ trainLoss, testLoss }) => part === "train" ? trainLoss : testLoss);
}

function endNote(loss: number): string {
  return Number.isFinite(loss) ? nats(loss) : "not a number";
}

function titleOf(result: TrainingResult, train: Curve, test: Curve): string {
  const diverged = result.runs.filter((run) => !Number.isFinite(finalMetrics(run).trainLoss));
  if (diverged.length > 0) {
    return `Training diverged in ${diverged.length} of ${plural(result.runs.length, "network")}: ` +
      "the loss is no longer a number";
  }
  const epochs = test.length - 1;
  const end = test[epochs]!;
  const lowest = Math.min(...test);
  const best = test.indexOf(lowest);
  if (end >= test[0]!) {
    return `Training does not lower the test loss: ${nats(test[0]!)} before, ${nats(end)} after ` +
      plural(epochs, "epoch");
  }
  if (end > lowest * LEVEL) {
    const training = train[epochs]! < train[best]! ? "goes on falling to" : "ends at";
    return `Test loss is lowest after ${plural(best, "epoch")} (${nats(lowest)}) and rises to ` +
      `${nats(end)}, while training loss ${training} ${nats(train[epochs]!)}`;
  }
  const course = best === epochs ? "is still falling" : "has levelled off";
  return `Test loss ${course} after ${plural(epochs, "epoch")}, at ${nats(end)}; training loss ` +
    `is ${nats(train[epochs]!)}`;
}

/** From below the lowest to above the highest loss that a logarithmic axis can show. */
function lossDomain(runs: readonly NetworkRun[]): [number, number] {
  const losses = runs.flatMap((run) => PARTS.flatMap((part) => lossCurve(run, part)))
    .filter((loss) => Number.isFinite(loss) && loss > 0);
  if (losses.length === 0) return [0.1, 10];
  const { minimum, maximum } = summarise(losses);
  return [minimum / ROOM, maximum * ROOM];
}
