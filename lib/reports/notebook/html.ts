/** HTML and Markdown as values, so that a plain string is never taken for markup, and line breaks in text. */
import { escapeXml } from "../../figures/kit/svg.ts";

/** HTML to show, with a text for terminals. */
export interface Html {
  /** Shown without changes. */
  readonly html: string;
  /** Shown in a terminal. */
  readonly text: string;
}

/** Markdown to show; formulas between dollar signs are typeset. */
export interface Markdown {
  /** Its source. */
  readonly markdown: string;
}

/**
 * Marks a string as HTML. It is shown without changes: escape texts from data with {@link escapeHtml}.
 *
 * @param text the text for a terminal; default: the HTML without its tags
 * @example
 * ```ts
 * import { html } from "@multiplet/multiplet/notebook";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(html("<b>3</b> networks").text, "3 networks");
 * ```
 */
export function html(source: string, text: string = source.replace(/<[^>]*>/g, "")): Html {
  return { html: source, text };
}

/**
 * Marks a string as Markdown.
 *
 * @example
 * ```ts
 * import { markdown } from "@multiplet/multiplet/notebook";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(markdown("**3** networks"), { markdown: "**3** networks" });
 * ```
 */
export function markdown(source: string): Markdown {
  return { markdown: source };
}

/**
 * Makes text safe as content and as a quoted attribute of HTML.
 *
 * @example
 * ```ts
 * import { escapeHtml } from "@multiplet/multiplet/notebook";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(escapeHtml('I < "H" & more'), "I &lt; &quot;H&quot; &amp; more");
 * ```
 */
export function escapeHtml(text: string): string {
  return escapeXml(text);
}

/** Most characters without a line break in narrow places. */
export const LONGEST_PIECE = 20;

/**
 * Words, and pieces of words longer than {@link LONGEST_PIECE}: words break after punctuation, as in lists of JSON,
 * and elsewhere only if a piece is still too long. The pieces, joined, are the text.
 */
export function piecesWithoutBreaks(text: string): string[] {
  return text.split(/(?<=\s)(?=\S)/).flatMap((word) =>
    word.trimEnd().length <= LONGEST_PIECE ? [word] : broken(word)
  );
}

function broken(word: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  const finish = () => {
    if (piece !== "") pieces.push(piece);
    piece = "";
  };
  for (const part of word.split(/(?<=[,;:/_+|&=-])/)) {
    if (piece.length + part.length > LONGEST_PIECE) finish();
    // By characters, not by code units, of which a character can have two.
    for (const character of part) {
      if (piece.length + character.length > LONGEST_PIECE && character.trim() !== "") finish();
      piece += character;
    }
  }
  finish();
  return pieces;
}

/** Text as HTML that the browser may break between {@link piecesWithoutBreaks}. */
export function breakableHtml(text: string): string {
  return piecesWithoutBreaks(text)
    .map((piece, at, pieces) =>
      escapeHtml(piece) + (at === pieces.length - 1 || /\s$/.test(piece) ? "" : "<wbr>")
    ).join("");
}
