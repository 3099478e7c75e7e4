/**
 * The Python environment with Jupyter in it.
 * @module
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { SetupError } from "./errors.ts";
import { installKernelspec } from "./kernelspec.ts";
import { installLabDefaults } from "./lab_defaults.ts";
import { runProcess } from "./process.ts";
import { type Project, project } from "./project.ts";
import { findPython, probePython, type Python } from "./python.ts";
import { requireDeno } from "./versions.ts";

/** A Python environment that is ready to run the project's notebooks. */
export interface JupyterEnvironment {
  readonly project: Project;
  /** The environment's interpreter. */
  readonly python: string;
  /** Variables for everything that is started in it. */
  readonly variables: Readonly<Record<string, string>>;
}

/** What the environment is made for, and how to watch and stop that. */
export interface EnvironmentOptions {
  /** Default: the checkout that this library belongs to. */
  readonly project?: Project;
  readonly signal?: AbortSignal | undefined;
  /** Told before something slow starts; default: a line on standard error. */
  readonly onNotice?: (notice: string) => void;
}

/**
 * Makes `.venv` with the packages of `requirements.txt` and the kernelspec of the Deno in use. What
 * is there already and up to date is kept: then this takes a fraction of a second.
 *
 * A file in the environment says what was installed. It is written last, so an interrupted
 * installation is done again from the start. An environment that someone else made is kept, and
 * gets the packages.
 *
 * @throws SetupError for a too old Deno, a missing or too old Python, a Python without `venv`, and
 * when pip fails, e.g. for want of a network
 */
export async function ensureEnvironment(
  options: EnvironmentOptions = {},
): Promise<JupyterEnvironment> {
  const { project: paths = project(), signal, onNotice = (notice) => console.error(notice) } =
    options;
  requireDeno();
  const python = join(paths.venv, "bin", "python");
  {
    // Two commands that start at once must not install into one folder.
    using requirements = await Deno.open(paths.requirements);
    await requirements.lock(true);
    await installPackages(paths, python, signal, onNotice);
    await installKernelspec(paths.venv);
    await installLabDefaults(paths.venv);
  }
  return {
    project: paths,
    python,
    variables: {
      JUPYTER_PATH: join(paths.venv, "share/jupyter"),
      JUPYTER_PREFER_ENV_PATH: "1",
      JUPYTER_PLATFORM_DIRS: "1",
    },
  };
}

async function installPackages(
  { root, venv, requirements }: Project,
  python: string,
  signal: AbortSignal | undefined,
  onNotice: (notice: string) => void,
): Promise<void> {
  const stamp = join(venv, "multiplet.stamp");
  const recorded = await Deno.readTextFile(stamp).catch(() => undefined);
  const text = await Deno.readTextFile(requirements);
  const wanted = (version: string) =>
    `${createHash("sha256").update(text + version).digest("hex")}\n`;

  let version = await probePython(python);
  if (version !== undefined && recorded === wanted(version)) return;
  if (version === undefined || recorded === INCOMPLETE) {
    version = await makeVenv(venv, stamp, await findPython(), signal);
  }
  onNotice("Installing Jupyter into .venv, once: about half a minute");
  await Deno.writeTextFile(stamp, INCOMPLETE);
  const { code, stdout, stderr } = await runProcess(python, {
    args: ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
      .concat("--requirement", requirements),
    cwd: root,
    signal,
  });
  if (code !== 0) throw new SetupError(pipFailure(stdout + stderr));
  await Deno.writeTextFile(stamp, wanted(version));
}

/** What the stamp holds while packages are being installed. */
const INCOMPLETE = "incomplete\n";

/** Makes an empty environment in place of one that does not work; returns its Python's version. */
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

/** Removes an environment that does not work, and nothing that is not an environment. */
async function removeVenv(venv: string): Promise<void> {
  const entries = await Array.fromAsync(Deno.readDir(venv), ({ name }) => name).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  });
  const known = ["multiplet.stamp", "pyvenv.cfg"];
  if (entries.length > 0 && !entries.some((name) => known.includes(name))) {
    throw new SetupError(
      `${venv} is not a Python environment, so it is left alone; move it away and run the same ` +
        "command again",
    );
  }
  await Deno.remove(venv, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

/** One sentence for what `python -m venv` says. */
export function venvFailure(output: string, command: string, version: string): string {
  if (/ensurepip is not available|No module named '?(venv|ensurepip)/.test(output)) {
    return `${command} lacks the module venv; install it, on Debian and Ubuntu with ` +
      `\`sudo apt-get install python${version}-venv\`, and run the same command again`;
  }
  return `${command} -m venv failed: ${lastLine(output)}`;
}

/** One sentence for what pip says. */
export function pipFailure(output: string): string {
  if (
    /NewConnectionError|ConnectTimeout|Read timed out|Name or service not known|Temporary failure in name resolution|Network is unreachable|Connection refused|ProxyError|\(from versions: none\)/
      .test(output)
  ) {
    return "The Jupyter packages could not be installed: pip cannot reach the package index. " +
      "Connect to the network, or set PIP_INDEX_URL to a mirror, and run the same command again; " +
      "results that are computed already are kept";
  }
  return `The Jupyter packages could not be installed into .venv; pip says: ${lastLine(output)}`;
}

function lastLine(output: string): string {
  return output.trim().split("\n").at(-1) || "nothing";
}
