/** Tables of coloured cells with texts in them, and names around them. */
import { type Attributes, element, textElement } from "./svg.ts";

/** The upper left corner of the first cell, and the size of each. */
export type CellGrid = Readonly<Record<"left" | "top" | "width" | "height", number>>;

export const NAME_GAP = 8;
/** Lines between cells. */
const LINE = 1.5;

/** A cell in a colour; its text, if it has one, in its middle. */
export function gridCell(
  { left, top, width, height }: CellGrid,
  [row, column]: readonly [row: number, column: number],
  fill: string,
  text?: string,
  style: Attributes = {},
): string {
  const [x, y] = [left + column * width, top + row * height];
  const place = { x: x + LINE / 2, y: y + LINE / 2 };
  const cell = element("rect", { ...place, width: width - LINE, height: height - LINE, fill });
  const middle = { x: x + width / 2, y: y + height / 2, dy: "0.35em" };
  return text === undefined ? cell : cell + textElement(text, { ...middle, ...style });
}

/** The name of a row, to the left of its cells. */
export function rowName({ left, top, height }: CellGrid, row: number, name: string): string {
  const place = { x: left - NAME_GAP, y: top + (row + 0.5) * height };
  return textElement(name, { ...place, dy: "0.35em", "text-anchor": "end" });
}

/** The name of a column, written upwards: from `y` on, or up to it. */
export function columnName(
  { left, width }: CellGrid,
  column: number,
  name: string,
  y: number,
  anchor: "start" | "end",
): string {
  const place = upwardsAt(left + (column + 0.5) * width, y);
  return textElement(name, { ...place, dy: "0.35em", "text-anchor": anchor });
}

/** A text upwards at a point. */
export const upwardsAt = (x: number, y: number): Attributes => (
  { transform: `translate(${x},${y}) rotate(-90)` }
);
