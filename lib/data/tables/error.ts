/** What can be wrong with a file of numbers. */

/** What a {@link TableError} tells. */
export interface TableFlaw {
  /** The file as its reader was given it. */
  readonly file: string;
  /** Where in it, e.g. `byte 10` or `line 3, column "x1"`; absent for the file as a whole. */
  readonly location?: string;
  /** What was expected there. */
  readonly expected: string;
  /** What was found instead. */
  readonly found: string;
}

/**
 * A file is no table of the kind that was asked for.
 *
 * @example
 * ```ts
 * import { parseFeatures, TableError } from "@multiplet/multiplet/tables";
 * import { rejects } from "node:assert/strict";
 * const bytes = new TextEncoder().encode("left,right\n1,2.5\n3,many\n");
 * await rejects(
 *   parseFeatures(bytes, "x.csv"),
 *   (error) => error instanceof TableError && error.location === 'line 3, column "right"',
 * );
 * ```
 */
export class TableError extends Error implements TableFlaw {
  /** Error name; kept when sent from a worker. */
  override readonly name = "TableError";
  readonly file: string;
  readonly location?: string;
  readonly expected: string;
  readonly found: string;

  /** The message has the flaw in one line. */
  constructor({ file, location, expected, found }: TableFlaw) {
    const where = location === undefined ? file : `${file}, ${location}`;
    super(`${where}: expected ${expected}, found ${found}`);
    this.file = file;
    if (location !== undefined) this.location = location;
    this.expected = expected;
    this.found = found;
  }
}

/** A piece of a file as messages show it: quoted, and no longer than a line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
