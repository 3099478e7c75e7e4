/**
 * Means over networks as lines, with bands for their intervals.
 * @module
 */
import * as Plot from "@observablehq/plot";
import type { Figure1Result } from "../../experiments/figure1_result.ts";
import { threshold } from "../format.ts";
import { areaSample, type LegendEntry, lineSample } from "../legend.ts";
import { PALETTE } from "../theme.ts";
import { END_NAMES, ENDS } from "./ends.ts";
import { BY_LAYER, type PanelRow } from "./layer_panels.ts";
import type { SizePoint } from "./size_points.ts";

/** A line in every layer. */
export interface MeanLine {
  readonly points: readonly SizePoint[];
  readonly colour: string;
  /**
   * - `"solid"` with dots: what the figure is about.
   * - `"dashed"`: what it is compared with.
   */
  readonly stroke: "solid" | "dashed";
  /** Whether the range from `low` to `high` is drawn as a band. Default `false`. */
  readonly band?: boolean;
}

const BAND_OPACITY = 0.18;
const EDGE_OPACITY = 0.5;
const DASHES = "3.5,2.5";
const WIDTH = 1.75;
const RADIUS = 1.9;

/** Lines on one axis. */
export interface LineRow extends Pick<PanelRow, "label" | "height"> {
  readonly lines: readonly MeanLine[];
  /** Marks behind the lines. */
  readonly behind?: readonly Plot.Markish[];
  /** Values that the axis has to hold, beside means and bands. */
  readonly values?: readonly number[];
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
  const edge = { ...place, stroke: colour, strokeWidth: 0.75, strokeOpacity: EDGE_OPACITY };
  return Plot.marks(
    Plot.areaY(points, {
      ...place,
      y1: "low",
      y2: "high",
      fill: colour,
      fillOpacity: BAND_OPACITY,
    }),
    Plot.line(points, { ...edge, y: "low" }),
    Plot.line(points, { ...edge, y: "high" }),
  );
}

function lineOf({ points, colour, stroke }: MeanLine): Plot.Markish {
  const place = { ...BY_LAYER, x: "size", y: "mean" };
  const line = { ...place, stroke: colour, strokeWidth: WIDTH };
  return stroke === "dashed"
    ? Plot.line(points, { ...line, strokeDasharray: DASHES })
    : Plot.marks(Plot.line(points, line), Plot.dot(points, { ...place, r: RADIUS, fill: colour }));
}

/** What lines of one kind, and bands, stand for; absent where there are none. */
export interface LinesKey {
  readonly solid?: string;
  readonly dashed?: string;
  readonly band?: string;
}

/** The key of lines in the colours of both ends. */
export function linesLegend({ solid, dashed, band }: LinesKey): LegendEntry[] {
  const entries: LegendEntry[] = ENDS.map((end) => ({
    sample: lineSample(PALETTE[end], { width: WIDTH }),
    label: END_NAMES[end],
  }));
  const ink = PALETTE.ink;
  if (solid) entries.push({ sample: lineSample(ink, { width: WIDTH }), label: solid });
  if (dashed) {
    entries.push({ sample: lineSample(ink, { width: WIDTH, dashes: DASHES }), label: dashed });
  }
  if (band) entries.push({ sample: areaSample(ink, BAND_OPACITY), label: band });
  return entries;
}

/** The key of bands that are intervals, which a single network does not have. */
export function bandKey({ networks }: Figure1Result): LinesKey {
  return networks.length > 1 ? { band: `${threshold(0.95)} interval` } : {};
}
