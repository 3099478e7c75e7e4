/** Panels drawn by Observable Plot without a browser, alone or beside each other; their axes. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { PlotError } from "../kit/figure.ts";
import { textWidth } from "../kit/text.ts";
import { tickLabel, type ValueAxis } from "./ticks.ts";
import { type Drawing, escapeXml, FIGURE_ID, roundTo, stacked, tickTexts } from "../kit/svg.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "../kit/theme.ts";

/** `Plot.Markish`, as the functions of Observable Plot make it; `null` and `undefined` draw nothing. */
export type Mark = object | null | undefined;

/** Options of a panel; titles, captions and keys belong to the figure around it. */
type PanelOptions =
  & Omit<
    Plot.PlotOptions,
    "document" | "marks" | "title" | "subtitle" | "caption" | "figure" | "className" | "style"
  >
  & Pick<Panels, "document">
  & { readonly height: number; readonly marks: readonly Mark[] };

let invisible: Document | undefined;

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
export function plotPanel({ document = anyDocument(), marks, ...options }: PanelOptions): Drawing {
  const identity = { color: { type: "identity" }, symbol: { type: "identity" } } as const;
  const svg = Plot.plot({ ...identity, ...options, marks: marks as Plot.Markish[], document });
  if (svg.localName !== "svg") {
    throw new PlotError(`Plot returned <${svg.localName}>, not <svg>: leave keys to the figure`);
  }
  const clipIds = [...svg.querySelectorAll("clipPath")].map(({ id }) => id);
  return { svg: tickTexts([markupWithin(svg, clipIds)], "middle"), height: options.height };
}

const escaped = (text: string) => escapeXml(text).replaceAll("\u00a0", "&#160;");

/** The content of an element as XML, which `innerHTML` in a browser is not. */
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
  return escaped(value.replace(/-?\d+\.\d+(e-?\d+)?/g, number));
}

function renamed(value: string, clipIds: readonly string[]): string {
  const id = /^url\(#(.+)\)$/.exec(value)?.[1] ?? value;
  const at = clipIds.indexOf(id);
  return at < 0 ? value : value.replace(id, `${FIGURE_ID}-clip-${at}`);
}

/** Margins of a panel with both axes. */
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

/** Space left of a panel for names on its vertical axis. */
export function marginFor(names: readonly string[]): number {
  return 24 + Math.max(...names.map((name) => textWidth(name, SIZE.tick)));
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
export type WordsAbove = (dy: number) => Mark;

/** Panels beside each other on common axes. */
export interface PanelColumns extends Pick<PanelOptions, "x" | "y" | "fx" | "document"> {
  /** Names of the columns: what marks have in the channel `fx`. */
  readonly names: readonly string[];
  /** Width of a panel, and height of what lies between the axes. */
  readonly panel: number;
  readonly height: number;
  /** Lines of words above the panels. */
  readonly above: readonly WordsAbove[];
  readonly marks: readonly Mark[];
  /** Default: {@link AXIS_MARGINS}, and as much above as the words need. */
  readonly marginTop?: number;
  readonly marginBottom?: number;
  readonly marginLeft?: number;
}

/** Draws panels beside each other, as facets of one drawing. */
export function drawColumns(
  { names, panel, height, above, marks, fx, ...options }: PanelColumns,
): Drawing {
  const margins = { ...AXIS_MARGINS, marginTop: above.length * LINE + BELOW_WORDS, ...options };
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
      ...fx,
    },
    marks: [...marks, ...above.map((words, line) => words(10 + line * LINE - marginTop))],
  });
}

/** A quantity, drawn in the panels of all facets on one axis. */
export interface PanelRow {
  /** The vertical axis. */
  readonly y: ValueAxis;
  /** Its name. */
  readonly label: string;
  /** Height of what lies between the axes. */
  readonly height: number;
  /** Marks of data that name their facet in the channel `fx`. */
  readonly marks: readonly Mark[];
  /** Lines of words above the panels of this row, below the headings. */
  readonly above?: readonly WordsAbove[];
}

/** Panels: facets beside each other, quantities below each other. */
export interface Panels {
  /** Draws the marks. Default: the page's, or in Deno one that is never shown. */
  readonly document?: Document | undefined;
  /** Names of the facets. */
  readonly facets: readonly string[];
  /** Facets beside each other; further ones follow below. Default: all. */
  readonly columns?: number;
  /** Lines of words above the first row of the facets shown there. Default: their names in bold. */
  readonly headings?: (names: readonly string[]) => readonly WordsAbove[];
  /** The horizontal axis of all panels, of integers; its label stands below the last row. */
  readonly x: ValueAxis & { readonly label: string };
  /** The rows with the numbers of that axis. Default: all. */
  readonly numbered?: "all" | "last";
  /** Space left of the panels, for the numbers or words of vertical axes. Default: {@link AXIS_MARGINS}. */
  readonly marginLeft?: number;
  /** From top to bottom. */
  readonly rows: readonly PanelRow[];
}

const ROW_GAP = 6;
/** Free space below panels with the numbers of the axis alone, and with its marks alone. */
const NUMBERS_HEIGHT = 22;
const MARKS_HEIGHT = 7;

/** Draws all rows for as many facets as fit beside each other, then those of the next facets. */
export function drawPanels(
  {
    facets,
    columns = facets.length,
    headings,
    x,
    numbered = "all",
    marginLeft = AXIS_MARGINS.marginLeft,
    rows,
    document,
  }: Panels,
): Drawing {
  const { label, ticks, tickFormat, domain, type } = x;
  const drawings: Drawing[] = [];
  for (let from = 0; from < facets.length; from += columns) {
    const names = facets.slice(from, from + columns);
    const named = headings?.(names) ?? [columnHeadings(names.map((name) => ({ name })))];
    rows.forEach(({ label: rowLabel, height, y, marks, above = [] }, at) => {
      const isLast = from + columns >= facets.length && at === rows.length - 1;
      const written = isLast || numbered === "all";
      const below = written ? NUMBERS_HEIGHT : MARKS_HEIGHT;
      drawings.push(drawColumns({
        document,
        names,
        panel: panelWidth(columns, marginLeft),
        marginLeft,
        height,
        above: [...(at === 0 ? named : []), ...above],
        marginBottom: isLast ? AXIS_MARGINS.marginBottom : below,
        x: { domain, ...(type && { type }) },
        y,
        marks: [
          valueAxis("y", rowLabel, y.ticks, y.tickFormat),
          integerAxis(isLast ? label : null, ticks, y.domain[0], written ? tickFormat : () => ""),
          ...marks,
        ],
      }));
    });
  }
  return stacked(drawings, numbered === "all" ? ROW_GAP : 0);
}

/** Words at the left end of a panel, above it where `dy` is negative. */
const COLUMN_TEXT = { frameAnchor: "top-left", textAnchor: "start", fx: "name" } as const;

const MUTED = { fill: PALETTE.muted, text: "note" } as const;

/** Words above the panel of this name: bold ones, and muted ones after them. */
export interface Heading {
  /** Of the facet. */
  readonly name: string;
  /** Default: the name. */
  readonly words?: string;
  /** Of the words. Default: ink. */
  readonly colour?: string;
  /** Default: none. */
  readonly note?: string | undefined;
}
const wordsOf = ({ name, words = name }: Heading) => words;
const noteAt = (heading: Heading) => textWidth(wordsOf(heading), SIZE.tick, "bold") + 6;

/** Words in bold above panels, by default their names. */
export function columnHeadings(headings: readonly Heading[]): WordsAbove {
  const colourOf = ({ colour = PALETTE.ink }: Heading) => colour;
  const [first, ...others] = new Set(headings.map(colourOf));
  const bold = { fill: others.length === 0 ? first! : colourOf, fontWeight: "bold" };
  const notes = headings.filter(({ note }) => note !== undefined);
  return (dy) =>
    Plot.marks(
      Plot.text(headings, { ...COLUMN_TEXT, ...bold, text: wordsOf, dy }),
      ...notes.map((one) => Plot.text([one], { ...COLUMN_TEXT, ...MUTED, dy, dx: noteAt(one) })),
    );
}

/** Muted words above panels: the notes of headings. */
export function columnNotes(headings: readonly Heading[]): WordsAbove {
  return (dy) => Plot.text(headings, { ...COLUMN_TEXT, ...MUTED, dy });
}

/** The longest of these notes that fits after a name in bold, in a panel of this width. */
export function fittingNote(
  name: string,
  notes: readonly string[],
  panel: number,
): string | undefined {
  const dx = noteAt({ name });
  return notes.find((words) => dx + textWidth(words, SIZE.tick) <= panel);
}
