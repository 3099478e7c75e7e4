/**
 * Running programs to their end.
 * @module
 */

/** How a program is run. */
interface ProcessOptions {
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the program reads; nothing by default. */
  readonly stdin?: string;
  /** Aborting it ends the program and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What a program left. */
interface ProcessResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program and collects what it writes.
 *
 * @throws Deno.errors.NotFound when there is no such program
 */
export async function runProcess(
  command: string,
  { args, cwd, env, stdin, signal }: ProcessOptions,
): Promise<ProcessResult> {
  signal?.throwIfAborted();
  const child = new Deno.Command(command, {
    args: [...args],
    ...(cwd !== undefined && { cwd }),
    ...(env && { env: { ...env } }),
    ...(signal && { signal }),
    stdin: stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const written = stdin === undefined ? undefined : write(child.stdin, stdin);
  const { code, stdout, stderr } = await child.output();
  await written;
  signal?.throwIfAborted();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

async function write(stream: WritableStream<Uint8Array<ArrayBuffer>>, text: string): Promise<void> {
  const writer = stream.getWriter();
  try {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch (error) {
    // A program that ends early closes the pipe; its exit status tells the rest.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** The last line that a program wrote, where it says what went wrong; empty where it wrote nothing. */
export function lastLine(output: string): string {
  return output.trim().split("\n").at(-1)!;
}
