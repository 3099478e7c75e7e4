/** HTML and Markdown as values, so that a plain string is never taken for markup, and where text may break. */
import { escapeXml } from "../../figures/kit/svg.ts";

/** HTML to show, with the text that stands for it where HTML cannot be shown. */
export interface Html {
  /** Shown as it is. */
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
 * Marks a string as HTML. It is shown as it is: escape what comes from data with
 * {@link escapeHtml}.
 *
 * @param text stands for the HTML in a terminal; default: the HTML without its tags
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

/** Most characters that stay on one line where there is little room. */
export const LONGEST_PIECE = 20;

/**
 * Words, and the pieces of those that are longer than {@link LONGEST_PIECE}: they break behind punctuation,
 * as in lists of JSON, and elsewhere only where that leaves a piece too long. Joined they are the text.
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
    // Whole characters, not halves of one that takes two code units.
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
