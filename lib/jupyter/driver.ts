/**
 * The process that executes a notebook, `driver/execute.py`, seen from here.
 * @module
 */
import { fileURLToPath } from "node:url";
import type { JupyterEnvironment } from "./environment.ts";

/** What the driver tells. */
export type DriverEvent =
  | { readonly event: "cell"; readonly cell: number; readonly cells: number }
  | { readonly event: "error"; readonly name: string; readonly message: string }
  | { readonly event: "done" | "timeout" | "dead" };

/** What the driver is to do. */
export interface DriverRequest {
  readonly environment: JupyterEnvironment;
  /** The notebook to execute, and where to write what came of it. */
  readonly source: string;
  readonly destination: string;
  /** Working folder of the kernel. */
  readonly folder: string;
  /** Seconds that a cell may take; 0 for any time. */
  readonly timeout: number;
  /** Variables for the kernel. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent: (event: DriverEvent) => void;
}

/** How the driver ended. */
export interface DriverResult {
  readonly code: number;
  readonly stderr: string;
}

/** Milliseconds for the driver to end after its lifeline was cut. */
const GRACE_MS = 5000;

/** Runs the driver. When `signal` is aborted, kernel and driver are ended before this resolves. */
export async function runDriver(request: DriverRequest): Promise<DriverResult> {
  const { environment, source, destination, folder, timeout, env, signal, onEvent } = request;
  const script = fileURLToPath(new URL("./driver/execute.py", import.meta.url));
  const child = new Deno.Command(environment.python, {
    args: ["-I", script, source, destination, folder, String(timeout)],
    env: { ...environment.variables, ...env, NO_COLOR: "1", JUPYTER_NO_CONFIG: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let ended = false;
  let forced: ReturnType<typeof setTimeout> | undefined;
  const cutLifeline = () => {
    child.stdin.close().catch(() => {});
    forced = setTimeout(() => ended || child.kill("SIGKILL"), GRACE_MS);
  };
  signal?.addEventListener("abort", cutLifeline);
  if (signal?.aborted) cutLifeline();
  try {
    const [{ code }, stderr] = await Promise.all([
      child.status,
      new Response(child.stderr).text(),
      readEvents(child.stdout, onEvent),
    ]);
    return { code, stderr };
  } finally {
    ended = true;
    clearTimeout(forced);
    signal?.removeEventListener("abort", cutLifeline);
    // Rejects when the lifeline was cut, or the process has closed its end: it is gone either way.
    await child.stdin.close().catch(() => {});
  }
}

async function readEvents(
  stream: ReadableStream<Uint8Array>,
  onEvent: (event: DriverEvent) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    for (const line of lines) onEvent(JSON.parse(line));
  }
}
