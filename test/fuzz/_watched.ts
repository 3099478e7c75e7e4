/** Command lines run in this process, with all that they write. */
import { runCommand } from "../../lib/commands/main.ts";

/** What a command line did. */
export interface WatchedRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Milliseconds after which work that should not have begun is interrupted, with status 130. */
const PATIENCE = 20_000;

/** Runs a command line and returns its exit status and everything that it wrote. */
export async function runWatched(args: readonly string[]): Promise<WatchedRun> {
  const written = { stdout: "", stderr: "" };
  const decoder = new TextDecoder();
  const into = (stream: keyof typeof written) => (bytes: Uint8Array) => {
    written[stream] += decoder.decode(bytes);
    return bytes.length;
  };
  const { log, error } = console;
  const { stdout, stderr } = Deno;
  const { write } = stdout;
  const { writeSync, isTerminal } = stderr;
  console.log = (...parts: unknown[]) => void (written.stdout += `${parts.join(" ")}\n`);
  console.error = (...parts: unknown[]) => void (written.stderr += `${parts.join(" ")}\n`);
  stdout.write = (bytes) => Promise.resolve(into("stdout")(bytes));
  stderr.writeSync = into("stderr");
  stderr.isTerminal = () => false;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new Error("too long")), PATIENCE);
  try {
    return { status: await runCommand(args, controller.signal), ...written };
  } finally {
    clearTimeout(timer);
    console.log = log;
    console.error = error;
    stdout.write = write;
    Object.assign(stderr, { writeSync, isTerminal });
  }
}
