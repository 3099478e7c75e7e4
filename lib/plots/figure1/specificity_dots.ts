/**
 * How class-specific the best multiplets are, network by network.
 * @module
 */
import * as Plot from "@observablehq/plot";
import { summarise, type Summary } from "../../statistics/summary.ts";
import { AXIS_MARGINS, referenceLine, valueAxis } from "../axes.ts";
import { columnScale, panelWidth } from "../columns.ts";
import { plotPanel } from "../panel.ts";
import type { Drawing } from "../stack.ts";
import { INNER_WIDTH, PALETTE } from "../theme.ts";
import { linearTicks } from "../ticks.ts";
import { type End, ENDS } from "./ends.ts";
import type { LayerGroup } from "./layer_groups.ts";
import { layerHeadings } from "./layer_panels.ts";
import { bestSpecificity } from "./specificity.ts";

/** The multiplets at one end of one layer, in per cent. */
interface Column {
  readonly layer: string;
  readonly end: End;
  /** One value a network that has one. */
  readonly values: readonly number[];
  readonly summary: Summary;
}

const HEIGHT = 150;
const MARGIN_TOP = 24;
const RADIUS = 2.2;
/** Middle of each end's dots on an axis from 0 to 2, and how far they spread to either side. */
const MIDDLE: Readonly<Record<End, number>> = { synergy: 0.5, redundancy: 1.5 };
const SPREAD = 0.28;
/** Half the length of a mean's line. */
const MEAN = 0.4;

/**
 * Draws a dot for every network, a panel a layer; and from two networks on the mean of each end with its
 * 95 % interval.
 */
export function drawSpecificityDots(groups: readonly LayerGroup[]): Drawing {
  const panel = panelWidth(groups.length);
  const columns = groups.flatMap((group) => ENDS.flatMap((end) => columnOf(group, end)));
  const dots = columns.flatMap(({ values, ...column }) =>
    values.map((value, at) => {
      const place = values.length === 1 ? 0 : 2 * at / (values.length - 1) - 1;
      return { ...column, value, x: MIDDLE[column.end] + SPREAD * place };
    })
  );
  const means = columns.flatMap(({ summary: { mean, confidenceInterval }, ...column }) => {
    if (confidenceInterval === undefined) return [];
    const [low, high] = confidenceInterval;
    const x = MIDDLE[column.end];
    return [{ ...column, mean, low, high, x, left: x - MEAN, right: x + MEAN }];
  });
  const highest = Math.max(...dots.map(({ value }) => value), ...means.map(({ high }) => high), 0);
  const domain: [number, number] = [0, Math.max(10, 1.06 * highest)];
  const colour = ({ end }: { readonly end: End }) => PALETTE[end];
  const place = { fx: "layer" } as const;
  const svg = plotPanel({
    width: INNER_WIDTH,
    height: MARGIN_TOP + HEIGHT + 6,
    ...AXIS_MARGINS,
    marginTop: MARGIN_TOP,
    marginBottom: 6,
    x: { domain: [0, 2], axis: null },
    y: { domain },
    fx: columnScale(groups.map(({ name }) => name), panel),
    color: { type: "identity" },
    marks: [
      valueAxis("Largest class (%)", linearTicks(...domain, 5)),
      Plot.ruleY([0], { stroke: PALETTE.ink }),
      referenceLine(100 / groups[0]!.results[0]!.bestSynergy.classContributions.length),
      Plot.dot(dots, {
        ...place,
        x: "x",
        y: "value",
        r: RADIUS,
        fill: colour,
        fillOpacity: 0.55,
      }),
      Plot.ruleX(means, {
        ...place,
        x: "x",
        y1: "low",
        y2: "high",
        stroke: colour,
        strokeWidth: 2,
      }),
      Plot.ruleY(means, {
        ...place,
        y: "mean",
        x1: "left",
        x2: "right",
        stroke: colour,
        strokeWidth: 2,
      }),
      ...layerHeadings(groups, panel, 10 - MARGIN_TOP),
    ],
  });
  return { svg, height: MARGIN_TOP + HEIGHT + 6 };
}

/** Nothing where no network has a specificity. */
function columnOf({ name, results }: LayerGroup, end: End): Column[] {
  const values = results.map((own) => 100 * bestSpecificity(own, end))
    .filter((value) => !Number.isNaN(value));
  return values.length === 0 ? [] : [{ layer: name, end, values, summary: summarise(values) }];
}
