/** How wide text will be, without a browser to ask; lines of text, and texts of a fixed width. */
import { roundTo } from "./svg.ts";
import { SIZE } from "./theme.ts";

/** Advance widths of some characters, in thousandths of the font size. */
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

/** Digits, most small letters, and the guess for characters that the tables lack. */
const COMMON_WIDTH = 556;

const tableOf = (widths: Widths): ReadonlyMap<string, number> =>
  new Map(widths.flatMap(([width, characters]) => [...characters].map((c) => [c, width] as const)));

const TABLES = { regular: tableOf(REGULAR), bold: tableOf(BOLD) };

/** Size of a font in user units, and its face. */
type Font = readonly [size: number, weight?: "bold" | undefined];

/** Width of one line of text. */
export function textWidth(text: string, ...[size, weight]: Font): number {
  const widths = TABLES[weight ?? "regular"];
  let thousandths = 0;
  for (const character of text) thousandths += widths.get(character) ?? COMMON_WIDTH;
  return thousandths / 1000 * size;
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

/** Shorter texts, such as most numbers of axes, have room in any face. */
const SHORT = 2;

/**
 * Gives every text of a drawing the width by which the figure was laid out: exactly its own where one of
 * the figure's faces is installed, squeezed where a wider one stands in. Fonts have to be attributes.
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
  const ownSize = /\sfont-size="([\d.]+)"/.exec(attributes)?.[1];
  const ownWeight = /\sfont-weight="(\w+)"/.exec(attributes)?.[1];
  return [
    ownSize === undefined ? size : Number(ownSize),
    ownWeight === undefined ? weight : ownWeight === "bold" ? "bold" : undefined,
  ];
}

/** Characters by the names that stand for them in markup. */
const NAMED: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
  nbsp: "\u00a0",
};

/** The characters that markup shows; a space that does not break is a number in what Plot draws. */
function plainText(markup: string): string {
  return markup.replace(
    /&(#?)(\w+);/g,
    (entity, number, name) =>
      number === "" ? NAMED[name] ?? entity : String.fromCodePoint(
        name.startsWith("x") ? Number.parseInt(name.slice(1), 16) : Number(name),
      ),
  );
}
