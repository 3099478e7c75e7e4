/** IDX files that lie, plain and gzipped, by themselves and as a data set in a folder. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { DatasetError } from "../../lib/data/dataset.ts";
import { IdxError, idxSamples, readIdx } from "../../lib/data/sources/idx.ts";
import { loadIdxDataset } from "../../lib/data/sources/idx_dataset.ts";
import { idxFile } from "../data/_idx_file.ts";
import { TINY, TINY_FILES, TINY_GZIPPED, withFolder } from "../data/_tiny_source.ts";
import { joined } from "../../lib/system/files/joined.ts";
import { permitted } from "../permitted.ts";
import { mutatedBytes } from "./_bytes.ts";
import { CASES, fuzz, resultOrError } from "./_cases.ts";

const file = "digits.idx";

/** Whether bytes can be read as images or labels, which must then be what the file says. */
async function readBoth(bytes: Uint8Array): Promise<boolean> {
  const [images, labels] = [
    await resultOrError([IdxError], () => readIdx(bytes, 3, { file })),
    await resultOrError([IdxError], () => readIdx(bytes, 1, { file })),
  ];
  for (const read of [images, labels]) {
    if (read) deepEqual(idxFile(read.shape, read.values), new Uint8Array(read.contents));
  }
  if (labels) {
    const pixels = await readIdx(idxFile([labels.shape[0]!, 1, 1], labels.values), 3, { file });
    await resultOrError([IdxError], () => idxSamples(pixels, labels, 10));
  }
  return (images ?? labels) !== undefined;
}

const images = idxFile([3, 2, 2], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 255, 128]);
const labels = idxFile([5], [0, 9, 3, 3, 1]);

Deno.test("random bytes as IDX, with and without the beginning of IDX or gzip", async () => {
  const beginnings = [[], [0, 0, 8, 3], [0, 0, 8, 1], [0x1f, 0x8b], [0x1f, 0x8b, 8, 0]]
    .map((bytes) => Uint8Array.from(bytes));
  const bytes = fc.tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 64 }))
    .map(joined);
  await fuzz(bytes, { seed: 1, cases: CASES.idx.random }, readBoth);
});

Deno.test("IDX files with something changed, before and after they were gzipped", async () => {
  const valid = [images, labels, gzipSync(images), gzipSync(labels)];
  const bytes = fc.oneof(
    mutatedBytes(...valid),
    mutatedBytes(images, labels).map((changed) => new Uint8Array(gzipSync(changed))),
  );
  const { worked, refused } = await fuzz(bytes, { seed: 2, cases: CASES.idx.mutated }, readBoth);
  ok(worked > 50 && refused > 50, `${worked} worked, ${refused} were refused`);
});

/** What becomes of a file before it is read, and whether its contents are still there alone. */
const wrappings: readonly [sound: boolean, wrap: (bytes: Uint8Array) => Uint8Array][] = [
  [true, (bytes) => bytes],
  [true, gzipSync],
  [true, (bytes) => joined([gzipSync(bytes.subarray(0, 5)), gzipSync(bytes.subarray(5))])],
  [true, (bytes) => joined([...Array.from({ length: 50 }, () => gzipSync("")), gzipSync(bytes)])],
  [false, (bytes) => gzipSync(gzipSync(bytes))],
  [false, (bytes) => gzipSync(bytes).subarray(0, -5)],
  [false, (bytes) => joined([gzipSync(bytes), Uint8Array.of(0, 0)])],
];

Deno.test("headers that lie about type, rank and sizes are refused with both numbers", async () => {
  const size = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
    fc.constantFrom(0, 255, 65_536, 2 ** 20, 2 ** 30, 2 ** 31, 2 ** 32 - 1),
  );
  const lie = fc.record({
    shape: fc.array(size, { minLength: 1, maxLength: 3 }),
    typeCode: fc.oneof({ weight: 4, arbitrary: fc.constant(8) }, fc.nat(255)),
    // `null`: as many dimensions as there are.
    rank: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.nat(255)),
    /** As many values as the header claims, or others. */
    honest: fc.boolean(),
    bytes: fc.uint8Array({ maxLength: 40 }),
    wrapping: fc.constantFrom(...wrappings),
  });
  const { worked, refused } = await fuzz(lie, { seed: 3, cases: CASES.idx.lies }, async (one) => {
    const { shape, typeCode, honest, bytes, wrapping: [sound, wrap] } = one;
    const rank = one.rank ?? shape.length;
    const claimed = shape.reduce((product, dimension) => product * dimension, 1);
    const values = honest && claimed < 100 ? new Uint8Array(claimed).fill(7) : bytes;
    const plain = idxFile(shape, values, { typeCode, rank });
    const read = await readBoth(wrap(plain));
    ok(!read || sound);
    // With the right type and rank, a wrong size is told beside what there is.
    if (typeCode !== 8 || rank !== shape.length || shape.includes(0)) return read;
    const found = await readIdx(plain, rank, { file }).catch((error) => error);
    if (claimed === values.length) deepEqual(found.shape, shape);
    else if (claimed > 2 ** 30) ok(found.message.endsWith(`found ${shape.join(" × ")}`));
    else if (claimed > values.length) ok(found.message.includes(`(${shape.join(" × ")} values)`));
    else ok(found.message.endsWith("expected the end of the file, found more bytes"));
    equal(found instanceof IdxError, claimed !== values.length);
    return read;
  });
  ok(worked > 50 && refused > 50, `${worked} worked, ${refused} were refused`);
});

const MEGABYTE = gzipSync(new Uint8Array(2 ** 20));

Deno.test("gzip data that expand a thousandfold are read no further than their header promises", async () => {
  const bomb = fc.record({
    shape: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }),
    megabytes: fc.integer({ min: 16, max: 48 }),
  });
  // Two pieces of a quarter of a megabyte, and what decompression itself takes.
  const memory = 4 * 2 ** 20;
  await fuzz(bomb, { seed: 4, cases: CASES.idx.bombs, memory: memory + 2 ** 26 }, async (one) => {
    const { shape, megabytes } = one;
    // All that was promised, and then megabytes of zeros: members follow each other in one file.
    const start = gzipSync(idxFile(shape, new Uint8Array(shape.reduce((a, b) => a * b))));
    const bytes = joined([start, ...Array.from({ length: megabytes }, () => MEGABYTE)]);
    const before = Deno.memoryUsage().external;
    const error = await readIdx(bytes, 3, { file }).then(() => undefined, (reason) => reason);
    ok(error instanceof IdxError && error.found === "more bytes", `${error}`);
    const grown = Deno.memoryUsage().external - before;
    ok(grown < memory, `${grown} bytes for ${megabytes} megabytes`);
    return false;
  });
});

Deno.test(
  "a data set with a changed file is refused, whichever file it is",
  permitted,
  async () => {
    const all = { ...TINY_FILES, ...TINY_GZIPPED };
    const changed = fc.constantFrom(...Object.keys(all)).chain((name) =>
      mutatedBytes(all[name]!).map((bytes) => ({ name, bytes }))
    );
    const expected = await withTiny({});
    await fuzz(changed, { seed: 5, cases: CASES.idx.folders }, async ({ name, bytes }) => {
      const found = await resultOrError([DatasetError], () => withTiny({ [name]: bytes }));
      // Contents are those that were published, or nothing is read: gzip alone may differ.
      if (found) deepEqual(found, expected);
      return found !== undefined;
    });
  },
);

/** The tiny data set, with some files of its folder replaced. */
async function withTiny(files: Readonly<Record<string, Uint8Array>>) {
  const names = Object.keys(TINY_FILES).filter((name) => !(`${name}.gz` in files));
  const plain = Object.fromEntries(names.map((name) => [name, TINY_FILES[name]!]));
  let found: Awaited<ReturnType<typeof loadIdxDataset>> | undefined;
  await withFolder({ ...plain, ...files }, async (folder) => {
    found = await loadIdxDataset(TINY, folder);
  });
  return found!;
}
