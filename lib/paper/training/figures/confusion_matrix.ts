/** The confusion matrix of a network. */
import type { ConfusionMatrix } from "../../../statistics/summary.ts";
import { confusionFinding, confusionsOf } from "../../claims/training.ts";
import {
  type CellGrid,
  columnName,
  gridCell,
  NAME_GAP,
  rowName,
  upwardsAt,
} from "../../../figures/kit/cells.ts";
import { composeFigure, type Figure, PlotError } from "../../../figures/kit/figure.ts";
import { type Drawing, element, textElement, tickTexts } from "../../../figures/kit/svg.ts";
import { enumerate, integer, percent, plural, textWidth } from "../../../figures/kit/text.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "../../../figures/kit/theme.ts";

/** Confusions that the description names. */
const MOST_NAMED = 3;

/**
 * Draws a confusion matrix: true classes as rows, predicted ones as columns, the count in each
 * cell, and the share of each row that is right. The diagonal has a colour of its own; errors get
 * darker with the logarithm of their count, so that one error still differs from none.
 *
 * @param classNames one name per row and column
 * @param options the subject of the title; default `"The network"`
 * @throws {PlotError} when the matrix is empty or not square, or names and rows differ in number
 *
 * @example
 * ```ts
 * import { confusionMatrixFigure } from "@multiplet/multiplet/paper/figures";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(
 *   confusionMatrixFigure([[7, 3], [1, 9]], ["cat", "dog"], { subject: "Network 0" }).title,
 *   "Network 0 most often takes cat for dog: 3 of 4 errors",
 * );
 * ```
 */
export function confusionMatrixFigure(
  matrix: ConfusionMatrix,
  classNames: readonly string[],
  { subject = "The network" }: { readonly subject?: string } = {},
): Figure {
  validate(matrix, classNames);
  const total = sum(matrix.flat());
  const correct = sum(matrix.map((row, t) => row[t]!));
  const share = total === 0 ? "" : `, ${percent(correct / total)}`;
  const right = `${integer(correct)} of ${integer(total)} test images are right${share}.`;
  const frequent = confusionsOf(matrix, classNames).slice(0, MOST_NAMED)
    .map(({ actual, predicted, count }) => `${actual} taken for ${predicted} (${integer(count)})`);
  return composeFigure({
    title: confusionFinding(matrix, classNames, subject).statement,
    subtitle: [
      right,
      "Number of images of each true class (row) by predicted class (column); errors are darker " +
      "the more there are, on a logarithmic scale.",
    ],
    description: [
      `Confusion matrix of ${plural(classNames.length, "class", "classes")}.`,
      right,
      frequent.length === 0 ? "There are no errors." : `Most frequent: ${enumerate(frequent)}.`,
    ],
    drawing: drawConfusions(matrix, classNames),
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

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

type CellStyle = Readonly<Record<"fill" | "text", string>>;

const CORRECT: CellStyle = { fill: "#d6e6f4", text: PALETTE.ink };
const NO_ERROR: CellStyle = { fill: "#f6f8fa", text: PALETTE.muted };
/** From one error to the most frequent confusion, which needs a light text. */
const ERROR_FILLS = ["#fdebd8", "#fbcfa0", "#f5a663", "#e67e37", "#b93c0a"];

/** Width of the name of an axis. */
const AXIS_NAME = 22;
/** Width of the shares of rows that are right. */
const SHARES = 70;
const LARGEST_CELL = { width: 80, height: 32 };
/** Counts in smaller print would not be legible. */
const SMALLEST_PRINT = 6;

/** Draws a square matrix across a figure's width. */
function drawConfusions(matrix: ConfusionMatrix, classNames: readonly string[]): Drawing {
  const classes = classNames.length;
  const widest = Math.max(...classNames.map((name) => textWidth(name, SIZE.tick)));
  const left = AXIS_NAME + widest + NAME_GAP;
  const width = Math.min(LARGEST_CELL.width, (INNER_WIDTH - left - SHARES) / classes);
  const height = Math.min(LARGEST_CELL.height, width);
  // Names of columns are written upwards to fit.
  const upwards = widest > width - 4;
  const top = AXIS_NAME + (upwards ? widest : SIZE.tick) + NAME_GAP;
  const above = top - NAME_GAP;
  const grid = { left, top, width, height };
  const shares = left + width * classes + SHARES / 2;

  const muted = { fill: PALETTE.muted };
  const middle = upwardsAt(SIZE.tick, top + height * classes / 2);
  const svg = tickTexts([
    textElement("Predicted class", { x: left + width * classes / 2, y: SIZE.tick, ...muted }),
    textElement("True class", { ...middle, ...muted }),
    textElement("correct", { x: shares, y: above, ...muted }),
    ...classNames.map((name, c) =>
      (upwards
        ? columnName(grid, c, name, above, "start")
        : textElement(name, { x: left + (c + 0.5) * width, y: above })) + rowName(grid, c, name)
    ),
    ...matrix.map((row, t) => {
      const total = sum(row);
      const share = total === 0 ? "–" : percent(row[t]! / total);
      return textElement(share, { x: shares, y: top + (t + 0.5) * height, dy: "0.35em" });
    }),
    cells(grid, matrix),
  ], "middle");
  return { svg, height: top + height * classes };
}

function cells(grid: CellGrid, matrix: ConfusionMatrix): string {
  const errors = matrix.flatMap((row, t) => row.filter((_, p) => p !== t));
  const most = Math.max(1, ...errors);
  const longest = Math.max(...matrix.flat().map((count) => textWidth(integer(count), 1)));
  const print = Math.min(SIZE.tick, (grid.width - 4) / longest, grid.height - 4);
  const drawn = matrix.flatMap((row, t) =>
    row.map((count, p) => {
      const { fill, text } = t === p ? CORRECT : styleOfErrors(count, most);
      const blank = print < SMALLEST_PRINT || (count === 0 && t !== p);
      return gridCell(grid, [t, p], fill, blank ? undefined : integer(count), { fill: text });
    })
  );
  return element("g", { "font-size": print }, ...drawn);
}

function styleOfErrors(count: number, most: number): CellStyle {
  if (count === 0) return NO_ERROR;
  const share = most === 1 ? 0 : Math.log(count) / Math.log(most);
  const fill = ERROR_FILLS[Math.round(share * (ERROR_FILLS.length - 1))]!;
  return { fill, text: fill === ERROR_FILLS.at(-1) ? PALETTE.background : PALETTE.ink };
}
