/** Class specificity of the extreme multiplets of each layer. */
import * as Plot from "@observablehq/plot";
import { END_LABELS } from "../../claims/layer_balance.ts";
import {
  type ClassProfile,
  classProfiles,
  SPECIFICITY_NOTE,
  specificityFinding,
} from "../../claims/class_findings.ts";
import { type End, ENDS, inBits, type LayerSearchResult } from "../result.ts";
import { estimate } from "../../../figures/kit/estimate.ts";
import { upwardsAt } from "../../../figures/kit/cells.ts";
import { type DataFigure, dataFigure, PlotError } from "../../../figures/kit/figure.ts";
import {
  colourBar,
  divergingPixels,
  divergingPng,
  type DivergingScale,
  pixelImage,
} from "../../../figures/kit/images.ts";
import { dotSample, lineSample } from "../../../figures/kit/legend.ts";
import {
  lineAcross,
  REFERENCE_STYLE,
  referenceEntry,
  sideOf,
} from "../../../figures/panels/marks.ts";
import {
  AXIS_MARGINS,
  drawColumns,
  PANEL_GAP,
  panelWidth,
  valueAxis,
} from "../../../figures/panels/panels.ts";
import { linearTicks } from "../../../figures/panels/ticks.ts";
import {
  type Drawing,
  element,
  stacked,
  textElement,
  tickTexts,
} from "../../../figures/kit/svg.ts";
import { enumerate, INTERVAL, percent, textWidth } from "../../../figures/kit/text.ts";
import { PALETTE, SIZE } from "../../../figures/kit/theme.ts";
import {
  BY_LAYER,
  layerHeadings,
  leftOutNote,
  PLACE_COLUMNS,
  requireLayers,
} from "./layer_panels.ts";

const MEAN_ENTRY = { sample: lineSample(PALETTE.ink, { width: 2 }), label: `mean, ${INTERVAL}` };

/**
 * Draws the target contribution Δ of the most synergistic and the most redundant multiplet of each layer,
 * one class against the rest, and how class-specific it is: the share of the largest class in Σ_c |Δ_c|,
 * from 1/C where all C classes count alike to 1 where one class is all.
 *
 * @throws {PlotError} when there is no network or no layer, or layers differ in their classes
 */
export function classSpecificityFigure(result: LayerSearchResult): DataFigure {
  requireLayers(result);
  const { layers } = result;
  const profiles = classProfiles(result);
  const classes = profiles[0]?.contributions.length ?? 0;
  if (classes === 0 || profiles.some(({ contributions }) => contributions.length !== classes)) {
    throw new PlotError("Cannot compare layers that have different numbers of classes, or none");
  }
  const all = profiles.flatMap(({ contributions }) => contributions);
  // With all values 0 any limit will do.
  const limit = Math.max(...all.map((nats) => Math.abs(inBits(nats)))) || 1;
  const scale = { negative: PALETTE.synergy, positive: PALETTE.redundancy, limit };
  const shares = ENDS.flatMap((end) =>
    layers.flatMap(({ name }) => endShares(profiles, name, end))
  );
  const means = layers.map(({ name }) => describe(name, shares));
  const note = leftOutNote(result);
  return dataFigure({
    title: specificityFinding(result, profiles).statement,
    subtitle: [
      "Above: share of the largest class in the target contribution, max |Δ| / Σ |Δ| over classes, " +
      "for each layer’s most extreme multiplets. Below: Δ, one row per network.",
      result.networks.length > 1 ? SPECIFICITY_NOTE : "",
      note,
    ],
    description: [
      "Dots of class specificity, a panel for every layer, and maps of Δ by network and class. " +
      `Mean share of the largest class: ${enumerate(means)}. Equal classes ` +
      `would have ${percent(1 / classes)} each.`,
      note,
    ],
    legend: [
      ...ENDS.toReversed().map((end) => (
        { sample: dotSample(PALETTE[end], "filled", 3.5), label: END_LABELS[end].adjective }
      )),
      ...(result.networks.length > 1 ? [MEAN_ENTRY] : []),
      referenceEntry("all classes alike"),
    ],
    drawing: stacked([
      drawDots(layers, shares, classes),
      drawMaps(layers, profiles, scale),
      colourBar(scale, "Δ, one class against the rest (bits)"),
    ], 12),
    table: profiles.flatMap((row) =>
      row.contributions.map((contribution, label) => ({ ...row, label, contribution }))
    ),
    columns: {
      ...PLACE_COLUMNS,
      extreme: (row) => row.end,
      multiplet: (row) => row.multiplet.join(" "),
      class: (row) => row.label,
      class_contribution_bits: (row) => inBits(row.contribution),
      multiplet_specificity: (row) => Number.isNaN(row.specificity) ? undefined : row.specificity,
    },
  });
}

/** Shares of the largest class in per cent at one end of a layer, of the networks that have one. */
function endShares(profiles: readonly ClassProfile[], layer: string, end: End) {
  const values = profiles.filter((one) => one.layer === layer && one.end === end)
    .map(({ specificity }) => 100 * specificity).filter((share) => !Number.isNaN(share));
  return values.length === 0 ? [] : [{ layer, end, values, ...estimate(values) }];
}
type EndShares = ReturnType<typeof endShares>[number];

function describe(name: string, shares: readonly EndShares[]): string {
  const means = ENDS.map((end) => {
    const own = shares.find((one) => one.layer === name && one.end === end);
    return `${own === undefined ? "none" : percent(own.mean / 100)} (${END_LABELS[end].adjective})`;
  });
  return `${name} ${enumerate(means)}`;
}

const DOTS_HEIGHT = 150;
const RADIUS = 2.2;
/** Middle of each end's dots on an axis from 0 to 2, and the largest distance to either side of it. */
const MIDDLE: Readonly<Record<End, number>> = { synergy: 0.5, redundancy: 1.5 };
const SPREAD = 0.28;
/** Half the length of a mean's line. */
const MEAN = 0.4;

/** Dots for networks, a panel per layer; from two networks on means with their intervals. */
function drawDots(
  layers: LayerSearchResult["layers"],
  shares: readonly EndShares[],
  classes: number,
): Drawing {
  const panel = panelWidth(layers.length);
  const dots = shares.flatMap(({ layer, end, values }) =>
    values.map((value, at) => (
      { layer, end, value, x: MIDDLE[end] + SPREAD * sideOf(at, values.length) }
    ))
  );
  const means = shares.filter(({ values }) => values.length > 1).map((share) => {
    const x = MIDDLE[share.end];
    return { ...share, x, left: x - MEAN, right: x + MEAN };
  });
  const highest = Math.max(...dots.map(({ value }) => value), ...means.map(({ high }) => high), 0);
  const domain: [number, number] = [0, Math.max(10, 1.06 * highest)];
  const colour = ({ end }: { readonly end: End }) => PALETTE[end];
  const dot = { ...BY_LAYER, r: RADIUS, fillOpacity: 0.55 };
  const line = { ...BY_LAYER, stroke: colour, strokeWidth: 2 };
  return drawColumns({
    names: layers.map(({ name }) => name),
    panel,
    height: DOTS_HEIGHT,
    above: [layerHeadings(layers, panel)],
    marginBottom: 6,
    x: { domain: [0, 2], axis: null },
    y: { domain },
    marks: [
      valueAxis("y", "Largest class (%)", linearTicks(...domain, 5)),
      Plot.ruleY([0], { stroke: PALETTE.ink }),
      lineAcross("y", [100 / classes], REFERENCE_STYLE),
      Plot.dot(dots, { ...dot, x: "x", y: "value", fill: colour }),
      Plot.ruleX(means, { ...line, x: "x", y1: "low", y2: "high" }),
      Plot.ruleY(means, { ...line, y: "mean", x1: "left", x2: "right" }),
    ],
  });
}

const MAP_NAMES = { redundancy: "redundant", synergy: "synergistic" } as const;
/** Height of a map: per network, and bounds, of which the lower one leaves space for the name. */
const MAP_HEIGHT = { network: 6.5, least: 78, most: 140 } as const;
const MAP_GAP = 8;
/** Of the numbers of classes and the name of their axis. */
const CLASSES_HEIGHT = 36;

/** Maps of Δ of the best multiplets by end and layer: networks as rows, classes as columns. */
function drawMaps(
  layers: LayerSearchResult["layers"],
  profiles: readonly ClassProfile[],
  scale: DivergingScale,
): Drawing {
  const width = panelWidth(layers.length);
  const left = (at: number) => AXIS_MARGINS.marginLeft + at * (width + PANEL_GAP);
  const networks = new Set(profiles.map(({ network }) => network)).size;
  const { most, least, network } = MAP_HEIGHT;
  const height = Math.min(most, Math.max(least, network * networks));
  const classes = profiles[0]!.contributions.length;
  const rows = ENDS.toReversed().map((end): Drawing => {
    const maps = layers.map(({ name }, at) => {
      const place = { x: left(at), y: 0, width, height };
      const values = profiles.filter((one) => one.layer === name && one.end === end)
        .flatMap(({ contributions }) => contributions.map(inBits));
      return pixelImage(divergingPng(divergingPixels(values, scale), classes, scale), place) +
        element("rect", { ...place, fill: "none", stroke: PALETTE.muted, "stroke-width": 0.5 });
    });
    const place = { ...upwardsAt(SIZE.tick, height / 2), "text-anchor": "middle" };
    const name = textElement(MAP_NAMES[end], place);
    return { svg: name + maps.join(""), height };
  });
  const axes = layers.map((_, at) => classNumbers(classes, left(at), width));
  const middle = (AXIS_MARGINS.marginLeft + left(layers.length - 1) + width) / 2;
  const place = { x: middle, y: CLASSES_HEIGHT - 4, "text-anchor": "middle" };
  const below = { svg: axes.join("") + textElement("Class", place), height: CLASSES_HEIGHT };
  const { svg, height: all } = stacked([...rows, below], MAP_GAP);
  return { svg: tickTexts([svg]), height: all };
}

/** Numbers of classes below a map: all of them where they fit, else the first and the last. */
function classNumbers(classes: number, left: number, width: number): string {
  const cell = width / classes;
  const fit = textWidth(String(classes - 1), SIZE.tick) + 1 <= cell;
  const numbers = fit ? Array.from({ length: classes }, (_, c) => c) : [0, classes - 1];
  return numbers.map((c) =>
    textElement(String(c), { x: left + (c + 0.5) * cell, y: 8, "text-anchor": "middle" })
  ).join("");
}
