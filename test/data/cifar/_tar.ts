/** Writes tar archives, well-formed or not. @module */
import { joined } from "../../../lib/system/files/joined.ts";

/** An entry of an archive. */
export interface Entry {
  readonly name: string;
  readonly bytes?: Uint8Array;
  /** Type in the header: `"0"` or nothing for a file, `"5"` for a folder, `"2"` for a link. Default `"0"`. */
  readonly type?: string;
  /** Size in the header, in octal digits. Default: that of the bytes. */
  readonly size?: string;
}

/** The archive of these entries, with two blocks of zeros at its end. */
export function tar(...entries: readonly Entry[]): Uint8Array {
  return joined([...entries.map(tarEntry), new Uint8Array(1024)]);
}

/** Header and padded contents of one entry. */
export function tarEntry({ name, bytes = new Uint8Array(), type = "0", size }: Entry): Uint8Array {
  const blocks = new Uint8Array(512 + 512 * Math.ceil(bytes.length / 512));
  const put = (at: number, text: string) => blocks.set(new TextEncoder().encode(text), at);
  put(0, name);
  put(100, "0000644\0");
  put(108, "0000000\0".repeat(2));
  put(124, `${size ?? bytes.length.toString(8).padStart(11, "0")}\0`);
  put(136, "00000000000\0");
  put(148, " ".repeat(8)); // the checksum counts itself as spaces
  put(156, type);
  put(257, "ustar\0" + "00");
  const checksum = blocks.subarray(0, 512).reduce((sum, byte) => sum + byte, 0);
  put(148, `${checksum.toString(8).padStart(6, "0")}\0 `);
  blocks.set(bytes, 512);
  return blocks;
}
