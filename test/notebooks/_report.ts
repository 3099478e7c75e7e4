/**
 * What every report must be, tried in a real browser.
 * @module
 */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { launchBrowser } from "../browser/browser_tests.ts";
import { screenshot, watch } from "./_browser.ts";
import { checkTables } from "./_tables.ts";

/** What a report must show. */
export interface ReportExpectations {
  /** Path of the HTML file. */
  readonly report: string;
  /** How many it must have, at least. */
  readonly figures: number;
  readonly tables?: number;
  readonly formulas?: number;
  readonly title: string;
  /** Folder of the pictures. */
  readonly screenshots: string;
}

/** A wide and a narrow page, by day and by night. */
const VIEWS = [
  { width: 1280, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
  { width: 400, colorScheme: "light" },
  { width: 400, colorScheme: "dark" },
] as const;

/**
 * Opens a report in Chromium without network, in four views, and checks that it is drawn, quiet and
 * within the page, that it asks for nothing, and that its code is folded. Leaves a picture of each
 * view, `report-NAME-WIDTH-SCHEME.png`.
 */
export function checkReport(expected: ReportExpectations): Promise<void> {
  const { report, screenshots } = expected;
  return checkViews(report, screenshots, (page) => checkContent(page, expected));
}

/** As {@link checkReport}, of a page whose content `check` knows. */
export async function checkViews(
  file: string,
  screenshots: string,
  check: (page: Page) => Promise<void>,
): Promise<void> {
  const url = pathToFileURL(file).href;
  const browser = await launchBrowser();
  try {
    for (const { width, colorScheme } of VIEWS) {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme,
        offline: true,
      });
      const page = await context.newPage();
      const watched = watch(page);
      await page.goto(url, { waitUntil: "load" });
      await checkLayout(page);
      await check(page);
      const name = `report-${basename(file, ".html")}-${width}-${colorScheme}`;
      await screenshot(page, screenshots, name);
      deepEqual(watched.complaints, []);
      // Fonts and pictures inside the file are addresses, too.
      deepEqual(watched.requests.filter((request) => !request.startsWith("data:")), [url]);
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

/** Requires that a page fits its window, and that all of its text can be read. */
async function checkLayout(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  ok(overflow <= 0, `the page is ${overflow} px too wide`);
  await checkTables(page);
  deepEqual(await page.evaluate(lowContrasts), [], "text with a contrast below 4.5 : 1");
  deepEqual(
    await page.evaluate(overlappingTexts),
    [],
    "text in figures that overlaps or is cut off",
  );
}

async function checkContent(page: Page, expected: ReportExpectations): Promise<void> {
  equal(await page.title(), expected.title);
  equal(await page.locator("html").getAttribute("lang"), "en");

  await atLeast(page, ".figure svg, .figure img", expected.figures);
  await atLeast(page, "main table", expected.tables ?? 0);
  await atLeast(page, ".katex-html", expected.formulas ?? 0);
  const fonts = await page.evaluate(async () => {
    await document.fonts.ready;
    return Array.from(document.fonts).filter(({ status }) => status === "loaded").length;
  });
  equal(fonts > 0, (expected.formulas ?? 0) > 0, `${fonts} fonts of formulas are loaded`);
  equal(await page.getByText("MULTIPLET0FORMULA").count(), 0);

  const code = page.locator("details.code").first();
  const source = code.locator("pre");
  equal(await source.isVisible(), false, "code is folded away");
  await code.locator("summary").click();
  equal(await source.isVisible(), true, "code can be opened");
  await code.locator("summary").click();
}

/** Requires that many elements, all of them with an area. */
async function atLeast(page: Page, selector: string, count: number): Promise<void> {
  const boxes = await page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return width * height;
    })
  );
  ok(boxes.length >= count, `${boxes.length} of ${count} ${selector}`);
  ok(boxes.every((area) => area > 0), `an empty ${selector}`);
}

/** Runs in the page: HTML text whose colour is too close to the background behind it (WCAG AA). */
function lowContrasts(): string[] {
  const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const background = (element: Element | null): string => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if ((channels(color)[3] ?? 1) === 1) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const low: string[] = [];
  for (const element of document.querySelectorAll("body *:not(svg *, .katex-mathml *, style)")) {
    const text = Array.from(element.childNodes)
      .filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join("");
    if (text.trim() === "" || getComputedStyle(element).opacity === "0") continue;
    const [a, b] = [luminance(getComputedStyle(element).color), luminance(background(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) low.push(`${text.trim().slice(0, 30)} ${contrast.toFixed(1)}`);
  }
  return low;
}

/** Runs in the page: pairs of texts of one figure that lie over each other, and texts beyond its edge. */
function overlappingTexts(): string[] {
  /** Boxes of text are a little taller and wider than its letters. */
  const slack = 1.5;
  const found: string[] = [];
  for (const svg of document.querySelectorAll(".figure svg")) {
    const edge = svg.getBoundingClientRect();
    const texts = Array.from(svg.querySelectorAll("text"), (element) => ({
      text: element.textContent.trim(),
      box: element.getBoundingClientRect(),
    })).filter(({ text, box }) => text !== "" && box.width * box.height > 0);
    for (const [at, { text, box }] of texts.entries()) {
      if (box.left < edge.left - slack || box.right > edge.right + slack) found.push(`${text} |`);
      for (const other of texts.slice(at + 1)) {
        const width = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const height = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (width > slack && height > slack) found.push(`${text} × ${other.text}`);
      }
    }
  }
  return found;
}
