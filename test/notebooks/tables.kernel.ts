/** Tables of any content, in a wide and in a narrow place. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import type { Page } from "playwright-core";
import { table, type TableRow } from "../../lib/reports/notebook/mod.ts";
import { browserTest, launchBrowser } from "../browser/browser_tests.ts";
import { checkTables, textsOutOfSight } from "./_tables.ts";

/** Runs a test with a browser and a function that shows HTML in a window of a width. */
async function withPages(
  test: (show: (html: string, width: number) => Promise<Page>) => Promise<void>,
): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await test(async (html, width) => {
      await page.setViewportSize({ width, height: 900 });
      await page.setContent(
        `<!DOCTYPE html><body style="margin:20px;font:16px sans-serif">${html}`,
      );
      return page;
    });
  } finally {
    await browser.close();
  }
}

const numbers = (columns: number): TableRow =>
  Object.fromEntries(Array.from({ length: columns }, (_, at) => [`x${at}`, 12345.6789 + at]));

const TABLES: Readonly<Record<string, readonly TableRow[]>> = {
  "of 12 columns of numbers": [numbers(12), numbers(12)],
  "of 40 columns of numbers": [numbers(40)],
  "of intervals": [{
    network: "trained − untrained",
    search: "exhaustive",
    verdict: "partly reproduced",
    first: "−12.71 (−10.46 to 15.88)",
    second: "−12.71 (−10.46 to 15.88)",
  }],
  "of a list without spaces": [{
    setting: "strategies",
    value: JSON.stringify(["synergy", "redundancy", "complement", "random", "iterative-magnitude"]),
  }],
  "of a word without end": [{ setting: "x".repeat(300), value: "W".repeat(300) }],
  "with a heading without end": [{ ["a heading ".repeat(20)]: 1, ["h".repeat(100)]: "two" }],
};

for (const [name, rows] of Object.entries(TABLES)) {
  browserTest(
    `a table ${name} is all in sight, at 1280 and at 400 pixels`,
    () =>
      withPages(async (show) => {
        const { html } = table(rows, { caption: `A table ${name}, `.repeat(5) });
        for (const width of [1280, 400]) {
          const page = await show(html, width);
          await checkTables(page);
          const shown = await page.locator("tbody tr > *").count();
          equal(shown, rows.length * Object.keys(rows[0]!).length);
        }
      }),
  );
}

browserTest(
  "a table that has room is one; one that has not is a list with its headings",
  () =>
    withPages(async (show) => {
      const { html } = table(TABLES["of intervals"]!, { caption: "Intervals" });
      const shape = async (width: number) =>
        await (await show(html, width)).locator("tbody tr > *").evaluateAll((cells) => ({
          lines: new Set(cells.map((cell) => Math.round(cell.getBoundingClientRect().top))).size,
          headings: cells.map((cell) => getComputedStyle(cell, "::before").content),
        }));
      deepEqual(await shape(1280), { lines: 1, headings: Array(5).fill("none") });
      deepEqual(await shape(400), {
        lines: 5,
        headings: ['"network"', '"search"', '"verdict"', '"first"', '"second"'],
      });
    }),
);

browserTest(
  "the check finds text that is cut off, scrolled, over its neighbour or beyond the window",
  () =>
    withPages(async (show) => {
      const wide = '<td style="white-space:nowrap">a text that takes more than its room</td>';
      const cases = {
        "DIV cut":
          `<div class="cut" style="overflow:hidden;width:100px"><table>${wide}</table></div>`,
        "DIV scrolls":
          `<div class="scrolls" style="overflow-x:auto;width:100px"><table>${wide}</table>`,
        "its cell": `<table style="table-layout:fixed;width:100px">${wide}<td>b</td></table>`,
        "the window": `<table style="margin-left:350px">${wide}</table>`,
      };
      for (const [where, html] of Object.entries(cases)) {
        const found = await (await show(html, 400)).evaluate(textsOutOfSight);
        ok(found.includes(`"a text that takes more than its room" leaves ${where}`), `${found}`);
      }
    }),
);
