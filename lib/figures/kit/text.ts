/** Widths and lines of text, computed without a browser; numbers and words as figures write them. */
import type { Summary } from "../../statistics/summary.ts";
import { decimal, withInterval } from "../../statistics/words.ts";
import { roundTo } from "./svg.ts";
import { SIZE } from "./theme.ts";

/** Advance widths of characters, in thousandths of the font size. */
type Widths = readonly (readonly [width: number, characters: string])[];

/** Of Helvetica, Arial and Liberation Sans. */
const REGULAR: Widths = [
  [191, "'"],
  [222, "ijl‘’"],
  [278, " \u00a0!,./:;I[\\]ft·"],
  [333, "()-`r“”"],
  [355, '"'],
  [389, "*"],
  [500, "Jckvsxyz"],
  [611, "FTZ"],
  [584, "+<=>~×−"],
  [667, "&ABEKPSVXY"],
  [722, "CDHNRUw"],
  [778, "GOQΩ"],
  [833, "Mm"],
  [889, "%"],
  [944, "W"],
  [1000, "—…"],
];

/** Of their bold faces. */
const BOLD: Widths = [
  [238, "'"],
  [278, " \u00a0,./I\\ijl‘’·"],
  [333, "!():;[]-`ft"],
  [389, "*r"],
  [474, '"'],
  [500, "z“”"],
  [584, "+<=>~×−"],
  [611, "?FLTZbdghnopqu"],
  [667, "EPSVXY"],
  [722, "&ABCDHKNRU"],
  [778, "GOQwΩ"],
  [833, "M"],
  [889, "%m"],
  [944, "W"],
  [1000, "—…"],
];

/** Of digits and most small letters, and the guess for characters that the tables lack. */
const COMMON_WIDTH = 556;

const tableOf = (widths: Widths): ReadonlyMap<string, number> =>
  new Map(widths.flatMap(([width, characters]) => [...characters].map((c) => [c, width] as const)));

const TABLES = { regular: tableOf(REGULAR), bold: tableOf(BOLD) };

/** Size of a font in user units, and its face. */
type Font = readonly [size: number, weight?: "bold" | undefined];

/** Width of one line of text. */
export function textWidth(text: string, ...[size, weight]: Font): number {
  const widths = TABLES[weight ?? "regular"];
  const widthOf = (character: string) => widths.get(character) ?? COMMON_WIDTH;
  return [...text].reduce((sum, character) => sum + widthOf(character), 0) / 1000 * size;
}

/** The text of a tick, or its beginning and its end where it is wider. */
export function shortened(text: string, width: number): string {
  const characters = [...text];
  let shown = text;
  for (let kept = characters.length - 1; kept > 1 && textWidth(shown, SIZE.tick) > width; kept--) {
    const half = Math.ceil(kept / 2);
    shown = [...characters.slice(0, half), "…", ...characters.slice(half - kept)].join("");
  }
  return shown;
}

/**
 * Breaks text at spaces into lines no wider than `width`. A longer word gets a line of its own; a
 * no-break space (U+00A0) keeps a number and its unit together.
 */
export function wrapText(text: string, width: number, ...font: Font): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, ...font) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** As {@link wrapText}, in as many lines, but of about equal width: for titles. */
export function balanceText(text: string, width: number, ...font: Font): string[] {
  const most = wrapText(text, width, ...font).length;
  let balanced = width;
  for (let narrower = width; narrower > 0; narrower -= font[0]) {
    if (wrapText(text, narrower, ...font).length > most) break;
    balanced = narrower;
  }
  return wrapText(text, balanced, ...font);
}

/** A tag, and the text behind it. */
const TAG = /<(\/?)([a-z]+)([^>]*?)(\/?)>([^<]*)/gi;

/** Shorter texts, such as most numbers of axes, fit in any font. */
const SHORT = 2;

/**
 * Gives every text of a drawing the width by which the figure was laid out: exactly its own where one of
 * the figure's fonts is installed, squeezed where a wider one replaces it. Fonts have to be attributes.
 */
export function fitTexts(markup: string): string {
  // Texts inherit the fonts of the elements around them.
  const fonts: Font[] = [[SIZE.tick]];
  return markup.replace(TAG, (tag, closing, name, attributes, empty, text) => {
    if (closing !== "") {
      fonts.pop();
      return tag;
    }
    const font = fontOf(attributes, fonts.at(-1)!);
    if (empty === "") fonts.push(font);
    const plain = plainText(text);
    if (!/^(text|tspan)$/.test(name) || plain.trim().length <= SHORT) return tag;
    const width = roundTo(textWidth(plain, ...font), 1);
    return `<${name}${attributes} textLength="${width}" lengthAdjust="spacingAndGlyphs">${text}`;
  });
}

function fontOf(attributes: string, [size, weight]: Font): Font {
  const ownSize = /\sfont-size="([\d.]+)"/.exec(attributes)?.[1] ?? size;
  const ownWeight = /\sfont-weight="(\w+)"/.exec(attributes)?.[1] ?? weight;
  return [Number(ownSize), ownWeight === "bold" ? "bold" : undefined];
}

/** Characters by the markup that `escapeXml` and the drawings of Plot write for them. */
const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#160;": "\u00a0",
  "&amp;": "&",
};
const plainText = (markup: string): string =>
  markup.replace(/&#?\w+;/g, (entity) => ENTITIES[entity] ?? entity);

export { decimal };

/** The number of decimals with which amounts up to this one keep digits: 2, of small ones up to 4. */
export const decimalsFor = (largest: number): number =>
  largest >= 0.05 ? 2 : largest >= 0.005 ? 3 : 4;

const NO_BREAK = "\u00a0";

/** A share 0..1 in per cent with one decimal: 0.9612 → "96.1 %". */
export const percent = (share: number): string => `${(100 * share).toFixed(1)}${NO_BREAK}%`;

/** A share that was chosen, not measured, with the decimals it has: 0.96 → "96 %". */
export const threshold = (share: number): string =>
  `${Number((100 * share).toPrecision(12))}${NO_BREAK}%`;

/** The meaning of error bars and bands. */
export const INTERVAL = `${threshold(0.95)} interval`;

/** Mean and standard deviation of shares: "96.1 ± 0.2 %"; the mean alone without a deviation. */
export function percentWithSpread(mean: number, deviation: number | undefined): string {
  return deviation === undefined
    ? percent(mean)
    : unbroken(`${(100 * mean).toFixed(1)} ± ${percent(deviation)}`);
}

/** A loss with three significant digits and its unit: "0.135 nats". */
export const nats = (loss: number): string => `${loss.toPrecision(3)}${NO_BREAK}nats`;

/** An amount of information in bits: "−2.43 bits". */
export const bits = (amount: number): string => `${decimal(amount)}${NO_BREAK}bits`;

/** A mean with its interval, where it has one, and their unit: "0.52 (0.31 to 0.73) bits". */
export function meanInWords(
  { mean, confidenceInterval }: Pick<Summary, "mean" | "confidenceInterval">,
  unit: string,
): string {
  return unbroken(`${withInterval(mean, confidenceInterval)} ${unit}`);
}

/** Text on one line. */
export const unbroken = (text: string): string => text.replaceAll(" ", NO_BREAK);

const PLAIN = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** An integer with thousands separated: "16,750"; from a million on: "1.2M". */
export const integer = (value: number): string => (value < 1e6 ? PLAIN : COMPACT).format(value);

/** A count and its noun: "1 network", "20 networks". */
export function plural(count: number, singular: string, several = `${singular}s`): string {
  return `${integer(count)} ${count === 1 ? singular : several}`;
}

/** Items joined as in a sentence: "a", "a and b", "a, b and c"; or with `or`. */
export function enumerate(items: readonly string[], last: "and" | "or" = "and"): string {
  return items.length < 2
    ? items.join("")
    : `${items.slice(0, -1).join(", ")} ${last} ${items[items.length - 1]}`;
}

/** With its first letter as at the beginning of a sentence. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Sentences in a row; empty ones are left out. */
export function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

/** Sizes in words, neighbours as a range: `"2 to 9, 11"`. */
export function sizesInWords(sizes: readonly number[]): string {
  const starts = sizes.filter((size) => !sizes.includes(size - 1));
  return starts.map((start) => {
    let end = start;
    while (sizes.includes(end + 1)) end++;
    return start === end ? `${start}` : `${start} to ${end}`;
  }).join(", ");
}
