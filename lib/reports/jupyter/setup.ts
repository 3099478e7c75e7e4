/**
 * Search for a suitable Python, and environments with pinned packages, made on demand. Functions that differ
 * between operating systems have the system as an argument, so that tests can choose it.
 */
import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { unlessMissing } from "../../system/files/atomic_write.ts";
import { compareVersions, lastLine, runProcess, SetupError } from "./process.ts";

/** The oldest Python that the pinned packages install on. */
const OLDEST_PYTHON = "3.10";

/** The newest Python with which the pinned packages were tested. */
const NEWEST_TRIED_PYTHON = "3.13";

interface Python {
  /** The command that starts it. */
  readonly command: string;
  readonly version: string;
}

interface PythonSearch {
  /** The Python to use, without a search; default: the environment variable `PYTHON`. */
  readonly chosen?: string | undefined;
  readonly probe?: typeof probePython | undefined;
  readonly os?: OperatingSystem | undefined;
}

/** The version of a Python, as printed by it; `undefined` if it does not run. */
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
 * @throws SetupError if there is none; it lists the versions that were found
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

export type OperatingSystem = typeof Deno.build.os;

export function venvPython(venv: string, os: OperatingSystem = Deno.build.os): string {
  return os === "windows" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");
}

/** The names under which Python is installed, the usual one first. */
export function pythonCommands(os: OperatingSystem = Deno.build.os): readonly string[] {
  // Python's installer for Windows makes `python` and its launcher `py`, and no `python3`.
  if (os === "windows") return ["python", "py", "python3"];
  return ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
}

/** A command that installs a Python, for a message. */
export function pythonAdvice(os: OperatingSystem = Deno.build.os): string {
  if (os === "windows") return "`winget install Python.Python.3.13`";
  if (os === "darwin") return "`brew install python`";
  return "`sudo apt-get install python3 python3-venv`";
}

/** The signal of terminals and supervisors that ends a program and that it can listen to. */
export function endSignal(os: OperatingSystem = Deno.build.os): Deno.Signal {
  return os === "windows" ? "SIGBREAK" : "SIGTERM";
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
  readonly onNotice?: (notice: string) => void;
  readonly os?: OperatingSystem | undefined;
}

/**
 * Makes an environment with the packages. An existing, current environment is used as it is.
 *
 * A file in the environment records the installed packages. It is written last, so an interrupted installation
 * is repeated from the start. The packages are also installed into an environment that was made otherwise. Two
 * processes do this one after the other.
 *
 * @param options.finish called last, before another process can use the environment
 * @returns the environment's interpreter
 * @throws SetupError for a missing or too old Python, a Python without `venv`, and if pip fails, for example
 * without internet access
 */
export async function ensurePackages(
  packages: PythonPackages,
  { finish, ...options }: SetupOptions & { readonly finish?: () => Promise<void> } = {},
): Promise<string> {
  const python = venvPython(packages.venv, options.os);
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

/** The contents of the file during an installation. */
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

/** A sentence for the output of `python -m venv`. */
export function venvFailure(output: string, command: string, version: string): string {
  if (/ensurepip is not available|No module named '?(venv|ensurepip)/.test(output)) {
    return `${command} lacks the module venv; install it, on Debian and Ubuntu with ` +
      `\`sudo apt-get install python${version}-venv\`, and run the same command again`;
  }
  return `${command} -m venv failed: ${lastLine(output) || "nothing"}`;
}

/** A sentence for pip's output about the packages of `name`. */
export function pipFailure(output: string, name: string): string {
  if (
    /NewConnectionError|ConnectTimeout|Read timed out|Name or service not known|Temporary failure in name resolution|Network is unreachable|Connection refused|ProxyError|\(from versions: none\)/
      .test(output)
  ) {
    return `The packages of ${name} could not be installed: pip cannot reach the package index. ` +
      "Connect to the internet, or set PIP_INDEX_URL to a mirror, and run the same command again; " +
      "results that are computed already are kept";
  }
  const said = lastLine(output) || "nothing";
  return `The packages of ${name} could not be installed; pip says: ${said}`;
}
