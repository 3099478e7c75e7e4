/** Panels over multiplet size: a column for every layer, a row for every quantity; lines in them. */
import * as Plot from "@observablehq/plot";
import {
  type DataFigure,
  dataFigure,
  type DataFigureParts,
  PlotError,
} from "../../../figures/kit/figure.ts";
import { areaSample, type LegendEntry, lineSample } from "../../../figures/kit/legend.ts";
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
} from "../../../figures/kit/panel.ts";
import { type Drawing, stacked } from "../../../figures/kit/svg.ts";
import { INTERVAL, textWidth } from "../../../figures/kit/text.ts";
import { PALETTE, SIZE } from "../../../figures/kit/theme.ts";
import { END_LABELS } from "../../claims/layer_balance.ts";
import { type End, ENDS, type LayerSearchResult } from "../result.ts";
import type { SizePoint } from "../rows.ts";
import { type LayerGroup, layerGroups, leftOutNote } from "./layers.ts";

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
export interface LayerPanels {
  readonly layers: readonly LayerGroup[];
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

/** A line in every layer. */
export interface MeanLine {
  readonly points: readonly Omit<SizePoint, "side">[];
  readonly colour: string;
  /** Whether it is what others are compared with. Default `false`: solid, with dots. */
  readonly dashed?: boolean;
  /** Whether the range from `low` to `high` is drawn as a band. Default `false`. */
  readonly band?: boolean;
}

/** Lines on one axis. */
export interface LineRow extends Pick<PanelRow, "label" | "height"> {
  readonly lines: readonly MeanLine[];
  readonly behind?: readonly Plot.Markish[];
  /** Values that the axis has to hold, beside means and bands. */
  readonly values?: readonly number[];
}

const BAND_OPACITY = 0.18;
const EDGE_OPACITY = 0.5;
const DASHES = "3.5,2.5";
const WIDTH = 1.75;
const RADIUS = 1.9;

/** A row with lines of both ends, in their colours. */
export function endRow(
  label: string,
  height: number,
  linesOf: Parameters<typeof endLines>[0],
  more: Pick<LineRow, "behind" | "values"> = {},
): LineRow {
  return { label, height, lines: endLines(linesOf), ...more };
}

/** Lines of both ends, in their colours. */
export function endLines(linesOf: (end: End) => readonly Omit<MeanLine, "colour">[]): MeanLine[] {
  return ENDS.flatMap((end) => linesOf(end).map((line) => ({ ...line, colour: PALETTE[end] })));
}

/** A row of panels with lines, bands behind them. */
export function lineRow({ label, height, lines, behind = [], values = [] }: LineRow): PanelRow {
  const drawn = lines.flatMap(({ points, band = false }) =>
    points.flatMap(({ mean, low, high }) => band ? [low, high] : [mean])
  );
  return {
    label,
    height,
    values: [...values, ...drawn],
    marks: [...behind, ...lines.map(bandOf), ...lines.map(lineOf)],
  };
}

function bandOf({ points, colour, band = false }: MeanLine): Plot.Markish {
  if (!band || points.every(({ low, high }) => low === high)) return null;
  const place = { ...BY_LAYER, x: "size" };
  const ends = { ...place, y1: "low", y2: "high" };
  const edge = { ...place, stroke: colour, strokeWidth: 0.75, strokeOpacity: EDGE_OPACITY };
  return Plot.marks(
    Plot.areaY(points, { ...ends, fill: colour, fillOpacity: BAND_OPACITY }),
    Plot.line(points, { ...edge, y: "low" }),
    Plot.line(points, { ...edge, y: "high" }),
  );
}

function lineOf({ points, colour, dashed = false }: MeanLine): Plot.Markish {
  const place = { ...BY_LAYER, x: "size", y: "mean" };
  const line = { ...place, stroke: colour, strokeWidth: WIDTH };
  return dashed
    ? Plot.line(points, { ...line, strokeDasharray: DASHES })
    : Plot.marks(Plot.line(points, line), Plot.dot(points, { ...place, r: RADIUS, fill: colour }));
}

/** What lines of one kind, and bands, stand for; absent where there are none. */
export interface LinesKey {
  readonly solid?: string;
  readonly dashed?: string;
  /** Default: intervals, which a single network does not have. */
  readonly band?: string;
}

function linesLegend({ solid, dashed, band }: LinesKey, lines: readonly MeanLine[]): LegendEntry[] {
  const ink = PALETTE.ink;
  const banded = lines.some((line) => line.band);
  const entry = (sample: string, label: string | undefined) => label ? [{ sample, label }] : [];
  return [
    ...ENDS.map((end) => (
      { sample: lineSample(PALETTE[end], { width: WIDTH }), label: END_LABELS[end].label }
    )),
    ...entry(lineSample(ink, { width: WIDTH }), solid),
    ...entry(lineSample(ink, { width: WIDTH, dashes: DASHES }), dashed),
    ...(banded ? entry(areaSample(ink, BAND_OPACITY), band) : []),
  ];
}

/** A figure of lines; notes on means and on neurons that are left out are added to its words. */
export interface LinesParts<Row> extends Omit<DataFigureParts<Row>, "drawing"> {
  readonly rows: readonly LineRow[];
  /** What lines stand for; `legend` has further entries of the key. */
  readonly key: LinesKey;
  /** Whether all rows have the same vertical axis. Default `false`. */
  readonly commonAxis?: boolean;
}

/** Draws rows of lines for all layers, and makes a figure of it. */
export function linesFigure<Row>(
  result: LayerSearchResult,
  { rows, key, commonAxis = false, ...parts }: LinesParts<Row>,
): DataFigure {
  const groups = layerGroups(result);
  const { networks } = result;
  const drawn = rows.map(lineRow);
  const values = drawn.flatMap((row) => row.values);
  const lines = rows.flatMap((row) => row.lines);
  const several = networks.length > 1;
  const means = several
    ? `Lines: mean over ${networks.length} networks.`
    : `Network ${networks[0]} alone.`;
  return dataFigure({
    ...parts,
    subtitle: [...parts.subtitle, means, leftOutNote(result)],
    description: [...parts.description, leftOutNote(result)],
    legend: [
      ...linesLegend({ ...(several ? { band: INTERVAL } : {}), ...key }, lines),
      ...parts.legend ?? [],
    ],
    drawing: drawLayerPanels({
      layers: groups,
      sizes: lines.flatMap(({ points }) => points.map(({ size }) => size)),
      rows: commonAxis ? drawn.map((row) => ({ ...row, values })) : drawn,
    }),
  });
}
