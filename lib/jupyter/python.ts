/**
 * Finding a Python that can make the environment.
 * @module
 */
import { SetupError } from "./errors.ts";
import { type OperatingSystem, pythonAdvice, pythonCommands } from "./platform.ts";
import { runProcess } from "./process.ts";
import { compareVersions, NEWEST_TRIED_PYTHON, OLDEST_PYTHON } from "./versions.ts";

/** A Python interpreter. */
export interface Python {
  /** How it is called. */
  readonly command: string;
  /** `major.minor`, e.g. `3.11`. */
  readonly version: string;
}

/** Tells the version of a Python, or `undefined` when it does not run. */
export type Probe = (command: string) => Promise<string | undefined>;

/** Where {@link findPython} looks. */
export interface PythonSearch {
  /** The Python to take, whatever else there is; default: the variable `PYTHON`. */
  readonly chosen?: string | undefined;
  readonly probe?: Probe | undefined;
  /** Default: this operating system. */
  readonly os?: OperatingSystem | undefined;
}

/** Asks the interpreter itself. */
export async function probePython(command: string): Promise<string | undefined> {
  try {
    const { code, stdout } = await runProcess(command, {
      args: ["-I", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
    });
    return code === 0 ? stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finds a Python ≥ 3.10: the one that the variable `PYTHON` names, else the first on the path that
 * the packages were tried on, else the first that is new enough.
 *
 * @throws SetupError when there is none; it lists what was found
 */
export async function findPython(
  { chosen = Deno.env.get("PYTHON"), probe = probePython, os }: PythonSearch = {},
): Promise<Python> {
  if (chosen) {
    const version = await probe(chosen);
    if (version !== undefined && isNewEnough(version)) return { command: chosen, version };
    throw new SetupError(
      `PYTHON=${chosen} ${version === undefined ? "does not run" : `is Python ${version}`}, ` +
        `but Jupyter needs Python ${OLDEST_PYTHON} or newer; set PYTHON to one, or unset it`,
    );
  }
  const found: Python[] = [];
  for (const command of pythonCommands(os)) {
    const version = await probe(command);
    if (version === undefined) continue;
    if (isNewEnough(version) && compareVersions(version, NEWEST_TRIED_PYTHON) <= 0) {
      return { command, version };
    }
    found.push({ command, version });
  }
  const untried = found.find(({ version }) => isNewEnough(version));
  if (untried) return untried;
  const list = found.map(({ command, version }) => `${command} is ${version}`).join(", ");
  throw new SetupError(
    `Jupyter needs Python ${OLDEST_PYTHON} or newer, but ${list || "none is on the path"}; ` +
      `install one, e.g. with ${pythonAdvice(os)}, or set PYTHON to its path`,
  );
}

const isNewEnough = (version: string) => compareVersions(version, OLDEST_PYTHON) >= 0;
