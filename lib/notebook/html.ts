/**
 * HTML and Markdown as values, so that a plain string is never taken for markup.
 * @module
 */
import { escapeXml } from "../plots/kit/svg.ts";

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
