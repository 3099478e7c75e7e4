/**
 * Panels over a value: a row for every strategy, a column for every removal.
 * @module
 */
import * as Plot from "@observablehq/plot";
import type { StrategyName } from "../../selection/strategies.ts";
import { AXIS_MARGINS, horizontalValueAxis } from "../axes.ts";
import { columnHeadings, columnScale, PANEL_GAP, panelWidth } from "../columns.ts";
import { plotPanel } from "../panel.ts";
import type { Drawing } from "../stack.ts";
import { textWidth } from "../text.ts";
import { PALETTE, SIZE } from "../theme.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";
import { scaleOf, type ValueAxis } from "./value_axis.ts";

/** What the panels show. */
export interface StrategyRows<Axis extends ValueAxis> {
  /** Names of the columns. */
  readonly columns: readonly string[];
  readonly strategies: readonly StrategyName[];
  readonly label: string;
  /** The axis for panels of this width. */
  readonly axis: (panel: number) => Axis;
  /**
   * Marks of data that name their column in `column`. The row of a strategy reaches from −0.5 to 0.5
   * around `rowOf(strategy)` on the vertical axis, downwards.
   */
  readonly marks: (
    rowOf: (strategy: StrategyName) => number,
    axis: Axis,
  ) => readonly Plot.Markish[];
}

const ROW_HEIGHT = 32;
const MARGIN_TOP = 24;
const NAME_GAP = 8;

/** Draws strategies from top to bottom, their names beside the first column. */
export function drawStrategyRows<Axis extends ValueAxis>(
  { columns, strategies, label, axis, marks }: StrategyRows<Axis>,
): Drawing {
  const names = strategies.map((strategy) => STRATEGY_LOOKS[strategy].label);
  const marginLeft = NAME_GAP + Math.max(...names.map((name) => textWidth(name, SIZE.tick)));
  const panel = panelWidth(columns.length, marginLeft);
  const values = axis(panel);
  const height = MARGIN_TOP + ROW_HEIGHT * strategies.length + AXIS_MARGINS.marginBottom;
  const { marginRight, marginBottom } = AXIS_MARGINS;
  const svg = plotPanel({
    width: marginLeft + columns.length * (panel + PANEL_GAP) - PANEL_GAP + marginRight,
    height,
    marginLeft,
    marginRight,
    marginBottom,
    marginTop: MARGIN_TOP,
    x: scaleOf(values),
    y: { domain: [-0.5, strategies.length - 0.5], reverse: true },
    fx: columnScale(columns, panel),
    color: { type: "identity" },
    symbol: { type: "identity" },
    marks: [
      horizontalValueAxis(label, values.ticks, values.tickFormat),
      Plot.axisY({
        ticks: names.map((_, at) => at),
        tickFormat: (at: number) => names[at]!,
        tickSize: 0,
        label: null,
      }),
      Plot.ruleY(names.slice(1).map((_, at) => at + 0.5), { stroke: PALETTE.grid }),
      ...marks((strategy) => strategies.indexOf(strategy), values),
      columnHeadings(columns, 10 - MARGIN_TOP),
    ],
  });
  return { svg, height };
}
