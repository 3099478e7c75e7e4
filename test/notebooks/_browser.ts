/**
 * What the tests look at in a browser's page.
 * @module
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

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
