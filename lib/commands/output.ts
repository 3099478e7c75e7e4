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

const LONGEST = 2000;

/** Number of these characters at the end, which often contains the remedy. */
const END = 400;

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A message on one line: line breaks and control characters in names of files, columns and options are escaped,
 * and the middle of long messages is left out.
 */
export function oneLine(message: string): string {
  const more = message.length - LONGEST;
  if (more <= 0) return escaped(message);
  const [start, end] = [message.slice(0, LONGEST - END), message.slice(-END)];
  return `${escaped(start)} … ${more} characters … ${escaped(end)}`;
}

function escaped(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (one) => NAMED[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * A writer of a result. The output is checked before the work, so that no work is lost.
 *
 * @param output a file, or `undefined` for standard output
 * @param inputs files that the command reads and must not overwrite
 * @returns a function that writes the result, a text or pieces of one
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
  if (found === undefined) {
    if (await unlessMissing(Deno.lstat(output))) {
      throw refuse("is a link to a file that does not exist");
    }
    return undefined;
  }
  if (!found.isFile) throw refuse("is not a file");
  return await Deno.realPath(output);
}
