/** Panels drawn by Observable Plot without a browser, alone or beside each other; their axes. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { PlotError } from "../kit/figure.ts";
import { tickLabel } from "./ticks.ts";
import { type LegendEntry, lineSample } from "../kit/legend.ts";
import { type Drawing, element, FIGURE_ID, roundTo } from "../kit/svg.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "../kit/theme.ts";

/** What a panel is made of; titles, captions and keys belong to the figure around it. */
export type PanelOptions =
  & Omit<
    Plot.PlotOptions,
    "document" | "title" | "subtitle" | "caption" | "figure" | "className" | "style"
  >
  & {
    readonly height: number;
    /** Draws the marks. Default: the page's, or in Deno one that is never shown. */
    readonly document?: Document | undefined;
  };

let invisible: Document | undefined;

/** The page's document, or one that is never shown. */
const anyDocument = (): Document =>
  globalThis.document ?? (invisible ??= parseHTML("<!doctype html><html></html>").document);

/** Path coordinates need no more than this; lines are most of a figure's bytes. */
const PATH_DECIMALS = 1;
const DECIMALS = 2;

/**
 * Draws marks with Plot, in the coordinates of `options.width` and `options.height`. Colours and symbols
 * of marks are taken as they are.
 *
 * Plot's own style sheet and labels for screen readers are dropped (the figure has its own), its
 * clip paths are renamed (Plot counts them up per process) and numbers are rounded.
 *
 * @throws {PlotError} when the options ask Plot for a key of its own
 */
export function plotPanel({ document = anyDocument(), ...options }: PanelOptions): Drawing {
  const identity = { color: { type: "identity" }, symbol: { type: "identity" } } as const;
  const svg = Plot.plot({ ...identity, ...options, document });
  if (svg.localName !== "svg") {
    throw new PlotError(`Plot returned <${svg.localName}>, not <svg>: leave keys to the figure`);
  }
  const clipIds = [...svg.querySelectorAll("clipPath")].map(({ id }) => id);
  const look = { "font-size": SIZE.tick, fill: PALETTE.ink, "text-anchor": "middle" };
  return { svg: element("g", look, markupWithin(svg, clipIds)), height: options.height };
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\u00a0": "&#160;",
};
const escaped = (text: string) => text.replace(/[&<>\u00a0]/g, (character) => ESCAPES[character]!);

/** What stands in an element, as XML: what `innerHTML` gives in a browser is no XML. */
function markupWithin(parent: Element, clipIds: readonly string[]): string {
  return [...parent.childNodes].map((node) => {
    if (!isElement(node)) return escaped(node.textContent ?? "");
    const { localName } = node;
    if (localName === "style") return "";
    const attributes = [...node.attributes].filter(({ name }) => !name.startsWith("aria-"))
      .map(({ name, value }) => ` ${name}="${renamed(rounded(name, value), clipIds)}"`).join("");
    const content = markupWithin(node, clipIds);
    return content === ""
      ? `<${localName}${attributes} />`
      : `<${localName}${attributes}>${content}</${localName}>`;
  }).join("");
}

const isElement = (node: ChildNode): node is Element => node.nodeType === 1;

function rounded(name: string, value: string): string {
  const decimals = name === "d" ? PATH_DECIMALS : DECIMALS;
  const number = (written: string) => String(roundTo(Number(written), decimals));
  return escaped(value.replace(/-?\d+\.\d+(e-?\d+)?/g, number)).replaceAll('"', "&quot;");
}

function renamed(value: string, clipIds: readonly string[]): string {
  const id = /^url\(#(.+)\)$/.exec(value)?.[1] ?? value;
  const at = clipIds.indexOf(id);
  return at < 0 ? value : value.replace(id, `${FIGURE_ID}-clip-${at}`);
}

/** Margins of a panel that leave room for both axes. */
export const AXIS_MARGINS = { marginLeft: 56, marginRight: 10, marginBottom: 42 } as const;

const LABEL = { labelAnchor: "center", labelArrow: "none" } as const;
/** From a horizontal axis to its label. */
const labelOffset = 38;

/** An axis of values: grid lines and numbers, by default with equally many decimals, no line. */
export function valueAxis(
  axis: "x" | "y",
  label: string,
  ticks: readonly number[],
  tickFormat: (tick: number) => string = tickLabel(ticks),
): Plot.Markish {
  const grid = { ticks: [...ticks], stroke: PALETTE.grid, strokeOpacity: 1 };
  const numbers = { ticks: [...ticks], tickFormat, tickSize: 0, label, ...LABEL };
  return axis === "x"
    ? Plot.marks(Plot.gridX(grid), Plot.axisX({ ...numbers, labelOffset }))
    : Plot.marks(Plot.gridY(grid), Plot.axisY(numbers));
}

/** A horizontal axis of integers, with a line at `low`, the lower end of the vertical one. */
export function integerAxis(
  label: string | null,
  ticks: readonly number[],
  low: number,
  tickFormat: (tick: number) => string = String,
): Plot.Markish {
  return Plot.marks(
    Plot.axisX({ ticks: [...ticks], tickFormat, tickSize: 4, label, labelOffset, ...LABEL }),
    Plot.ruleY([low], { stroke: PALETTE.ink }),
  );
}

/** Bands across a panel, between values on an axis. */
export function bandAcross(
  axis: "x" | "y",
  bands: readonly { readonly low: number; readonly high: number }[],
  look: Plot.RectOptions,
): Plot.Markish {
  return axis === "x"
    ? Plot.rectX(bands, { ...look, x1: "low", x2: "high" })
    : Plot.rectY(bands, { ...look, y1: "low", y2: "high" });
}

/** Lines across a panel, at values on an axis. */
export function lineAcross(
  axis: "x" | "y",
  values: readonly number[],
  look: Plot.RuleXOptions & Plot.RuleYOptions,
): Plot.Markish {
  return axis === "x" ? Plot.ruleX(values, look) : Plot.ruleY(values, look);
}

/** How lines at a value to compare with are drawn. */
export const REFERENCE_LOOK = { stroke: PALETTE.reference, strokeDasharray: "2,3" } as const;

/** The entry of such a line in a key. */
export function referenceEntry(label: string, width?: number): LegendEntry {
  const { stroke, strokeDasharray: dashes } = REFERENCE_LOOK;
  return { sample: lineSample(stroke, { dashes, width }), label };
}
export const PANEL_GAP = 14;

/** Width of one of so many panels beside each other, right of a margin for the axis and its labels. */
export function panelWidth(columns: number, marginLeft: number = AXIS_MARGINS.marginLeft): number {
  const gaps = (columns - 1) * PANEL_GAP;
  return (INNER_WIDTH - marginLeft - AXIS_MARGINS.marginRight - gaps) / columns;
}

/** Line height of words above panels, and the space below them. */
const LINE = 17;
const BELOW_WORDS = 7;

/** Words above panels, at `dy` relative to their upper edges. */
export type WordsAbove = (dy: number) => Plot.Markish;

/** Panels beside each other on common axes. */
export interface PanelColumns extends Pick<PanelOptions, "x" | "y"> {
  /** Names of the columns: what marks have in the channel `fx`. */
  readonly names: readonly string[];
  /** Width of a panel, and height of what lies between the axes. */
  readonly panel: number;
  readonly height: number;
  /** Lines of words above the panels. */
  readonly above: readonly WordsAbove[];
  readonly marks: readonly Plot.Markish[];
  /** Room below and on the left. Default: {@link AXIS_MARGINS}. */
  readonly marginBottom?: number;
  readonly marginLeft?: number;
}

/** Draws panels beside each other, as facets of one drawing. */
export function drawColumns(
  { names, panel, height, above, marks, ...options }: PanelColumns,
): Drawing {
  const margins = { ...AXIS_MARGINS, ...options, marginTop: above.length * LINE + BELOW_WORDS };
  const { marginLeft, marginRight, marginTop, marginBottom } = margins;
  return plotPanel({
    ...margins,
    width: marginLeft + names.length * (panel + PANEL_GAP) - PANEL_GAP + marginRight,
    height: marginTop + height + marginBottom,
    fx: {
      domain: names,
      // A single facet would keep the padding at its sides.
      paddingInner: names.length === 1 ? 0 : PANEL_GAP / (panel + PANEL_GAP),
      round: false,
      axis: null,
    },
    marks: [...marks, ...above.map((words, line) => words(10 + line * LINE - marginTop))],
  });
}

/** Places words at the left end of a panel, above it where `dy` is negative. */
export const COLUMN_TEXT = { frameAnchor: "top-left", textAnchor: "start" } as const;

/** Words in bold above panels of these names; by default the names. */
export function columnHeadings(
  names: readonly string[],
  words = names,
  fill: string = PALETTE.ink,
): WordsAbove {
  const look = { ...COLUMN_TEXT, fill, fontWeight: "bold" };
  return (dy) => Plot.text(names, { ...look, fx: (name: string) => name, text: words, dy });
}
