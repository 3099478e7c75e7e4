/** A Python that has PyTorch, for tests that need one. Nothing installs it: it takes several gigabytes. */
import { join } from "node:path";
import { lastLine, runProcess, SetupError } from "../../lib/reports/jupyter/process.ts";
import { platform } from "../../lib/reports/jupyter/setup.ts";
import { ROOT } from "../sources.ts";

interface Choice {
  /** The only Python to try; default: the variable `TORCH_PYTHON`. */
  readonly chosen?: string | undefined;
  /** Those that are tried otherwise; default: that of `bench/peers`, then those on the path. */
  readonly candidates?: readonly string[];
  /** Why a Python cannot import the packages; `undefined` where it can. */
  readonly probe?: (python: string) => Promise<string | undefined>;
}

/**
 * The interpreter, or `undefined` and a line that says how to get one.
 *
 * @throws SetupError where `TORCH_PYTHON` names one without PyTorch or NumPy
 */
export async function torchPython(
  {
    chosen = Deno.env.get("TORCH_PYTHON"),
    candidates = [
      platform().venvPython(join(ROOT, "bench/peers/.venv")),
      ...platform().pythonCommands,
    ],
    probe = missing,
  }: Choice = {},
): Promise<string | undefined> {
  if (chosen) {
    const reason = await probe(chosen);
    if (reason === undefined) return chosen;
    throw new SetupError(`TORCH_PYTHON=${chosen} cannot import torch and numpy: ${reason}`);
  }
  for (const python of candidates) if (await probe(python) === undefined) return python;
  console.error(
    "The tests that need PyTorch are skipped: no Python with torch and numpy was found. " +
      "Set TORCH_PYTHON to the path of one",
  );
  return undefined;
}

async function missing(python: string): Promise<string | undefined> {
  try {
    const { code, stderr } = await runProcess(python, { args: ["-c", "import numpy, torch"] });
    return code === 0 ? undefined : lastLine(stderr);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
