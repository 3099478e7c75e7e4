/** Runs programs to their end, and refuses a Deno that is too old. All commands load this: it imports nothing. */

/** Jupyter or a notebook failed; subclasses name the part. */
export class JupyterError extends Error {
  override readonly name: string = "JupyterError";
}

/** Python, Deno, the network or `.venv` is not as needed; the message says what to do. */
export class SetupError extends JupyterError {
  override readonly name = "SetupError";
}

/** The oldest Deno whose kernel, permission sets and test runner the project can use. */
const OLDEST_DENO = "2.9.0";

/** Compares dotted versions by their numbers: negative when `a` is the older one. */
export function compareVersions(a: string, b: string): number {
  const left = a.split(/[.+-]/).map(Number);
  const right = b.split(/[.+-]/).map(Number);
  for (let part = 0; part < Math.min(left.length, right.length, 3); part++) {
    const difference = left[part]! - right[part]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Throws a SetupError on a Deno that is too old. */
export function requireDeno(version: string = Deno.version.deno): void {
  if (compareVersions(version, OLDEST_DENO) >= 0) return;
  throw new SetupError(
    `Deno ${OLDEST_DENO} or newer is needed, this is ${version}; run \`deno upgrade\`, ` +
      `or start the same command with \`npx -y deno@${OLDEST_DENO} task …\``,
  );
}

interface ProcessOptions extends Pick<Deno.CommandOptions, "cwd" | "env"> {
  readonly args: string[];
  /** Standard input of the program; default: none. */
  readonly stdin?: string | undefined;
  /** Aborting it ends the program and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program and collects its output. Throws Deno.errors.NotFound when there is no such program. */
export async function runProcess(
  command: string,
  { stdin, signal, ...options }: ProcessOptions,
) {
  signal?.throwIfAborted();
  const child = new Deno.Command(command, {
    ...options,
    ...(signal && { signal }),
    stdin: stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const written = stdin !== undefined &&
    new Blob([stdin]).stream().pipeTo(child.stdin).catch((error) => {
      // A program that ends early closes the pipe; its exit status is checked below.
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    });
  const { code, stdout, stderr } = await child.output();
  await written;
  signal?.throwIfAborted();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** The last line of an output, which usually names the failure; `""` for no output. */
export function lastLine(output: string): string {
  return output.trim().split("\n").at(-1)!;
}
