/** Tables: columns of numbers or texts, whatever file they come from. */

/** One column of a table. Its arrays are its own: they may be overwritten, and sent to workers. */
export interface TableColumn {
  /** Its number in the file, from 0. An unnamed index that was left out does not count. */
  readonly index: number;
  /** Its name; `x0`, `x1`, … in a file without names. */
  readonly name: string;
  /** One number per sample, NaN for an empty cell; absent if a cell is neither a number nor empty. */
  readonly values?: Float32Array | Float64Array;
  /** One text per sample; absent for a column of numbers. */
  readonly texts?: readonly string[];
  /** Of a column of texts in a text file: its first cell that is neither a number nor missing. */
  readonly firstText?: { readonly text: string; readonly line: number };
  /**
   * The rounding error of its values: the root mean square, over its finite values, of the largest rounding error
   * that each of them can have. For floating-point numbers, this is half of ε of the file's number type times the root
   * mean square of the values; for text, half a unit of the last digit, which differs between values if a program wrote
   * a fixed number of significant digits.
   *
   * It is 0 for integers and booleans, because counts are exact. It is 0 also for numbers that were rounded to integers
   * before they were written as text, since they look like counts. Integers beyond ±2⁵³ are rounded as float64.
   */
  readonly resolution: number;
  /** What a user must know who takes this column for a feature, such as that it numbers the rows; one sentence. */
  readonly notice?: string;
}

/** Samples of several columns. */
export interface Table {
  /** Number of rows, N. */
  readonly samples: number;
  /** In the order of the file. */
  readonly columns: readonly TableColumn[];
  /** True if the file has names of columns. */
  readonly named: boolean;
  /** How the first line of a text was read; absent for other formats. */
  readonly firstLine?: "names" | "sample";
  /** What a user must know about how the file was read; one sentence each. */
  readonly notices: readonly string[];
}
