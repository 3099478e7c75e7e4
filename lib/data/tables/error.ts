/** Errors of files of numbers. */

/** The contents of a {@link TableError}. */
export interface TableFlaw {
  /** The file name that its reader received. */
  readonly file: string;
  /** Location in the file, e.g. `byte 10` or `line 3, column "x1"`; absent for the file as a whole. */
  readonly location?: string;
  /** The expected contents. */
  readonly expected: string;
  /** The contents found. */
  readonly found: string;
}

/**
 * Error: a file is not a table of the requested kind.
 *
 * @example
 * ```ts
 * import { parseTable, TableError } from "@multiplet/multiplet/tables";
 * import { rejects } from "node:assert/strict";
 * const bytes = new TextEncoder().encode("left,right\n1,2.5\n3\n");
 * await rejects(
 *   parseTable(bytes, "x.csv"),
 *   (error) => error instanceof TableError && error.location === "line 3" && error.found === "1",
 * );
 * ```
 */
export class TableError extends Error implements TableFlaw {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "TableError";
  readonly file: string;
  readonly location?: string;
  readonly expected: string;
  readonly found: string;

  /** The message describes the flaw in one line. */
  constructor({ file, location, expected, found }: TableFlaw) {
    const where = location === undefined ? file : `${file}, ${location}`;
    super(`${where}: expected ${expected}, found ${found}`);
    this.file = file;
    if (location !== undefined) this.location = location;
    this.expected = expected;
    this.found = found;
  }
}

/** Characters that JSON leaves as they are and that a terminal does not show as they are: controls, direction marks … */
const HIDDEN = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A piece of a file in a message: quoted, on one line, no longer than a line, and without control characters. */
export function quoted(text: string): string {
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  return shown.replace(
    HIDDEN,
    (one) =>
      one.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}
