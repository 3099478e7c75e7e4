/** Panels over multiplet size: a column for every layer, a row for every quantity. */
import * as Plot from "@observablehq/plot";
import { PlotError } from "../kit/figure.ts";
import {
  AXIS_MARGINS,
  COLUMN_TEXT,
  columnHeadings,
  drawColumns,
  integerAxis,
  integerTicks,
  linearTicks,
  panelWidth,
  valueAxis,
  type WordsAbove,
} from "../kit/panel.ts";
import { type Drawing, stacked } from "../kit/svg.ts";
import { textWidth } from "../kit/text.ts";
import { PALETTE, SIZE } from "../kit/theme.ts";
import type { LayerGroup } from "./layers.ts";

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

/** Puts each datum of a mark into the panel of its layer. */
export const BY_LAYER = { fx: "layer" } as const;

const COLUMNS = 4;
const HEADING = { ...COLUMN_TEXT, fx: "name", fill: PALETTE.muted } as const;
const ROW_GAP = 6;
/** Room below a panel without a label of its axis. */
const TICKS_HEIGHT = 22;
/** Height of a panel per number on its vertical axis, and width per number on its horizontal one. */
const TICK_HEIGHT = 22;
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
  const [first, last] = [Math.min(...sizes), Math.max(...sizes)];
  const ticks = integerTicks(last, Math.floor(panel / TICK_WIDTH)).filter((tick) => tick >= first);
  const notes = (shown: LayerPanels["layers"]): WordsAbove[] =>
    note === undefined
      ? []
      : [(dy) => Plot.text(shown, { ...HEADING, text: ({ name }) => note(name), dy })];
  const drawings: Drawing[] = [];
  for (let from = 0; from < layers.length; from += columns) {
    const shown = layers.slice(from, from + columns);
    rows.forEach(({ label, height, values, marks }, at) => {
      const named = at === 0;
      const labelled = from + columns >= layers.length && at === rows.length - 1;
      const domain = valuesDomain(values);
      drawings.push(drawColumns({
        names: shown.map(({ name }) => name),
        panel,
        height,
        above: named ? [layerHeadings(shown, panel), ...notes(shown)] : [],
        marginBottom: labelled ? AXIS_MARGINS.marginBottom : TICKS_HEIGHT,
        x: { domain: [first - SIDE, last + SIDE] },
        y: { domain },
        marks: [
          valueAxis("y", label, linearTicks(...domain, Math.floor(height / TICK_HEIGHT))),
          integerAxis(labelled ? "Multiplet size k (neurons)" : null, ticks, domain[0]),
          ...marks,
          Plot.ruleY([0], { stroke: PALETTE.ink, strokeWidth: 0.75 }),
        ],
      }));
    });
  }
  return stacked(drawings, ROW_GAP);
}

/** Names of layers above their panels; the output layer is marked. */
export function layerHeadings(layers: LayerPanels["layers"], panel: number): WordsAbove {
  const names = columnHeadings(layers.map(({ name }) => name));
  const marked = (layer: LayerPanels["layers"][number], dy: number) => {
    const dx = textWidth(layer.name, SIZE.tick, "bold") + 6;
    const fits = (words: string) => dx + textWidth(words, SIZE.tick) <= panel;
    const words = ["output layer", "output"].find(fits);
    return words === undefined ? null : Plot.text([layer], { ...HEADING, text: [words], dx, dy });
  };
  const outputs = layers.filter(({ output }) => output);
  return (dy) => Plot.marks(names(dy), ...outputs.map((layer) => marked(layer, dy)));
}

/** A domain that holds all values and 0, with some free space; where none is below 0, it begins there. */
function valuesDomain(values: readonly number[]): [low: number, high: number] {
  const lowest = Math.min(0, ...values);
  const highest = Math.max(lowest + SMALLEST_SPAN, ...values, 0);
  const room = ROOM * (highest - lowest);
  return [lowest < 0 ? lowest - room : 0, highest + room];
}
