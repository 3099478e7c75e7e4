/** Panels over the size of sub-networks, or with a row for every strategy, and their marks. */
import * as Plot from "@observablehq/plot";
import { isRange } from "../../../figures/kit/estimate.ts";
import {
  columnHeadings,
  drawColumns,
  drawPanels,
  type PanelRow,
  panelWidth,
  valueAxis,
} from "../../../figures/panels/panels.ts";
import type { Drawing } from "../../../figures/kit/svg.ts";
import { textWidth, wrapText } from "../../../figures/kit/text.ts";
import { PALETTE, SIZE } from "../../../figures/kit/theme.ts";
import { type SizeAxis, sizeAxis } from "./axes.ts";
import type { ValueAxis } from "../../../figures/panels/ticks.ts";
import { BAND_OPACITY, type Kind, LINE_WIDTH, markerOf } from "./styles.ts";
import { sizesAmong } from "../result.ts";
import { type SizeEstimate, strategiesAmong } from "./values.ts";

/** A quantity, drawn in all columns on one axis. */
export interface SizeRow extends Pick<PanelRow, "label" | "height"> {
  readonly axis: ValueAxis;
  /** Marks of data that name their column in `column`, placed by {@link BY_COLUMN}. */
  readonly marks: (position: SizeAxis["position"]) => readonly Plot.Markish[];
  /** Heading above the first panel of the row. */
  readonly heading?: { readonly text: string; readonly colour: string };
}

/** Puts each datum of a mark into its column. */
export const BY_COLUMN = { fx: "column" } as const;

const columnsOf = (points: readonly SizeEstimate[]) => [
  ...new Set(points.map(({ column }) => column)),
];

/** Draws rows below each other: a column for each of the points', their sizes below the last row. */
export function drawSizePanels(
  points: readonly SizeEstimate[],
  rows: readonly SizeRow[],
): Drawing {
  const columns = columnsOf(points);
  const axis = sizeAxis(sizesAmong(points), panelWidth(columns.length));
  return drawPanels({
    facets: columns,
    x: { label: "Neurons kept in each layer", ...axis },
    numbered: "last",
    rows: rows.map(({ label, height, axis: y, marks, heading }) => {
      const first = heading && { name: columns[0]!, words: heading.text, colour: heading.colour };
      const above = first ? [columnHeadings([first])] : [];
      return { label, height, y, marks: marks(axis.position), above };
    }),
  });
}

/** Sub-networks of one kind, in the order of their sizes. */
export type Line = readonly SizeEstimate[];

/** From marker to marker at k*: at most so much, and all of them within a width. */
const LARGEST_SHIFT = 5;
const SHIFTS = 22;

/**
 * Lines with markers, their 95 % intervals as bands behind them; later lines on top. k* is no number:
 * its markers are apart from the lines and beside each other, the last line's first, with whiskers.
 */
export function lineMarks(
  lines: readonly Line[],
  position: SizeAxis["position"],
  yOf: (value: number) => number,
): Plot.Markish[] {
  const at = { ...BY_COLUMN, x: ({ size }: SizeEstimate) => position(size) };
  const shift = Math.min(LARGEST_SHIFT, SHIFTS / lines.length);
  const y = ({ mean }: SizeEstimate) => yOf(mean);
  const ends = {
    y1: ({ low }: SizeEstimate) => yOf(low),
    y2: ({ high }: SizeEstimate) => yOf(high),
  };
  const parts = lines.map((points, order) => ({
    style: points[0]!.style,
    joined: points.filter(({ size }) => typeof size === "number"),
    apart: points.filter(({ size }) => typeof size !== "number"),
    dx: ((lines.length - 1) / 2 - order) * shift,
  }));
  return [
    ...parts.filter(({ joined }) => joined.some(isRange)).map(({ style, joined }) =>
      Plot.areaY(joined, { ...at, ...ends, fill: style.colour, fillOpacity: BAND_OPACITY })
    ),
    ...parts.flatMap(({ style, joined, apart, dx }) => {
      const stroke = { stroke: style.colour, strokeWidth: LINE_WIDTH };
      const dashes = style.dashes === undefined ? {} : { strokeDasharray: style.dashes };
      return [
        Plot.line(joined, { ...at, y, ...stroke, ...dashes }),
        Plot.dot(joined, { ...at, y, ...markerOf(style) }),
        Plot.ruleX(apart.filter(isRange), { ...at, ...ends, ...stroke, dx }),
        Plot.dot(apart, { ...at, y, ...markerOf(style), dx }),
      ];
    }),
  ];
}

/** Radius of the dots of differences, small enough to show whiskers. */
const DOT_RADIUS = 2.5;

/**
 * Points with whiskers along the axis of values: filled where the 95 % interval is away from 0, hollow where it is not;
 * placed on the other axis by their size.
 */
export function differenceMarks(
  points: readonly SizeEstimate[],
  position: SizeAxis["position"],
  colour: string,
  axis: "x" | "y" = "y",
): Plot.Markish[] {
  const at = {
    ...BY_COLUMN,
    [axis === "y" ? "x" : "y"]: ({ size }: SizeEstimate) => position(size),
  };
  const stroke = { stroke: colour, strokeWidth: LINE_WIDTH };
  const dot = { ...at, ...stroke, [axis]: "mean", r: DOT_RADIUS };
  const hollow = ({ side }: SizeEstimate) => side === "around";
  const whiskers = { ...at, ...stroke, [`${axis}1`]: "low", [`${axis}2`]: "high" };
  return [
    (axis === "y" ? Plot.ruleX : Plot.ruleY)(points.filter(isRange), whiskers),
    Plot.dot(points.filter((point) => !hollow(point)), { ...dot, fill: colour }),
    Plot.dot(points.filter(hollow), { ...dot, fill: PALETTE.background }),
  ];
}

interface StrategyRows<Axis extends ValueAxis> {
  /** A row for each strategy that they have, a column for each of their columns. */
  readonly points: readonly SizeEstimate[];
  readonly label: string;
  /** The axis for panels of this width. */
  readonly axis: (panel: number) => Axis;
  /**
   * Marks of data that name their column in `column`. The row of a strategy reaches from −0.5 to 0.5
   * around `rowOf(strategy)` on the vertical axis, downwards.
   */
  readonly marks: (rowOf: (strategy: Kind) => number, axis: Axis) => readonly Plot.Markish[];
}

/** Height of a row, for names of at most so many lines; each further line needs more. */
const ROW_HEIGHT = 32;
const ROW_LINES = 2;
const LINE_HEIGHT = 14;
const NAME_GAP = 8;
/** Width of the names of strategies. */
const STRATEGY_WIDTH = 150;

/** A name on lines of at most that width. */
export const wrapped = (name: string, width: number): string =>
  wrapText(name, width, SIZE.tick).join("\n");

/** Draws strategies from top to bottom, their names beside the first column. */
export function drawStrategyRows<Axis extends ValueAxis>(
  { points, label, axis, marks }: StrategyRows<Axis>,
): Drawing {
  const strategies = strategiesAmong(points);
  return drawNamedRows({
    names: strategies.map(({ label }) => wrapped(label, STRATEGY_WIDTH)),
    columns: columnsOf(points),
    label,
    axis,
    marks: (values) => marks((strategy) => strategies.indexOf(strategy), values),
  });
}

interface NamedRows<Axis extends ValueAxis> extends Pick<StrategyRows<Axis>, "label" | "axis"> {
  /** From top to bottom; lines are broken. */
  readonly names: readonly string[];
  readonly columns: readonly string[];
  /** As in {@link StrategyRows}; the row of the n-th name lies around n, from 0. */
  readonly marks: (axis: Axis) => readonly Plot.Markish[];
}

/** Draws rows from top to bottom, their names beside the first column. */
export function drawNamedRows<Axis extends ValueAxis>(
  { names, columns, label, axis, marks }: NamedRows<Axis>,
): Drawing {
  const lines = names.flatMap((name) => name.split("\n"));
  const marginLeft = NAME_GAP + Math.max(...lines.map((line) => textWidth(line, SIZE.tick)));
  const panel = panelWidth(columns.length, marginLeft);
  const values = axis(panel);
  const most = Math.max(ROW_LINES, ...names.map((name) => name.split("\n").length));
  const rowHeight = ROW_HEIGHT + LINE_HEIGHT * (most - ROW_LINES);
  return drawColumns({
    names: columns,
    panel,
    height: rowHeight * names.length,
    marginLeft,
    above: [columnHeadings(columns.map((name) => ({ name })))],
    x: values,
    y: { domain: [-0.5, names.length - 0.5], reverse: true },
    marks: [
      valueAxis("x", label, values.ticks, values.tickFormat),
      Plot.axisY({
        ticks: names.map((_, at) => at),
        tickFormat: (at: number) => names[at]!,
        tickSize: 0,
        label: null,
      }),
      Plot.ruleY(names.slice(1).map((_, at) => at + 0.5), { stroke: PALETTE.grid }),
      ...marks(values),
    ],
  });
}
