/** Commands run in this process, with all that they write. */
import { runCommand } from "../../lib/commands/main.ts";

/** What was written. */
export interface Written {
  readonly stdout: string;
  readonly stderr: string;
  /** Both together as they came, without the last line feed. */
  readonly text: string;
}

/** What a command line did. */
export interface CommandRun extends Written {
  readonly status: number;
}

/** Milliseconds after which work that should not have begun is interrupted, with status 130. */
const PATIENCE = 60_000;

/**
 * Runs a command line. Returns its exit status and what it wrote.
 *
 * @param isTerminal whether standard error is taken for a terminal. Default: it is not
 */
export async function runCaptured(
  args: readonly string[],
  signal: AbortSignal = new AbortController().signal,
  isTerminal = false,
): Promise<CommandRun> {
  let status = 0;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new Error("too long")), PATIENCE);
  try {
    const written = await captured(async () => {
      status = await runCommand(args, AbortSignal.any([signal, controller.signal]));
    }, isTerminal);
    return { status, ...written };
  } finally {
    clearTimeout(timer);
  }
}

/** Runs `work` and returns what it wrote meanwhile through the console and the streams. */
export async function captured(work: () => Promise<void>, isTerminal = false): Promise<Written> {
  const written = { stdout: "", stderr: "", text: "" };
  const decoder = new TextDecoder();
  const add = (stream: "stdout" | "stderr", text: string) => {
    written[stream] += text;
    written.text += text;
  };
  const into = (stream: "stdout" | "stderr") => (bytes: Uint8Array) => {
    add(stream, decoder.decode(bytes));
    return bytes.length;
  };
  const { log, error } = console;
  const { stdout, stderr } = Deno;
  const { write } = stdout;
  const { writeSync, isTerminal: before } = stderr;
  console.log = (...parts: unknown[]) => add("stdout", `${parts.join(" ")}\n`);
  console.error = (...parts: unknown[]) => add("stderr", `${parts.join(" ")}\n`);
  stdout.write = (bytes) => Promise.resolve(into("stdout")(bytes));
  stderr.writeSync = into("stderr");
  stderr.isTerminal = () => isTerminal;
  try {
    await work();
  } finally {
    console.log = log;
    console.error = error;
    stdout.write = write;
    Object.assign(stderr, { writeSync, isTerminal: before });
  }
  return { ...written, text: written.text.replace(/\n$/, "") };
}
