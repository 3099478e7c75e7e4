/** Figures of lines over multiplet size: means over networks with bands, a panel a layer. */
import * as Plot from "@observablehq/plot";
import type { Figure1Result, LayerExtremes } from "../../experiments/figure1_result.ts";
import type { ScoredMultiplet } from "../../search/interface.ts";
import { type Estimate, estimate } from "../kit/estimate.ts";
import { type DataFigure, dataFigure, type DataFigureParts } from "../kit/figure.ts";
import { INTERVAL } from "../kit/format.ts";
import { areaSample, type LegendEntry, lineSample } from "../kit/legend.ts";
import { PALETTE } from "../kit/theme.ts";
import { BY_LAYER, drawLayerPanels, type PanelRow } from "./layer_panels.ts";
import {
  droppedNote,
  type End,
  END_LOOKS,
  ENDS,
  inBits,
  type LayerGroup,
  meansNote,
  type NetworkLayer,
} from "./layers.ts";

/** Something at one multiplet size. */
type Sized = { readonly size: number };

/** What networks have at one multiplet size of a layer. */
export interface SizePoint extends Estimate, Sized {
  readonly layer: string;
}

/** Means over networks of each layer and size, ascending. Default `unit`: nats into bits. */
export function sizePoints<One extends Sized>(
  groups: readonly LayerGroup[],
  read: (result: NetworkLayer) => readonly One[],
  valueOf: (one: One) => number,
  unit: (value: number) => number = inBits,
): SizePoint[] {
  return groups.flatMap(({ name, results }) => {
    const bySize = Map.groupBy(results.flatMap(read), ({ size }) => size);
    return [...bySize].sort(([a], [b]) => a - b).map(([size, ones]) => (
      { layer: name, size, ...estimate(ones.map((one) => unit(valueOf(one)))) }
    ));
  });
}

/** A measure of a multiplet. */
export type Part = Exclude<keyof ScoredMultiplet, "multiplet">;

/** Means of extremes at one end; of Ω(X, y) where no part is named. */
export function extremePoints(
  groups: readonly LayerGroup[],
  read: (result: NetworkLayer) => readonly LayerExtremes[],
  end: End,
  part: Part = "oInformation",
): SizePoint[] {
  return sizePoints(groups, read, (extremes) => extremes[end][part]);
}

/** Pairs up entries of the same size; sizes that only one list has are left out. */
export function matchedSizes<First extends Sized, Second extends Sized>(
  first: readonly First[],
  second: readonly Second[],
): { readonly size: number; readonly first: First; readonly second: Second }[] {
  return first.flatMap((one) => {
    const other = second.find(({ size }) => size === one.size);
    return other === undefined ? [] : [{ size: one.size, first: one, second: other }];
  });
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
  /** Marks behind the lines. */
  readonly behind?: readonly Plot.Markish[];
  /** Values that the axis has to hold, beside means and bands. */
  readonly values?: readonly number[];
}

const BAND_OPACITY = 0.18;
const EDGE_OPACITY = 0.5;
const DASHES = "3.5,2.5";
const WIDTH = 1.75;
const RADIUS = 1.9;

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
  readonly band?: string;
}

/** The key of bands that are intervals, which a single network does not have. */
export function bandKey({ networks }: Figure1Result): LinesKey {
  return networks.length > 1 ? { band: INTERVAL } : {};
}

function linesLegend({ solid, dashed, band }: LinesKey): LegendEntry[] {
  const ink = PALETTE.ink;
  const entry = (sample: string, label: string | undefined) => label ? [{ sample, label }] : [];
  return [
    ...ENDS.map((end) => (
      { sample: lineSample(PALETTE[end], { width: WIDTH }), label: END_LOOKS[end].label }
    )),
    ...entry(lineSample(ink, { width: WIDTH }), solid),
    ...entry(lineSample(ink, { width: WIDTH, dashes: DASHES }), dashed),
    ...entry(areaSample(ink, BAND_OPACITY), band),
  ];
}

/** A figure of lines; notes on means and on neurons that are left out are added to its words. */
export interface LinesParts<Row> extends Omit<DataFigureParts<Row>, "drawing"> {
  readonly result: Figure1Result;
  readonly groups: readonly LayerGroup[];
  readonly rows: readonly LineRow[];
  /** What lines stand for; `legend` has further entries of the key. */
  readonly key: LinesKey;
  /** Whether all rows have the same vertical axis. Default `false`. */
  readonly commonAxis?: boolean;
}

/** Draws rows of lines for all layers, and makes a figure of it. */
export function linesFigure<Row>(
  { result, groups, rows, key, commonAxis = false, ...parts }: LinesParts<Row>,
): DataFigure {
  const drawn = rows.map(lineRow);
  const values = drawn.flatMap((row) => row.values);
  const points = rows.flatMap(({ lines }) => lines.flatMap((line) => line.points));
  const dropped = droppedNote(groups);
  return dataFigure({
    ...parts,
    subtitle: [...parts.subtitle, meansNote(result), dropped],
    description: [...parts.description, dropped],
    legend: [...linesLegend(key), ...parts.legend ?? []],
    drawing: drawLayerPanels({
      layers: groups,
      sizes: points.map(({ size }) => size),
      rows: commonAxis ? drawn.map((row) => ({ ...row, values })) : drawn,
    }),
  });
}
