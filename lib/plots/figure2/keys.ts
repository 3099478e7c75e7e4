/**
 * Entries of keys that figures of sub-networks share.
 * @module
 */
import * as Plot from "@observablehq/plot";
import type { Figure2Result } from "../../experiments/figure2_result.ts";
import type { StrategyName } from "../../selection/strategies.ts";
import { threshold } from "../format.ts";
import { areaSample, dotSample, KEY_WIDTH, type LegendEntry, lineSample } from "../legend.ts";
import { plotPanel } from "../panel.ts";
import { element } from "../svg.ts";
import { PALETTE } from "../theme.ts";
import { BAND_OPACITY, LINE_WIDTH, markerOf } from "./estimate_marks.ts";
import { type Look, STRATEGY_LOOKS } from "./strategy_looks.ts";

/** Height of a marker's sample. */
const HEIGHT = 14;
/** Radius of dots in keys, larger than in figures to tell filled from hollow. */
const KEY_RADIUS = 4;

/** A line with its marker. */
export function lookEntry(look: Look, label: string): LegendEntry {
  const { colour, dashes } = look;
  const line = { width: LINE_WIDTH, ...(dashes === undefined ? {} : { dashes }) };
  const marker = plotPanel({
    width: KEY_WIDTH,
    height: HEIGHT,
    margin: 0,
    axis: null,
    x: { domain: [-1, 1] },
    y: { domain: [-1, 1] },
    color: { type: "identity" },
    symbol: { type: "identity" },
    marks: [Plot.dot([0], { x: 0, y: 0, ...markerOf(look) })],
  });
  const centred = element("g", { transform: `translate(0,${-HEIGHT / 2})` }, marker);
  return { sample: lineSample(colour, line) + centred, label };
}

/** Entries of strategies. */
export function strategyEntries(strategies: readonly StrategyName[]): LegendEntry[] {
  return strategies.map((strategy) =>
    lookEntry(STRATEGY_LOOKS[strategy], STRATEGY_LOOKS[strategy].label)
  );
}

/** What bands are; nothing for a single network, which has none. */
export function bandEntry({ networks }: Figure2Result): LegendEntry[] {
  return networks.length === 1
    ? []
    : [{ sample: areaSample(PALETTE.ink, BAND_OPACITY), label: `${threshold(0.95)} interval` }];
}

/** What filled and hollow points of differences are. */
export function differenceEntries({ networks }: Figure2Result): LegendEntry[] {
  if (networks.length === 1) return [];
  const interval = `${threshold(0.95)} interval`;
  return [
    {
      sample: dotSample(PALETTE.ink, "filled", KEY_RADIUS),
      label: `${interval} excludes 0`,
    },
    { sample: dotSample(PALETTE.ink, "hollow", KEY_RADIUS), label: "includes 0" },
  ];
}
