/** The contents of a file that may or may not be gzipped. */
import { createHash } from "node:crypto";
import { createGunzip } from "node:zlib";
import { DatasetError } from "../dataset.ts";

/** Error: gzipped data cannot be decompressed to its end. */
export class GzipError extends DatasetError {
  override readonly name = "GzipError";

  /** @param offset number of uncompressed bytes read before the damage */
  constructor(reason: string, readonly offset: number) {
    super(`Damaged gzip data, after ${offset} uncompressed bytes: ${reason}`);
  }
}

/** Uncompressed bytes per piece: the most that a decompression bomb can occupy at once. */
const PIECE_BYTES = 2 ** 18;

/** Most bytes that gzip adds to incompressible contents: headers of the file and of its blocks. */
export const GZIP_OVERHEAD = 65_536;

/**
 * The contents in pieces: decompressed if they start with gzip's signature, else `bytes` as one piece.
 *
 * Data is decompressed only as far as it is read, so a reader that stops at its own limit is safe from
 * decompression bombs. (The standard `DecompressionStream` is not used because Deno's returns everything as
 * one piece.)
 *
 * @throws GzipError for damage, truncation, or bytes after the end of the gzip data
 */
export async function* uncompressed(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  const [first, second] = bytes;
  if (first !== 0x1f || second !== 0x8b) return yield bytes;
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  let offset = 0;
  try {
    gunzip.end(bytes);
    for await (const piece of gunzip) {
      offset += piece.length;
      // A plain view: Node's Buffer is a subclass whose slice() behaves differently.
      yield new Uint8Array(piece.buffer, piece.byteOffset, piece.length);
    }
  } catch (cause) {
    throw new GzipError(cause instanceof Error ? cause.message : String(cause), offset);
  } finally {
    gunzip.destroy();
  }
  const trailing = bytes.length - gunzip.bytesWritten;
  if (trailing > 0) throw new GzipError(`${trailing} bytes follow its end`, offset);
}

/** SHA-256 (hex) of the contents, decompressed where gzipped. More than `maxBytes` are a DatasetError. */
export async function contentsSha256(bytes: Uint8Array, maxBytes: number): Promise<string> {
  const hash = createHash("sha256");
  let length = 0;
  for await (const piece of uncompressed(bytes)) {
    length += piece.length;
    if (length > maxBytes) throw new DatasetError(`more than ${maxBytes} uncompressed bytes`);
    hash.update(piece);
  }
  return hash.digest("hex");
}
