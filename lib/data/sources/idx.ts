/**
 * A strict reader of IDX, the file format of MNIST: images and labels.
 *
 * An IDX file is two zero bytes, a type code, the number of dimensions (rank), each dimension as a big-endian
 * 32-bit integer, then the values, last dimension fastest. Only unsigned bytes (code 0x08) are read here.
 *
 * Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
import { joined } from "../../system/files/joined.ts";
import { FileFormatError, type Samples } from "../dataset.ts";
import { GzipError, uncompressed } from "./uncompressed.ts";

/**
 * Error: a malformed IDX file, with its name, the offset, and the expected and the found contents.
 *
 * @example
 * ```ts
 * import { IdxError } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const { message } = new IdxError("labels", 9, "a label of 0 to 9", "10");
 * equal(message, "labels, byte 9: expected a label of 0 to 9, found 10");
 * ```
 */
export class IdxError extends FileFormatError {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "IdxError";
}

/** Options of {@link readIdx}. */
export interface IdxOptions {
  /** Name of the file in errors. */
  readonly file: string;
  /** The largest number of bytes that a header may state. Default 2³⁰. */
  readonly maxBytes?: number | undefined;
}

/** The contents of an IDX file. */
export interface IdxArray {
  /** Name of the file in errors. */
  readonly file: string;
  /** The dimensions, each at least 1. */
  readonly shape: readonly number[];
  /** As many values as the dimensions multiply to, last dimension fastest. */
  readonly values: Uint8Array;
  /** The whole uncompressed file, header included; shares its memory with `values`. */
  readonly contents: Uint8Array;
}

const END = "the end of the file";

/**
 * Reads an IDX file of unsigned bytes, gzipped or plain, of a given rank (1 to 9).
 *
 * Nothing is allocated from the header alone, and decompression stops one piece after the size that the
 * header states.
 *
 * @throws IdxError for a wrong type or rank, an empty dimension, a shape above `maxBytes`, missing or
 * trailing bytes, or damaged gzip data
 * @example
 * ```ts
 * import { readIdx } from "@multiplet/multiplet/data";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const bytes = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 7, 9); // 1 × 2 values.
 * const { shape, values } = await readIdx(bytes, 2, { file: "pair" });
 * deepEqual([shape, [...values]], [[1, 2], [7, 9]]);
 * ```
 */
export async function readIdx(
  bytes: Uint8Array,
  rank: number,
  { file, maxBytes = 2 ** 30 }: IdxOptions,
): Promise<IdxArray> {
  const headerBytes = 4 + 4 * rank;
  const pieces: Uint8Array[] = [];
  let length = 0;
  let shape: number[] | undefined;
  let statedBytes = Infinity;
  try {
    for await (const piece of uncompressed(bytes)) {
      pieces.push(piece);
      length += piece.length;
      if (shape === undefined && length >= headerBytes) {
        shape = readShape(joined(pieces), rank, maxBytes, file);
        statedBytes = headerBytes + product(shape);
      }
      if (length > statedBytes) throw new IdxError(file, statedBytes, END, "more bytes");
    }
  } catch (error) {
    if (!(error instanceof GzipError)) throw error;
    throw new IdxError(file, error.offset, "intact gzip data", error.message);
  }
  const contents = joined(pieces);
  shape ??= readShape(contents, rank, maxBytes, file);
  if (length < statedBytes) {
    const expectation = `${statedBytes} bytes in all (${shape.join(" × ")} values)`;
    throw new IdxError(file, length, expectation, END);
  }
  return { file, shape, values: contents.subarray(headerBytes), contents };
}

/** The dimensions that a header states. `head` may be shorter than a header, which is an error. */
function readShape(head: Uint8Array, rank: number, maxBytes: number, file: string): number[] {
  const magic: [value: number, meaning: string][] = [
    [0, "0x00 (start of an IDX file)"],
    [0, "0x00 (start of an IDX file)"],
    [8, "0x08 (values are unsigned bytes)"],
    [rank, `0x0${rank} (number of dimensions)`],
  ];
  magic.forEach(([value, meaning], offset) => {
    const found = head[offset];
    if (found !== value) throw new IdxError(file, offset, meaning, hexadecimal(found));
  });
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const shape = Array.from({ length: rank }, (_, dimension) => {
    const offset = 4 + 4 * dimension;
    if (offset + 4 > head.length) {
      throw new IdxError(file, head.length, `dimension ${dimension + 1} of ${rank}`, END);
    }
    const size = view.getUint32(offset);
    if (size === 0) throw new IdxError(file, offset, "a dimension of at least 1", "0");
    return size;
  });
  if (product(shape) > maxBytes) {
    throw new IdxError(file, 4, `a shape of at most ${maxBytes} values`, shape.join(" × "));
  }
  return shape;
}

const product = (shape: readonly number[]) =>
  shape.reduce((size, dimension) => size * dimension, 1);

function hexadecimal(byte: number | undefined): string {
  return byte === undefined ? END : `0x${byte.toString(16).padStart(2, "0")}`;
}

/**
 * Images of one channel and their labels as samples.
 *
 * @param images of rank 3: count × height × width
 * @param labels of rank 1
 * @param classes number of classes; every label must be below it
 * @throws IdxError when there are not as many labels as images, and for a label out of range
 * @example
 * ```ts
 * import { idxSamples, readIdx } from "@multiplet/multiplet/data";
 * import { deepStrictEqual as deepEqual, throws } from "node:assert/strict";
 * const pixels = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 17, 255);
 * const images = await readIdx(pixels, 3, { file: "images" });
 * const labels = await readIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 4), 1, { file: "labels" });
 * const { count, features, inputs } = idxSamples(images, labels, 10);
 * deepEqual([count, features, [...inputs]], [1, 2, [17, 255]]);
 * throws(() => idxSamples(images, labels, 3), /labels, byte 8: expected a label of 0 to 2, found 4/);
 * ```
 */
export function idxSamples(images: IdxArray, labels: IdxArray, classes: number): Samples {
  const [count = 0, ...sides] = images.shape;
  const { file, values, contents } = labels;
  if (values.length !== count) {
    const expectation = `${count} labels, one for each image of ${images.file}`;
    throw new IdxError(file, 4, expectation, `${values.length}`);
  }
  const wrong = values.findIndex((label) => label >= classes);
  if (wrong >= 0) {
    const offset = contents.length - count + wrong;
    throw new IdxError(file, offset, `a label of 0 to ${classes - 1}`, `${values[wrong]}`);
  }
  return { count, features: product(sides), inputs: images.values, labels: values };
}
