import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { DatasetError, FileFormatError } from "../../../lib/data/dataset.ts";
import { CifarError, type CifarOptions, readCifar } from "../../../lib/data/sources/cifar.ts";

/** Two images of 2 × 2 pixels and three channels: labels 3 and 9. */
const image = { kind: "image", height: 2, width: 2, channels: 3 } as const;
const planes = [[1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24], [
  5,
  6,
  7,
  8,
  0,
  0,
  0,
  0,
  255,
  0,
  0,
  1,
]];
const well = Uint8Array.of(3, ...planes[0]!, 9, ...planes[1]!);
const options: CifarOptions = { file: "batch.bin", count: 2, image };

/** Checks that reading fails with exactly this error, and that the message tells all of it. */
async function failsWith(
  bytes: Uint8Array,
  offset: number,
  expectation: string,
  found: string,
  changes: Partial<CifarOptions> = {},
): Promise<void> {
  await rejects(readCifar(bytes, { ...options, ...changes }), (error: unknown) => {
    ok(error instanceof CifarError && error instanceof FileFormatError);
    ok(error instanceof DatasetError);
    equal(error.name, "CifarError");
    deepEqual([error.file, error.offset, error.expectation, error.found], [
      "batch.bin",
      offset,
      expectation,
      found,
    ]);
    equal(error.message, `batch.bin, byte ${offset}: expected ${expectation}, found ${found}`);
    return true;
  });
}

Deno.test("planes become pixels with channels last, row by row, plain and gzipped alike", async () => {
  for (const bytes of [well, gzipSync(well)]) {
    const { samples, contents } = await readCifar(bytes, options);
    deepEqual(samples.labels, Uint8Array.of(3, 9));
    deepEqual([samples.count, samples.features], [2, 12]);
    deepEqual([...samples.inputs.subarray(0, 12)], [1, 11, 21, 2, 12, 22, 3, 13, 23, 4, 14, 24]);
    deepEqual([...samples.inputs.subarray(12)], [5, 0, 255, 6, 0, 0, 7, 0, 0, 8, 0, 1]);
    deepEqual([...contents], [...well]);
  }
});

Deno.test("by default a file has 10,000 images of 32 × 32 pixels in three channels, ten classes", async () => {
  const file = "batch.bin";
  const bytes = new Uint8Array(30_730_000);
  // The last image: its label, and in the last row and column 1 red, 2 green, 3 blue.
  bytes[9_999 * 3_073] = 9;
  for (const channel of [1, 2, 3]) bytes[9_999 * 3_073 + channel * 1_024] = channel;
  const { samples } = await readCifar(bytes, { file });
  deepEqual([samples.count, samples.features, samples.labels.at(-1)], [10_000, 3_072, 9]);
  deepEqual([...samples.inputs.subarray(-4)], [0, 1, 2, 3]);
  const wrong = "30730000 bytes in all (10000 images of 3073 bytes)";
  await failsWith(bytes.subarray(1), 30_729_999, wrong, "the end of the file", {
    count: undefined,
    image: undefined,
  });
});

Deno.test("missing bytes, whole images and parts of one, plain and gzipped", async () => {
  const expectation = "26 bytes in all (2 images of 13 bytes)";
  for (const length of [0, 1, 13, 25]) {
    const short = well.subarray(0, length);
    await failsWith(short, length, expectation, "the end of the file");
    await failsWith(gzipSync(short), length, expectation, "the end of the file");
  }
});

Deno.test("trailing bytes, plain and gzipped", async () => {
  for (const more of [[0], [...well]]) {
    const long = Uint8Array.of(...well, ...more);
    await failsWith(long, 26, "the end of the file", "more bytes");
    await failsWith(gzipSync(long), 26, "the end of the file", "more bytes");
  }
});

Deno.test("the first label out of range is named where it stands", async () => {
  await failsWith(well.with(13, 10), 13, "a label of 0 to 9", "10");
  await failsWith(well.with(0, 255).with(13, 10), 0, "a label of 0 to 9", "255");
  await failsWith(well, 13, "a label of 0 to 8", "9", { classes: 9 });
  equal((await readCifar(well.with(13, 0), options)).samples.labels[1], 0);
});

Deno.test("gzip data with a wrong checksum, cut short, or with bytes after it", async () => {
  const zipped = gzipSync(well);
  const checksum = zipped.length - 8;
  for (
    const bytes of [
      zipped.with(checksum, zipped[checksum]! ^ 1),
      zipped.subarray(0, -4),
      Uint8Array.of(...zipped, 0),
    ]
  ) {
    await rejects(
      readCifar(bytes, options),
      (error: unknown) =>
        error instanceof CifarError && error.expectation === "intact gzip data" &&
        error.found.startsWith("Damaged gzip data"),
    );
  }
});

Deno.test("a decompression bomb stops at the size that is expected", async () => {
  const bomb = gzipSync(new Uint8Array(20_000_000));
  // Cut in the middle: whoever decompresses on finds the damage instead of the surplus.
  await failsWith(bomb.subarray(0, bomb.length / 2), 26, "the end of the file", "more bytes");
});

Deno.test("round trip of any labels, pixels and shape", async () => {
  const side = fc.integer({ min: 1, max: 4 });
  const shape = fc.record({ height: side, width: side, channels: side, count: side });
  await fc.assert(
    fc.asyncProperty(
      shape,
      fc.boolean(),
      fc.infiniteStream(fc.nat(255)),
      async ({ count, ...sides }, zip, stream) => {
        const { height, width, channels } = sides;
        const features = height * width * channels;
        const inputs = [...stream.take(count * features)];
        const labels = inputs.slice(0, count).map((value) => value % 10);
        // The definition of channels last, from the side of the file.
        const rows = labels.map((label, n) => [
          label,
          ...Array.from({ length: features }, (_, at) => {
            const [c, y, x] = [
              Math.floor(at / (height * width)),
              Math.floor(at / width) % height,
              at % width,
            ];
            return inputs[n * features + (y * width + x) * channels + c]!;
          }),
        ]);
        const bytes = Uint8Array.from(rows.flat());
        const { samples } = await readCifar(zip ? gzipSync(bytes) : bytes, {
          file: "batch.bin",
          count,
          image: { kind: "image", ...sides },
        });
        deepEqual([...samples.inputs], inputs);
        deepEqual([...samples.labels], labels);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});
