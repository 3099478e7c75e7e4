/**
 * JupyterLab on the project, in the background.
 * @module
 */
import { join } from "node:path";
import { type JupyterEnvironment, labArguments } from "../../lib/reports/jupyter/environment.ts";
import { lastLine, SetupError } from "../../lib/reports/jupyter/process.ts";

/** A JupyterLab that runs in the background. */
export interface LabServer extends AsyncDisposable {
  /** Address on this machine, e.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Gives access: `${url}/lab?token=${token}`. */
  readonly token: string;
  /** Stops the server and its kernels. */
  stop(): Promise<void>;
}

/** Milliseconds to start, and to stop. */
const START_MS = 60_000;
const STOP_MS = 15_000;

/** How {@link startLab} starts JupyterLab. */
export interface LabOptions {
  /** Folder for what JupyterLab remembers, instead of the user's own settings. */
  readonly settings: string;
  /** Variables for the kernels, e.g. `{ PRESET: "smoke" }`, over those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts JupyterLab in the background on a free port of the loopback interface.
 *
 * @throws SetupError when it does not start
 */
export async function startLab(
  environment: JupyterEnvironment,
  { settings, env = {} }: LabOptions,
): Promise<LabServer> {
  const token = crypto.randomUUID();
  const port = freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = new Deno.Command(environment.python, {
    args: [
      ...labArguments(environment),
      "--no-browser",
      "--ServerApp.ip=127.0.0.1",
      `--ServerApp.port=${port}`,
      "--ServerApp.port_retries=0",
      `--IdentityProvider.token=${token}`,
    ],
    cwd: environment.project.root,
    env: {
      ...environment.variables,
      ...env,
      JUPYTER_CONFIG_DIR: join(settings, "config"),
      JUPYTER_DATA_DIR: join(settings, "data"),
      JUPYTER_RUNTIME_DIR: join(settings, "runtime"),
      JUPYTERLAB_SETTINGS_DIR: join(settings, "settings"),
      JUPYTERLAB_WORKSPACES_DIR: join(settings, "workspaces"),
    },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const log = new Response(child.stderr).text();
  let ended = false;
  const status = child.status.then(() => ended = true);

  const stop = async () => {
    if (ended) return;
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await status;
    await log;
    clearTimeout(force);
  };
  const deadline = performance.now() + START_MS;
  while (!await answers(`${url}/api/status?token=${token}`)) {
    if (ended || performance.now() > deadline) {
      await stop();
      throw new SetupError(`JupyterLab did not start: ${lastLine(await log)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { url, token, stop, [Symbol.asyncDispose]: stop };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
