/**
 * Files in a zip archive, read at their places without the others (PKWARE's APPNOTE 6.3, with ZIP64). No package
 * is used: those that read archives in pieces need Node or bring more code than all readers here, and inflating
 * is the platform's.
 */
import { type ByteBlob, bytesOf, Cursor, decompressed } from "./bytes.ts";
import { quoted, TableError } from "./error.ts";

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Number of its bytes. */
  readonly size: number;
  /** Number of its bytes in the archive. */
  readonly stored: number;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const [CENTRAL, LOCAL, END, END64, LOCATOR64] = [
  0x02014b50,
  0x04034b50,
  0x06054b50,
  0x06064b50,
  0x07064b50,
];
/** Most bytes of a list of files. */
const LONGEST_LIST = 2 ** 26;
/** A field of 32 bits whose number stands elsewhere, in 64. */
const ELSEWHERE = 2 ** 32 - 1;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

function damaged(file: string, found: string): TableError {
  return new TableError({ file, expected: "a complete zip archive", found });
}

/** The files of an archive, as its list at the end has them. @throws TableError for what is no whole archive */
export async function zipEntries(blob: ByteBlob, file: string): Promise<ZipEntry[]> {
  const { start, length, count } = await listPlace(blob, file);
  if (length > LONGEST_LIST || start + length > blob.size) {
    throw damaged(file, `a list of files of ${length} bytes at byte ${start}`);
  }
  const bytes = await bytesOf(blob, start, start + length);
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) {
      throw damaged(file, `a list of ${entries.length} files that should have ${count}`);
    }
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true)
    ) as [number, number, number];
    const nameEnd = at + 46 + nameLength;
    const extra = bytes.subarray(nameEnd, nameEnd + extraLength);
    const fields = [24, 20, 42].map((field) => view.getUint32(at + field, true));
    const [size, stored, offset] = widened(fields, extra) as [number, number, number];
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, nameEnd)),
      size,
      stored,
      offset,
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      crc: view.getUint32(at + 16, true),
    });
    at = nameEnd + extraLength + noteLength;
  }
  return entries;
}

/** Where the list of files is, from the end of the archive. */
async function listPlace(blob: ByteBlob, file: string) {
  // A note of at most 65,535 bytes can stand behind the end record of 22.
  const from = Math.max(0, blob.size - 22 - 65_535);
  const tail = await bytesOf(blob, from, blob.size);
  const view = viewOf(tail);
  let at = tail.length - 22;
  const isEnd = () =>
    view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === tail.length;
  while (at >= 0 && !isEnd()) at--;
  if (at < 0) throw damaged(file, "no list of files at its end");
  const locator = at - 20;
  if (locator >= 0 && view.getUint32(locator, true) === LOCATOR64) {
    const record = Number(view.getBigUint64(locator + 8, true));
    const wide = await bytesOf(blob, record, Math.min(record + 56, blob.size));
    if (wide.length < 56 || viewOf(wide).getUint32(0, true) !== END64) {
      throw damaged(file, "a list of files that is not where the archive says");
    }
    const [count, length, start] = [32, 40, 48].map((field) =>
      Number(viewOf(wide).getBigUint64(field, true))
    ) as [number, number, number];
    return { count, length, start };
  }
  return {
    count: view.getUint16(at + 10, true),
    length: view.getUint32(at + 12, true),
    start: view.getUint32(at + 16, true),
  };
}

/** Fields of 32 bits, or of 64 from the extra field 1 where the shorter ones say so. */
function widened(fields: readonly number[], extra: Uint8Array): number[] {
  const view = viewOf(extra);
  let wide = new Uint8Array();
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    wide = extra.slice(at + 4, at + 4 + view.getUint16(at + 2, true));
  }
  let at = 0;
  return fields.map((field) => {
    if (field !== ELSEWHERE || at + 8 > wide.length) return field;
    at += 8;
    return Number(viewOf(wide).getBigUint64(at - 8, true));
  });
}

/**
 * The contents of a file in an archive.
 *
 * @throws TableError, at once or while reading, for another compression than deflate, for another number of bytes
 *   than the archive says, and for another checksum
 */
export async function zipContents(
  blob: ByteBlob,
  entry: ZipEntry,
  file: string,
): Promise<ReadableStream<Uint8Array>> {
  const name = quoted(entry.name);
  if (entry.encrypted || (entry.method !== 0 && entry.method !== 8)) {
    const found = entry.encrypted ? "encryption" : `compression method ${entry.method}`;
    throw new TableError({ file, expected: `${name} stored or deflated`, found });
  }
  const local = await bytesOf(blob, entry.offset, entry.offset + 30);
  if (local.length < 30 || viewOf(local).getUint32(0, true) !== LOCAL) {
    throw damaged(file, `${name} not at byte ${entry.offset}`);
  }
  const start = entry.offset + 30 + viewOf(local).getUint16(26, true) +
    viewOf(local).getUint16(28, true);
  if (start + entry.stored > blob.size || (entry.method === 0 && entry.stored !== entry.size)) {
    throw damaged(file, `${name} of ${entry.stored} bytes at byte ${start}`);
  }
  const bytes = blob.slice(start, start + entry.stored).stream();
  const contents = entry.method === 0 ? bytes : decompressed(bytes, "deflate-raw", file);
  const cursor = new Cursor(contents);
  let [crc, length] = [-1, 0];
  return new ReadableStream({
    pull: async (controller) => {
      const piece = await cursor.next();
      length += piece?.length ?? 0;
      if (piece === undefined ? length !== entry.size : length > entry.size) {
        throw damaged(file, `${name} of ${length} bytes instead of ${entry.size}`);
      }
      if (piece === undefined) {
        if (~crc >>> 0 !== entry.crc) throw damaged(file, `${name} with a wrong checksum`);
        controller.close();
      } else {
        crc = crcOf(piece, crc);
        controller.enqueue(piece);
      }
    },
    cancel: () => cursor.close(),
  }, { highWaterMark: 0 });
}

/** Remainders of CRC-32 by byte, and by byte with 1 to 3 zeros behind it. */
const TABLES = (() => {
  const tables = Array.from({ length: 4 }, () => new Int32Array(256));
  for (let byte = 0; byte < 256; byte++) {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
    tables[0]![byte] = rest;
  }
  for (let byte = 0; byte < 256; byte++) {
    for (let k = 1; k < 4; k++) {
      const rest = tables[k - 1]![byte]!;
      tables[k]![byte] = (rest >>> 8) ^ tables[0]![rest & 255]!;
    }
  }
  return tables as [Int32Array, Int32Array, Int32Array, Int32Array];
})();

/** CRC-32 before the final complement, continued from that of the bytes before; −1 at the beginning. */
function crcOf(bytes: Uint8Array, before: number): number {
  const [one, two, three, four] = TABLES;
  let crc = before;
  let at = 0;
  // Four bytes at once: three times as fast as one by one.
  for (const end = bytes.length - 3; at < end; at += 4) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc = four[crc & 255]! ^ three[(crc >>> 8) & 255]! ^ two[(crc >>> 16) & 255]! ^
      one[crc >>> 24]!;
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ one[(crc ^ bytes[at]!) & 255]!;
  return crc;
}
