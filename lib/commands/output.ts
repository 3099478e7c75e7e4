/**
 * Outputs of commands: notices on standard error, and results on standard output or in a file that is complete or
 * absent.
 */
import { atomicWrite, encoded, unlessMissing, writeAll } from "../system/files/atomic_write.ts";
import { UsageError } from "./options.ts";

/** An output for text; lines can be overwritten in a terminal. */
export interface Output {
  readonly isTerminal: boolean;
  write(text: string): void;
}

export function standardError(): Output {
  const encoder = new TextEncoder();
  return {
    isTerminal: Deno.stderr.isTerminal(),
    write: (text) => void Deno.stderr.writeSync(encoder.encode(text)),
  };
}

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A message on one line: line breaks and control characters in names of files, columns and options are escaped.
 * Of more than 2,000 characters, the middle is left out; the end often contains the remedy.
 */
export function oneLine(message: string): string {
  const more = message.length - 2000;
  if (more <= 0) return escaped(message);
  return `${escaped(message.slice(0, 1600))} … ${more} characters … ${
    escaped(message.slice(-400))
  }`;
}

function escaped(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (one) => NAMED[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * A function that writes the result, a text or pieces of one. The output is checked before the work, so that no
 * work is lost.
 *
 * @param output a file, or `undefined` for standard output
 * @param inputs files that the command reads and must not overwrite
 * @throws UsageError if the output is an input or not a file
 */
export async function resultWriter(
  output: string | undefined,
  inputs: readonly string[],
): Promise<(text: string | Iterable<string>) => Promise<void>> {
  if (output === undefined) return writeToStandardOutput;
  if (output === "") throw new UsageError("--output takes the name of a file, got none");
  const existing = await existingFile(output);
  if (existing === undefined) return (text) => atomicWrite(output, text);
  for (const input of inputs) {
    // Errors of an input are reported when it is read.
    if (await Deno.realPath(input).catch(() => undefined) === existing) {
      throw new UsageError(`--output ${output} would overwrite an input; choose another file`);
    }
  }
  return (text) => atomicWrite(existing, text);
}

export async function writeToStandardOutput(text: string | Iterable<string>): Promise<void> {
  for (const bytes of encoded(text)) await writeAll(Deno.stdout, bytes);
}

/** The path of an output with links resolved; `undefined` if the file does not exist. */
async function existingFile(output: string): Promise<string | undefined> {
  const refuse = (reason: string) => new UsageError(`--output ${output} ${reason}`);
  // Such names are names of folders.
  if (/(?:^|\/)\.{0,2}$/.test(output)) throw refuse("is not a file");
  const found = await unlessMissing(Deno.stat(output)).catch((cause: Error) => {
    throw refuse(`cannot be written: ${cause.message}`);
  });
  if (found === undefined && await unlessMissing(Deno.lstat(output))) {
    throw refuse("is a link to a file that does not exist");
  }
  if (found?.isFile === false) throw refuse("is not a file");
  return found && await Deno.realPath(output);
}
