/** The choice of one array in a file of several. */
import { firstOf } from "../../system/first_of.ts";
import { quoted, TableError } from "./error.ts";

/** An array in a file. */
export interface NamedArray {
  readonly name: string;
  /** Its shape and type for messages, e.g. `"(100, 64) float32"`. */
  describe(): string | Promise<string>;
}

/**
 * The array with a name, or the only one.
 *
 * @throws TableError that lists the arrays with their shapes
 */
export async function chosenArray<Item extends NamedArray>(
  file: string,
  arrays: readonly Item[],
  name: string | undefined,
): Promise<Item> {
  const found = name === undefined && arrays.length === 1
    ? arrays[0]
    : arrays.find((array) => array.name === name);
  if (found) return found;
  // Shapes of the first ones only: a file can have thousands.
  const shown = arrays.slice(0, 10).map(async (array) =>
    `${quoted(array.name)} ${await array.describe()}`
  );
  const rest = arrays.slice(shown.length).map((array) => quoted(array.name));
  throw new TableError({
    file,
    expected: name === undefined
      ? "one array, or the name of one behind a colon (FILE:NAME)"
      : `an array ${quoted(name)}`,
    found: arrays.length === 0 ? "none" : firstOf([...await Promise.all(shown), ...rest], 10),
  });
}
