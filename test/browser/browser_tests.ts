/**
 * Tests that need a browser.
 * @module
 */
import type { Browser } from "playwright-core";
import { findBrowserHere, MISSED, start } from "./launch.ts";

const browser = await findBrowserHere();

/** Registers a test that needs a browser; it is ignored, and listed as missed, if there is none. */
export function browserTest(name: string, fn: () => Promise<void>): void {
  const ignore = browser.path === undefined;
  Deno.test({ name, ignore, fn });
  const list = Deno.env.get(MISSED);
  if (ignore && list) Deno.writeTextFileSync(list, `${name}\n`, { append: true });
}

/** Starts the browser of the tests. Close it. */
export async function launchBrowser(): Promise<Browser> {
  if (browser.path === undefined) throw new Error(`There is no browser: ${browser.reason}`);
  return await start(browser.path);
}
