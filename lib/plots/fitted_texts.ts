/**
 * Texts that are as wide as they were planned, whatever faces a reader has.
 * @module
 */
import { roundTo } from "./svg.ts";
import { textWidth } from "./text.ts";
import { SIZE } from "./theme.ts";

/** A tag, and the text behind it. */
const TAG = /<(\/?)([a-z]+)([^>]*?)(\/?)>([^<]*)/gi;

/** Shorter texts, such as most numbers of axes, have room in any face. */
const SHORT = 2;

/** What texts inherit. */
interface Look {
  readonly size: number;
  readonly weight: "bold" | undefined;
}

/**
 * Gives every text of a drawing the width by which the figure was laid out: exactly its own where one of
 * the figure's faces is installed, squeezed where a wider one stands in.
 *
 * @param markup SVG whose font sizes and weights are attributes
 */
export function fitTexts(markup: string): string {
  const looks: Look[] = [{ size: SIZE.tick, weight: undefined }];
  return markup.replace(TAG, (tag, closing, name, attributes, empty, text) => {
    if (closing !== "") {
      looks.pop();
      return tag;
    }
    const look = lookOf(attributes, looks.at(-1)!);
    if (empty === "") looks.push(look);
    const plain = plainText(text);
    if (!/^(text|tspan)$/.test(name) || plain.trim().length <= SHORT) return tag;
    const width = roundTo(textWidth(plain, look.size, look.weight), 1);
    return `<${name}${attributes} textLength="${width}" lengthAdjust="spacingAndGlyphs">${text}`;
  });
}

function lookOf(attributes: string, { size, weight }: Look): Look {
  const ownSize = /\sfont-size="([\d.]+)"/.exec(attributes)?.[1];
  const ownWeight = /\sfont-weight="(\w+)"/.exec(attributes)?.[1];
  return {
    size: ownSize === undefined ? size : Number(ownSize),
    weight: ownWeight === undefined ? weight : ownWeight === "bold" ? "bold" : undefined,
  };
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
