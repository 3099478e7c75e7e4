/** Contents of files: bytes in order, or at any position, from wherever they come. */
import { joined } from "../../system/files/joined.ts";
import { TableError } from "./error.ts";

/** Bytes that can be read at any position: a Blob or File, or an object with the same three members. */
export interface ByteBlob {
  /** Number of bytes. */
  readonly size: number;
  /** The bytes from `start` to before `end`. */
  slice(start: number, end: number): ByteBlob;
  /** All of its bytes. */
  stream(): ReadableStream<Uint8Array>;
}

/** Contents of a file: bytes, a stream of them such as the `body` of a Response, or a Blob or File. */
export type TableSource = Uint8Array | ReadableStream<Uint8Array> | ByteBlob;

/** A blob of bytes that are in memory. */
export function blobOf(bytes: Uint8Array): ByteBlob {
  return {
    size: bytes.length,
    slice: (start, end) => blobOf(bytes.subarray(start, end)),
    stream: () =>
      new ReadableStream({
        start: (controller) => {
          controller.enqueue(bytes);
          controller.close();
        },
      }),
  };
}

/** Reads bytes in order, so many at a time as are asked for, whatever pieces they come in. */
export class Cursor {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #piece: Uint8Array = new Uint8Array();
  #position = 0;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  /** Number of bytes that were read. */
  get position(): number {
    return this.#position;
  }

  /** Writes the next bytes into `target`; returns their number, which is smaller than `target` only at the end. */
  async fill(target: Uint8Array): Promise<number> {
    let at = 0;
    while (at < target.length && await this.#more()) {
      const part = this.#piece.subarray(0, target.length - at);
      target.set(part, at);
      this.#skip(part.length);
      at += part.length;
    }
    return at;
  }

  /** The next `length` bytes in an array of their own, fewer only at the end. */
  async take(length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    const found = await this.fill(bytes);
    return found < length ? bytes.subarray(0, found) : bytes;
  }

  /** At least the next `length` bytes, which stay unread; fewer only at the end. */
  async peek(length: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [this.#piece];
    let found = this.#piece.length;
    while (found < length) {
      const { done, value } = await this.#reader.read();
      if (done) break;
      pieces.push(value);
      found += value.length;
    }
    if (pieces.length > 1) this.#piece = joined(pieces);
    return this.#piece;
  }

  /** The next bytes as they come, at least one; `undefined` at the end. */
  async next(): Promise<Uint8Array | undefined> {
    if (!await this.#more()) return undefined;
    const piece = this.#piece;
    this.#skip(piece.length);
    return piece;
  }

  /** All bytes that were not read. @throws TableError if there are more than `most` */
  async rest(file: string, most: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    for (let length = 0;;) {
      const piece = await this.next();
      if (piece === undefined) return joined(pieces);
      length += piece.length;
      if (length > most) {
        const expected = `at most ${most} bytes where a file is read as a stream or from gzip`;
        throw new TableError({ file, expected, found: "more" });
      }
      pieces.push(piece);
    }
  }

  /** The bytes that were not read, as a stream. The cursor must not be used any more. */
  stream(): ReadableStream<Uint8Array> {
    const cancel = () => this.close();
    return new ReadableStream({
      pull: async (controller) => {
        const piece = await this.next();
        if (piece === undefined) controller.close();
        else controller.enqueue(piece);
      },
      cancel,
    }, { highWaterMark: 0 });
  }

  /** Ends reading; the source is told that no more is needed. */
  async close(): Promise<void> {
    // What the source says to that does not matter any more: its contents are read, or an error is on its way.
    await this.#reader.cancel().catch(() => {});
  }

  /** True if there are bytes in the piece, after reading the next one where needed. */
  async #more(): Promise<boolean> {
    while (this.#piece.length === 0) {
      const { done, value } = await this.#reader.read();
      if (done) return false;
      this.#piece = value;
    }
    return true;
  }

  #skip(length: number): void {
    this.#piece = this.#piece.subarray(length);
    this.#position += length;
  }
}

/** Bytes of a blob. */
export async function bytesOf(blob: ByteBlob, start: number, end: number): Promise<Uint8Array> {
  const cursor = new Cursor(blob.slice(start, end).stream());
  try {
    return await cursor.take(Math.max(0, end - start));
  } finally {
    await cursor.close();
  }
}

/**
 * The decompressed bytes of a stream. An error of the stream itself is thrown as it is.
 *
 * @param format the compression, as the platform names it
 * @throws TableError, while reading, where the bytes are no such data
 */
export function decompressed(
  stream: ReadableStream<Uint8Array>,
  format: "gzip" | "deflate-raw",
  file: string,
): ReadableStream<Uint8Array> {
  let cause: { readonly error: unknown } | undefined;
  const source = stream.getReader();
  const watched = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      try {
        const { done, value } = await source.read();
        if (done) controller.close();
        else controller.enqueue(value as Uint8Array<ArrayBuffer>);
      } catch (error) {
        cause = { error };
        throw error;
      }
    },
    cancel: (reason) => source.cancel(reason),
  }, { highWaterMark: 0 });
  const inner = watched.pipeThrough(new DecompressionStream(format)).getReader();
  return new ReadableStream({
    pull: async (controller) => {
      try {
        const { done, value } = await inner.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch {
        if (cause) throw cause.error;
        const found = format === "gzip"
          ? "damaged data, or several parts (gzip -dc FILE | gzip > NEW makes one of them)"
          : "damaged data";
        throw new TableError({ file, expected: `${format.replace("-raw", "")} data`, found });
      }
    },
    cancel: (reason) => inner.cancel(reason),
  }, { highWaterMark: 0 });
}
