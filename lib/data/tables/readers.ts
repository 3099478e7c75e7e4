/** Tables from bytes of any format. */
import { rejectUnknownOptions, requireChoice } from "../../system/checks/options.ts";
import { blobOf, type ByteBlob, Cursor, decompressed, type TableSource } from "./bytes.ts";
import { TableError } from "./error.ts";
import {
  FORMAT_BYTES,
  formatOfBytes,
  formatOfName,
  isGzip,
  requireFile,
  TABLE_FORMATS,
  type TableFormat,
} from "./formats.ts";
import type { MapReading } from "./maps.ts";
import { readNpy } from "./npy.ts";
import { readNpz } from "./npz.ts";
import { readSafetensors } from "./safetensors.ts";
import type { Table } from "./table.ts";
import { readText } from "./text/text.ts";

/** How a table is read. */
export interface TableOptions {
  /** The format. Default: that of the file name's ending; for other names, that of the first bytes. */
  readonly format?: TableFormat | undefined;
  /** True if the first line of a text has the names of the columns, false if it is a sample. Default: found. */
  readonly header?: boolean | undefined;
  /** The array of a `.npz` file, the tensor of a `.safetensors` file. Default: the only one. */
  readonly array?: string | undefined;
  /** Of an array of 3 or 4 axes, which has maps of each sample: how they become columns. */
  readonly maps?: MapReading | undefined;
}

/** Most bytes of a file. */
const MOST_BYTES = 2 ** 36;
/** Most bytes in memory of a file whose parts lie at any place, where it comes as a stream. */
const MOST_STREAMED = 2 ** 31;

/**
 * A table from the contents of a file: `.npy`, `.npz`, `.safetensors`, `.parquet`, or text in lines of cells that are
 * separated by commas, semicolons, tabs, bars or blanks; all of them also compressed by gzip. Needs neither Deno nor
 * Node.
 *
 * @param file name for messages; its ending tells the format, as `options.format` does
 * @throws TableError that names the file, the location in it, what was expected and what was found
 * @example
 * ```ts
 * import { parseTable } from "@multiplet/multiplet/tables";
 * import { deepStrictEqual } from "node:assert/strict";
 * const { body } = new Response("left;right;label\n1;2.5;cat\n3;-4;dog\n");
 * const { samples, columns } = await parseTable(body!, "pairs.csv");
 * deepStrictEqual([samples, columns.map(({ name }) => name)], [2, ["left", "right", "label"]]);
 * deepStrictEqual([...columns[1]!.values!], [2.5, -4]);
 * deepStrictEqual(columns[2]!.texts, ["cat", "dog"]);
 * ```
 */
export async function parseTable(
  source: TableSource,
  file: string,
  options: TableOptions = {},
): Promise<Table> {
  const known = requireOptions(options);
  const named = known.format ?? formatOfName(file);
  const size = source instanceof Uint8Array
    ? source.length
    : source instanceof ReadableStream
    ? undefined
    : source.size;
  if (size !== undefined && size > MOST_BYTES) {
    throw new TableError({ file, expected: `at most ${MOST_BYTES} bytes`, found: `${size}` });
  }
  const blob = source instanceof ReadableStream
    ? undefined
    : source instanceof Uint8Array
    ? blobOf(source)
    : source;
  const outer = new Cursor(blob?.stream() ?? source as ReadableStream<Uint8Array>);
  try {
    if (!isGzip(await outer.peek(2))) return await readAs(named, outer, blob, file, known);
    const inner = new Cursor(decompressed(outer.stream(), "gzip", file));
    try {
      return await readAs(named, inner, undefined, file, known);
    } finally {
      await inner.close();
    }
  } finally {
    await outer.close();
  }
}

function requireOptions(options: TableOptions): TableOptions {
  rejectUnknownOptions(TypeError, "parseTable", options, ["format", "header", "array", "maps"]);
  const { format, header } = options;
  if (format !== undefined) requireChoice(TypeError, "format", format, TABLE_FORMATS);
  if (header !== undefined && typeof header !== "boolean") {
    throw new TypeError(`header must be true or false, got ${header}`);
  }
  return options;
}

/** Reads the bytes of a cursor; `blob` has all of them where they can be read at any place. */
async function readAs(
  named: TableFormat | undefined,
  cursor: Cursor,
  blob: ByteBlob | undefined,
  file: string,
  { header, array, maps }: TableOptions,
): Promise<Table> {
  const beginning = await cursor.peek(FORMAT_BYTES);
  requireFile(beginning, file);
  const format = named ?? formatOfBytes(beginning, file);
  if (array !== undefined && format !== "npz" && format !== "safetensors") {
    const expected = "a .npz or .safetensors file, which names its arrays";
    throw new TableError({ file, expected, found: `a .${format} file` });
  }
  if (maps !== undefined && !["npy", "npz", "safetensors"].includes(format)) {
    const expected = "an array of 3 or 4 axes, in a .npy, .npz or .safetensors file";
    throw new TableError({ file, expected, found: `a .${format} file` });
  }
  const whole = async () => blob ?? blobOf(await cursor.rest(file, MOST_STREAMED));
  switch (format) {
    case "npy": {
      const size = blob?.size;
      return await readNpy(
        cursor,
        file,
        size === undefined ? { sized: false } : { size, sized: true },
        maps,
      );
    }
    case "npz":
      return await readNpz(await whole(), file, array, maps);
    case "safetensors":
      return await readSafetensors(await whole(), file, array, maps);
    case "parquet": {
      // Loaded for such files alone: it is as large as all other readers together.
      const { readParquet } = await import("./parquet.ts");
      return await readParquet(await whole(), file);
    }
    case "csv":
      return await readText(cursor, file, { header });
    case "tsv":
      return await readText(cursor, file, { header, separator: "\t" });
  }
}
