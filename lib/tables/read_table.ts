/**
 * Which reader reads which file.
 * @module
 */
import { extname } from "node:path";
import { TableError } from "./error.ts";

/** Readers of the formats that a table can have, by the ending of the file name. */
export interface Readers<Result> {
  npy(bytes: Uint8Array, file: string): Result;
  csv(bytes: Uint8Array, file: string): Result;
}

/**
 * Reads a file with the reader for its ending.
 *
 * @throws TableError for another ending, or a file that cannot be read
 */
export async function readTable<Result>(file: string, readers: Readers<Result>): Promise<Result> {
  const ending = extname(file).toLowerCase();
  if (ending !== ".npy" && ending !== ".csv") {
    const found = ending === "" ? "no ending" : `"${ending}"`;
    throw new TableError({ file, expected: "a file name that ends in .npy or .csv", found });
  }
  const bytes = await Deno.readFile(file).catch((cause: Error) => {
    throw new TableError({ file, expected: "a file to read", found: cause.message });
  });
  return ending === ".npy" ? readers.npy(bytes, file) : readers.csv(bytes, file);
}
