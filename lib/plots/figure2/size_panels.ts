/**
 * Panels over the size of sub-networks: a column for every condition, a row for every quantity.
 * @module
 */
import * as Plot from "@observablehq/plot";
import type { SubnetworkSize } from "../../experiments/figure2_result.ts";
import { AXIS_MARGINS, integerAxis, valueAxis } from "../axes.ts";
import { COLUMN_TEXT, columnHeadings, columnScale, panelWidth } from "../columns.ts";
import { plotPanel } from "../panel.ts";
import { type Drawing, stacked } from "../stack.ts";
import { INNER_WIDTH } from "../theme.ts";
import { type SizeAxis, sizeAxis } from "./size_axis.ts";
import { scaleOf, type ValueAxis } from "./value_axis.ts";

/** A quantity, drawn in all columns on one axis. */
export interface SizeRow {
  /** Name of the vertical axis. */
  readonly label: string;
  /** Height of what lies between the axes. */
  readonly height: number;
  readonly axis: ValueAxis;
  /** Marks of data that name their column in `column`, placed by {@link BY_COLUMN}. */
  readonly marks: (position: SizeAxis["position"]) => readonly Plot.Markish[];
  /** What the row is about, above its first panel. */
  readonly heading?: { readonly text: string; readonly colour: string };
}

/** What the panels show. */
export interface SizePanels {
  /** Names of the columns. */
  readonly columns: readonly string[];
  /** Sizes on the horizontal axis, numbers first and ascending. */
  readonly sizes: readonly SubnetworkSize[];
  readonly rows: readonly SizeRow[];
}

/** Puts each datum of a mark into its column. */
export const BY_COLUMN = { fx: "column" } as const;

/** Line height of names, and the space below them. */
const LINE = 17;
const BELOW_NAMES = 7;
/** Room above a panel without a name, and below one without numbers on its axis. */
const EDGE = 7;

/** Draws all rows below each other; the sizes are numbered below the last one. */
export function drawSizePanels({ columns, sizes, rows }: SizePanels): Drawing {
  const panel = panelWidth(columns.length);
  const axis = sizeAxis(sizes, panel);
  const drawings = rows.map((row, at): Drawing => {
    const { label, height, heading } = row;
    const [first, last] = [at === 0, at === rows.length - 1];
    const names = (first ? 1 : 0) + (heading === undefined ? 0 : 1);
    const marginTop = names === 0 ? EDGE : names * LINE + BELOW_NAMES;
    const marginBottom = last ? AXIS_MARGINS.marginBottom : EDGE;
    const svg = plotPanel({
      width: INNER_WIDTH,
      height: marginTop + height + marginBottom,
      ...AXIS_MARGINS,
      marginTop,
      marginBottom,
      x: { domain: axis.domain },
      y: scaleOf(row.axis),
      fx: columnScale(columns, panel),
      color: { type: "identity" },
      symbol: { type: "identity" },
      marks: [
        valueAxis(label, row.axis.ticks, row.axis.tickFormat),
        integerAxis(
          last ? "Neurons kept in each layer" : null,
          axis.ticks,
          row.axis.domain[0],
          last ? axis.tickFormat : () => "",
        ),
        ...row.marks(axis.position),
        first ? columnHeadings(columns, 10 - marginTop) : null,
        heading === undefined ? null : Plot.text(columns.slice(0, 1), {
          ...COLUMN_TEXT,
          fx: (column: string) => column,
          text: [heading.text],
          fill: heading.colour,
          fontWeight: "bold",
          dy: 10 - marginTop + (first ? LINE : 0),
        }),
      ],
    });
    return { svg, height: marginTop + height + marginBottom };
  });
  return stacked(drawings, 0);
}
