/** Two tests for the tests of `run.ts`; one of them needs a browser. */
import { browserTest } from "./browser_tests.ts";

browserTest("in a browser", () => Promise.resolve());
Deno.test("without a browser", () => {});
