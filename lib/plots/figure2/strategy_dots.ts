/**
 * Accuracies of networks as dots in the rows of strategies.
 * @module
 */
import * as Plot from "@observablehq/plot";
import type { Figure2Result } from "../../experiments/figure2_result.ts";
import type { StrategyName } from "../../selection/strategies.ts";
import type { Estimate } from "../estimate.ts";
import { threshold } from "../format.ts";
import { dotSample, type LegendEntry, lineSample } from "../legend.ts";
import { PALETTE } from "../theme.ts";
import type { NetworkAccuracy } from "./network_values.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";
import { WHOLE_ENTRY } from "./whole_network.ts";

/** The networks of one strategy in one panel. */
export interface StrategyDots {
  readonly column: string;
  readonly strategy: StrategyName;
  readonly accuracies: readonly NetworkAccuracy[];
  readonly mean: Estimate;
}

/** Dots in the upper part of a row, the mean below them; in rows from its middle. */
const DOTS = { middle: -0.13, spread: 0.2 };
const MEAN = 0.27;
const RADIUS = 2;
const MEAN_RADIUS = 3.5;
const INTERVAL_WIDTH = 2.5;

/**
 * A dot for every network, spread in their order, and their mean with its interval; a larger dot for a
 * single network.
 */
export function dotMarks(
  groups: readonly StrategyDots[],
  rowOf: (strategy: StrategyName) => number,
  place: (accuracy: number) => number,
): Plot.Markish[] {
  const several = groups.filter(({ accuracies }) => accuracies.length > 1);
  const dots = several.flatMap(({ column, strategy, accuracies }) =>
    accuracies.map(({ value }, at) => {
      const order = 2 * at / (accuracies.length - 1) - 1;
      const y = rowOf(strategy) + DOTS.middle + DOTS.spread * order;
      return { column, strategy, x: place(value), y };
    })
  );
  const means = groups.map((group) => {
    const { column, strategy, mean: { mean, low, high } } = group;
    const y = rowOf(strategy) + (several.includes(group) ? MEAN : 0);
    return { column, strategy, y, x: place(mean), low: place(low), high: place(high) };
  });
  const fx = "column";
  const colour = ({ strategy }: { readonly strategy: StrategyName }) =>
    STRATEGY_LOOKS[strategy].colour;
  return [
    Plot.dot(dots, { fx, x: "x", y: "y", r: RADIUS, fill: colour, fillOpacity: 0.55 }),
    Plot.ruleY(means, {
      fx,
      y: "y",
      x1: "low",
      x2: "high",
      stroke: colour,
      strokeWidth: INTERVAL_WIDTH,
    }),
    Plot.dot(means, { fx, x: "x", y: "y", r: MEAN_RADIUS, fill: colour }),
  ];
}

/** The key of {@link dotMarks}, and of the whole network. */
export function dotsLegend({ networks }: Figure2Result): LegendEntry[] {
  const ink = PALETTE.ink;
  const large = dotSample(ink, "filled", MEAN_RADIUS);
  const mean = lineSample(ink, { width: INTERVAL_WIDTH }) + large;
  return networks.length === 1 ? [{ sample: large, label: "sub-network" }, WHOLE_ENTRY] : [
    { sample: dotSample(ink, "filled", RADIUS), label: "one network" },
    { sample: mean, label: `mean with ${threshold(0.95)} interval` },
    WHOLE_ENTRY,
  ];
}
