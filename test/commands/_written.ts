/** An output that keeps what it is given. */
import type { Output } from "../../lib/commands/output.ts";

/** A terminal, or a log, and every text written to it. */
export function writtenTo(isTerminal: boolean): { output: Output; written: string[] } {
  const written: string[] = [];
  return { written, output: { isTerminal, write: (text) => void written.push(text) } };
}
