/** HTML and Markdown as values, so that a plain string is never taken for markup, and line breaks in HTML. */
import { escapeXml } from "../../figures/kit/svg.ts";

/** HTML to show. */
export interface Html {
  /** Its source. */
  readonly html: string;
  /** Shown by a terminal instead. */
  readonly text: string;
}

/** Markdown to show; formulas between dollar signs are typeset. */
export interface Markdown {
  /** Its source. */
  readonly markdown: string;
}

/**
 * Marks a string as HTML, which is shown unchanged: escape text from data with {@link escapeHtml}.
 *
 * @param text is shown in a terminal; default: the HTML without its tags
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

/** What is left of a word, else a piece that ends behind punctuation, else one that cuts no character in two. */
const PIECE = /[^]{1,20}\s*$|[^]{0,19}[,;:/_+|&=-]|[^]{1,20}(?![\udc00-\udfff])/g;

/**
 * Words, and pieces of words longer than {@link LONGEST_PIECE}: words break after punctuation, as in lists of JSON,
 * and elsewhere only if a piece is still too long. The pieces, joined, are the text.
 */
export function piecesWithoutBreaks(text: string): string[] {
  return text.split(/(?<=[^\S\u00a0])(?=\S)/).flatMap((word) => word.match(PIECE) ?? [word]);
}

/** Text as HTML that the browser may break between {@link piecesWithoutBreaks}. */
export function breakableHtml(text: string): string {
  const pieces = piecesWithoutBreaks(text).map(escapeHtml);
  return pieces.join("<wbr>").replace(/(?<=[^\S\u00a0])<wbr>/g, "");
}
