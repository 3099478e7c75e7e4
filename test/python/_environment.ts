/** The Python of the tests: an environment of its own, beside this file. */
import { fileURLToPath } from "node:url";
import { SetupError } from "../../lib/reports/jupyter/process.ts";
import { ensurePackages } from "../../lib/reports/jupyter/setup.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Its interpreter. Where Python or pip cannot make it: `undefined` and a line that says why, or, where
 * `CI` is `true`, the error.
 */
export async function testPython(
  ensure: () => Promise<string> = installed,
  ci: boolean = Deno.env.get("CI") === "true",
): Promise<string | undefined> {
  try {
    return await ensure();
  } catch (error) {
    if (ci || !(error instanceof SetupError)) throw error;
    console.error(`The tests in Python are skipped: ${error.message}`);
    return undefined;
  }
}

const installed = () =>
  ensurePackages({
    name: "the tests in Python",
    venv: path(".venv"),
    requirements: path("requirements.txt"),
  });
