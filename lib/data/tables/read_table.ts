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

/** Most bytes of a file: one that claims more is refused before memory is asked for. */
const MOST_BYTES = 2 ** 32;

/**
 * Reads a file with the reader for its ending.
 *
 * @throws TableError for another ending, a file of more than 4 GiB or one that cannot be read
 */
export async function readTable<Result>(file: string, readers: Readers<Result>): Promise<Result> {
  const ending = extname(file).toLowerCase();
  if (ending !== ".npy" && ending !== ".csv") {
    const found = ending === "" ? "no ending" : `"${ending}"`;
    throw new TableError({
      file,
      expected: 'a file name that ends in .npy or .csv, as of np.save("x.npy", x)',
      found,
    });
  }
  const unreadable = ({ message }: Error) => {
    throw new TableError({ file, expected: "a file to read", found: message });
  };
  // Devices and pipes have no size, and may have no end.
  const { isFile, isDirectory, size } = await Deno.stat(file).catch(unreadable);
  if (!isFile) {
    const found = isDirectory ? "a folder" : "a device or a pipe";
    throw new TableError({ file, expected: "a file to read", found });
  }
  if (size > MOST_BYTES) {
    const expected = `a file of at most ${MOST_BYTES} bytes to read`;
    throw new TableError({ file, expected, found: `${size}` });
  }
  const bytes = await Deno.readFile(file).catch(unreadable);
  return ending === ".npy" ? readers.npy(bytes, file) : readers.csv(bytes, file);
}
