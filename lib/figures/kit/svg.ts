/** SVG as text, for what is drawn without Plot. */
import { PALETTE, SIZE } from "./theme.ts";

/** Attribute values by name; numbers are rounded to two decimals, `undefined` is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Stands for the figure's own id in a drawing; {@link composeFigure} replaces it. */
export const FIGURE_ID = "FIGURE-ID";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text made safe for element content and attribute values. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ESCAPES[character]!);

/** An element; `content` is markup: plain text goes through {@link escapeXml} first. */
export function element(name: string, attributes: Attributes, ...content: string[]): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined
      ? ""
      : ` ${key}="${typeof value === "number" ? roundTo(value, 2) : escapeXml(value)}"`
  ).join("");
  return content.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${content.join("")}</${name}>`;
}

/** A `<text>` element with plain text. */
export const textElement = (text: string, attributes: Attributes): string =>
  element("text", attributes, escapeXml(text));

/** Drawings whose texts have the size and the colour of numbers on axes. */
export function tickTexts(drawings: readonly string[], anchor?: "middle"): string {
  const style = { "font-size": SIZE.tick, fill: PALETTE.ink, "text-anchor": anchor };
  return element("g", style, ...drawings);
}

/** Rounds without trailing zeros: keeps figures small and the same on every machine. */
export function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale + 0;
}

/** A drawing that begins at y = 0. */
export interface Drawing {
  /** Its markup. */
  readonly svg: string;
  /** In user units. */
  readonly height: number;
}

/** Stacks drawings with `gap` between them. */
export function stacked(drawings: readonly Drawing[], gap: number): Drawing {
  let height = -gap;
  const placed = drawings.map((drawing) => {
    const top = height + gap;
    height = top + drawing.height;
    return element("g", { transform: `translate(0,${top})` }, drawing.svg);
  });
  return { svg: placed.join(""), height: Math.max(0, height) };
}
