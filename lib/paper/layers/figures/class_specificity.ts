/** Whether the multiplets of late layers are about single classes. */
import * as Plot from "@observablehq/plot";
import type { LayerSearchResult } from "../result.ts";
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
  AXIS_MARGINS,
  drawColumns,
  lineAcross,
  linearTicks,
  PANEL_GAP,
  panelWidth,
  REFERENCE_LOOK,
  referenceEntry,
  valueAxis,
} from "../../../figures/kit/panel.ts";
import { type Drawing, element, stacked, textElement } from "../../../figures/kit/svg.ts";
import { enumerate, INTERVAL, percent, textWidth } from "../../../figures/kit/text.ts";
import { PALETTE, SIZE } from "../../../figures/kit/theme.ts";
import { BY_LAYER, layerHeadings } from "./layer_panels.ts";
import {
  type End,
  END_LOOKS,
  ENDS,
  inBits,
  type LayerEstimate,
  type LayerGroup,
  Layers,
  type NetworkLayer,
  PLACE_COLUMNS,
  sidesTitle,
  type SideWords,
} from "./layers.ts";

const MEAN_ENTRY = { sample: lineSample(PALETTE.ink, { width: 2 }), label: `mean, ${INTERVAL}` };

/** What the sign of a layer's specificity minus that of the first layer means. */
const COMPARED: SideWords = {
  above: "more class-specific",
  below: "less class-specific",
  around: "neither more nor less class-specific",
};

/**
 * Draws the target's part Δ of the most synergistic and the most redundant multiplet of each layer, one
 * class against the rest, and how class-specific it is: the share of the largest class in Σ_c |Δ_c|,
 * from 1/C where all C classes count alike to 1 where one class is all. The title compares the
 * synergistic multiplets of each layer with those of the first one, network by network.
 *
 * @throws {PlotError} when there is no network, or networks differ in their layers or classes
 */
export function classSpecificityFigure(result: LayerSearchResult): DataFigure {
  const layers = new Layers(result);
  const rows = layers.endRows((own, end) => {
    const { multiplet, classContributions } = own[END_LOOKS[end].best];
    const contributions = classContributions.map(inBits);
    return [{ multiplet, contributions, share: bestSpecificity(own, end) }];
  });
  const [first] = layers.groups;
  const classes = first!.results[0]!.bestRedundancy.classContributions.length;
  if (rows.some(({ contributions }) => contributions.length !== classes)) {
    throw new PlotError("Cannot compare layers that have different numbers of classes");
  }
  const largest = Math.max(...rows.flatMap(({ contributions }) => contributions.map(Math.abs)));
  // With all values 0 any limit will do.
  const scale = { negative: PALETTE.synergy, positive: PALETTE.redundancy, limit: largest || 1 };
  const shares = ENDS.flatMap((end) =>
    layers.estimates((own) => 100 * bestSpecificity(own, end))
      .map((share) => ({ ...share, end }))
  );
  const means = layers.groups.map((group) => describe(group, shares));
  const note = layers.droppedNote();
  return dataFigure({
    title: titleOf(result, layers),
    subtitle: [
      "Above: share of the largest class in the target’s part, max |Δ| / Σ |Δ| over classes, " +
      "of each layer’s most extreme multiplets. Below: Δ itself, one row a network.",
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
        { sample: dotSample(PALETTE[end], "filled", 3.5), label: END_LOOKS[end].adjective }
      )),
      ...(result.networks.length > 1 ? [MEAN_ENTRY] : []),
      referenceEntry("all classes alike"),
    ],
    drawing: stacked([
      drawDots(layers.groups, shares, classes),
      drawMaps(layers.groups, scale),
      colourBar(scale, "Δ, one class against the rest (bits)"),
    ], 12),
    table: rows.flatMap(({ contributions, ...row }) =>
      contributions.map((contribution, label) => ({ ...row, label, contribution }))
    ),
    columns: {
      ...PLACE_COLUMNS,
      extreme: (row) => row.end,
      multiplet: (row) => row.multiplet.join(" "),
      class: (row) => row.label,
      class_contribution_bits: (row) => row.contribution,
      multiplet_specificity: (row) => Number.isNaN(row.share) ? undefined : row.share,
    },
  });
}

/**
 * Share of the largest class in Σ_c |Δ_c|: 1/C where all C classes count alike, 1 where one class is
 * all. Not a number where every Δ_c is 0.
 */
export function classSpecificity(contributions: readonly number[]): number {
  const sizes = contributions.map(Math.abs);
  return Math.max(...sizes) / sizes.reduce((sum, size) => sum + size, 0);
}

/** {@link classSpecificity} of a layer's most extreme multiplet. */
const bestSpecificity = (own: NetworkLayer, end: End): number =>
  classSpecificity(own[END_LOOKS[end].best].classContributions);

function titleOf(result: LayerSearchResult, layers: Layers): string {
  const [first] = layers.groups;
  if (layers.groups.length === 1) {
    return `Class specificity of ${first!.name}: there is no other layer to compare it with`;
  }
  const inFirst = new Map(
    first!.results.map((own) => [own.network, bestSpecificity(own, "synergy")]),
  );
  const changes = layers.estimates((own) =>
    bestSpecificity(own, "synergy") - (inFirst.get(own.network) ?? NaN)
  ).filter(({ layer }) => layer !== first!.name);
  if (changes.length === 0) return "No multiplet has a target’s part to compare classes by";
  const subject = `the most synergistic multiplets, compared with ${first!.name}, are `;
  return sidesTitle(result, changes, COMPARED, subject);
}

/** Shares of the largest class in per cent, at one end of one layer. */
type EndShares = LayerEstimate & { readonly end: End };

function describe({ name }: LayerGroup, shares: readonly EndShares[]): string {
  const means = ENDS.map((end) => {
    const own = shares.find((one) => one.layer === name && one.end === end);
    return `${own === undefined ? "none" : percent(own.mean / 100)} (${END_LOOKS[end].adjective})`;
  });
  return `${name} ${enumerate(means)}`;
}

const DOTS_HEIGHT = 150;
const RADIUS = 2.2;
/** Middle of each end's dots on an axis from 0 to 2, and how far they spread to either side. */
const MIDDLE: Readonly<Record<End, number>> = { synergy: 0.5, redundancy: 1.5 };
const SPREAD = 0.28;
/** Half the length of a mean's line. */
const MEAN = 0.4;

/** Dots for networks, a panel a layer; from two networks on means with their intervals. */
function drawDots(
  groups: readonly LayerGroup[],
  shares: readonly EndShares[],
  classes: number,
): Drawing {
  const panel = panelWidth(groups.length);
  const dots = shares.flatMap(({ layer, end, values }) =>
    values.map((value, at) => {
      const place = values.length === 1 ? 0 : 2 * at / (values.length - 1) - 1;
      return { layer, end, value, x: MIDDLE[end] + SPREAD * place };
    })
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
    names: groups.map(({ name }) => name),
    panel,
    height: DOTS_HEIGHT,
    above: [layerHeadings(groups, panel)],
    marginBottom: 6,
    x: { domain: [0, 2], axis: null },
    y: { domain },
    marks: [
      valueAxis("y", "Largest class (%)", linearTicks(...domain, 5)),
      Plot.ruleY([0], { stroke: PALETTE.ink }),
      lineAcross("y", [100 / classes], REFERENCE_LOOK),
      Plot.dot(dots, { ...dot, x: "x", y: "value", fill: colour }),
      Plot.ruleX(means, { ...line, x: "x", y1: "low", y2: "high" }),
      Plot.ruleY(means, { ...line, y: "mean", x1: "left", x2: "right" }),
    ],
  });
}
const MAP_NAMES: Readonly<Record<End, string>> = {
  redundancy: "redundant",
  synergy: "synergistic",
};
/** Height of a map: so much a network, within bounds that leave room for the name. */
const MAP_HEIGHT = { network: 6.5, least: 78, most: 140 } as const;
const MAP_GAP = 8;
/** Room for the numbers of classes, and for what they are. */
const CLASSES_HEIGHT = 36;

/** Maps of Δ of the best multiplets by end and layer: networks as rows, classes as columns. */
function drawMaps(groups: readonly LayerGroup[], scale: DivergingScale): Drawing {
  const width = panelWidth(groups.length);
  const left = (at: number) => AXIS_MARGINS.marginLeft + at * (width + PANEL_GAP);
  const networks = groups[0]!.results.length;
  const height = Math.min(
    MAP_HEIGHT.most,
    Math.max(MAP_HEIGHT.least, MAP_HEIGHT.network * networks),
  );
  const rows = ENDS.toReversed().map((end): Drawing => {
    const maps = groups.map((group, at) => {
      const place = { x: left(at), y: 0, width, height };
      return pixelImage(mapOf(group, end, scale), place) +
        element("rect", { ...place, fill: "none", stroke: PALETTE.muted, "stroke-width": 0.5 });
    });
    const place = { ...upwardsAt(SIZE.tick, height / 2), "text-anchor": "middle" };
    const name = textElement(MAP_NAMES[end], place);
    return { svg: name + maps.join(""), height };
  });
  const axes = groups.map((group, at) => classNumbers(group, left(at), width));
  const middle = (AXIS_MARGINS.marginLeft + left(groups.length - 1) + width) / 2;
  const place = { x: middle, y: CLASSES_HEIGHT - 4, "text-anchor": "middle" };
  const below = { svg: axes.join("") + textElement("Class", place), height: CLASSES_HEIGHT };
  const { svg, height: all } = stacked([...rows, below], MAP_GAP);
  const look = { "font-size": SIZE.tick, fill: PALETTE.ink };
  return { svg: element("g", look, svg), height: all };
}

function mapOf({ results }: LayerGroup, end: End, scale: DivergingScale): string {
  const values = results.flatMap((own) => own[END_LOOKS[end].best].classContributions.map(inBits));
  return divergingPng(divergingPixels(values, scale), values.length / results.length, scale);
}

/** Numbers of classes below a map: all of them where they fit, else the first and the last. */
function classNumbers({ results }: LayerGroup, left: number, width: number): string {
  const classes = results[0]!.bestSynergy.classContributions.length;
  const cell = width / classes;
  const fit = textWidth(String(classes - 1), SIZE.tick) + 1 <= cell;
  const numbers = Array.from({ length: classes }, (_, c) => c)
    .filter((c) => fit || c === 0 || c === classes - 1);
  return numbers.map((c) =>
    textElement(String(c), { x: left + (c + 0.5) * cell, y: 8, "text-anchor": "middle" })
  ).join("");
}
