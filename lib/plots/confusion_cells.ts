/**
 * The cells of a confusion matrix, with names around them.
 * @module
 */
import type { ConfusionMatrix } from "../statistics/summary.ts";
import { integer, percent } from "./format.ts";
import type { Drawing } from "./stack.ts";
import { element, textElement } from "./svg.ts";
import { textWidth } from "./text.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "./theme.ts";

/** Colours of a cell. */
interface CellLook {
  readonly fill: string;
  readonly text: string;
}

const CORRECT: CellLook = { fill: "#d6e6f4", text: PALETTE.ink };
const NO_ERROR: CellLook = { fill: "#f6f8fa", text: PALETTE.muted };
/** From one error to the most frequent confusion. */
const ERRORS: readonly CellLook[] = [
  { fill: "#fdebd8", text: PALETTE.ink },
  { fill: "#fbcfa0", text: PALETTE.ink },
  { fill: "#f5a663", text: PALETTE.ink },
  { fill: "#e67e37", text: PALETTE.ink },
  { fill: "#b93c0a", text: PALETTE.background },
];

/** Room for the name of an axis. */
const AXIS_NAME = 22;
/** Space between names and cells, and white lines between cells. */
const GAP = 8;
const LINE = 1.5;
/** Room on the right for the share of each row that is right. */
const SHARES = 70;
const LARGEST_CELL = { width: 80, height: 32 };
/** Counts in smaller print would not be legible. */
const SMALLEST_PRINT = 6;

/** Where the cells stand. */
interface Layout {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Whether names of columns stand upright to fit. */
  readonly turned: boolean;
}

/** Draws a square matrix across a figure's width. */
export function drawConfusions(
  matrix: ConfusionMatrix,
  classNames: readonly string[],
): Drawing {
  const layout = layOut(classNames);
  const svg = element(
    "g",
    { "font-size": SIZE.tick, fill: PALETTE.ink, "text-anchor": "middle" },
    ...axisNames(layout, classNames.length),
    ...classNames.map((name, c) => classLabels(layout, name, c)),
    ...matrix.map((row, t) => shareOfRow(layout, row, t)),
    cells(layout, matrix),
  );
  return { svg, height: layout.top + layout.height * matrix.length };
}

function layOut(classNames: readonly string[]): Layout {
  const widest = Math.max(...classNames.map((name) => textWidth(name, SIZE.tick)));
  const left = AXIS_NAME + widest + GAP;
  const width = Math.min(LARGEST_CELL.width, (INNER_WIDTH - left - SHARES) / classNames.length);
  const turned = widest > width - 4;
  return {
    left,
    top: AXIS_NAME + (turned ? widest : SIZE.tick) + GAP,
    width,
    height: Math.min(LARGEST_CELL.height, width),
    turned,
  };
}

function axisNames({ left, top, width, height }: Layout, classes: number): string[] {
  const muted = { fill: PALETTE.muted };
  const middle = top + height * classes / 2;
  return [
    textElement("Predicted class", { x: left + width * classes / 2, y: SIZE.tick, ...muted }),
    textElement("True class", {
      transform: `translate(${SIZE.tick},${middle}) rotate(-90)`,
      ...muted,
    }),
    textElement("correct", { x: left + width * classes + SHARES / 2, y: top - GAP, ...muted }),
  ];
}

function classLabels({ left, top, width, height, turned }: Layout, name: string, c: number) {
  const x = left + (c + 0.5) * width;
  const y = top - GAP;
  const column = turned
    ? textElement(name, {
      transform: `translate(${x},${y}) rotate(-90)`,
      dy: "0.35em",
      "text-anchor": "start",
    })
    : textElement(name, { x, y });
  const row = textElement(name, {
    x: left - GAP,
    y: top + (c + 0.5) * height,
    dy: "0.35em",
    "text-anchor": "end",
  });
  return column + row;
}

function shareOfRow({ left, top, width, height }: Layout, row: readonly number[], t: number) {
  const total = row.reduce((sum, count) => sum + count, 0);
  return textElement(total === 0 ? "–" : percent(row[t]! / total), {
    x: left + width * row.length + SHARES / 2,
    y: top + (t + 0.5) * height,
    dy: "0.35em",
  });
}

function cells({ left, top, width, height }: Layout, matrix: ConfusionMatrix): string {
  const errors = matrix.flatMap((row, t) => row.filter((_, p) => p !== t));
  const most = Math.max(1, ...errors);
  const longest = Math.max(...matrix.flat().map((count) => textWidth(integer(count), 1)));
  const print = Math.min(SIZE.tick, (width - 4) / longest, height - 4);
  const drawn = matrix.flatMap((row, t) =>
    row.map((count, p) => {
      const { fill, text } = t === p ? CORRECT : lookOfErrors(count, most);
      const [x, y] = [left + p * width, top + t * height];
      const size = { width: width - LINE, height: height - LINE };
      const cell = element("rect", { x: x + LINE / 2, y: y + LINE / 2, ...size, fill });
      if (print < SMALLEST_PRINT || (count === 0 && t !== p)) return cell;
      const place = { x: x + width / 2, y: y + height / 2, dy: "0.35em", fill: text };
      return cell + textElement(integer(count), place);
    })
  );
  return element("g", { "font-size": print }, ...drawn);
}

function lookOfErrors(count: number, most: number): CellLook {
  if (count === 0) return NO_ERROR;
  const place = most === 1 ? 0 : Math.log(count) / Math.log(most);
  return ERRORS[Math.round(place * (ERRORS.length - 1))]!;
}
