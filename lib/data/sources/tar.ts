/**
 * A reader of tar archives, for files whose names are known beforehand: names in an archive are compared, and
 * never become a path.
 *
 * An archive is a sequence of blocks of 512 bytes: per file a header (name, size, type, checksum; POSIX.1-1988
 * "ustar" and its predecessors) and the contents, padded with zeros; a block of zeros is the end.
 */
import { DatasetError } from "../dataset.ts";

const BLOCK = 512;

/** A wanted file in an archive. */
export interface TarFile {
  /** Its name there, e.g. `"cifar-10-batches-bin/data_batch_1.bin"`. */
  readonly name: string;
  /** Its contents: a view of the archive if that came as one piece, else a copy. */
  readonly contents: Uint8Array;
}

/**
 * The files of an archive that are wanted, in their order there. Others are skipped unread, as are folders and
 * links.
 *
 * @param pieces the uncompressed archive
 * @param archive its path, for errors
 * @param wanted the largest size of each wanted file, by name
 * @throws DatasetError for a damaged header, a wanted file that is too large or comes twice, an archive that
 * ends in the middle of a file, and, at the end, for wanted files that did not come
 */
export async function* tarFiles(
  pieces: AsyncIterable<Uint8Array>,
  archive: string,
  wanted: ReadonlyMap<string, number>,
): AsyncGenerator<TarFile, void> {
  const missing = new Set(wanted.keys());
  const reader = new PieceReader(pieces, archive);
  try {
    while (missing.size > 0) {
      const at = reader.offset;
      const header = await reader.take(BLOCK);
      if (header.every((byte) => byte === 0)) break;
      const { name, size, isFile } = readHeader(header, `${archive}, byte ${at}`);
      const padding = (BLOCK - size % BLOCK) % BLOCK;
      const most = wanted.get(name);
      if (!isFile || most === undefined) {
        await reader.skip(size + padding);
        continue;
      }
      if (size > most) {
        throw new DatasetError(
          `${archive}: ${name} has ${size} bytes, at most ${most} are expected`,
        );
      }
      if (!missing.delete(name)) throw new DatasetError(`${archive} has ${name} twice`);
      yield { name, contents: await reader.take(size) };
      await reader.skip(padding);
    }
  } finally {
    await reader.close();
  }
  if (missing.size > 0) throw new DatasetError(`${archive} lacks ${[...missing].join(", ")}`);
}

interface Header {
  readonly name: string;
  readonly size: number;
  readonly isFile: boolean;
}

/** @param where the archive and the offset, for errors */
function readHeader(header: Uint8Array, where: string): Header {
  const text = (from: number, length: number) => {
    const field = header.subarray(from, from + length);
    const end = field.indexOf(0);
    return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
  };
  const octal = (from: number, length: number, what: string) => {
    const digits = text(from, length).trim();
    if (/^[0-7]+$/.test(digits)) return parseInt(digits, 8);
    throw new DatasetError(
      `${where}: expected the ${what} of a file in a tar archive, in octal digits, found ` +
        JSON.stringify(digits),
    );
  };
  const stated = octal(148, 8, "checksum");
  // The field of the checksum counts as spaces.
  const sum = header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (sum !== stated) {
    throw new DatasetError(
      `${where}: expected a header of a tar archive with checksum ${stated}, found ${sum}`,
    );
  }
  const type = text(156, 1);
  return { name: text(0, 100), size: octal(124, 12, "size"), isFile: type === "0" || type === "" };
}

/** Takes bytes from pieces of any sizes. */
class PieceReader {
  /** Bytes taken and skipped so far. */
  offset = 0;
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #archive: string;
  #rest: Uint8Array = new Uint8Array();

  constructor(pieces: AsyncIterable<Uint8Array>, archive: string) {
    this.#pieces = pieces[Symbol.asyncIterator]();
    this.#archive = archive;
  }

  /** The next bytes, at most `length`, at least one unless that is 0. */
  async #next(length: number): Promise<Uint8Array> {
    while (this.#rest.length === 0 && length > 0) {
      const { value, done } = await this.#pieces.next();
      if (done) {
        throw new DatasetError(
          `${this.#archive}, byte ${this.offset}: expected ${length} bytes more of a tar archive, ` +
            "found the end of the file",
        );
      }
      this.#rest = value;
    }
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(taken.length);
    this.offset += taken.length;
    return taken;
  }

  async take(length: number): Promise<Uint8Array> {
    const first = await this.#next(length);
    if (first.length === length) return first;
    const whole = new Uint8Array(length);
    whole.set(first);
    for (let at = first.length; at < length;) {
      const piece = await this.#next(length - at);
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  async skip(length: number): Promise<void> {
    for (let left = length; left > 0;) left -= (await this.#next(left)).length;
  }

  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}
