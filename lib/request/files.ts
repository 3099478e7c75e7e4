/** Where the files of a request come from: a file system, or a page on which they were dropped. */
import type { Table, TableOptions } from "../data/tables/mod.ts";

/** Most bytes of a text. */
export const MOST_TEXT_BYTES = 2 ** 28;

export interface Files {
  /**
   * A table by its path, which can name an array of a file of several.
   *
   * @throws TableError for a file that cannot be read
   */
  readTable(path: string, options: TableOptions): Promise<Table>;
  /** A text; an error says what was found in its place. */
  readText(path: string): Promise<string>;
  /** Whether there is a file. */
  has(path: string): Promise<boolean>;
  /** Whether two paths are those of one file. */
  areSame(path: string, other: string): Promise<boolean>;
  /** Where a file was looked for, as a message says it. */
  placeOf(path: string): string;
}
