/**
 * Finds a Python, and makes environments with pinned packages on demand. Functions that differ between operating
 * systems take the system, so that tests can ask for another one.
 */
import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { unlessMissing } from "../../system/files/atomic_write.ts";
import { compareVersions, lastLine, runProcess, SetupError } from "./process.ts";

/** The oldest Python that the pinned packages install on, and the newest that they were tried on. */
const [OLDEST_PYTHON, NEWEST_TRIED_PYTHON] = ["3.10", "3.13"];

interface Python {
  readonly command: string;
  readonly version: string;
}

/** The version that a Python reports; `undefined` when it does not run. */
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
 * Finds a Python ≥ 3.10: the one in the environment variable `PYTHON`, else the first on the path with which the
 * packages were tested, else the first that is new enough.
 *
 * @param options.chosen the only Python to consider; default: the variable `PYTHON`
 * @throws SetupError when there is none; it lists what was found
 */
export async function findPython(
  { chosen = Deno.env.get("PYTHON"), probe = probePython, os }: {
    readonly chosen?: string | undefined;
    readonly probe?: typeof probePython;
    readonly os?: OperatingSystem | undefined;
  } = {},
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
  for (const command of platform(os).pythonCommands) {
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
      `install one, e.g. with ${platform(os).pythonAdvice}, or set PYTHON to its path`,
  );
}

const isNewEnough = (version: string) => compareVersions(version, OLDEST_PYTHON) >= 0;

export type OperatingSystem = typeof Deno.build.os;

/** What differs between operating systems. */
export function platform(os: OperatingSystem = Deno.build.os) {
  const windows = os === "windows";
  const [folder, name] = windows ? ["Scripts", "python.exe"] : ["bin", "python"];
  return {
    venvPython: (venv: string): string => join(venv, folder, name),
    /** The names under which Python is installed, the usual one first. */
    pythonCommands: windows
      // Python's installer for Windows makes `python` and its launcher `py`, and no `python3`.
      ? ["python", "py", "python3"]
      : ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"],
    /** How to install Python, in messages. */
    pythonAdvice: windows
      ? "`winget install Python.Python.3.13`"
      : os === "darwin"
      ? "`brew install python`"
      : "`sudo apt-get install python3 python3-venv`",
    /** The signal by which a terminal or a supervisor ends a program, among those it can listen to. */
    endSignal: windows ? "SIGBREAK" as const : "SIGTERM" as const,
  };
}

interface PythonPackages {
  /** Name of the packages in messages, e.g. `"Jupyter"`. */
  readonly name: string;
  readonly venv: string;
  /** File of pinned packages, as pip reads it. */
  readonly requirements: string;
}

export interface SetupOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called before a slow step; default: a line on standard error. */
  readonly onNotice?: ((notice: string) => void) | undefined;
  readonly os?: OperatingSystem | undefined;
}

/**
 * Makes an environment with the packages, unless it exists and is up to date.
 *
 * A file in the environment says what was installed. It is written last, so an interrupted
 * installation starts again from the beginning. An environment that someone else made gets the packages.
 * Two processes that start at once do it one after the other.
 *
 * @param options.finish called last, before another process may look at the environment
 * @returns the environment's interpreter
 * @throws SetupError for a missing or too old Python, a Python without `venv`, and when pip fails, such as
 * without internet
 */
export async function ensurePackages(
  packages: PythonPackages,
  { finish, ...options }: SetupOptions & { readonly finish?: () => Promise<void> } = {},
): Promise<string> {
  const python = platform(options.os).venvPython(packages.venv);
  using requirements = await Deno.open(packages.requirements);
  await requirements.lock(true);
  await installPackages(packages, python, options);
  await finish?.();
  return python;
}

async function installPackages(
  { name, venv, requirements }: PythonPackages,
  python: string,
  { signal, os, onNotice = (notice) => console.error(notice) }: SetupOptions,
): Promise<void> {
  const stamp = join(venv, "multiplet.stamp");
  const recorded = await Deno.readTextFile(stamp).catch(() => undefined);
  const text = await Deno.readTextFile(requirements);
  const wanted = (version: string) =>
    `${createHash("sha256").update(text + version).digest("hex")}\n`;

  let version = await probePython(python);
  if (version !== undefined && recorded === wanted(version)) return;
  if (version === undefined || recorded === INCOMPLETE) {
    version = await makeVenv(venv, stamp, await findPython({ os }), signal);
  }
  onNotice(`Installing the Python packages of ${name} into ${basename(venv)}, once`);
  await Deno.writeTextFile(stamp, INCOMPLETE);
  const { code, stdout, stderr } = await runProcess(python, {
    args: ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
      .concat("--requirement", requirements),
    cwd: dirname(requirements),
    signal,
  });
  if (code !== 0) throw new SetupError(pipFailure(stdout + stderr, name));
  await Deno.writeTextFile(stamp, wanted(version));
}

/** Contents of the stamp during an installation. */
const INCOMPLETE = "incomplete\n";

/** Makes an empty environment, replacing one that does not work; returns the version of its Python. */
async function makeVenv(
  venv: string,
  stamp: string,
  { command, version }: Python,
  signal: AbortSignal | undefined,
): Promise<string> {
  await removeVenv(venv);
  await Deno.mkdir(venv, { recursive: true });
  await Deno.writeTextFile(stamp, INCOMPLETE);
  const { code, stdout, stderr } = await runProcess(command, {
    args: ["-m", "venv", venv],
    signal,
  });
  if (code === 0) return version;
  throw new SetupError(venvFailure(stdout + stderr, command, version));
}

/** Removes an environment that does not work; throws for a folder that is not an environment. */
async function removeVenv(venv: string): Promise<void> {
  const found = Array.fromAsync(Deno.readDir(venv), ({ name }) => name);
  const entries = await unlessMissing(found) ?? [];
  const known = ["multiplet.stamp", "pyvenv.cfg"];
  if (entries.length > 0 && !entries.some((name) => known.includes(name))) {
    throw new SetupError(
      `${venv} is not a Python environment and was not changed; move it away and run the same ` +
        "command again",
    );
  }
  await unlessMissing(Deno.remove(venv, { recursive: true }));
}

/** The output of `python -m venv` as one sentence. */
export function venvFailure(output: string, command: string, version: string): string {
  if (/ensurepip is not available|No module named '?(venv|ensurepip)/.test(output)) {
    return `${command} lacks the module venv; install it, on Debian and Ubuntu with ` +
      `\`sudo apt-get install python${version}-venv\`, and run the same command again`;
  }
  return `${command} -m venv failed: ${lastLine(output) || "nothing"}`;
}

/** The output of pip as one sentence. */
export function pipFailure(output: string, name: string): string {
  if (
    /NewConnectionError|ConnectTimeout|Read timed out|Name or service not known|Temporary failure in name resolution|Network is unreachable|Connection refused|ProxyError|\(from versions: none\)/
      .test(output)
  ) {
    return `The packages of ${name} could not be installed: pip cannot reach the package index. ` +
      "Connect to the internet, or set PIP_INDEX_URL to a mirror, and run the same command again; " +
      "results that are computed already are kept";
  }
  return `The packages of ${name} could not be installed; pip says: ${
    lastLine(output) || "nothing"
  }`;
}
