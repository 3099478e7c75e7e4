/**
 * The target's part of single classes, as maps.
 * @module
 */
import { AXIS_MARGINS } from "../axes.ts";
import { PANEL_GAP, panelWidth } from "../columns.ts";
import { divergingPixels, divergingPng, type DivergingScale } from "../diverging.ts";
import { pixelImage } from "../image_sheet.ts";
import { type Drawing, stacked } from "../stack.ts";
import { element, textElement } from "../svg.ts";
import { textWidth } from "../text.ts";
import { PALETTE, SIZE } from "../theme.ts";
import { BEST, type End, ENDS } from "./ends.ts";
import { inBits } from "./in_bits.ts";
import type { LayerGroup } from "./layer_groups.ts";

/** What the rows of maps are called. */
const NAMES: Readonly<Record<End, string>> = {
  redundancy: "redundant",
  synergy: "synergistic",
};
/** Height of a map: so much a network, within bounds that leave room for the name. */
const HEIGHT = { network: 6.5, least: 78, most: 140 } as const;
const MAP_GAP = 8;
/** Room for the numbers of classes, and for what they are. */
const CLASSES_HEIGHT = 36;

/**
 * Draws Δ of the best multiplets, one class against the rest: a map for each end and layer, with a row
 * for every network, in order, and a column for every class.
 */
export function drawClassMaps(groups: readonly LayerGroup[], scale: DivergingScale): Drawing {
  const width = panelWidth(groups.length);
  const left = (at: number) => AXIS_MARGINS.marginLeft + at * (width + PANEL_GAP);
  const networks = groups[0]!.results.length;
  const height = Math.min(HEIGHT.most, Math.max(HEIGHT.least, HEIGHT.network * networks));
  const rows = ENDS.toReversed().map((end): Drawing => {
    const maps = groups.map((group, at) => {
      const place = { x: left(at), y: 0, width, height };
      return pixelImage(mapOf(group, end, scale), place) +
        element("rect", { ...place, fill: "none", stroke: PALETTE.muted, "stroke-width": 0.5 });
    });
    const name = textElement(NAMES[end], {
      transform: `translate(${SIZE.tick},${height / 2}) rotate(-90)`,
      "text-anchor": "middle",
    });
    return { svg: name + maps.join(""), height };
  });
  const axes = groups.map((group, at) => classNumbers(group, left(at), width));
  const right = left(groups.length - 1) + width;
  const label = textElement("Class", {
    x: (AXIS_MARGINS.marginLeft + right) / 2,
    y: CLASSES_HEIGHT - 4,
    "text-anchor": "middle",
  });
  const drawing = stacked(
    [...rows, { svg: axes.join("") + label, height: CLASSES_HEIGHT }],
    MAP_GAP,
  );
  const look = { "font-size": SIZE.tick, fill: PALETTE.ink };
  return { ...drawing, svg: element("g", look, drawing.svg) };
}

function mapOf({ results }: LayerGroup, end: End, scale: DivergingScale): string {
  const values = results.flatMap((own) =>
    own[BEST[end]].classContributions.map((value) => inBits(value))
  );
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
