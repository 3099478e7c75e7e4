/** Parts that figures of layers share: panels over multiplet size, lines, notes, columns of files. */
import * as Plot from "@observablehq/plot";
import { isRange } from "../../../figures/kit/estimate.ts";
import {
  type DataFigure,
  dataFigure,
  type DataFigureParts,
  PlotError,
} from "../../../figures/kit/figure.ts";
import {
  areaSample,
  dotSample,
  type LegendEntry,
  lineSample,
} from "../../../figures/kit/legend.ts";
import type { Drawing } from "../../../figures/kit/svg.ts";
import { integer, INTERVAL, plural } from "../../../figures/kit/text.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import { ZERO_LINE } from "../../../figures/panels/marks.ts";
import {
  columnHeadings,
  columnNotes,
  drawPanels,
  fittingNote,
  type PanelRow,
  panelWidth,
  type WordsAbove,
} from "../../../figures/panels/panels.ts";
import { amountAxis, logSizeAxis, sizeAxis } from "../../../figures/panels/ticks.ts";
import type { Layer } from "../../../models/spec.ts";
import type { Columns } from "../../../studies/table.ts";
import { END_LABELS } from "../../claims/layer_balance.ts";
import { type End, ENDS, inBits, type LayerRow, type LayerSearchResult } from "../result.ts";
import { type ExtremeRow, extremesIn, pointsBySize, type SizePoint } from "../rows.ts";

/** @throws {PlotError} when there is no network or no layer */
export function requireLayers({ networks, layers }: LayerSearchResult): void {
  if (networks.length === 0) throw new PlotError("Cannot draw layers without networks");
  if (layers.length === 0) throw new PlotError("Cannot draw networks without layers");
}

/** One sentence on neurons that take no part; empty where all do. */
export function leftOutNote({ networks, layers, leftOut }: LayerSearchResult): string {
  if (leftOut.length === 0) return "";
  const units = networks.length * layers.reduce((sum, { units }) => sum + units, 0);
  // The units of a convolution have a column per position.
  const word = layers.every(({ columnsPerUnit }) => columnsPerUnit > 1) ? "map" : "neuron";
  return `${plural(leftOut.length, word)} of ${integer(units)} cannot be analysed and ` +
    `${leftOut.length === 1 ? "is" : "are"} left out.`;
}

/** Means of Ω(X, y), or of another score, over networks, in bits. */
export function meansOf(
  result: LayerSearchResult,
  condition: Parameters<typeof extremesIn>[1],
  score: "oInformation" | "featuresOInformation" | "targetContribution" = "oInformation",
): SizePoint[] {
  return pointsBySize(extremesIn(result, condition), (row) => inBits(row[score]));
}

/** A quantity, drawn in the panels of all layers on one axis. */
interface AmountRow extends Pick<PanelRow, "label" | "height" | "marks"> {
  /** Values that the vertical axis has to hold, beside 0. */
  readonly values: readonly number[];
}

/** Panels over multiplet size, a column for every layer. */
interface LayerPanels {
  readonly layers: readonly Pick<Layer, "name" | "role">[];
  /** Name of the horizontal axis. Default: multiplet size. */
  readonly x?: string | undefined;
  /** Layers beside each other; further ones follow below. Default 4. */
  readonly columns?: number;
  /** Multiplet sizes that the horizontal axis has to hold. */
  readonly sizes: readonly number[];
  /** Whether the horizontal axis is logarithmic. Default `false`. */
  readonly isLog?: boolean | undefined;
  readonly rows: readonly AmountRow[];
  /** Words below the name of a layer. */
  readonly note?: (layer: string) => string;
}

/** Puts each datum of a mark into the panel of its layer. */
export const BY_LAYER = { fx: "layer" } as const;

/**
 * Draws all rows for as many layers as fit beside each other, then those of the next layers.
 *
 * @throws {PlotError} when there is no multiplet size
 */
export function drawLayerPanels(
  { layers, x = "Multiplet size k (neurons)", columns = 4, sizes, isLog = false, rows, note }:
    LayerPanels,
): Drawing {
  if (sizes.length === 0) throw new PlotError("Cannot draw layers without any multiplet");
  const panel = panelWidth(columns);
  return drawPanels({
    facets: layers.map(({ name }) => name),
    columns,
    headings: (names) => [
      layerHeadings(layers.filter(({ name }) => names.includes(name)), panel),
      ...(note ? [columnNotes(names.map((name) => ({ name, note: note(name) })))] : []),
    ],
    x: { label: x, ...(isLog ? logSizeAxis : sizeAxis)(sizes, panel) },
    rows: rows.map(({ label, height, values, marks }) => ({
      label,
      height,
      y: amountAxis(values, height),
      marks: [...marks, ZERO_LINE],
    })),
  });
}

/** Names of layers above their panels; the output layer is marked. */
export function layerHeadings(layers: LayerPanels["layers"], panel: number): WordsAbove {
  return columnHeadings(layers.map(({ name, role }) => (
    {
      name,
      note: role === "output" ? fittingNote(name, ["output layer", "output"], panel) : undefined,
    }
  )));
}

/** A line in every layer. */
interface MeanLine {
  readonly points: readonly Omit<SizePoint, "side">[];
  readonly colour: string;
  /** For a line that others are compared with. Default `false`: solid, with dots where there is space. */
  readonly dashed?: boolean;
  /** As `dashed`, for a third line: dots close together. Default `false`. */
  readonly dotted?: boolean;
  /** Draws the range from `low` to `high` as a band. Default `false`. */
  readonly band?: boolean;
  /** Cuts the line at the ends of an axis that the others determine. Default `false`. */
  readonly cut?: boolean;
}

/** Lines on one axis. */
interface LineRow extends Pick<PanelRow, "label" | "height"> {
  readonly lines: readonly MeanLine[];
  readonly behind?: readonly Plot.Markish[];
  readonly front?: readonly Plot.Markish[];
  /** Values that the axis has to hold, beside means and bands. */
  readonly values?: readonly number[];
}

const BAND_OPACITY = 0.18;
const EDGE_OPACITY = 0.5;
const DASHES = "3.5,2.5";
const DOTS = "1,2";
/** Lines of more points are drawn without dots, which would touch each other. */
const MOST_DOTS = 40;
const WIDTH = 1.75;
const RADIUS = 1.9;
const LARGE_RADIUS = 2.8;
const SMALL_RADIUS = 1.4;

/** Dots on lines, of a colour that depends on the point; none where it is `undefined`. */
export function dotsOn<Point extends SizePoint>(
  points: readonly Point[],
  colourOf: (point: Point) => string | undefined,
): Plot.Markish {
  const shown = points.flatMap((point) => {
    const colour = colourOf(point);
    return colour === undefined ? [] : [{ ...point, colour }];
  });
  const r = isCrowded(points) ? SMALL_RADIUS : LARGE_RADIUS;
  return Plot.dot(shown, { ...BY_LAYER, x: "size", y: "mean", r, fill: "colour" });
}

/** A sample of these dots. */
export const largeDotSample = (colour: string): string => dotSample(colour, "filled", LARGE_RADIUS);

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
export function lineRow(
  { label, height, lines, behind = [], front = [], values = [] }: LineRow,
): AmountRow {
  const drawn = lines.filter(({ cut = false }) => !cut).flatMap(({ points, band = false }) =>
    points.flatMap(({ mean, low, high }) => band ? [low, high] : [mean])
  );
  return {
    label,
    height,
    values: [...values, ...drawn],
    marks: [...behind, ...lines.map(bandOf), ...lines.map(lineOf), ...front],
  };
}

/** Whether dots at all points of a panel would touch each other. */
const isCrowded = (points: readonly Pick<SizePoint, "size">[]): boolean =>
  new Set(points.map(({ size }) => size)).size > MOST_DOTS;

function bandOf({ points, colour, band = false }: MeanLine): Plot.Markish {
  if (!band || !points.some(isRange)) return null;
  const place = { ...BY_LAYER, x: "size" };
  const ends = { ...place, y1: "low", y2: "high" };
  const edge = { ...place, stroke: colour, strokeWidth: 0.75, strokeOpacity: EDGE_OPACITY };
  return Plot.marks(
    Plot.areaY(points, { ...ends, fill: colour, fillOpacity: BAND_OPACITY }),
    Plot.line(points, { ...edge, y: "low" }),
    Plot.line(points, { ...edge, y: "high" }),
  );
}

function lineOf({ points, colour, dashed, dotted, cut = false }: MeanLine): Plot.Markish {
  const place = { ...BY_LAYER, x: "size", y: "mean", clip: cut };
  const line = { ...place, stroke: colour, strokeWidth: WIDTH };
  if (dashed || dotted) {
    return Plot.line(points, { ...line, strokeDasharray: dashed ? DASHES : DOTS });
  }
  return Plot.marks(
    Plot.line(points, line),
    isCrowded(points) ? null : Plot.dot(points, { ...place, r: RADIUS, fill: colour }),
  );
}

/** Meaning of lines of one kind, and of bands; absent where there are none. */
interface LinesKey {
  readonly solid?: string;
  readonly dashed?: string;
  readonly dotted?: string;
  /** Default: intervals, which a single network does not have. */
  readonly band?: string | undefined;
}

function linesLegend(
  { solid, dashed, dotted, band }: LinesKey,
  lines: readonly MeanLine[],
  ends: readonly End[],
): LegendEntry[] {
  const banded = lines.some((line) => line.band);
  // Lines of ends have their colours in entries of their own.
  const colourOf = (isOf: (line: MeanLine) => boolean | undefined) => {
    const line = ends.length > 0 ? undefined : lines.find(isOf);
    return line?.colour ?? PALETTE.ink;
  };
  const isSolid = ({ dashed, dotted }: MeanLine) => !dashed && !dotted;
  const entry = (sample: string, label: string | undefined) => label ? [{ sample, label }] : [];
  return [
    ...ends.map((end) => (
      { sample: lineSample(PALETTE[end], { width: WIDTH }), label: END_LABELS[end].label }
    )),
    ...entry(lineSample(colourOf(isSolid), { width: WIDTH }), solid),
    ...entry(
      lineSample(colourOf(({ dashed }) => dashed), { width: WIDTH, dashes: DASHES }),
      dashed,
    ),
    ...entry(lineSample(colourOf(({ dotted }) => dotted), { width: WIDTH, dashes: DOTS }), dotted),
    ...(banded ? entry(areaSample(PALETTE.ink, BAND_OPACITY), band) : []),
  ];
}

/** A figure of lines; notes on means and on neurons that are left out are added to its words. */
interface LinesParts<Row> extends Omit<DataFigureParts<Row>, "drawing"> {
  readonly rows: readonly LineRow[];
  /** `legend` has further entries. */
  readonly key: LinesKey;
  /** The same vertical axis for all rows. Default `false`. */
  readonly commonAxis?: boolean;
  /** Name of the horizontal axis. Default: multiplet size. */
  readonly x?: string;
  /** Whether the horizontal axis is logarithmic. Default `false`. */
  readonly isLog?: boolean;
  /** Whether the lines belong to the two ends of Ω. Default `true`. */
  readonly ends?: boolean;
  /** Layers beside each other. Default 4. */
  readonly across?: number;
}

/** Draws rows of lines for all layers, and makes a figure of it. */
export function linesFigure<Row>(
  result: LayerSearchResult,
  { rows, key, commonAxis = false, ends = true, x, isLog, across = 4, ...parts }: LinesParts<Row>,
): DataFigure {
  requireLayers(result);
  const { networks, layers } = result;
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
      ...linesLegend({ band: several ? INTERVAL : undefined, ...key }, lines, ends ? ENDS : []),
      ...parts.legend ?? [],
    ],
    drawing: drawLayerPanels({
      layers,
      columns: across,
      x,
      isLog,
      sizes: lines.flatMap(({ points }) => points.map(({ size }) => size)),
      rows: commonAxis ? drawn.map((row) => ({ ...row, values })) : drawn,
    }),
  });
}

/** Rows of one end from the most extreme one on; of equal ones the first. */
export function mostExtremeFirst<Row extends { readonly end: End }>(
  rows: readonly Row[],
  end: End,
  valueOf: (row: Row) => number,
): Row[] {
  const sign = end === "redundancy" ? -1 : 1;
  return rows.filter((row) => row.end === end)
    .sort((a, b) => sign * (valueOf(a) - valueOf(b)));
}

/** Means over networks of the rows of one end; `valueOf` is in the unit of the axis. */
export const endPoints = <Row extends Pick<LayerRow, "layer" | "size" | "end">>(
  rows: readonly Row[],
  end: End,
  valueOf: (row: Row) => number,
): SizePoint[] => pointsBySize(rows.filter((row) => row.end === end), valueOf);

export const PLACE_COLUMNS = {
  network: (row) => row.network,
  layer: (row) => row.layer,
} as const satisfies Columns<Pick<LayerRow, "network" | "layer">>;

/** Columns of rows that have a size and an end. */
export const END_COLUMNS = {
  ...PLACE_COLUMNS,
  size: (row) => row.size,
  extreme: (row) => row.end,
} as const satisfies Columns<Pick<ExtremeRow, "network" | "layer" | "size" | "end">>;

export const EXTREME_COLUMNS = {
  ...END_COLUMNS,
  o_information_bits: (row) => inBits(row.oInformation),
  features_o_information_bits: (row) => inBits(row.featuresOInformation),
  target_contribution_bits: (row) => inBits(row.targetContribution),
  multiplet: (row) => row.multiplet.join(" "),
} as const satisfies Columns<ExtremeRow>;
