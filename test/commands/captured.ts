/** Commands run in this process, with what they print. */
import { runCommand } from "../../lib/commands/main.ts";

/** What a command line did. */
export interface CommandRun {
  readonly status: number;
  /** Lines of both standard output and standard error. */
  readonly text: string;
}

/** Runs a command line and returns its exit status with what it printed through the console. */
export async function runCaptured(
  args: readonly string[],
  signal = new AbortController().signal,
): Promise<CommandRun> {
  const lines: string[] = [];
  const { log, error } = console;
  console.log = console.error = (...parts: unknown[]) => void lines.push(parts.join(" "));
  try {
    return { status: await runCommand(args, signal), text: lines.join("\n") };
  } finally {
    console.log = log;
    console.error = error;
  }
}
