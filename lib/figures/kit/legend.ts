/** The key of a figure: samples of marks and their meaning. */
import { type Drawing, element, textElement } from "./svg.ts";
import { textWidth } from "./text.ts";
import { PALETTE, SIZE } from "./theme.ts";

/** One entry: the markup of a sample, in a box of {@link KEY_WIDTH} × 0 around y = 0, and its meaning. */
export type LegendEntry = Readonly<Record<"sample" | "label", string>>;

export const KEY_WIDTH = 24;
const KEY_GAP = 6;
const ENTRY_GAP = 14;
const ROW_HEIGHT = 20;

/** A sample of a line; `dashes` as in `stroke-dasharray`. */
export function lineSample(
  stroke: string,
  { width = 1.25, dashes, opacity = 1 }: {
    readonly width?: number | undefined;
    readonly dashes?: string | undefined;
    readonly opacity?: number;
  },
): string {
  return element("path", {
    d: `M0,0H${KEY_WIDTH}`,
    stroke,
    "stroke-width": width,
    "stroke-opacity": opacity,
    "stroke-dasharray": dashes,
  });
}

export const AREA_HEIGHT = 10;

/** A sample of a filled area, such as a bar or a band. */
export function areaSample(fill: string, opacity = 1): string {
  const box = { x: 0, y: -AREA_HEIGHT / 2, width: KEY_WIDTH, height: AREA_HEIGHT };
  return element("rect", { ...box, fill, "fill-opacity": opacity });
}

/** A sample of a marker. */
export function dotSample(
  colour: string,
  shape: "filled" | "hollow" | "cross",
  radius: number,
): string {
  const x = KEY_WIDTH / 2;
  if (shape === "filled") return element("circle", { cx: x, cy: 0, r: radius, fill: colour });
  const outline = { stroke: colour, "stroke-width": 2, fill: "none" };
  if (shape === "hollow") return element("circle", { cx: x, cy: 0, r: radius - 1, ...outline });
  const [left, right] = [x - radius, x + radius];
  const d = `M${left},${-radius}L${right},${radius}M${left},${radius}L${right},${-radius}`;
  return element("path", { d, ...outline });
}

/** Entries from left to right, broken into rows no wider than `width`; starts at y = 0. */
export function legend(entries: readonly LegendEntry[], width: number): Drawing {
  let x = 0;
  let row = 0;
  const drawn = entries.map(({ sample, label }) => {
    const needed = KEY_WIDTH + KEY_GAP + textWidth(label, SIZE.tick);
    if (x > 0 && x + needed > width) {
      x = 0;
      row += 1;
    }
    const transform = `translate(${Math.round(x)},${ROW_HEIGHT * (row + 0.5)})`;
    x += needed + ENTRY_GAP;
    const place = { x: KEY_WIDTH + KEY_GAP, dy: "0.35em" };
    const text = textElement(label, { ...place, "font-size": SIZE.tick, fill: PALETTE.ink });
    return element("g", { transform }, sample, text);
  });
  return { svg: drawn.join(""), height: entries.length === 0 ? 0 : ROW_HEIGHT * (row + 1) };
}
