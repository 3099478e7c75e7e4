/** Tables from files by their paths: the only module of this folder that needs Deno. */
import { TableError } from "./error.ts";
import {
  type FeatureTable,
  formatOf,
  type LabelOptions,
  parseFeatures,
  parseLabels,
  type TableSource,
} from "./readers.ts";

/**
 * Reads features from a file as {@link parseFeatures} does; a file that is too large is not opened.
 *
 * @throws TableError that names the file, the location in it, what was expected and what was found
 * @example
 * ```ts
 * import { readFeatures } from "@multiplet/multiplet/tables";
 * import { deepStrictEqual } from "node:assert/strict";
 * const file = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(file, "left,right\n1,2.5\n3,-4\n");
 * deepStrictEqual((await readFeatures(file)).values, Float64Array.of(1, 2.5, 3, -4));
 * await Deno.remove(file);
 * ```
 */
export async function readFeatures(file: string): Promise<FeatureTable> {
  return await parseFeatures(await sourceOf(file), file);
}

/**
 * Reads class labels from a file as {@link parseLabels} does; a file that is too large is not opened.
 *
 * @returns one label per sample
 * @throws TableError that names the file, the location in it, what was expected and what was found
 * @example
 * ```ts
 * import { readLabels } from "@multiplet/multiplet/tables";
 * import { deepStrictEqual } from "node:assert/strict";
 * const file = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(file, "image,digit\na.png,7\nb.png,2\n");
 * deepStrictEqual(await readLabels(file, { column: "digit" }), [7, 2]);
 * await Deno.remove(file);
 * ```
 */
export async function readLabels(file: string, options: LabelOptions = {}): Promise<number[]> {
  return await parseLabels(await sourceOf(file), file, options);
}

/** An existing file of one of the formats; it is read on the first request for bytes. */
async function sourceOf(file: string): Promise<TableSource> {
  formatOf(file);
  const unreadable = ({ message }: Error) => {
    throw new TableError({ file, expected: "a file to read", found: message });
  };
  const { isFile, isDirectory, size } = await Deno.stat(file).catch(unreadable);
  if (!isFile) {
    // Devices and pipes have no size, and may have no end.
    const found = isDirectory ? "a folder" : "a device or a pipe";
    throw new TableError({ file, expected: "a file to read", found });
  }
  return { size, bytes: () => Deno.readFile(file).catch(unreadable) };
}
