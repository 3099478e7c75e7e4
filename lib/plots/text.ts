/**
 * How wide text will be, without a browser to ask.
 * @module
 */

/** Advance widths of Helvetica, Arial and Liberation Sans, in thousandths of the font size. */
const WIDTHS: readonly (readonly [width: number, characters: string])[] = [
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

/** Digits, most small letters, and the guess for characters that the table lacks. */
const COMMON_WIDTH = 556;

/** Bold letters are wider by this factor on average. */
const BOLD = 1.07;

const WIDTH_OF = new Map(
  WIDTHS.flatMap(([width, characters]) => [...characters].map((c) => [c, width] as const)),
);

/** Width of one line of text, in the unit of `fontSize`. */
export function textWidth(text: string, fontSize: number, weight?: "bold"): number {
  let thousandths = 0;
  for (const character of text) thousandths += WIDTH_OF.get(character) ?? COMMON_WIDTH;
  return thousandths / 1000 * fontSize * (weight === "bold" ? BOLD : 1);
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
