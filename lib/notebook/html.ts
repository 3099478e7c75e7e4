/**
 * HTML and Markdown as values, so that a plain string is never taken for markup.
 * @module
 */

/** HTML to show, with the text that stands for it where HTML cannot be shown. */
export interface Html {
  readonly html: string;
  readonly text: string;
}

/** Markdown to show; formulas between dollar signs are typeset. */
export interface Markdown {
  readonly markdown: string;
}

/**
 * Marks a string as HTML. It is shown as it is: escape what comes from data with
 * {@link escapeHtml}.
 *
 * @param text stands for the HTML in a terminal; default: the HTML without its tags
 */
export function html(source: string, text: string = source.replace(/<[^>]*>/g, "")): Html {
  return { html: source, text };
}

/** Marks a string as Markdown. */
export function markdown(source: string): Markdown {
  return { markdown: source };
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Makes text safe as content and as a quoted attribute of HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
