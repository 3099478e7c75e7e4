/** How loss fell and accuracy grew over the epochs, training and test set side by side. */
import * as Plot from "@observablehq/plot";
import {
  acceptedRuns,
  finalMetrics,
  type NetworkRun,
  PAPER_ACCURACY,
  type TrainingResult,
} from "../result.ts";
import { summarise } from "../../../statistics/summary.ts";
import { acceptanceNote, countedRuns, PAPER_ENTRY } from "./final_accuracies.ts";
import { composeFigure, type Figure } from "../../../figures/kit/figure.ts";
import { KEY_WIDTH, type LegendEntry, lineSample } from "../../../figures/kit/legend.ts";
import { lineAcross, REFERENCE_LOOK } from "../../../figures/panels/marks.ts";
import {
  columnHeadings,
  drawColumns,
  integerAxis,
  panelWidth,
  valueAxis,
} from "../../../figures/panels/panels.ts";
import { integerTicks, linearTicks, logTicks } from "../../../figures/panels/ticks.ts";
import { type Drawing, element } from "../../../figures/kit/svg.ts";
import { nats, percent, percentWithSpread, plural, threshold } from "../../../figures/kit/text.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";

/** The two parts of a data set, in the order of the panels. */
const PARTS = ["train", "test"] as const;
type Part = typeof PARTS[number];

/** Values of one metric on one part, epoch by epoch from 0. */
type Curve = readonly number[];

/** A metric, and how to draw it. */
interface Metric {
  readonly title: string;
  /** First sentence of the subtitle. */
  readonly shown: string;
  readonly curveOf: (run: NetworkRun, part: Part) => Curve;
  /** Names of the vertical axis, in the figure and in the description. */
  readonly label: string;
  readonly described: string;
  readonly scale: "linear" | "log";
  readonly domain: readonly [low: number, high: number];
  readonly ticks: readonly number[];
  /** Values at the end of training, written after the name of each panel. */
  readonly ends: Readonly<Record<Part, string>>;
  /** Whether the paper's accuracy is there to compare with. */
  readonly paper: boolean;
}

const NAMES: Readonly<Record<Part, string>> = { train: "Training set", test: "Test set" };
/** Height of what lies between the axes; free space between panels, as a share of them. */
const HEIGHT = 232;
const PADDING = 0.12;
const MEAN_WIDTH = 2.75;
const THIN = { width: 1, opacity: 0.5 };
const REJECTED = { width: 1, opacity: 0.75, dashes: "4,3" };

/** A loss within this factor of its lowest value has levelled off rather than risen. */
const LEVEL = 1.02;
/** Free space above and below curves of the loss, as a factor. */
const LOSS_ROOM = 1.1;
const MOST_LOSS_TICKS = 8;

/** Mean accuracy has fallen when its end is this far below its peak. */
const FALL = 0.005;
/** Networks have learnt when mean accuracy has grown by this. */
const RISE = 0.02;
/** The part of training that the axis leaves out: steep, and much the same for all networks. */
const EARLY_PART = 0.1;
/** Least space between a line of accuracy and the lower end of the axis. */
const ACCURACY_ROOM = 0.002;

/**
 * Draws training and test loss (mean cross-entropy, nats) of all networks over the epochs and
 * their mean, on a logarithmic axis: there a steady percentage of improvement is a straight line.
 *
 * @throws {PlotError} when there is no network, or one without metrics
 */
export function lossCurvesFigure(result: TrainingResult): Figure {
  const counted = countedRuns(result);
  const [train, test] = PARTS.map((part) => meanCurve(counted.map((run) => lossCurve(run, part))));
  const domain = lossDomain(result.runs);
  const inWords = (loss: number) => Number.isFinite(loss) ? nats(loss) : "not a number";
  return curvesFigure(result, {
    curveOf: lossCurve,
    label: "Cross-entropy (nats)",
    described: "mean cross-entropy in nats on a logarithmic axis",
    scale: "log",
    domain,
    ticks: logTicks(...domain, MOST_LOSS_TICKS),
    ends: { train: inWords(train!.at(-1)!), test: inWords(test!.at(-1)!) },
    paper: false,
    title: lossTitle(result, train!, test!),
    shown: "Mean cross-entropy per image after each epoch, on a logarithmic scale.",
  });
}

/**
 * Draws training and test accuracy of all networks over the epochs, their mean, and the paper's
 * 96 %. The axis starts where the first tenth of training ends, so that late differences show.
 *
 * @throws {PlotError} when there is no network, or one without metrics
 */
export function accuracyCurvesFigure(result: TrainingResult): Figure {
  const counted = countedRuns(result);
  const spread = (part: Part) => {
    const { mean, standardDeviation } = summarise(
      counted.map((run) => accuracyCurve(run, part).at(-1)!),
    );
    return percentWithSpread(mean, standardDeviation);
  };
  const ends = { train: spread("train"), test: spread("test") };
  const low = lowestAccuracy(result, counted);
  return curvesFigure(result, {
    curveOf: (run, part) => accuracyCurve(run, part).map((share) => 100 * share),
    label: "Accuracy (%)",
    described: "accuracy in per cent",
    scale: "linear",
    domain: [100 * low, 100],
    ticks: linearTicks(100 * low, 100, 6),
    ends,
    paper: true,
    title: accuracyTitle(counted, ends),
    shown: "Share of images classified correctly" + (counted.length === 1 ? "." : `: mean ± ` +
      `standard deviation over ${counted.length} networks after the last epoch.`),
  });
}

function curvesFigure(result: TrainingResult, metric: Metric): Figure {
  const { title, shown, described, ends, paper } = metric;
  const note = acceptanceNote(result);
  const epochs = countedRuns(result)[0]!.history.length - 1;
  const others = paper ? `the mean and the paper’s ${threshold(PAPER_ACCURACY)}` : "and the mean";
  return composeFigure({
    title,
    subtitle: [shown, note],
    description: [
      `Two line charts, training set and test set: ${described} over epochs 0 to ${epochs}, one ` +
      `line for each of ${plural(result.runs.length, "network")}, ${others}.`,
      `At the end the test set has ${ends.test}, the training set ${ends.train}.`,
      note,
    ],
    legend: [...curvesLegend(result), ...(paper ? [PAPER_ENTRY] : [])],
    drawing: drawCurves(result, metric),
  });
}

/** Draws thin lines of all networks, dashed ones of rejected networks, and the mean on top. */
function drawCurves(result: TrainingResult, metric: Metric): Drawing {
  const { curveOf, label, scale, domain, ticks, ends, paper } = metric;
  const counted = countedRuns(result);
  const points = (part: Part, line: number, curve: Curve) =>
    curve.map((value, epoch) => ({ part, line, epoch, value }));
  const linesOf = (runs: readonly NetworkRun[]) =>
    runs.flatMap((run) => PARTS.flatMap((part) => points(part, run.index, curveOf(run, part))));
  const means = PARTS.flatMap((part) =>
    points(part, -1, meanCurve(counted.map((run) => curveOf(run, part))))
  );
  const last = counted[0]!.history.length - 1;
  const line = { x: "epoch", y: "value", fx: "part", z: "line", clip: true };
  const colour = ({ part }: { readonly part: Part }) => PALETTE[part];
  return drawColumns({
    names: PARTS,
    panel: panelWidth(PARTS.length),
    height: HEIGHT,
    x: { domain: [0, Math.max(1, last)] },
    y: { type: scale, domain: [...domain] },
    fx: { paddingInner: PADDING, round: true },
    marginTop: 26,
    above: [() =>
      columnHeadings(PARTS.map((name) => (
        { name, words: NAMES[name], colour: PALETTE[name], note: ends[name] }
      )))(-20)],
    marks: [
      valueAxis("y", label, ticks, scale === "log" ? String : undefined),
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
      paper ? lineAcross("y", [100 * PAPER_ACCURACY], REFERENCE_LOOK) : null,
      Plot.line(means, { ...line, stroke: colour, strokeWidth: MEAN_WIDTH }),
    ],
  });
}

function curvesLegend(result: TrainingResult): LegendEntry[] {
  const counted = countedRuns(result).length;
  const accepted = acceptedRuns(result).length;
  const mean = counted > 1 ? `mean of ${plural(counted, "network")}` : "the network";
  const thin = { sample: twoTone(THIN.width, THIN.opacity), label: "one network" };
  const rejected = { sample: lineSample(PALETTE.rejected, REJECTED), label: "rejected network" };
  return [
    { sample: twoTone(MEAN_WIDTH, 1), label: mean },
    ...(counted > 1 && accepted > 0 ? [thin] : []),
    ...(accepted < result.runs.length ? [rejected] : []),
  ];
}

/** A sample in the colours of both panels. */
function twoTone(width: number, opacity: number): string {
  const half = KEY_WIDTH / 2;
  const look = { "stroke-width": width, "stroke-opacity": opacity };
  return element("path", { d: `M0,0H${half}`, stroke: PALETTE.train, ...look }) +
    element("path", { d: `M${half},0H${KEY_WIDTH}`, stroke: PALETTE.test, ...look });
}

const curveOf = (metric: "Loss" | "Accuracy") => ({ history }: NetworkRun, part: Part): Curve =>
  history.map((metrics) => metrics[`${part}${metric}` as const]);
const lossCurve = curveOf("Loss");
const accuracyCurve = curveOf("Accuracy");

/** Mean over networks, epoch by epoch; not a number where one of them is not. */
function meanCurve(curves: readonly Curve[]): Curve {
  return curves[0]!.map((_, epoch) =>
    curves.reduce((sum, curve) => sum + curve[epoch]!, 0) / curves.length
  );
}

function lossTitle(result: TrainingResult, train: Curve, test: Curve): string {
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

function accuracyTitle(counted: readonly NetworkRun[], ends: Metric["ends"]): string {
  const test = meanCurve(counted.map((run) => accuracyCurve(run, "test")));
  const epochs = test.length - 1;
  const end = test[epochs]!;
  const peak = Math.max(...test);
  if (end < test[0]! + RISE) {
    const subject = counted.length === 1 ? "The network does" : "The networks do";
    return `${subject} not learn: test accuracy is ${ends.test} after ${plural(epochs, "epoch")} ` +
      `and was ${percent(test[0]!)} before`;
  }
  if (end < peak - FALL) {
    const best = plural(test.indexOf(peak), "epoch");
    return `Test accuracy peaks at ${percent(peak)} after ${best} and falls to ${ends.test} by ` +
      `epoch ${epochs}`;
  }
  return `Test accuracy reaches ${ends.test} after ${plural(epochs, "epoch")}, training accuracy ` +
    ends.train;
}

/** From below the lowest to above the highest loss that a logarithmic axis can show. */
function lossDomain(runs: readonly NetworkRun[]): [number, number] {
  const losses = runs.flatMap((run) => PARTS.flatMap((part) => lossCurve(run, part)))
    .filter((loss) => Number.isFinite(loss) && loss > 0);
  if (losses.length === 0) return [0.1, 10];
  const { minimum, maximum } = summarise(losses);
  return [minimum / LOSS_ROOM, maximum * LOSS_ROOM];
}

/** Lower end of the axis: below the late parts of counted networks and the ends of all. */
function lowestAccuracy({ runs }: TrainingResult, counted: readonly NetworkRun[]): number {
  const late = (run: NetworkRun) => Math.floor(EARLY_PART * (run.history.length - 1));
  const values = PARTS.flatMap((part) => [
    ...runs.map((run) => accuracyCurve(run, part).at(-1)!),
    ...counted.flatMap((run) => accuracyCurve(run, part).slice(late(run))),
  ]);
  const lowest = Math.min(PAPER_ACCURACY, ...values) - ACCURACY_ROOM;
  // Whole twentieths below 0.9, whole fiftieths above.
  const step = lowest < 0.9 ? 20 : 50;
  return Math.floor(lowest * step) / step;
}
