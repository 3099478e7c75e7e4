/** Features as one matrix, and labels of one column, in one call each. */
import type { TableSource } from "./bytes.ts";
import { quoted, TableError } from "./error.ts";
import { labelsOf } from "./labels.ts";
import { parseTable } from "./readers.ts";
import type { Table } from "./table.ts";

/** Samples of several variables. Fits the `FeatureMatrix` of the information library. */
export interface FeatureTable {
  /** Number of rows. */
  readonly samples: number;
  /** Number of columns. */
  readonly variables: number;
  /** `samples × variables`, row-major. May contain NaN and infinities, as in the file. */
  readonly values: Float32Array | Float64Array;
  /** One name per column, all different; absent if the format has no names. */
  readonly names?: readonly string[];
}

/** Options for reading labels from a file. */
export interface LabelOptions {
  /** The column of a file with names. Default: its only one. */
  readonly column?: string | undefined;
}

/**
 * All columns of a file as one matrix, read as {@link parseTable} does.
 *
 * @throws TableError as {@link parseTable}, and for a column of texts
 * @example
 * ```ts
 * import { parseFeatures } from "@multiplet/multiplet/tables";
 * import { deepStrictEqual } from "node:assert/strict";
 * const { body } = new Response("left,right\n1,2.5\n3,-4\n");
 * deepStrictEqual(await parseFeatures(body!, "pairs.csv"), {
 *   samples: 2,
 *   variables: 2,
 *   values: Float64Array.of(1, 2.5, 3, -4),
 *   names: ["left", "right"],
 * });
 * ```
 */
export async function parseFeatures(source: TableSource, file: string): Promise<FeatureTable> {
  return featuresOf(await parseTable(source, file), file);
}

/**
 * Class labels from a file, read as {@link parseTable} and `labelsOf` do.
 *
 * @returns one label per sample
 * @throws TableError as {@link parseTable} and `labelsOf`, and for a column that does not exist
 * @example
 * ```ts
 * import { parseLabels } from "@multiplet/multiplet/tables";
 * import { deepStrictEqual } from "node:assert/strict";
 * const file = new Blob(["image,digit\na.png,7\nb.png,2\n"]);
 * deepStrictEqual(await parseLabels(file, "digits.csv", { column: "digit" }), [7, 2]);
 * ```
 */
export async function parseLabels(
  source: TableSource,
  file: string,
  options: LabelOptions = {},
): Promise<number[]> {
  return labelsIn(await parseTable(source, file), file, options);
}

/** The columns of a table as one matrix. */
export function featuresOf({ samples, columns, named }: Table, file: string): FeatureTable {
  const variables = columns.length;
  const isSingle = columns.every(({ values }) => values instanceof Float32Array);
  const values = new (isSingle ? Float32Array : Float64Array)(samples * variables);
  columns.forEach((column, j) => {
    if (column.values === undefined) {
      const location = `column ${quoted(column.name)}`;
      throw new TableError({ file, location, expected: "numbers", found: "texts" });
    }
    for (let i = 0; i < samples; i++) values[i * variables + j] = column.values[i]!;
  });
  const names = columns.map(({ name }) => name);
  return { samples, variables, values, ...(named ? { names } : {}) };
}

/** The labels in one column of a table. */
export function labelsIn({ columns }: Table, file: string, { column }: LabelOptions): number[] {
  if (column === undefined) return labelsOf(columns, file).labels;
  const found = columns.find(({ name }) => name === column);
  if (found) return labelsOf(found, file).labels;
  throw new TableError({
    file,
    expected: `a column ${quoted(column)}`,
    found: columns.map(({ name }) => quoted(name)).join(", "),
  });
}
