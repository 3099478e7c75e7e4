/**
 * Outputs of commands: notices on standard error, and results on standard output or in a file that is complete or
 * absent.
 */
import {
  atomicWrite,
  encoded,
  FileWriteError,
  unlessMissing,
  writeAll,
  writeFailure,
} from "../system/files/atomic_write.ts";
import { printable } from "../system/printable.ts";
import { UsageError } from "../request/values.ts";

/** Error: the user interrupted the command. */
export class Interruption extends Error {
  override readonly name = "Interruption";

  constructor(message = "Interrupted. Nothing was written.") {
    super(message);
  }
}

/** An output for text; lines can be overwritten in a terminal. */
export interface Output {
  readonly isTerminal: boolean;
  write(text: string): void;
}

export function standardError(): Output {
  const encoder = new TextEncoder();
  return {
    isTerminal: Deno.stderr.isTerminal(),
    write: (text) => {
      try {
        Deno.stderr.writeSync(encoder.encode(text));
      } catch (error) {
        unlessClosedPipe(error);
      }
    },
  };
}

/**
 * A message on one line: line breaks and control characters in names of files, columns and options are escaped.
 * Of more than 2,000 characters, the middle is left out; the end often contains the remedy.
 */
export function oneLine(message: string): string {
  const more = message.length - 2000;
  if (more <= 0) return printable(message);
  return `${printable(message.slice(0, 1600))} … ${more} characters … ${
    printable(message.slice(-400))
  }`;
}

/**
 * A function that writes the result, a text or pieces of one. The output is checked before the work, so that no
 * work is lost.
 *
 * @param output a file, or `undefined` for standard output
 * @param inputs files that the command reads and must not overwrite
 * @param option that names the output
 * @throws UsageError if the output is an input or not a file
 */
export async function resultWriter(
  output: string | undefined,
  inputs: readonly string[],
  option = "--output",
): Promise<(text: string | Iterable<string>) => Promise<void>> {
  if (output === undefined || isStandardOutput(output)) return writeToStandardOutput;
  if (output === "") throw new UsageError(`${option} takes the name of a file, got none`);
  const existing = await existingOutput(output);
  if (existing === undefined) return (text) => atomicWrite(output, text);
  const { path, isStream } = existing;
  for (const input of inputs) {
    // Errors of an input are reported when it is read.
    if (await Deno.realPath(input).catch(() => undefined) === path) {
      throw new UsageError(`${option} ${output} would overwrite an input; choose another file`);
    }
  }
  return (text) => isStream ? writeToStream(path, text) : atomicWrite(path, text);
}

/** Whether a name is that of standard output; Deno opens none of these devices. */
const isStandardOutput = (output: string) =>
  /^(?:-|\/dev\/stdout|\/dev\/fd\/1|\/proc\/self\/fd\/1)$/.test(output);

/** Writes a text to standard output, or as much of it as its reader wants. */
export async function writeToStandardOutput(text: string | Iterable<string>): Promise<void> {
  await writePieces(Deno.stdout, text);
}

/** Writes to a device or a named pipe, which a file of the same name must not replace. */
async function writeToStream(path: string, text: string | Iterable<string>): Promise<void> {
  try {
    using stream = await Deno.open(path, { write: true });
    await writePieces(stream, text);
  } catch (cause) {
    if (cause instanceof Interruption) throw cause;
    const reason = writeFailure(cause, "nothing was changed");
    throw new FileWriteError(`Cannot write ${path}: ${reason}`, { cause });
  }
}

async function writePieces(
  sink: { write(bytes: Uint8Array): Promise<number> },
  text: string | Iterable<string>,
): Promise<void> {
  let isBegun = false;
  try {
    for (const bytes of encoded(text)) {
      isBegun = true;
      await writeAll(sink, bytes);
    }
  } catch (error) {
    if (isBegun && error instanceof Interruption) {
      throw new Interruption("Interrupted. The output is incomplete.");
    }
    unlessClosedPipe(error);
  }
}

/** Throws an error again, but not that of a pipe whose reader has what it wants, such as `head`. */
function unlessClosedPipe(error: unknown): void {
  if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
}

/** Why a file or a device cannot be opened, without the advice to grant more permissions. */
function reasonOf(cause: Error): string {
  return cause instanceof Deno.errors.NotCapable
    ? "Deno opens this device only with all permissions; standard output is -"
    : cause.message;
}

/** An output that exists, with links resolved; `undefined` if there is none. */
async function existingOutput(
  output: string,
): Promise<{ readonly path: string; readonly isStream: boolean } | undefined> {
  const refuse = (reason: string) => new UsageError(`--output ${output} ${reason}`);
  // Such names are names of folders.
  if (/(?:^|\/)\.{0,2}$/.test(output)) throw refuse("is not a file");
  const found = await unlessMissing(Deno.stat(output)).catch((cause: Error) => {
    throw refuse(`cannot be written: ${reasonOf(cause)}`);
  });
  if (found === undefined && await unlessMissing(Deno.lstat(output))) {
    throw refuse("is a link to a file that does not exist");
  }
  if (found === undefined) return undefined;
  const isStream = found.isCharDevice === true || found.isFifo === true;
  if (!found.isFile && !isStream) throw refuse("is not a file");
  const path = await Deno.realPath(output);
  // Deno lets only few devices be written to. A named pipe would wait for its reader here.
  if (found.isCharDevice) {
    await Deno.open(path, { write: true }).then((device) => device.close(), (cause: Error) => {
      throw refuse(`cannot be written: ${reasonOf(cause)}`);
    });
  }
  return { path, isStream };
}
