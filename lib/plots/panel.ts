/**
 * Observable Plot without a browser.
 * @module
 */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { PlotError } from "./error.ts";
import { element, FIGURE_ID, roundTo } from "./svg.ts";
import { PALETTE, SIZE } from "./theme.ts";

/** What a panel is made of; titles, captions and keys belong to the figure around it. */
export type PanelOptions = Omit<
  Plot.PlotOptions,
  "document" | "title" | "subtitle" | "caption" | "figure" | "className" | "style"
>;

const { document } = parseHTML("<!doctype html><html></html>");

/** Path coordinates need no more than this; lines are most of a figure's bytes. */
const PATH_DECIMALS = 1;
const DECIMALS = 2;

/**
 * Draws marks with Plot and returns the markup of a group, in the coordinates of `options.width`
 * and `options.height`, ready for {@link composeFigure}.
 *
 * Plot's own style sheet and labels for screen readers are dropped (the figure has its own), its
 * clip paths are renamed (Plot counts them up per process) and numbers are rounded.
 */
export function plotPanel(options: PanelOptions): string {
  const svg = Plot.plot({ ...options, document });
  if (svg.localName !== "svg") {
    throw new PlotError(`Plot returned <${svg.localName}>, not <svg>: leave keys to the figure`);
  }
  svg.querySelector("style")?.remove();
  const clipIds = [...svg.querySelectorAll("clipPath")].map(({ id }) => id);
  for (const part of svg.querySelectorAll("*")) tidy(part, clipIds);
  return element(
    "g",
    { "font-size": SIZE.tick, fill: PALETTE.ink, "text-anchor": "middle" },
    svg.innerHTML,
  );
}

function tidy(part: Element, clipIds: readonly string[]): void {
  for (const { name, value } of [...part.attributes]) {
    if (name.startsWith("aria-")) part.removeAttribute(name);
    else part.setAttribute(name, renamed(rounded(name, value), clipIds));
  }
}

function rounded(name: string, value: string): string {
  const decimals = name === "d" ? PATH_DECIMALS : DECIMALS;
  return value.replace(
    /-?\d+\.\d+(e-?\d+)?/g,
    (number) => String(roundTo(Number(number), decimals)),
  );
}

function renamed(value: string, clipIds: readonly string[]): string {
  const id = /^url\(#(.+)\)$/.exec(value)?.[1] ?? value;
  const at = clipIds.indexOf(id);
  return at < 0 ? value : value.replace(id, `${FIGURE_ID}-clip-${at}`);
}
