/** Commands run in this process, with all that they write. */
import { runCommand } from "../../lib/commands/main.ts";

/** What a command line did. */
export interface CommandRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both together as they came, without the last line feed. */
  readonly text: string;
}

/** Milliseconds after which work that should not have begun is interrupted, with status 130. */
const PATIENCE = 60_000;

/** Runs a command line. Returns its exit status and what it wrote, to no terminal. */
export async function runCaptured(
  args: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandRun> {
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
  const { writeSync, isTerminal } = stderr;
  console.log = (...parts: unknown[]) => add("stdout", `${parts.join(" ")}\n`);
  console.error = (...parts: unknown[]) => add("stderr", `${parts.join(" ")}\n`);
  stdout.write = (bytes) => Promise.resolve(into("stdout")(bytes));
  stderr.writeSync = into("stderr");
  stderr.isTerminal = () => false;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new Error("too long")), PATIENCE);
  try {
    const status = await runCommand(args, AbortSignal.any([signal, controller.signal]));
    return { status, ...written, text: written.text.replace(/\n$/, "") };
  } finally {
    clearTimeout(timer);
    console.log = log;
    console.error = error;
    stdout.write = write;
    Object.assign(stderr, { writeSync, isTerminal });
  }
}
