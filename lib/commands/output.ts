/**
 * Where a command tells what it does, which is standard error, and where it puts its result: standard output, or a
 * file that is whole or absent.
 */
import { atomicWrite, encoded, unlessMissing, writeAll } from "../system/files/atomic_write.ts";
import { UsageError } from "./options.ts";

/** Where text goes, and whether a line can be overwritten there. */
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

/** How many of them are the end, which often says what to do. */
const END = 400;

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A message on one line: names of files, columns and options can bring line breaks and control
 * characters into it, which are shown as escapes, and may be longer than any screen.
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
 * The place of a result, checked before the work so that no work is lost.
 *
 * @param output a file, or `undefined` for standard output
 * @param inputs files that the command reads: it never writes over them
 * @returns a function that writes the result, a text or pieces of one, there
 * @throws UsageError when the output is an input, or something else than a file
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
    // What is wrong with an input is told when it is read.
    if (await Deno.realPath(input).catch(() => undefined) === existing) {
      throw new UsageError(`--output ${output} is an input, which would be overwritten`);
    }
  }
  return (text) => atomicWrite(existing, text);
}

export async function writeToStandardOutput(text: string | Iterable<string>): Promise<void> {
  for (const bytes of encoded(text)) await writeAll(Deno.stdout, bytes);
}

/** Where an output leads through links; `undefined` when there is nothing. */
async function existingFile(output: string): Promise<string | undefined> {
  const refuse = (reason: string) => new UsageError(`--output ${output} ${reason}`);
  // Names that end like this are those of folders, whether there are any or not.
  if (/(?:^|\/)\.{0,2}$/.test(output)) throw refuse("is not a file");
  const found = await unlessMissing(Deno.stat(output)).catch((cause: Error) => {
    throw refuse(`cannot be written: ${cause.message}`);
  });
  if (found === undefined) {
    if (await unlessMissing(Deno.lstat(output))) throw refuse("is a link that leads nowhere");
    return undefined;
  }
  if (!found.isFile) throw refuse("is not a file");
  return await Deno.realPath(output);
}
