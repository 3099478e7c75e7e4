/**
 * Where a command puts its result: standard output, or a file that is whole or absent.
 * @module
 */
import { atomicWrite } from "../artifacts/atomic_write.ts";
import { UsageError } from "./options.ts";

/**
 * The place of a result, checked before the work so that no work is lost.
 *
 * @param output a file, or `undefined` for standard output
 * @param inputs files that the command reads: it never writes over them
 * @returns a function that writes the result there
 * @throws UsageError when the output is an input, or something else than a file
 */
export async function resultWriter(
  output: string | undefined,
  inputs: readonly string[],
): Promise<(text: string) => Promise<void>> {
  if (output === undefined) return writeToStandardOutput;
  if (output === "") throw new UsageError("--output takes the name of a file, got none");
  const existing = await realPath(output).catch((cause: Error) => {
    throw new UsageError(`--output ${output} cannot be written: ${cause.message}`);
  });
  if (existing === undefined) return (text) => atomicWrite(output, text);
  if (!(await Deno.stat(existing)).isFile) {
    throw new UsageError(`--output ${output} is not a file`);
  }
  for (const input of inputs) {
    if (await realPath(input) === existing) {
      throw new UsageError(`--output ${output} is an input, which would be overwritten`);
    }
  }
  return (text) => atomicWrite(existing, text);
}

/** Writes all of a text to standard output. */
export async function writeToStandardOutput(text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
}

/** Where a path leads through links; `undefined` when there is nothing. */
async function realPath(path: string): Promise<string | undefined> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
