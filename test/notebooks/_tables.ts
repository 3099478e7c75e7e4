/**
 * Tables in a real browser: all of their text is in sight.
 * @module
 */
import { deepStrictEqual as deepEqual } from "node:assert/strict";
import type { Page } from "playwright-core";

/**
 * Requires that no text of a table is cut off at the side, lies over another cell, or has to be scrolled
 * into sight sideways, for which many systems show no sign.
 */
export async function checkTables(page: Page): Promise<void> {
  deepEqual(await page.evaluate(textsOutOfSight), [], "text of tables that is out of sight");
}

/** Runs in the page: texts of tables beyond their cell, a box around them that cuts or scrolls, or the window. */
export function textsOutOfSight(): string[] {
  /** Boxes are not at whole pixels. */
  const slack = 1;
  const found: string[] = [];
  /** Where the texts of an element are, line by line, sideways. */
  const extent = (node: Node): { left: number; right: number } | undefined => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = Array.from(range.getClientRects()).filter(({ width }) => width > 0);
    if (lines.length === 0) return undefined;
    return {
      left: Math.min(...lines.map(({ left }) => left)),
      right: Math.max(...lines.map(({ right }) => right)),
    };
  };
  /** The boxes in which a text must lie: by name, with their edges. */
  const boxes = function* (node: Node): Generator<[string, number, number]> {
    for (let at = node.parentElement; at; at = at.parentElement) {
      const { left, right } = at.getBoundingClientRect();
      if (/^(TD|TH|CAPTION)$/.test(at.tagName)) yield ["its cell", left, right];
      const style = getComputedStyle(at);
      // The headings of a table that is shown as a list are there for screen readers alone.
      if (style.clipPath !== "none") return;
      if (style.overflowX === "visible" || at === document.body) continue;
      const start = left + at.clientLeft;
      yield [`${at.tagName} ${at.className}`.trim(), start, start + at.clientWidth];
    }
    yield ["the window", 0, document.documentElement.clientWidth];
  };
  for (const table of Array.from(document.querySelectorAll("table"))) {
    const walker = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node.textContent ?? "").trim();
      const own = text === "" ? undefined : extent(node);
      if (own === undefined) continue;
      for (const [name, left, right] of boxes(node)) {
        if (own.left < left - slack || own.right > right + slack) {
          found.push(`"${text.slice(0, 40)}" leaves ${name}`);
        }
      }
    }
  }
  return found;
}
