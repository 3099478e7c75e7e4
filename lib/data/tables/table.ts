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
   * The largest rounding error of its values in text and of decimals: half a unit of the last digit; otherwise 0. It
   * is 0 also for numbers that were rounded to integers before they were written as text, since they look like counts.
   */
  readonly resolution: number;
  /** Their largest relative rounding error: half of ε of the file's number type; 0 for integers and booleans. */
  readonly roundoff: number;
  /** What a user must know who takes this column for a feature, such as that it numbers the rows; one sentence. */
  readonly notice?: string;
}

/** Samples of several columns. */
export interface Table {
  /** Number of rows, N. */
  readonly samples: number;
  /** In the order of the file. */
  readonly columns: readonly TableColumn[];
  /** Of a table of maps: number of adjacent columns of each map. */
  readonly columnsPerMap?: number;
  /** Of a table of maps: number of adjacent rows of each sample of the file. */
  readonly rowsPerSample?: number;
  /** True if the file has names of columns. */
  readonly named: boolean;
  /** How the first line of a text was read; absent for other formats. */
  readonly firstLine?: "names" | "sample";
  /** What a user must know about how the file was read; one sentence each. */
  readonly notices: readonly string[];
}
