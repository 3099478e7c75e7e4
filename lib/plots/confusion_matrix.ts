/**
 * Which classes a network takes for which.
 * @module
 */
import type { ConfusionMatrix } from "../statistics/summary.ts";
import { composeFigure } from "./compose.ts";
import { drawConfusions } from "./confusion_cells.ts";
import { PlotError } from "./error.ts";
import type { Figure } from "./figure.ts";
import { enumerate, integer, percent, plural } from "./format.ts";

/** Words for the title. */
export interface ConfusionMatrixOptions {
  /** Who predicts. Default `"The network"`. */
  readonly subject?: string;
  /** What is predicted, in the plural. Default `"test images"`. */
  readonly samples?: string;
}

/** One kind of error. */
interface Confusion {
  readonly actual: string;
  readonly predicted: string;
  readonly count: number;
}

/** More confusions than this in first place are not named one by one. */
const MOST_NAMED = 3;

/**
 * Draws a confusion matrix: true classes as rows, predicted ones as columns, the count in each
 * cell, and the share of each row that is right. The diagonal has a colour of its own; errors get
 * darker with the logarithm of their count, so that one error can still be told from none.
 *
 * @param classNames one name per row and column
 * @throws {PlotError} when the matrix is empty or not square, or names and rows differ in number
 *
 * @example
 * ```ts
 * import { confusionMatrixFigure } from "@multiplet/multiplet/plots";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(
 *   confusionMatrixFigure([[7, 3], [1, 9]], ["cat", "dog"], { subject: "Network 0" }).title,
 *   "Network 0 most often takes cat for dog: 3 of its 4 errors on 20 test images",
 * );
 * ```
 */
export function confusionMatrixFigure(
  matrix: ConfusionMatrix,
  classNames: readonly string[],
  { subject = "The network", samples = "test images" }: ConfusionMatrixOptions = {},
): Figure {
  validate(matrix, classNames);
  const total = sum(matrix.flat());
  const correct = sum(matrix.map((row, t) => row[t]!));
  const share = total === 0 ? "" : `, ${percent(correct / total)}`;
  const right = `${integer(correct)} of ${integer(total)} ${samples} are right${share}.`;
  const confusions = confusionsOf(matrix, classNames);
  const { svg, height } = drawConfusions(matrix, classNames);
  return composeFigure({
    title: titleOf(subject, samples, matrix, classNames, confusions),
    subtitle: `${right} Number of images of each true class (row) by predicted class (column); ` +
      "errors are darker the more there are, on a logarithmic scale.",
    description: `Confusion matrix of ${plural(classNames.length, "class", "classes")}. ${right} ` +
      describe(confusions),
    drawing: svg,
    height,
  });
}

function validate(matrix: ConfusionMatrix, classNames: readonly string[]): void {
  const size = matrix.length;
  if (size === 0) throw new PlotError("Cannot draw a confusion matrix without classes");
  const ragged = matrix.findIndex((row) => row.length !== size);
  if (ragged >= 0) {
    throw new PlotError(
      `A confusion matrix is square: row ${ragged} of ${size} has ${matrix[ragged]!.length} counts`,
    );
  }
  if (classNames.length !== size) {
    throw new PlotError(
      `A confusion matrix of ${size} classes needs ${size} names, got ${classNames.length}`,
    );
  }
}

/** All kinds of errors, most frequent first. */
function confusionsOf(matrix: ConfusionMatrix, classNames: readonly string[]): Confusion[] {
  const confusions = matrix.flatMap((row, t) =>
    row.map((count, p) => ({ actual: classNames[t]!, predicted: classNames[p]!, count, t, p }))
  );
  return confusions.filter(({ t, p, count }) => t !== p && count > 0)
    .toSorted((a, b) => b.count - a.count);
}

function titleOf(
  subject: string,
  samples: string,
  matrix: ConfusionMatrix,
  classNames: readonly string[],
  confusions: readonly Confusion[],
): string {
  const images = `${integer(sum(matrix.flat()))} ${samples}`;
  const [first] = confusions;
  if (first === undefined) return `${subject} makes no error on ${images}`;
  const used = classNames.filter((_, p) => matrix.some((row) => row[p]! > 0));
  if (used.length === 1) return `${subject} takes all ${images} for ${used[0]}`;
  const errors = sum(confusions.map(({ count }) => count));
  const worst = confusions.filter(({ count }) => count === first.count);
  if (worst.length > MOST_NAMED) {
    return `${subject} has no favourite confusion: of ${plural(errors, "error")} on ${images}, ` +
      `no kind occurs more than ${first.count === 1 ? "once" : `${first.count} times`}`;
  }
  const named = enumerate(worst.map(({ actual, predicted }) => `${actual} for ${predicted}`));
  const times = worst.length === 1
    ? `${integer(first.count)} of its ${plural(errors, "error")}`
    : `each ${integer(first.count)} of its ${plural(errors, "error")}`;
  return `${subject} most often takes ${named}: ${times} on ${images}`;
}

function describe(confusions: readonly Confusion[]): string {
  const listed = confusions.slice(0, MOST_NAMED).map(({ actual, predicted, count }) =>
    `${actual} taken for ${predicted} (${integer(count)})`
  );
  return listed.length === 0 ? "There are no errors." : `Most frequent: ${enumerate(listed)}.`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
