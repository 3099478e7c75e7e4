/**
 * Checks of the pages of `.parquet` files. The package that decodes them believes their numbers: a wrong one makes
 * it read for ever, or ask for memory that the values do not need.
 */
import type { AsyncBuffer, PageHeader, RowGroup, SchemaElement } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { parquetHeader } from "hyparquet/column";

/** Most bytes of a page; programs write pages of about 1 MiB. */
const LARGEST_PAGE = 2 ** 28;

/** What is known of the pages of a column in a group of rows. */
interface Chunk {
  readonly codec: string;
  /** True if values can be missing: levels stand before them. */
  readonly isOptional: boolean;
  readonly isBoolean: boolean;
  /** Number of values, missing ones included. */
  readonly values: number;
}

/**
 * Checks the pages of a column, decompressing one after the other.
 *
 * @throws Error for a page that has other sizes or numbers of values than it says
 */
export async function requirePages(
  file: AsyncBuffer,
  { columns, num_rows: rows }: RowGroup,
  { name, repetition_type: repetition, type }: SchemaElement,
): Promise<void> {
  const column = columns.find(({ meta_data: data }) => data?.path_in_schema[0] === name)?.meta_data;
  if (column === undefined || column.num_values !== rows) {
    throw new Error("a group of rows without all values of a column");
  }
  const { dictionary_page_offset: dictionary, data_page_offset: data } = column;
  const start = Number(dictionary && dictionary < data ? dictionary : data);
  const size = Number(column.total_compressed_size);
  if (!(start >= 0 && size > 0 && start + size <= file.byteLength)) {
    throw new Error("pages outside of the file");
  }
  const bytes = new Uint8Array(await file.slice(start, start + size));
  const [isOptional, isBoolean] = [repetition !== "REQUIRED", type === "BOOLEAN"];
  requireChunk(bytes, { codec: column.codec, isOptional, isBoolean, values: Number(rows) });
}

function requireChunk(bytes: Uint8Array, chunk: Chunk): void {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
  for (let left = chunk.values; left > 0;) {
    const header = parquetHeader(reader);
    const { compressed_page_size: stored, uncompressed_page_size: size } = header;
    const start = reader.offset;
    if (!(stored >= 0 && start + stored <= bytes.length && size >= 0 && size <= LARGEST_PAGE)) {
      throw new Error("a page of a wrong size");
    }
    reader.offset += stored;
    const { dictionary_page_header: dictionary } = header;
    const page = header.data_page_header ?? header.data_page_header_v2;
    const count = dictionary?.num_values ?? page?.num_values ?? -1;
    // A dictionary has at least a bit per value, and no more values than are used in a column.
    const most = dictionary ? Math.min(8 * size, chunk.values) : left;
    if (!(count >= 0 && count <= most)) throw new Error("a page of a wrong number of values");
    if (dictionary) continue;
    if (count === 0) throw new Error("a page without values");
    left -= count;
    requireRunsOfPage(bytes.subarray(start, start + stored), header, chunk);
  }
}

function requireRunsOfPage(stored: Uint8Array, header: PageHeader, chunk: Chunk): void {
  const { data_page_header: one, data_page_header_v2: two } = header;
  const { num_values: count, encoding } = (one ?? two)!;
  let present = count;
  let page: Uint8Array;
  if (two) {
    const { repetition_levels_byte_length: skipped, definition_levels_byte_length: levels } = two;
    if (!(skipped === 0 && levels >= 0 && two.num_nulls >= 0 && two.num_nulls <= count)) {
      throw new Error("levels of a wrong size");
    }
    const rest = stored.subarray(levels);
    const size = header.uncompressed_page_size - levels;
    page = two.is_compressed === false ? rest : decompressed(rest, size, chunk.codec);
    if (chunk.isOptional) requireRuns(stored.subarray(0, levels), 1, count);
    present -= two.num_nulls;
  } else {
    page = decompressed(stored, header.uncompressed_page_size, chunk.codec);
    if (chunk.isOptional) {
      const [levels, rest] = withLength(page);
      present = requireRuns(levels, 1, count);
      page = rest;
    }
  }
  if (encoding === "RLE" && chunk.isBoolean) requireRuns(withLength(page)[0], 1, present);
  else if (/(?:^PLAIN|^RLE)_DICTIONARY$/.test(encoding)) {
    const [width = 0] = page;
    if (width > 32) throw new Error("numbers of a wrong size");
    if (width > 0) requireRuns(page.subarray(1), width, present);
  }
}

function decompressed(stored: Uint8Array, size: number, codec: string): Uint8Array {
  if (codec === "UNCOMPRESSED") return stored;
  const decompress = compressors[codec as keyof typeof compressors];
  if (decompress === undefined) throw new Error(`unknown compression ${codec}`);
  return decompress(stored, size);
}

/** Bytes with their number before them, and what stands behind them. */
function withLength(bytes: Uint8Array): [Uint8Array, Uint8Array] {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0, true);
  if (4 + length > bytes.length) throw new Error("runs outside of their page");
  return [bytes.subarray(4, 4 + length), bytes.subarray(4 + length)];
}

/**
 * Checks the runs of numbers, each of one repeated number or of packed ones, for so many values.
 *
 * @returns the number of those that are 1 where they have one bit
 * @throws Error for runs of more or of fewer values
 */
export function requireRuns(bytes: Uint8Array, width: number, values: number): number {
  let [at, seen, ones] = [0, 0, 0];
  while (seen < values) {
    let header = 0;
    for (let scale = 1;; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined || scale > 2 ** 28) throw new Error("runs that end early");
      header += (byte & 127) * scale;
      if (byte < 128) break;
    }
    const length = Math.floor(header / 2);
    if (header % 2 === 0) {
      if (length > values - seen) throw new Error("a run of too many values");
      if (bytes[at] === 1) ones += length;
      at += Math.ceil(width / 8);
      seen += length;
    } else {
      // Eight values a group; the last group can be filled up.
      if (8 * length > values - seen + 7) throw new Error("a run of too many values");
      if (width === 1) {
        for (let value = 0; value < 8 * length && seen + value < values; value++) {
          ones += (bytes[at + (value >> 3)]! >> (value & 7)) & 1;
        }
      }
      at += length * width;
      seen += 8 * length;
    }
  }
  return ones;
}
