/**
 * Where a command tells what it does: standard error, so that standard output stays for results.
 * @module
 */

/** Where text goes, and whether a line can be overwritten there. */
export interface Output {
  readonly isTerminal: boolean;
  write(text: string): void;
}

/** Standard error. */
export function standardError(): Output {
  const encoder = new TextEncoder();
  return {
    isTerminal: Deno.stderr.isTerminal(),
    write: (text) => void Deno.stderr.writeSync(encoder.encode(text)),
  };
}
