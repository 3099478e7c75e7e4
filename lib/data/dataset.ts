/** The type of all data sets. */

/**
 * Labelled samples, one row each.
 *
 * `inputs` is row-major, `count × features`. A `Uint8Array` holds pixels 0..255 that stand for the real
 * inputs `v / 255` in [0, 1]; a `Float32Array` holds the real inputs themselves. {@link gatherInputs} reads
 * rows of both kinds.
 */
export interface Samples {
  /** Number of rows. */
  readonly count: number;
  /** Number of input values per row. */
  readonly features: number;
  /** `count × features` values, row-major. */
  readonly inputs: Uint8Array | Float32Array;
  /** One class index per row, 0..classes−1. */
  readonly labels: Uint8Array;
}

/** The shape of one input: a vector without arrangement, or an image. */
export type InputShape =
  | { readonly kind: "vector"; readonly size: number }
  /**
   * Channels last, as tfjs has them: row by row from the top, in a row from the left, in a pixel channel by
   * channel. Value `(y · width + x) · channels + c` is channel c, such as red, green or blue, of row y and
   * column x.
   */
  | {
    readonly kind: "image";
    readonly height: number;
    readonly width: number;
    readonly channels: number;
  };

/**
 * Number of values of one input, {@link Samples.features}.
 *
 * @example
 * ```ts
 * import { inputSize } from "@multiplet/multiplet/data";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(inputSize({ kind: "image", height: 32, width: 32, channels: 3 }), 3072);
 * ```
 */
export function inputSize(shape: InputShape): number {
  return shape.kind === "vector" ? shape.size : shape.height * shape.width * shape.channels;
}

/** Training, test and validation samples. All have the same features and classes. */
export interface DatasetParts {
  /** Samples for training. */
  readonly train: Samples;
  /** Samples for testing. */
  readonly test: Samples;
  /** Samples for choices that must not use the test set. */
  readonly validation?: Samples;
}

/** Labelled samples of one classification problem, with their description. */
export interface Dataset {
  /** Short name, e.g. `"mnist"` or `"mnist-embedded"`. */
  readonly name: string;
  /** One sentence for reports: where the samples come from and how they were split. */
  readonly description: string;
  /** Shape of one input; {@link inputSize} values. */
  readonly input: InputShape;
  /** Name of each class; label 0 is the first one. */
  readonly classes: readonly string[];
  /** The samples by their purpose. */
  readonly parts: DatasetParts;
  /**
   * SHA-256 (hex) of the samples, see {@link fingerprint}: two data sets with the same fingerprint give the
   * same training. Part of every artifact key.
   */
  readonly fingerprint: string;
}

/** The float32 input that each pixel value 0..255 stands for: `fround(v / 255)`. */
export const PIXEL_TO_INPUT: Float32Array = Float32Array.from({ length: 256 }, (_, v) => v / 255);

/**
 * Copies the rows `indices` of `samples` into `target` as float32 inputs.
 *
 * @param target at least `indices.length × samples.features` long; filled from its start
 * @example
 * ```ts
 * import { gatherInputs } from "@multiplet/multiplet/data";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const inputs = Uint8Array.of(0, 255, 51, 102); // Two samples of two pixels.
 * const samples = { count: 2, features: 2, inputs, labels: Uint8Array.of(0, 1) };
 * const target = new Float32Array(2);
 * gatherInputs(samples, [1], target);
 * deepEqual(target, Float32Array.of(0.2, 0.4));
 * ```
 */
export function gatherInputs(
  samples: Samples,
  indices: ArrayLike<number>,
  target: Float32Array,
): void {
  const { features, inputs } = samples;
  for (let row = 0; row < indices.length; row++) {
    const from = indices[row]! * features;
    const to = row * features;
    if (inputs instanceof Uint8Array) {
      for (let i = 0; i < features; i++) target[to + i] = PIXEL_TO_INPUT[inputs[from + i]!]!;
    } else {
      target.set(inputs.subarray(from, from + features), to);
    }
  }
}

/**
 * Error: a data set could not be read, made or downloaded.
 *
 * @example
 * ```ts
 * import { DatasetError, IdxError, readIdx } from "@multiplet/multiplet/data";
 * import { ok, rejects } from "node:assert/strict";
 * await rejects(readIdx(new Uint8Array(), 1, { file: "labels" }), DatasetError);
 * ok(new IdxError("labels", 0, "two zero bytes", "the end of the file") instanceof DatasetError);
 * ```
 */
export class DatasetError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name: string = "DatasetError";
}

/**
 * Error: a file that is not in its format, with its name, the offset, and the expected and the found contents.
 *
 * @example
 * ```ts
 * import { FileFormatError, readCifar } from "@multiplet/multiplet/data";
 * import { rejects } from "node:assert/strict";
 * await rejects(readCifar(Uint8Array.of(6), { file: "batch.bin" }), FileFormatError);
 * ```
 */
export class FileFormatError extends DatasetError {
  /** Error name; kept when it is sent from a worker. */
  override readonly name: string = "FileFormatError";

  /**
   * The message is `<file>, byte <offset>: expected <expectation>, found <found>`.
   *
   * @param file the file name that its reader received
   * @param offset position in the uncompressed contents, in bytes from their start
   * @param expectation the expected contents, e.g. `"a label of 0 to 9"`
   * @param found the contents found
   */
  constructor(
    readonly file: string,
    readonly offset: number,
    readonly expectation: string,
    readonly found: string,
  ) {
    super(`${file}, byte ${offset}: expected ${expectation}, found ${found}`);
  }
}
