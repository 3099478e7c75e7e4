/**
 * Overlaps of strategies as cells, their names around them.
 * @module
 */
import { STRATEGY_NAMES, type StrategyName } from "../../selection/strategies.ts";
import { colourBar, type DivergingScale } from "../diverging.ts";
import { type Drawing, stacked } from "../stack.ts";
import { element, textElement } from "../svg.ts";
import { textWidth } from "../text.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "../theme.ts";
import { tint } from "../tint.ts";
import type { Overlap } from "./overlap.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";

const NAME_GAP = 8;
const CELL_HEIGHT = 34;
const LARGEST_WIDTH = 62;
const LINE = 1.5;
/** Cells are no darker than this share of a colour, for numbers to be read on them. */
const SHADE = 0.6;

/**
 * Draws a cell for every pair of strategies: the Jaccard index as a number, and as a colour how far it
 * is from chance.
 */
export function drawOverlaps(overlaps: readonly Overlap[]): Drawing {
  const rows = STRATEGY_NAMES.filter((strategy) =>
    overlaps.some(({ second }) => second === strategy)
  );
  const columns = STRATEGY_NAMES.filter((strategy) =>
    overlaps.some(({ first }) => first === strategy)
  );
  const left = NAME_GAP +
    Math.max(...rows.map((strategy) => textWidth(nameOf(strategy), SIZE.tick)));
  const width = Math.min(LARGEST_WIDTH, (INNER_WIDTH - left) / columns.length);
  const bottom = CELL_HEIGHT * rows.length;
  const limit = Math.max(...overlaps.map(({ excess }) => Math.abs(excess.mean)));
  // With all overlaps as expected any limit will do.
  const scale = { ...COLOURS, limit: limit || 1 };
  const cells = overlaps.map((overlap) => {
    const x = left + columns.indexOf(overlap.first) * width;
    const y = rows.indexOf(overlap.second) * CELL_HEIGHT;
    const place = { x: x + LINE / 2, y: y + LINE / 2 };
    const size = { width: width - LINE, height: CELL_HEIGHT - LINE };
    return element("rect", { ...place, ...size, fill: colourOf(overlap, scale) }) +
      textElement(overlap.jaccard.mean.toFixed(2), {
        x: x + width / 2,
        y: y + CELL_HEIGHT / 2,
        dy: "0.35em",
        "text-anchor": "middle",
      });
  });
  const names = [
    ...rows.map((strategy, at) =>
      textElement(nameOf(strategy), {
        x: left - NAME_GAP,
        y: (at + 0.5) * CELL_HEIGHT,
        dy: "0.35em",
        "text-anchor": "end",
      })
    ),
    ...columns.map((strategy, at) =>
      textElement(nameOf(strategy), {
        transform: `translate(${left + (at + 0.5) * width},${bottom + NAME_GAP}) rotate(-90)`,
        dy: "0.35em",
        "text-anchor": "end",
      })
    ),
  ];
  const longest = Math.max(...columns.map((strategy) => textWidth(nameOf(strategy), SIZE.tick)));
  const look = { "font-size": SIZE.tick, fill: PALETTE.ink };
  return stacked([
    { svg: element("g", look, ...cells, ...names), height: bottom + NAME_GAP + longest },
    colourBar(scale, 2, "Jaccard index minus chance"),
  ], 14);
}

const COLOURS = {
  negative: tint(PALETTE.negative, SHADE),
  positive: tint(PALETTE.positive, SHADE),
} as const;

function colourOf({ excess }: Overlap, { negative, positive, limit }: DivergingScale): string {
  return tint(excess.mean < 0 ? negative : positive, Math.abs(excess.mean) / limit);
}

function nameOf(strategy: StrategyName): string {
  return STRATEGY_LOOKS[strategy].label;
}
