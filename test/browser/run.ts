/**
 * Runs test files, some of whose tests need a browser, and says last how many did not run without one.
 *
 *     deno run -A test/browser/run.ts FILE…
 * @module
 */
import { join } from "node:path";
import { inFolder } from "../in_folder.ts";
import { type FoundBrowser, HOW_TO_GET_ONE, NO_BROWSER } from "./find_browser.ts";
import { findBrowserHere, MISSED } from "./launch.ts";

/** Runs the files with a browser or without; returns the exit status. */
async function run(files: readonly string[], browser: FoundBrowser): Promise<number> {
  let status = 1;
  await inFolder(async (folder) => {
    const list = join(folder, "missed");
    await Deno.writeTextFile(list, "");
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "-A", ...files],
      // Found once, for all files.
      env: { CHROMIUM: browser.path ?? NO_BROWSER, [MISSED]: list },
    }).spawn().status;
    status = code;
    if (browser.path !== undefined) return;
    const missed = (await Deno.readTextFile(list)).split("\n").length - 1;
    const tests = missed === 1 ? "1 browser test" : `${missed} browser tests`;
    console.log(`${tests} did not run: ${browser.reason}. ${HOW_TO_GET_ONE}`);
  });
  return status;
}

if (import.meta.main) {
  try {
    Deno.exit(await run(Deno.args, await findBrowserHere()));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
