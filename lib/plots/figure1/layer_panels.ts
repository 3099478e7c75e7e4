/**
 * Panels over multiplet size: a column for every layer, a row for every quantity.
 * @module
 */
import * as Plot from "@observablehq/plot";
import { AXIS_MARGINS, integerAxis, valueAxis } from "../axes.ts";
import { COLUMN_TEXT, columnHeadings, columnScale, PANEL_GAP, panelWidth } from "../columns.ts";
import { PlotError } from "../error.ts";
import { plotPanel } from "../panel.ts";
import { type Drawing, stacked } from "../stack.ts";
import { textWidth } from "../text.ts";
import { PALETTE, SIZE } from "../theme.ts";
import { integerTicks, linearTicks } from "../ticks.ts";
import type { LayerGroup } from "./layer_groups.ts";

/** A quantity, drawn in the panels of all layers on one axis. */
export interface PanelRow {
  /** Name of the vertical axis. */
  readonly label: string;
  /** Height of what lies between the axes. */
  readonly height: number;
  /** Values that the vertical axis has to hold, beside 0. */
  readonly values: readonly number[];
  /** Marks of data that name their layer in `layer`, placed by {@link BY_LAYER}. */
  readonly marks: readonly Plot.Markish[];
}

/** What the panels show. */
export interface LayerPanels {
  readonly layers: readonly Pick<LayerGroup, "name" | "output">[];
  /** Layers beside each other; further ones follow below. Default 4. */
  readonly columns?: number;
  /** Multiplet sizes that the horizontal axis has to hold. */
  readonly sizes: readonly number[];
  readonly rows: readonly PanelRow[];
  /** Words below the name of a layer. */
  readonly note?: (layer: string) => string;
}

/** The layers of one drawing, and what is written around them. */
interface Block {
  readonly layers: LayerPanels["layers"];
  /** Width of a panel. */
  readonly panel: number;
  readonly sizes: SizesAxis;
  readonly note: LayerPanels["note"];
  /** Whether names of layers, and of the horizontal axis, are written. */
  readonly named: boolean;
  readonly labelled: boolean;
}

interface SizesAxis {
  readonly domain: [low: number, high: number];
  readonly ticks: readonly number[];
}

/** Puts each datum of a mark into the panel of its layer. */
export const BY_LAYER = { fx: "layer" } as const;

const COLUMNS = 4;
const HEADING = { ...COLUMN_TEXT, fx: "name" } as const;
const ROW_GAP = 6;
/** Line height of names and notes, and the space below them. */
const LINE = 17;
const BELOW_NAMES = 7;
/** Room above a panel without a name, and below one without a label of its axis. */
const TOP = 7;
const TICKS_HEIGHT = 22;
/** Height of a panel per number on its vertical axis. */
const TICK_HEIGHT = 22;
/** Width of a panel per number on its horizontal axis. */
const TICK_WIDTH = 22;
/** Free space at either end of the vertical axis, as a share of it. */
const ROOM = 0.05;
/** A vertical axis spans no less, so that rounding errors do not look like values. */
const SMALLEST_SPAN = 0.1;
/** From the middle of the first or last multiplet size to the edge. */
const SIDE = 0.7;

/**
 * Draws all rows for as many layers as fit beside each other, then those of the next layers.
 *
 * @throws {PlotError} when there is no multiplet size
 */
export function drawLayerPanels(
  { layers, columns = COLUMNS, sizes, rows, note }: LayerPanels,
): Drawing {
  if (sizes.length === 0) throw new PlotError("Cannot draw layers without any multiplet");
  const panel = panelWidth(columns);
  const drawings: Drawing[] = [];
  for (let first = 0; first < layers.length; first += columns) {
    rows.forEach((row, at) =>
      drawings.push(drawRow(row, {
        layers: layers.slice(first, first + columns),
        panel,
        sizes: sizesAxis(sizes, panel),
        note,
        named: at === 0,
        labelled: first + columns >= layers.length && at === rows.length - 1,
      }))
    );
  }
  return stacked(drawings, ROW_GAP);
}

function drawRow({ label, height, values, marks }: PanelRow, block: Block): Drawing {
  const { layers, panel, sizes, note, named, labelled } = block;
  const marginTop = named ? (note === undefined ? 1 : 2) * LINE + BELOW_NAMES : TOP;
  const marginBottom = labelled ? AXIS_MARGINS.marginBottom : TICKS_HEIGHT;
  const { marginLeft, marginRight } = AXIS_MARGINS;
  const domain = valuesDomain(values);
  const svg = plotPanel({
    width: marginLeft + layers.length * (panel + PANEL_GAP) - PANEL_GAP + marginRight,
    height: marginTop + height + marginBottom,
    marginLeft,
    marginRight,
    marginTop,
    marginBottom,
    x: { domain: sizes.domain },
    y: { domain },
    fx: columnScale(layers.map(({ name }) => name), panel),
    color: { type: "identity" },
    marks: [
      valueAxis(label, linearTicks(...domain, Math.floor(height / TICK_HEIGHT))),
      integerAxis(labelled ? "Multiplet size k (neurons)" : null, sizes.ticks, domain[0]),
      ...marks,
      Plot.ruleY([0], { stroke: PALETTE.ink, strokeWidth: 0.75 }),
      ...(named ? layerHeadings(layers, panel, 10 - marginTop) : []),
      named && note !== undefined
        ? Plot.text(layers, {
          ...HEADING,
          text: ({ name }) => note(name),
          fill: PALETTE.muted,
          dy: 10 - marginTop + LINE,
        })
        : null,
    ],
  });
  return { svg, height: marginTop + height + marginBottom };
}

/** Names of layers above their panels, at `top` relative to them. */
export function layerHeadings(
  layers: LayerPanels["layers"],
  panel: number,
  top: number,
): Plot.Markish[] {
  return [
    columnHeadings(layers.map(({ name }) => name), top),
    ...layers.filter(({ output }) => output).map((layer) => {
      const after = textWidth(layer.name, SIZE.tick, "bold") + 6;
      const words = ["output layer", "output"].find((one) =>
        after + textWidth(one, SIZE.tick) <= panel
      );
      const look = { ...HEADING, fill: PALETTE.muted, dx: after, dy: top };
      return words === undefined ? null : Plot.text([layer], { ...look, text: [words] });
    }),
  ];
}

/** A domain that holds all values and 0, with some free space; where none is below 0, it begins there. */
function valuesDomain(values: readonly number[]): [low: number, high: number] {
  const lowest = Math.min(0, ...values);
  const highest = Math.max(lowest + SMALLEST_SPAN, ...values, 0);
  const room = ROOM * (highest - lowest);
  return [lowest < 0 ? lowest - room : 0, highest + room];
}

function sizesAxis(sizes: readonly number[], width: number): SizesAxis {
  const [first, last] = [Math.min(...sizes), Math.max(...sizes)];
  const ticks = integerTicks(last, Math.floor(width / TICK_WIDTH));
  return {
    domain: [first - SIDE, last + SIDE],
    ticks: ticks.filter((tick) => tick >= first),
  };
}
