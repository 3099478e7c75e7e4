/** Zip archives of one array, written for tests: right ones, and wrong ones on purpose. */
import { joined } from "../../../lib/system/files/joined.ts";
import { utf8 } from "./npy_file.ts";

/** What an archive says of its file. */
export interface ZipParts {
  /** Default: `"x.npy"`. */
  readonly name?: string;
  /** Number of bytes of the array. Default: the true one. */
  readonly size?: number;
  /** CRC-32 of the array. Default: 0, which is wrong. */
  readonly crc?: number;
  /** True for fields of 64 bits, as archives of more than 4 GiB have them. */
  readonly wide?: boolean;
}

/** Numbers of so many bytes each, little-endian. */
function fields(width: 2 | 4 | 8, ...values: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(width * values.length));
  values.forEach((value, at) => {
    if (width === 2) view.setUint16(2 * at, value, true);
    else if (width === 4) view.setUint32(4 * at, value, true);
    else view.setBigUint64(8 * at, BigInt(value), true);
  });
  return new Uint8Array(view.buffer);
}

/** An archive with one compressed file. */
export async function zipFile(
  contents: Uint8Array,
  { name: file = "x.npy", size = contents.length, crc = 0, wide = false }: ZipParts = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([Uint8Array.from(contents)]).stream().pipeThrough(
    new CompressionStream("deflate-raw"),
  );
  const stored = await new Response(stream).bytes();
  const name = utf8(file);
  const head = (sizes: number[]) => [fields(2, 20, 0, 8, 0, 0), fields(4, crc, ...sizes)];
  const local = joined([
    fields(4, 0x04034b50),
    ...head([stored.length, size % 2 ** 32]),
    fields(2, name.length, 0),
    name,
    stored,
  ]);
  const other = wide ? joined([fields(2, 7, 2), utf8("??"), fields(2, 1, 24)]) : new Uint8Array();
  const extra = wide ? joined([other, fields(8, size, stored.length, 0)]) : other;
  const elsewhere = 2 ** 32 - 1;
  const list = joined([
    fields(4, 0x02014b50),
    fields(2, 20),
    ...head(wide ? [elsewhere, elsewhere] : [stored.length, size % 2 ** 32]),
    fields(2, name.length, extra.length, 0, 0, 0),
    fields(4, 0, wide ? elsewhere : 0),
    name,
    extra,
  ]);
  const wideEnd = joined([
    fields(4, 0x06064b50),
    fields(8, 44),
    fields(2, 45, 45),
    fields(4, 0, 0),
    fields(8, 1, 1, list.length, local.length),
    fields(4, 0x07064b50, 0),
    fields(8, local.length + list.length),
    fields(4, 1),
  ]);
  const end = joined([
    fields(4, 0x06054b50),
    fields(2, 0, 0, wide ? 65535 : 1, wide ? 65535 : 1),
    fields(4, wide ? elsewhere : list.length, wide ? elsewhere : local.length),
    fields(2, 0),
  ]);
  return Uint8Array.from(joined([local, list, ...(wide ? [wideEnd] : []), end]));
}
