/** Loss and accuracy over the epochs, training and test set side by side. */
import * as Plot from "@observablehq/plot";
import {
  accuracyFinding,
  countedRuns,
  lossFinding,
  meanCurve,
  PAPER_ACCURACY,
} from "../../claims/training.ts";
import type { NetworkRun, TrainingResult } from "../result.ts";
import { summarise } from "../../../statistics/summary.ts";
import { acceptanceNote, PAPER_ENTRY, requireHistories } from "./final_accuracies.ts";
import { composeFigure, type Figure } from "../../../figures/kit/figure.ts";
import { KEY_WIDTH, type LegendEntry, lineSample } from "../../../figures/kit/legend.ts";
import { lineAcross, REFERENCE_STYLE } from "../../../figures/panels/marks.ts";
import {
  columnHeadings,
  drawColumns,
  integerAxis,
  panelWidth,
  valueAxis,
} from "../../../figures/panels/panels.ts";
import { integerTicks, linearTicks, logTicks } from "../../../figures/panels/ticks.ts";
import { type Drawing, element } from "../../../figures/kit/svg.ts";
import {
  capitalised,
  nats,
  percentWithSpread,
  plural,
  threshold,
} from "../../../figures/kit/text.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";

/** The two parts of a data set, in the order of the panels. */
const PARTS = ["train", "test"] as const;
type Part = typeof PARTS[number];

/** A metric to draw: losses on a logarithmic axis, accuracies in per cent beside the paper's. */
interface Curves {
  readonly metric: "Loss" | "Accuracy";
  readonly title: string;
  /** First sentences of the subtitle. */
  readonly shown: readonly string[];
  readonly domain: [low: number, high: number];
  readonly ticks: readonly number[];
  /** Values at the end of training, written after the name of each panel. */
  readonly ends: Readonly<Record<Part, string>>;
}

const LABELS = { Loss: "Cross-entropy (nats)", Accuracy: "Accuracy (%)" };
const NAMES: Readonly<Record<Part, string>> = { train: "Training set", test: "Test set" };
/** Height of what lies between the axes; free space between panels, as a share of them. */
const HEIGHT = 232;
const PADDING = 0.12;
const MEAN_WIDTH = 2.75;
const THIN = { width: 1, opacity: 0.5 };
const REJECTED = { width: 1, opacity: 0.75, dashes: "4,3" };

/** A style of the key, for marks. */
const strokeOf = ({ width, opacity }: typeof THIN) => (
  { strokeWidth: width, strokeOpacity: opacity }
);

/** Free space above and below curves of the loss, as a factor. */
const LOSS_SPACE = 1.1;
const MOST_LOSS_TICKS = 8;

/** The part of training that the axis leaves out: steep, and much the same for all networks. */
const EARLY_PART = 0.1;
/** Least space between a line of accuracy and the lower end of the axis. */
const ACCURACY_SPACE = 0.002;

/**
 * Draws training and test loss (mean cross-entropy, nats) of all networks over the epochs and
 * their mean, on a logarithmic axis: there a steady percentage of improvement is a straight line.
 *
 * @throws {PlotError} when there is no network, or one without metrics
 */
export function lossCurvesFigure(result: TrainingResult): Figure {
  requireHistories(result);
  const domain = lossDomain(result.runs);
  const endOf = (part: Part) => {
    const loss = meanCurve(countedRuns(result), `${part}Loss`).at(-1)!;
    return Number.isFinite(loss) ? nats(loss) : "not a number";
  };
  const { statement, estimates: [lowest, end] } = lossFinding(result);
  return curvesFigure(result, {
    metric: "Loss",
    domain,
    ticks: logTicks(...domain, MOST_LOSS_TICKS),
    ends: { train: endOf("train"), test: endOf("test") },
    title: statement,
    shown: [
      "Mean cross-entropy per image after each epoch, on a logarithmic scale.",
      lowest!.mean < end!.mean ? `${capitalised(lowest!.label)}: ${nats(lowest!.mean)}.` : "",
    ],
  });
}

/**
 * Draws training and test accuracy of all networks over the epochs, their mean, and the paper's
 * 96 %. The axis starts where the first tenth of training ends, so that late differences show.
 *
 * @throws {PlotError} when there is no network, or one without metrics
 */
export function accuracyCurvesFigure(result: TrainingResult): Figure {
  requireHistories(result);
  const counted = countedRuns(result);
  const endOf = (part: Part) => {
    const ends = counted.map(({ history }) => history.at(-1)![`${part}Accuracy`]);
    const { mean, standardDeviation } = summarise(ends);
    return percentWithSpread(mean, standardDeviation);
  };
  const low = 100 * lowestAccuracy(result, counted);
  return curvesFigure(result, {
    metric: "Accuracy",
    domain: [low, 100],
    ticks: linearTicks(low, 100, 6),
    ends: { train: endOf("train"), test: endOf("test") },
    title: accuracyFinding(result).statement,
    shown: [
      "Share of images classified correctly" + (counted.length === 1 ? "." : ": mean ± " +
        `standard deviation over ${counted.length} networks after the last epoch.`),
    ],
  });
}

function curvesFigure(result: TrainingResult, curves: Curves): Figure {
  const { metric, title, shown, ends } = curves;
  const note = acceptanceNote(result);
  const epochs = result.runs[0]!.history.length - 1;
  const paper = metric === "Accuracy" ? ` and the paper’s ${threshold(PAPER_ACCURACY)}` : "";
  return composeFigure({
    title,
    subtitle: [...shown, note],
    description: [
      `Two line charts, training set and test set: ${LABELS[metric].toLowerCase()} over epochs 0 ` +
      `to ${epochs}, one line for each of ${plural(result.runs.length, "network")}, the ` +
      `mean${paper}.`,
      `At the end the test set has ${ends.test}, the training set ${ends.train}.`,
      note,
    ],
    legend: [...curvesLegend(result), ...(metric === "Accuracy" ? [PAPER_ENTRY] : [])],
    drawing: drawCurves(result, curves),
  });
}

/** Draws thin lines of all networks, dashed ones of rejected networks, and the mean on top. */
function drawCurves(
  result: TrainingResult,
  { metric, domain, ticks, ends }: Curves,
): Drawing {
  const isLoss = metric === "Loss";
  const points = (part: Part, line: number, curve: readonly number[]) =>
    curve.map((value, epoch) => ({ part, line, epoch, value: isLoss ? value : 100 * value }));
  const [accepted, rejected] = [true, false].map((wanted) =>
    result.runs.filter((run) => run.accepted === wanted).flatMap((run) =>
      PARTS.flatMap((part) => points(part, run.index, meanCurve([run], `${part}${metric}`)))
    )
  );
  const means = PARTS.flatMap((part) =>
    points(part, -1, meanCurve(countedRuns(result), `${part}${metric}`))
  );
  const last = result.runs[0]!.history.length - 1;
  const line = { x: "epoch", y: "value", fx: "part", z: "line", clip: true };
  const colour = ({ part }: { readonly part: Part }) => PALETTE[part];
  return drawColumns({
    names: PARTS,
    panel: panelWidth(PARTS.length),
    height: HEIGHT,
    x: { domain: [0, Math.max(1, last)] },
    y: { type: isLoss ? "log" : "linear", domain },
    fx: { paddingInner: PADDING, round: true },
    marginTop: 26,
    above: [() =>
      columnHeadings(PARTS.map((name) => (
        { name, words: NAMES[name], colour: PALETTE[name], note: ends[name] }
      )))(-20)],
    marks: [
      valueAxis("y", LABELS[metric], ticks, isLoss ? String : undefined),
      integerAxis("Epoch", integerTicks(last, 5), domain[0]),
      Plot.line(rejected!, {
        ...line,
        ...strokeOf(REJECTED),
        stroke: PALETTE.rejected,
        strokeDasharray: REJECTED.dashes,
      }),
      Plot.line(accepted!, { ...line, ...strokeOf(THIN), stroke: colour }),
      isLoss ? null : lineAcross("y", [100 * PAPER_ACCURACY], REFERENCE_STYLE),
      Plot.line(means, { ...line, stroke: colour, strokeWidth: MEAN_WIDTH }),
    ],
  });
}

function curvesLegend(result: TrainingResult): LegendEntry[] {
  const counted = countedRuns(result).length;
  const accepted = result.runs.filter((run) => run.accepted).length;
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
  const style = { "stroke-width": width, "stroke-opacity": opacity };
  return element("path", { d: `M0,0H${half}`, stroke: PALETTE.train, ...style }) +
    element("path", { d: `M${half},0H${KEY_WIDTH}`, stroke: PALETTE.test, ...style });
}

/** From below the lowest to above the highest loss that a logarithmic axis can show. */
function lossDomain(runs: readonly NetworkRun[]): [number, number] {
  const losses = runs.flatMap(({ history }) =>
    history.flatMap(({ trainLoss, testLoss }) => [trainLoss, testLoss])
  ).filter((loss) => Number.isFinite(loss) && loss > 0);
  if (losses.length === 0) return [0.1, 10];
  const { minimum, maximum } = summarise(losses);
  return [minimum / LOSS_SPACE, maximum * LOSS_SPACE];
}

/** Lower end of the axis: below the late parts of counted networks and the ends of all. */
function lowestAccuracy({ runs }: TrainingResult, counted: readonly NetworkRun[]): number {
  const shown = [
    ...runs.map(({ history }) => history.at(-1)!),
    ...counted.flatMap(({ history }) =>
      history.slice(Math.floor(EARLY_PART * (history.length - 1)))
    ),
  ];
  const values = shown.flatMap(({ trainAccuracy, testAccuracy }) => [trainAccuracy, testAccuracy]);
  const lowest = Math.min(PAPER_ACCURACY, ...values) - ACCURACY_SPACE;
  // Whole twentieths below 0.9, whole fiftieths above.
  const step = lowest < 0.9 ? 20 : 50;
  return Math.floor(lowest * step) / step;
}
