/** Tables from files by their paths: the only module of this folder that needs Deno. */
import type { ByteBlob, TableSource } from "./bytes.ts";
import { TableError } from "./error.ts";
import { featuresOf, type FeatureTable, type LabelOptions, labelsIn } from "./feature_table.ts";
import { formatOfName } from "./formats.ts";
import { isStandardInput, splitArray } from "./paths.ts";
import { parseTable, type TableOptions } from "./readers.ts";
import type { Table } from "./table.ts";

/**
 * Reads a table as {@link parseTable} does, piece by piece.
 *
 * @param path a file; `-` or `/dev/stdin` for standard input; `acts.npz:fc1` for an array in a file of several, as `options.array`
 * @throws TableError that names the file, the location in it, what was expected and what was found
 * @example
 * ```ts
 * import { readTable } from "@multiplet/multiplet/tables";
 * import { deepStrictEqual } from "node:assert/strict";
 * const file = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(file, "left,right\n1,2.5\n3,-4\n");
 * const { columns } = await readTable(file);
 * deepStrictEqual(columns.map(({ values }) => [...values!]), [[1, 3], [2.5, -4]]);
 * await Deno.remove(file);
 * ```
 */
export async function readTable(path: string, options: TableOptions = {}): Promise<Table> {
  const { file, array } = splitArray(path);
  if (array !== undefined && options.array !== undefined) {
    const found = "one in the path and one in the options";
    throw new TableError({ file: path, expected: "one name of an array", found });
  }
  const asked = array === undefined ? options : { ...options, array };
  if (isStandardInput(file)) {
    const file = "standard input";
    if (Deno.stdin.readable.locked) {
      const expected = "one use of -, since its bytes come once";
      throw new TableError({ file, expected, found: "a second one" });
    }
    return await parseTable(Deno.stdin.readable, file, asked);
  }
  if (options.format === undefined) formatOfName(file);
  return await parseTable(await sourceOf(file), file, asked);
}

/** The place of a file that is not there, for a message: a relative path starts in the current folder. */
export function placeOf(path: string): string {
  if (/^(?:[/\\]|[a-z]:)/i.test(path)) return path;
  try {
    const current = Deno.cwd();
    let [folder, rest] = [current, path.replace(/^(?:\.\/+)+/, "")];
    for (; rest.startsWith("../"); rest = rest.slice(3)) {
      folder = folder.replace(/[/\\][^/\\]*$/, "");
    }
    return `${folder.replace(/[/\\]$/, "")}/${rest} (the current folder is ${current})`;
  } catch {
    // The path of the current folder is not known where it was removed, or where Deno asks for a permission.
    return `${path} in the current folder`;
  }
}

/** An existing file; it is opened when bytes are asked for. */
async function sourceOf(file: string): Promise<TableSource> {
  const { isFile, isDirectory, size } = await Deno.stat(file).catch(unreadable(file));
  if (!isFile) {
    // Devices have no size, and may have no end.
    const found = isDirectory ? "a folder" : "a device or a pipe (which can be read as -)";
    throw new TableError({ file, expected: "a file to read", found });
  }
  return new FilePart(file, 0, size);
}

function unreadable(file: string) {
  return (error: Error): never => {
    throw new TableError({
      file,
      expected: "a file to read",
      found: unreadableReason(error, file),
    });
  };
}

/** Why a file cannot be read. */
export function unreadableReason(error: Error, file: string): string {
  if (error instanceof Deno.errors.NotFound) return `no file ${placeOf(file)}`;
  if (error instanceof Deno.errors.NotCapable && error.message.includes("all access")) {
    return "a device that Deno opens only with all permissions; standard input is -";
  }
  return error.message;
}

/** Bytes that are read at once. */
const PIECE = 2 ** 20;

/** The bytes of a file from `start` to before `end`. */
class FilePart implements ByteBlob {
  constructor(readonly file: string, readonly start: number, readonly end: number) {}

  get size(): number {
    return this.end - this.start;
  }

  slice(start: number, end: number): FilePart {
    const from = Math.min(this.start + start, this.end);
    return new FilePart(this.file, from, Math.min(Math.max(from, this.start + end), this.end));
  }

  stream(): ReadableStream<Uint8Array> {
    const pieces = this.#pieces();
    return new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await pieces.next().catch(unreadable(this.file));
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => void await pieces.return(undefined),
    }, { highWaterMark: 0 });
  }

  async *#pieces(): AsyncGenerator<Uint8Array, undefined> {
    using file = await Deno.open(this.file);
    await file.seek(this.start, Deno.SeekMode.Start);
    for (let left = this.size; left > 0;) {
      const piece = new Uint8Array(Math.min(PIECE, left));
      const length = await file.read(piece);
      if (length === null) return;
      left -= length;
      yield piece.subarray(0, length);
    }
  }
}

/**
 * All columns of a file as one matrix, read as {@link readTable} does.
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
export async function readFeatures(path: string): Promise<FeatureTable> {
  return featuresOf(await readTable(path), path);
}

/**
 * Class labels from a file, read as {@link readTable} and `labelsOf` do.
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
export async function readLabels(path: string, options: LabelOptions = {}): Promise<number[]> {
  return labelsIn(await readTable(path), path, options);
}
