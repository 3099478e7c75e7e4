/**
 * A strict reader of IDX, the file format of MNIST: images and labels.
 *
 * An IDX file is two zero bytes, a type code, the number of dimensions (rank), each dimension as a
 * big-endian 32-bit integer, then the values, last dimension fastest. Only unsigned bytes (code
 * 0x08) are read here.
 *
 * Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 * @module
 */
import { joined } from "../../system/files/joined.ts";
import { DatasetError, type Samples } from "../dataset.ts";
import { GzipError, uncompressed } from "./uncompressed.ts";

/**
 * A malformed IDX file: which one, where, what was expected there and what was found.
 *
 * @example
 * ```ts
 * import { IdxError } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const { message } = new IdxError("labels", 9, "a label of 0 to 9", "10");
 * equal(message, "labels, byte 9: expected a label of 0 to 9, found 10");
 * ```
 */
export class IdxError extends DatasetError {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "IdxError";
  /** The file as its reader was given it. */
  readonly file: string;
  /** Position in the uncompressed contents, in bytes from their start. */
  readonly offset: number;
  /** What was expected at `offset`, e.g. `"a label of 0 to 9"`. */
  readonly expectation: string;
  /** What was there instead. */
  readonly found: string;

  /** The message is `<file>, byte <offset>: expected <expectation>, found <found>`. */
  constructor(file: string, offset: number, expectation: string, found: string) {
    super(`${file}, byte ${offset}: expected ${expectation}, found ${found}`);
    this.file = file;
    this.offset = offset;
    this.expectation = expectation;
    this.found = found;
  }
}

/** How to read an IDX file. */
export interface IdxOptions {
  /** Names the file in errors. */
  readonly file: string;
  /** The most bytes of values a header may promise. Default 2³⁰. */
  readonly maxBytes?: number;
}

/** The contents of an IDX file. */
export interface IdxArray {
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
 * Nothing is allocated on the word of the header alone, and decompression stops one piece after
 * the size that the header promises.
 *
 * @throws IdxError for a wrong type or rank, an empty dimension, a shape above `maxBytes`, missing
 * or trailing bytes, or damaged gzip data
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
  let promised = Infinity;
  try {
    for await (const piece of uncompressed(bytes)) {
      pieces.push(piece);
      length += piece.length;
      if (shape === undefined && length >= headerBytes) {
        shape = readShape(wholeOf(pieces), rank, maxBytes, file);
        promised = headerBytes + product(shape);
      }
      if (length > promised) throw new IdxError(file, promised, END, "more bytes");
    }
  } catch (error) {
    if (!(error instanceof GzipError)) throw error;
    throw new IdxError(file, error.offset, "intact gzip data", error.message);
  }
  const contents = wholeOf(pieces);
  shape ??= readShape(contents, rank, maxBytes, file);
  if (length < promised) {
    const expectation = `${promised} bytes in all (${shape.join(" × ")} values)`;
    throw new IdxError(file, length, expectation, END);
  }
  return { shape, values: contents.subarray(headerBytes), contents };
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

/** Pieces as one array, without a copy where there is one piece. */
function wholeOf(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 ? pieces[0]! : joined(pieces);
}

/** Images read from an IDX file. */
export interface IdxImages {
  /** The file as messages call it. */
  readonly file: string;
  /** Number of images. */
  readonly count: number;
  /** Pixels per column and per row of one image. */
  readonly imageShape: readonly [height: number, width: number];
  /** `count × height × width` values 0..255, row-major. */
  readonly pixels: Uint8Array;
  /** The whole uncompressed file, header included; shares its memory with `pixels`. */
  readonly contents: Uint8Array;
}

/** Labels read from an IDX file. */
export interface IdxLabels {
  /** The file as messages call it. */
  readonly file: string;
  /** One class index per sample, 0..classes−1. */
  readonly labels: Uint8Array;
  /** The whole uncompressed file, header included; shares its memory with `labels`. */
  readonly contents: Uint8Array;
}

/**
 * Reads images: an IDX file of unsigned bytes and rank 3, gzipped or plain.
 *
 * @throws IdxError for anything malformed, see {@link readIdx}
 * @example
 * ```ts
 * import { readIdxImages } from "@multiplet/multiplet/data";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const bytes = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 17, 255);
 * const { count, imageShape, pixels } = await readIdxImages(bytes, { file: "images" });
 * deepEqual([count, imageShape, [...pixels]], [1, [1, 2], [17, 255]]);
 * ```
 */
export async function readIdxImages(bytes: Uint8Array, options: IdxOptions): Promise<IdxImages> {
  const { shape: [count, height, width], values, contents } = await readIdx(bytes, 3, options);
  return {
    file: options.file,
    count: count!,
    imageShape: [height!, width!],
    pixels: values,
    contents,
  };
}

/**
 * Reads labels: an IDX file of unsigned bytes and rank 1, gzipped or plain.
 *
 * @param options.classes number of classes; every label must be below it
 * @throws IdxError as {@link readIdxImages} does, and for a label out of range
 * @example
 * ```ts
 * import { IdxError, readIdxLabels } from "@multiplet/multiplet/data";
 * import { rejects } from "node:assert/strict";
 * const bytes = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 9, 10);
 * await rejects(
 *   readIdxLabels(bytes, { file: "labels", classes: 10 }),
 *   new IdxError("labels", 9, "a label of 0 to 9", "10"),
 * );
 * ```
 */
export async function readIdxLabels(
  bytes: Uint8Array,
  options: IdxOptions & { readonly classes: number },
): Promise<IdxLabels> {
  const { file, classes } = options;
  const { values, contents } = await readIdx(bytes, 1, options);
  const wrong = values.findIndex((label) => label >= classes);
  if (wrong >= 0) {
    const offset = contents.length - values.length + wrong;
    throw new IdxError(file, offset, `a label of 0 to ${classes - 1}`, String(values[wrong]));
  }
  return { file, labels: values, contents };
}

/**
 * Images and their labels as samples.
 *
 * @throws IdxError when there are not as many labels as images
 * @example
 * ```ts
 * import { pairIdx, readIdxImages, readIdxLabels } from "@multiplet/multiplet/data";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const pixels = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 17, 255);
 * const images = await readIdxImages(pixels, { file: "images" });
 * const bytes = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 4);
 * const labels = await readIdxLabels(bytes, { file: "labels", classes: 10 });
 * const { count, features, inputs } = pairIdx(images, labels);
 * deepEqual([count, features, [...inputs]], [1, 2, [17, 255]]);
 * ```
 */
export function pairIdx(images: IdxImages, labels: IdxLabels): Samples {
  if (labels.labels.length !== images.count) {
    throw new IdxError(
      labels.file,
      4,
      `${images.count} labels, one for each image of ${images.file}`,
      String(labels.labels.length),
    );
  }
  const [height, width] = images.imageShape;
  return {
    count: images.count,
    features: height * width,
    inputs: images.pixels,
    labels: labels.labels,
  };
}
