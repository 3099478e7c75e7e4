/**
 * A strict reader of the binary version of CIFAR-10: images and labels in one file.
 *
 * A file is one image after the other, each a label byte and then one plane of bytes per channel (red, green,
 * blue), row by row. There is no header: the number of images and their shape have to be known.
 *
 * Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009, and
 * https://www.cs.toronto.edu/~kriz/cifar.html.
 */
import { joined } from "../../system/files/joined.ts";
import { FileFormatError, type InputShape, inputSize, type Samples } from "../dataset.ts";
import { GzipError, uncompressed } from "./uncompressed.ts";

/** The shape of an image. */
export type ImageInput = Extract<InputShape, { readonly kind: "image" }>;

/**
 * Error: a malformed file of CIFAR-10, with its name, the offset, and the expected and the found contents.
 *
 * @example
 * ```ts
 * import { CifarError } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * const { message } = new CifarError("test_batch.bin", 3073, "a label of 0 to 9", "10");
 * equal(message, "test_batch.bin, byte 3073: expected a label of 0 to 9, found 10");
 * ```
 */
export class CifarError extends FileFormatError {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "CifarError";
}

/** Options of {@link readCifar}. */
export interface CifarOptions {
  /** Name of the file in errors. */
  readonly file: string;
  /** Number of images that the file must have. Default 10,000. */
  readonly count?: number | undefined;
  /** Shape of one image. Default 32 × 32 with 3 channels. */
  readonly image?: ImageInput | undefined;
  /** Number of classes; every label must be below it. Default 10. */
  readonly classes?: number | undefined;
}

/** The contents of a file of CIFAR-10. */
export interface CifarBatch {
  /** Its images, channels last as in {@link InputShape}, and labels. */
  readonly samples: Samples & { readonly inputs: Uint8Array };
  /** The whole uncompressed file. */
  readonly contents: Uint8Array;
}

const COLOUR: ImageInput = { kind: "image", height: 32, width: 32, channels: 3 };

const END = "the end of the file";

/**
 * Reads one file of CIFAR-10's binary version, such as `data_batch_1.bin`, gzipped or plain. The planes of the
 * file become images with channels last.
 *
 * Nothing is allocated before the bytes are there, and decompression stops one piece after the expected size.
 *
 * A set of fewer files than the published ones is {@link makeDataset} of the samples that are read here, under
 * a name of its own; the data set `cifar-10` needs all six files.
 *
 * @throws CifarError for missing or trailing bytes, a label out of range, or damaged gzip data
 * @example
 * ```ts
 * import { readCifar } from "@multiplet/multiplet/data";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // One image of 1 × 2 pixels: the label, two red values, two green, two blue.
 * const bytes = Uint8Array.of(7, 10, 11, 20, 21, 30, 31);
 * const image = { kind: "image", height: 1, width: 2, channels: 3 } as const;
 * const { samples } = await readCifar(bytes, { file: "pair", count: 1, image });
 * deepEqual([...samples.labels], [7]);
 * deepEqual([...samples.inputs], [10, 20, 30, 11, 21, 31]);
 * ```
 */
export async function readCifar(
  bytes: Uint8Array,
  { file, count = 10_000, image = COLOUR, classes = 10 }: CifarOptions,
): Promise<CifarBatch> {
  const features = inputSize(image);
  const row = 1 + features;
  const expected = count * row;
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of uncompressed(bytes)) {
      pieces.push(piece);
      length += piece.length;
      if (length > expected) throw new CifarError(file, expected, END, "more bytes");
    }
  } catch (error) {
    if (!(error instanceof GzipError)) throw error;
    throw new CifarError(file, error.offset, "intact gzip data", error.message);
  }
  if (length < expected) {
    const expectation = `${expected} bytes in all (${count} images of ${row} bytes)`;
    throw new CifarError(file, length, expectation, END);
  }
  const contents = joined(pieces);
  const labels = Uint8Array.from({ length: count }, (_, index) => contents[index * row]!);
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong >= 0) {
    const expectation = `a label of 0 to ${classes - 1}`;
    throw new CifarError(file, wrong * row, expectation, `${labels[wrong]}`);
  }
  const inputs = new Uint8Array(count * features);
  for (let index = 0; index < count; index++) {
    const planes = contents.subarray(index * row + 1, (index + 1) * row);
    channelsLast(planes, image, inputs.subarray(index * features, (index + 1) * features));
  }
  return { samples: { count, features, inputs, labels }, contents };
}

/** One plane per channel, interleaved. */
function channelsLast(planes: Uint8Array, { channels }: ImageInput, target: Uint8Array): void {
  const pixels = planes.length / channels;
  for (let channel = 0; channel < channels; channel++) {
    const plane = planes.subarray(channel * pixels, (channel + 1) * pixels);
    for (let pixel = 0; pixel < pixels; pixel++) target[pixel * channels + channel] = plane[pixel]!;
  }
}
