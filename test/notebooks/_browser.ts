/**
 * A real Chromium for the tests.
 * @module
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { type Browser, chromium, type Page } from "playwright-core";

/** Where browsers lie when `CHROMIUM` does not say. */
const EXECUTABLES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function executable(): string {
  const chosen = Deno.env.get("CHROMIUM");
  if (chosen) return chosen;
  const found = EXECUTABLES.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
  if (found) return found;
  throw new Error(
    "The browser tests need Chromium or Chrome: install it, e.g. with " +
      "`sudo apt-get install chromium`, or set CHROMIUM to its path",
  );
}

/** Starts a browser that nobody sees. Close it. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: executable(),
    // Chromium's sandbox does not work for root, as whom containers run.
    args: process.getuid?.() === 0 ? [...FLAGS, "--no-sandbox"] : FLAGS,
  });
}

/** What a page did that it should not do. */
export interface Watched {
  /** Errors and warnings on the console, and uncaught exceptions. */
  readonly complaints: string[];
  /** Addresses that were requested. */
  readonly requests: string[];
}

/** Records complaints and requests of a page from now on. */
export function watch(page: Page): Watched {
  const watched: Watched = { complaints: [], requests: [] };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) watched.complaints.push(message.text());
  });
  page.on("pageerror", (error) => watched.complaints.push(String(error)));
  page.on("request", (request) => watched.requests.push(request.url()));
  return watched;
}

/** Saves a picture of the whole page as `reports/screenshots/NAME.png`. */
export async function screenshot(page: Page, reports: string, name: string): Promise<string> {
  const folder = join(reports, "screenshots");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}
