/** Styles of strategies, and the entries of keys. */
import * as Plot from "@observablehq/plot";
import type { RetrainingResult, SubnetworkChoice, SubnetworkRemoval } from "../result.ts";
import { STRATEGY_NAMES, type StrategyName } from "../../../selection/strategies.ts";
import { type Removal, REMOVALS } from "../../../selection/treatments.ts";
import { type Estimate, isRange } from "../../../figures/kit/estimate.ts";
import { INTERVAL, unbroken } from "../../../figures/kit/text.ts";
import {
  areaSample,
  dotSample,
  KEY_WIDTH,
  type LegendEntry,
  lineSample,
} from "../../../figures/kit/legend.ts";
import {
  bandAcross,
  lineAcross,
  REFERENCE_STYLE,
  referenceEntry,
} from "../../../figures/panels/marks.ts";
import { plotPanel } from "../../../figures/panels/panels.ts";
import { element } from "../../../figures/kit/svg.ts";
import { PALETTE } from "../../../figures/kit/theme.ts";
import { othersText, strategyLabel } from "../../claims/wording.ts";

/** Style of a line with markers, and its name in keys and beside axes. */
export interface LineStyle {
  readonly label: string;
  readonly colour: string;
  readonly symbol: Plot.SymbolType;
  /** As in `stroke-dasharray`. Default: a solid line. */
  readonly dashes?: string;
}

const DASHES = "4,2.5";

/** Sub-networks of one kind. */
export interface Kind extends LineStyle, Pick<SubnetworkChoice, "strategy" | "start"> {}

const STYLES: Readonly<Record<StrategyName, Omit<LineStyle, "label">>> = {
  synergy: { colour: PALETTE.synergy, symbol: "circle" },
  redundancy: { colour: PALETTE.redundancy, symbol: "square" },
  complement: { colour: PALETTE.complement, symbol: "diamond", dashes: DASHES },
  random: { colour: PALETTE.random, symbol: "times", dashes: "1.5,2" },
  "mi-model": { colour: PALETTE.miModel, symbol: "triangle" },
  "mi-mixture": { colour: PALETTE.miMixture, symbol: "wye", dashes: DASHES },
  magnitude: { colour: PALETTE.magnitude, symbol: "star" },
  "iterative-magnitude": { colour: PALETTE.iterativeMagnitude, symbol: "plus", dashes: DASHES },
  // Controls have the colour of the strategy that they vary.
  "synergy-without-label": { colour: PALETTE.synergy, symbol: "cross", dashes: DASHES },
  "random-live": { colour: PALETTE.random, symbol: "hexagon", dashes: DASHES },
  "synergy-greedy": { colour: PALETTE.synergy, symbol: "triangle2", dashes: DASHES },
};

/** Names in keys and beside axes that say more than the strategy's own. */
const LABELS: Readonly<Partial<Record<StrategyName, string>>> = {
  // It keeps m neurons of n: those outside the most synergistic multiplet of n − m.
  complement: `complement of synergistic ${unbroken("n − m")}`,
};

/** Strategies, each with a colour, a marker and a stroke of its own; of two similar ones the second is dashed. */
export const STRATEGY_STYLES = Object.fromEntries(
  STRATEGY_NAMES.map((strategy) => [
    strategy,
    { strategy, label: LABELS[strategy] ?? strategyLabel(strategy), ...STYLES[strategy] },
  ]),
) as Readonly<Record<StrategyName, Kind>>;
export const STRATEGY_KINDS: readonly Kind[] = Object.values(STRATEGY_STYLES);

/** Things by what happens to other neurons, in the order of removals; those without any are left out. */
export function byRemoval<One extends { readonly removal?: SubnetworkRemoval }>(
  all: readonly One[],
): { readonly removal: Removal; readonly name: string; readonly own: readonly One[] }[] {
  return REMOVALS.flatMap((removal) => {
    const own = all.filter((one) => one.removal === removal);
    return own.length === 0 ? [] : [{ removal, name: othersText(removal), own }];
  });
}

/** Widths and sizes of lines and markers. */
export const LINE_WIDTH = 1.5;
const MARKER_RADIUS = 3;
export const BAND_OPACITY = 0.13;

/** Options of `Plot.dot` for the marker of a style. */
export function markerOf({ colour, symbol }: LineStyle): Plot.DotOptions {
  return symbol === "times" || symbol === "plus"
    ? { symbol, r: MARKER_RADIUS, stroke: colour, strokeWidth: LINE_WIDTH }
    : { symbol, r: MARKER_RADIUS, fill: colour };
}

/** The whole network: a line across all panels at its mean accuracy, with a band for the interval. */
export function wholeMarks(
  whole: Estimate,
  axis: "x" | "y",
  position: (accuracy: number) => number,
): Plot.Markish[] {
  const bands = isRange(whole) ? [{ low: position(whole.low), high: position(whole.high) }] : [];
  return [
    bandAcross(axis, bands, { fill: PALETTE.reference, fillOpacity: BAND_OPACITY }),
    lineAcross(axis, [position(whole.mean)], { ...REFERENCE_STYLE, strokeWidth: LINE_WIDTH }),
  ];
}
export const WHOLE_ENTRY: LegendEntry = referenceEntry("whole network", LINE_WIDTH);

/** The key of {@link wholeMarks}, where no other entry explains bands. */
export function wholeEntry({ networks }: RetrainingResult): LegendEntry {
  return networks.length === 1 ? WHOLE_ENTRY : {
    sample: areaSample(PALETTE.reference, BAND_OPACITY) + WHOLE_ENTRY.sample,
    label: `${WHOLE_ENTRY.label} (band: ${INTERVAL})`,
  };
}

/** Height of a marker's sample. */
const HEIGHT = 14;

/** A line with its marker. */
export function styleEntry(style: LineStyle): LegendEntry {
  const { label, colour, dashes } = style;
  const marker = plotPanel({
    width: KEY_WIDTH,
    height: HEIGHT,
    margin: 0,
    axis: null,
    x: { domain: [-1, 1] },
    y: { domain: [-1, 1] },
    marks: [Plot.dot([0], { x: 0, y: 0, ...markerOf(style) })],
  });
  const centred = element("g", { transform: `translate(0,${-HEIGHT / 2})` }, marker.svg);
  return { sample: lineSample(colour, { width: LINE_WIDTH, dashes }) + centred, label };
}

/** Lines over sizes, their bands, which a single network does not have, and the whole network. */
export function linesLegend(
  { networks }: RetrainingResult,
  styles: readonly LineStyle[],
): LegendEntry[] {
  const band = { sample: areaSample(PALETTE.ink, BAND_OPACITY), label: INTERVAL };
  return [...styles.map(styleEntry), ...(networks.length > 1 ? [band] : []), WHOLE_ENTRY];
}

/** Filled and hollow points of differences; none for a single network. */
export function differenceEntries({ networks }: RetrainingResult): LegendEntry[] {
  // Larger than in figures, so that filled and hollow differ clearly.
  const dot = (shape: "filled" | "hollow") => dotSample(PALETTE.ink, shape, 4);
  return networks.length === 1 ? [] : [
    { sample: dot("filled"), label: `${INTERVAL} excludes 0` },
    { sample: dot("hollow"), label: "includes 0" },
  ];
}
