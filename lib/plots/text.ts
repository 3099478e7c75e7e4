/**
 * How wide text will be, without a browser to ask.
 * @module
 */

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

/** Width of one line of text, in the unit of `fontSize`. */
export function textWidth(text: string, fontSize: number, weight?: "bold"): number {
  const widths = TABLES[weight ?? "regular"];
  let thousandths = 0;
  for (const character of text) thousandths += widths.get(character) ?? COMMON_WIDTH;
  return thousandths / 1000 * fontSize;
}

/**
 * Breaks text at spaces into lines no wider than `width`. A longer word gets a line of its own; a
 * no-break space (U+00A0) keeps a number and its unit together.
 */
export function wrapText(
  text: string,
  width: number,
  fontSize: number,
  weight?: "bold",
): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, fontSize, weight) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** As {@link wrapText}, in as many lines, but of about equal width: for titles. */
export function balanceText(
  text: string,
  width: number,
  fontSize: number,
  weight?: "bold",
): string[] {
  const most = wrapText(text, width, fontSize, weight).length;
  let balanced = width;
  for (let narrower = width; narrower > 0; narrower -= fontSize) {
    if (wrapText(text, narrower, fontSize, weight).length > most) break;
    balanced = narrower;
  }
  return wrapText(text, balanced, fontSize, weight);
}
