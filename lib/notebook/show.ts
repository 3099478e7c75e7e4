/**
 * `show()`: how a cell displays something.
 * @module
 */
import type { Figure } from "../plots/kit/figure.ts";
import type { Html, Markdown } from "./html.ts";
import { currentOutput, type MimeBundle, type Output } from "./output.ts";

/** What {@link show} takes. */
export type Displayable =
  /** A figure of `lib/plots/`, or anything else with an SVG and words for it. */
  | Pick<Figure, "svg" | "title">
  /** HTML, such as a {@link table}. */
  | Html
  | Markdown
  /** An `<svg>` element of any document. */
  | { readonly outerHTML: string };

/**
 * Displays items one below the other and resolves when they are safely out. A cell ends with it:
 *
 * ```ts
 * import { html, show } from "@multiplet/multiplet/notebook";
 *
 * await show(html("<b>3</b> networks", "3 networks")); // in a terminal: 3 networks
 * ```
 * Never rely on the value of a cell's last line instead: the kernel loses it now and then.
 *
 * @throws TypeError for something that is not {@link Displayable}, such as a plain string: say
 * `markdown("…")` or `html("…")`
 */
export async function show(...items: readonly Displayable[]): Promise<void> {
  await display(items, currentOutput());
}

/**
 * {@link show} on a given output.
 *
 * @example
 * ```ts
 * import { display, html, textOutput } from "@multiplet/multiplet/notebook";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const printed: string[] = [];
 * await display([html("<b>3</b> networks")], textOutput((text) => printed.push(text)));
 * deepEqual(printed, ["3 networks"]);
 * ```
 */
export async function display(items: readonly Displayable[], output: Output): Promise<void> {
  const bundles = items.map(toBundle);
  for (const bundle of bundles) await output.display(bundle);
  await output.settle();
}

function toBundle(item: Displayable, position: number): MimeBundle {
  if (typeof item === "object" && item !== null) {
    if ("svg" in item) return { "image/svg+xml": item.svg, "text/plain": item.title };
    if ("html" in item) return { "text/html": item.html, "text/plain": item.text };
    if ("markdown" in item) {
      return { "text/markdown": item.markdown, "text/plain": item.markdown };
    }
    if ("outerHTML" in item && /^<svg\b/i.test(item.outerHTML)) {
      return { "image/svg+xml": withNamespace(item.outerHTML), "text/plain": "figure" };
    }
  }
  throw new TypeError(
    `show() cannot display item ${position + 1}, ${Deno.inspect(item).slice(0, 60)}: ` +
      "it takes figures, svg elements, table(…), html(…) and markdown(…)",
  );
}

/** An inline `<svg>` needs no namespace, an image of its own does. */
function withNamespace(svg: string): string {
  return /^<svg[^>]*\sxmlns=/i.test(svg)
    ? svg
    : svg.replace(/^<svg/i, '<svg xmlns="http://www.w3.org/2000/svg"');
}
