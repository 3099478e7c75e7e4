/**
 * Images and labels from IDX files.
 * @module
 */
import type { Samples } from "../dataset.ts";
import { IdxError, type IdxOptions, readIdx } from "./idx.ts";

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
