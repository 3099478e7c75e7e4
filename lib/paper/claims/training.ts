/** Section 3.1 of the paper: the accuracies of the networks, the verdict on them, titles of figures. */
import type { Dataset } from "../../data/dataset.ts";
import { integer, nats, percent, plural, threshold } from "../../figures/kit/text.ts";
import {
  type ImageShape,
  layerShapes,
  type NetworkSpec,
  parameterCount,
} from "../../models/spec.ts";
import { type ConfusionMatrix, summarise, type Summary } from "../../statistics/summary.ts";
import type { Finding } from "../../studies/finding.ts";
import { type Claim, formerVerdictOf, notTested, type Quotation } from "./claim.ts";
import { verdictOf } from "../../studies/verdict.ts";
import type { EpochMetrics } from "../../training/trainer.ts";
import {
  acceptedRuns,
  finalMetrics,
  type NetworkRun,
  percent as twoDecimals,
  type TrainingResult,
  weakerAccuracy,
} from "../training/result.ts";

/** "each reaching at least 96 percent accuracy on the training and test set" (section 3.1). */
export const PAPER_ACCURACY = 0.96;

/** Data set and updates of the paper's networks: 50 epochs of 60,000 samples in batches of 32. */
export const PAPER_TRAINING = {
  dataset: "mnist",
  train: 60_000,
  test: 10_000,
  updates: 93_750,
} as const;

/** The claim of section 3.1. */
const TRAINING_CLAIM: Quotation = {
  name: "96 % accuracy",
  claim: "each reaching at least 96 percent accuracy on the training and test set",
  section: "3.1",
};

/** One row of the table of networks. */
export type AccuracyRow = Pick<EpochMetrics, "trainAccuracy" | "testAccuracy"> & {
  /** 0, 1, … in the order of seeds. */
  readonly network: number;
  /** True if both accuracies, after the last epoch, reach {@link PAPER_ACCURACY}. */
  readonly reachesPaper: boolean;
  readonly accepted: boolean;
  readonly seconds: number;
};

/** One row per network tried, in the order of seeds. */
export function accuracyRows({ runs }: TrainingResult): AccuracyRow[] {
  return runs.map((run) => {
    const { trainAccuracy, testAccuracy } = finalMetrics(run);
    return {
      network: run.index,
      trainAccuracy,
      testAccuracy,
      reachesPaper: weakerAccuracy(run) >= PAPER_ACCURACY,
      accepted: run.accepted,
      seconds: run.seconds,
    };
  });
}

/**
 * Judges the claim over all networks tried, those rejected included: each is a part, established if it reaches 96 %
 * on both sets after the last epoch, else opposed. Not tested by fewer samples or updates than the paper's.
 */
export function judgeTrainingClaim(result: TrainingResult): Claim {
  const { dataset, samples: { train, test }, updates } = result;
  const reached = accuracyRows(result).map(({ reachesPaper }) => reachesPaper);
  const findings = trainingFindings(result);
  const reason = findings.map(({ statement }) => `${statement}.`).join(" ");
  const about = {
    quotation: TRAINING_CLAIM,
    choices: { networks: "all that were tried" },
    statement: reachedAccuracy(result).statement,
    former: formerVerdictOf(reached),
  };
  const isWhole = dataset === PAPER_TRAINING.dataset && train >= PAPER_TRAINING.train &&
    test >= PAPER_TRAINING.test;
  if (!isWhole || isShort(result)) {
    const amount = (own: Record<"train" | "test" | "updates", number> & { dataset: string }) =>
      `${integer(own.updates)} updates on ${
        integer(own.train)
      } training samples of ${own.dataset}, ` +
      `${integer(own.test)} test samples`;
    return notTested(
      about,
      `Not tested by this preset: ${amount({ dataset, train, test, updates })}; the paper has ` +
        `${amount(PAPER_TRAINING)}. ${reason}`,
    );
  }
  return {
    ...about,
    parts: [],
    estimates: findings.flatMap(({ estimates }) => estimates),
    verdict: verdictOf(reached.map((holds) => holds ? "established" : "opposed")),
    reason,
  };
}

/** Whether networks were trained with fewer updates than the paper's. */
export function isShort({ updates }: Pick<TrainingResult, "updates">): boolean {
  return updates < PAPER_TRAINING.updates;
}

/**
 * Findings in order of importance; the first one is the title of the figure of final accuracies: that
 * networks are missing, if so; how many of those tried reach the paper's 96 %; their accuracies; how many
 * were rejected.
 */
export function trainingFindings(result: TrainingResult): Finding[] {
  const rows = accuracyRows(result);
  return [
    ...missingNetworks(result),
    reachedAccuracy(result),
    ...(rows.length === 0 ? [] : [accuracyRanges(rows)]),
    rejectionFinding(result),
    ...shortTraining(result),
  ];
}

/** What a reader must know before any number: that networks are missing, that training was short. */
export function trainingCautions(result: TrainingResult): Finding[] {
  return [...missingNetworks(result), ...shortTraining(result)];
}

/** What stands on every page of a run whose networks were trained with fewer updates than the paper's. */
function shortTraining(result: TrainingResult): Finding[] {
  return !isShort(result) ? [] : [{
    statement: `Short training: ${integer(result.updates)} updates, the paper has ` +
      integer(PAPER_TRAINING.updates),
    estimates: [{ label: "updates", mean: result.updates, unit: "updates" }],
  }];
}

function missingNetworks({ runs, requested, minAccuracy }: TrainingResult): Finding[] {
  const accepted = runs.filter((run) => run.accepted).length;
  return accepted >= requested ? [] : [{
    statement: `${accepted === 0 ? "None" : `Only ${accepted}`} of ` +
      `${plural(requested, "requested network")} reached ${threshold(minAccuracy)} on both sets`,
    estimates: [{ label: "tried", mean: runs.length, unit: "networks" }],
  }];
}

/** The number of networks that reach the paper's accuracy. */
function reachedAccuracy({ runs }: TrainingResult): Finding {
  const weaker = runs.map(weakerAccuracy);
  const all = runs.length;
  if (all === 0) return { statement: "No network was trained", estimates: [] };
  const reached = weaker.filter((accuracy) => accuracy >= PAPER_ACCURACY).length;
  const subject = reached < all
    ? `${reached || "None"} of ${plural(all, "network")}`
    : all === 1
    ? "The network"
    : `All ${all} networks`;
  return {
    statement: `${subject} ${reached > 1 ? "reach" : "reaches"} the paper’s ` +
      `${threshold(PAPER_ACCURACY)} on both sets`,
    estimates: [
      { label: "best network, weaker set", mean: 100 * Math.max(...weaker), unit: "%" },
    ],
  };
}

function accuracyRanges(rows: readonly AccuracyRow[]): Finding {
  const test = summarise(rows.map(({ testAccuracy }) => testAccuracy));
  const train = summarise(rows.map(({ trainAccuracy }) => trainAccuracy));
  const range = ({ minimum, maximum }: Summary) =>
    `(${twoDecimals(minimum)} to ${twoDecimals(maximum)})`;
  // Figures have means of the accepted networks.
  const subject = rows.every(({ accepted }) => accepted)
    ? "Test"
    : `Over all ${plural(rows.length, "network")} tried, test`;
  return {
    statement:
      `${subject} accuracy is ${twoDecimals(test.mean)} on average ${range(test)}, training ` +
      `accuracy ${twoDecimals(train.mean)} ${range(train)}`,
    estimates: [
      { label: "test accuracy", mean: 100 * test.mean, unit: "%" },
      { label: "training accuracy", mean: 100 * train.mean, unit: "%" },
    ],
  };
}

/** The number of networks that were rejected, and the reason. */
export function rejectionFinding({ runs, minAccuracy }: TrainingResult): Finding {
  const rejected = runs.filter(({ accepted }) => !accepted).length;
  const verb = rejected === 1 ? "was" : "were";
  const statement = minAccuracy === 0
    ? "No network was rejected: this configuration accepts every accuracy"
    : rejected === 0
    ? `No network was rejected: all reach ${threshold(minAccuracy)} on both sets`
    : `${rejected} of ${plural(runs.length, "network")} ${verb} rejected: less than ` +
      `${threshold(minAccuracy)} on either set`;
  return { statement, estimates: [{ label: "rejected", mean: rejected, unit: "networks" }] };
}

/** The networks that means are taken over: the accepted ones, or all where none was accepted. */
export function countedRuns(result: TrainingResult): readonly NetworkRun[] {
  const accepted = acceptedRuns(result);
  return accepted.length > 0 ? accepted : result.runs;
}

/** A metric by its name. */
export type Metric = Exclude<keyof EpochMetrics, "epoch">;

/** Mean over networks, at least one, epoch by epoch from 0; not a number where one of them is not. */
export function meanCurve(runs: readonly NetworkRun[], metric: Metric): readonly number[] {
  return runs[0]!.history.map((_, epoch) =>
    runs.reduce((sum, { history }) => sum + history[epoch]![metric], 0) / runs.length
  );
}

/** A loss within this factor of its lowest value has levelled off rather than risen. */
const LEVEL = 1.02;

/** The course of the mean test loss; the estimates are its lowest value and that after training. */
export function lossFinding(result: TrainingResult): Finding {
  const { runs } = result;
  const diverged = runs.map(finalMetrics)
    .filter(({ trainLoss, testLoss }) => !Number.isFinite(trainLoss + testLoss)).length;
  const [train, test] = (["trainLoss", "testLoss"] as const).map((metric) =>
    meanCurve(countedRuns(result), metric)
  ) as [readonly number[], readonly number[]];
  const [start, end, lowest] = [test[0]!, test.at(-1)!, Math.min(...test)];
  const best = test.indexOf(lowest);
  const [after, last] = [plural(best, "epoch"), plural(test.length - 1, "epoch")];
  const statement = () => {
    if (diverged > 0) {
      return `Training diverged in ${diverged} of ${plural(runs.length, "network")}: the loss is ` +
        "not a number";
    }
    if (end >= start) {
      return `Training does not lower the test loss: ${nats(start)} before, ${nats(end)} after`;
    }
    if (end > lowest * LEVEL) {
      const training = train.at(-1)! < train[best]! ? "goes on falling" : "falls no further";
      return `Test loss rises after ${after} while training loss ${training}`;
    }
    const course = best === test.length - 1 ? "is still falling" : "has levelled off";
    return `Test loss ${course} after ${last}, at ${nats(end)}`;
  };
  return {
    statement: statement(),
    estimates: [
      { label: `lowest mean test loss, after ${after}`, mean: lowest, unit: "nats" },
      { label: `mean test loss after ${last}`, mean: end, unit: "nats" },
    ],
  };
}

/** Mean accuracy has fallen when its end is this far below its peak. */
const FALL = 0.005;
/** Networks have learnt when mean accuracy has grown by this. */
const RISE = 0.02;

/** The course of the mean test accuracy. */
export function accuracyFinding(result: TrainingResult): Finding {
  const counted = countedRuns(result);
  const some = counted.length < result.runs.length;
  const accepted = plural(counted.length, "accepted network");
  const test = meanCurve(counted, "testAccuracy");
  const [start, end, peak] = [test[0]!, test.at(-1)!, Math.max(...test)];
  const epochs = plural(test.length - 1, "epoch");
  const statement = () => {
    if (end < start + RISE) {
      const subject = counted.length === 1 ? "The network does" : "The networks do";
      return `${subject} not learn: test accuracy ${percent(start)} before, ${percent(end)} after`;
    }
    return end < peak - FALL
      ? `Test accuracy ${some ? `of ${accepted} ` : ""}falls from ${percent(peak)} after ` +
        `${plural(test.indexOf(peak), "epoch")} to ${percent(end)}`
      : some
      ? `The ${counted.length === 1 ? "accepted network reaches" : `${accepted} reach`} ` +
        `${percent(end)} test accuracy after ${epochs}`
      : `Test accuracy reaches ${percent(end)} after ${epochs}`;
  };
  return {
    statement: statement(),
    estimates: [{ label: `mean test accuracy after ${epochs}`, mean: 100 * end, unit: "%" }],
  };
}

/** The numbers of training and test images. */
export function datasetFinding({ classes, parts: { train, test } }: Dataset): Finding {
  return {
    statement: `${plural(train.count, "training image")} of ` +
      `${plural(classes.length, "class", "classes")}, ${plural(test.count, "test image")}`,
    estimates: [],
  };
}

/** Widths that a title still lists one by one. */
const MOST_WIDTHS = 8;

/** The shape of images, e.g. `32×32×3`. */
export function imageSize({ height, width, channels }: ImageShape): string {
  return [height, width, channels].join("×");
}

/** The number of parameters of networks of this shape, and the layer that has most of them. */
export function architectureFinding(spec: NetworkSpec): Finding {
  const total = parameterCount(spec);
  const shapes = layerShapes(spec);
  const input = typeof spec.input === "number" ? spec.input : imageSize(spec.input);
  const widths = [input, ...shapes.map(({ layer }) => layer.units)];
  const shape = widths.length <= MOST_WIDTHS ? widths.join("-") : `${shapes.length} layers`;
  const { parameters, layer } = shapes.toSorted((a, b) => b.parameters - a.parameters)[0]!;
  const where = shapes.length === 1
    ? " in a single layer"
    : `, ${percent(parameters / total)} of them in ${layer.name}`;
  return { statement: `${shape}: ${plural(total, "parameter")}${where}`, estimates: [] };
}

/** All errors, most frequent first; the matrix has true classes as rows, predicted ones as columns. */
export function confusionsOf(matrix: ConfusionMatrix, classNames: readonly string[]) {
  const confusions = matrix.flatMap((row, t) =>
    row.flatMap((count, p) =>
      t === p || count === 0 ? [] : { actual: classNames[t]!, predicted: classNames[p]!, count }
    )
  );
  return confusions.toSorted((a, b) => b.count - a.count);
}

/** The most frequent confusion; the subject predicts, as in `"The network"`. */
export function confusionFinding(
  matrix: ConfusionMatrix,
  classNames: readonly string[],
  subject: string,
): Finding {
  const images = `${integer(matrix.flat().reduce((sum, count) => sum + count, 0))} test images`;
  const confusions = confusionsOf(matrix, classNames);
  const total = confusions.reduce((sum, { count }) => sum + count, 0);
  const [worst] = confusions;
  const tied = confusions.filter(({ count }) => count === worst?.count).length;
  const used = classNames.filter((_, p) => matrix.some((row) => row[p]! > 0));
  const statement = () => {
    if (worst === undefined) return `${subject} makes no error on ${images}`;
    if (used.length === 1) return `${subject} takes all ${images} for ${used[0]}`;
    const count = integer(worst.count);
    return tied > 1
      ? `${subject} makes ${tied} kinds of error most often (${count} of ${integer(total)} each)`
      : `${subject} most often takes ${worst.actual} for ${worst.predicted}: ` +
        `${count} of ${plural(total, "error")}`;
  };
  return { statement: statement(), estimates: [{ label: "errors", mean: total, unit: "images" }] };
}
