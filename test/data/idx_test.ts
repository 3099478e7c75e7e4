import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { IdxError, readIdx } from "../../lib/data/sources/idx.ts";
import { idxFile } from "./_idx_file.ts";

const file = "digits.idx";
const well = idxFile([2, 3], [1, 2, 3, 4, 5, 6]);

/** Checks that reading fails with exactly this error, and that the message tells all of it. */
async function failsWith(
  bytes: Uint8Array,
  rank: number,
  offset: number,
  expectation: string,
  found: string,
  maxBytes?: number,
): Promise<void> {
  const options = maxBytes === undefined ? { file } : { file, maxBytes };
  await rejects(readIdx(bytes, rank, options), (error: unknown) => {
    ok(error instanceof IdxError);
    const { file: where, offset: at, expectation: needed, found: got } = error;
    deepEqual(
      { where, at, needed, got },
      { where: file, at: offset, needed: expectation, got: found },
    );
    equal(error.message, `${file}, byte ${offset}: expected ${expectation}, found ${found}`);
    return true;
  });
}

const changed = (bytes: Uint8Array, offset: number, value: number) => bytes.with(offset, value);

Deno.test("reads shape and values, plain and gzipped alike", async () => {
  for (const bytes of [well, gzipSync(well)]) {
    const { shape, values, contents } = await readIdx(bytes, 2, { file });
    deepEqual(shape, [2, 3]);
    deepEqual([...values], [1, 2, 3, 4, 5, 6]);
    deepEqual([...contents], [...well]);
  }
});

Deno.test("dimensions are big-endian: 256 is 00 00 01 00", async () => {
  const bytes = Uint8Array.of(0, 0, 8, 1, 0, 0, 1, 0, ...new Uint8Array(256));
  deepEqual((await readIdx(bytes, 1, { file })).shape, [256]);
});

Deno.test("round trip of any shape and values, plain and gzipped", async () => {
  const dimension = fc.integer({ min: 1, max: 6 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(dimension, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
      async (shape, zip, stream) => {
        const values = [...stream.take(shape.reduce((a, b) => a * b))];
        const bytes = idxFile(shape, values);
        const read = await readIdx(zip ? gzipSync(bytes) : bytes, shape.length, { file });
        deepEqual(read.shape, shape);
        deepEqual([...read.values], values);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});

Deno.test("whatever bytes change, a file is an IdxError or says what its bytes say", async () => {
  const plain = idxFile([3, 2, 2], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 255, 128]);
  const zipped = gzipSync(plain);
  const edit = fc.record({ at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(edit, { minLength: 1, maxLength: 3 }),
      fc.option(fc.nat(), { nil: undefined }),
      fc.uint8Array({ maxLength: 3 }),
      async (zip, edits, cut, tail) => {
        const base = zip ? zipped : plain;
        const kept = base.subarray(0, cut === undefined ? base.length : cut % base.length);
        const bytes = Uint8Array.from([...kept, ...tail]);
        for (const { at, value } of edits) if (bytes.length) bytes[at % bytes.length] = value;
        try {
          const { shape, values, contents } = await readIdx(bytes, 3, { file });
          deepEqual([...idxFile(shape, values)], [...contents]);
        } catch (error) {
          ok(error instanceof IdxError, `not an IdxError: ${error}`);
        }
      },
    ),
    { seed: 2, numRuns: 1_000 },
  );
});

Deno.test("magic: two zero bytes, type code 0x08, the rank asked for", async () => {
  await failsWith(changed(well, 0, 1), 2, 0, "0x00 (start of an IDX file)", "0x01");
  await failsWith(changed(well, 1, 0x3c), 2, 1, "0x00 (start of an IDX file)", "0x3c");
  await failsWith(changed(well, 2, 0x0d), 2, 2, "0x08 (values are unsigned bytes)", "0x0d");
  await failsWith(well, 3, 3, "0x03 (number of dimensions)", "0x02");
});

Deno.test("an HTML page saved under the name is named at its first byte", async () => {
  const page = new TextEncoder().encode("<!doctype html>");
  await failsWith(page, 3, 0, "0x00 (start of an IDX file)", "0x3c");
});

Deno.test("a file that ends inside its header", async () => {
  await failsWith(new Uint8Array(), 2, 0, "0x00 (start of an IDX file)", "the end of the file");
  await failsWith(well.subarray(0, 3), 2, 3, "0x02 (number of dimensions)", "the end of the file");
  await failsWith(well.subarray(0, 10), 2, 10, "dimension 2 of 2", "the end of the file");
});

Deno.test("a dimension of 0", async () => {
  await failsWith(idxFile([2, 0], []), 2, 8, "a dimension of at least 1", "0");
});

Deno.test("missing values, plain and gzipped", async () => {
  const short = well.subarray(0, well.length - 1);
  for (const bytes of [short, gzipSync(short)]) {
    await failsWith(bytes, 2, 17, "18 bytes in all (2 × 3 values)", "the end of the file");
  }
});

Deno.test("trailing bytes, plain and gzipped", async () => {
  const long = Uint8Array.of(...well, 0);
  for (const bytes of [long, gzipSync(long)]) {
    await failsWith(bytes, 2, 18, "the end of the file", "more bytes");
  }
});

Deno.test("bytes after the gzip data are trailing bytes too, zeros included", async () => {
  const padded = Uint8Array.of(...gzipSync(well), 0, 0);
  const damage = "Damaged gzip data, after 18 uncompressed bytes: 2 bytes follow its end";
  await failsWith(padded, 2, 18, "intact gzip data", damage);
});

Deno.test("gzip data with a wrong checksum or cut short", async () => {
  const zipped = gzipSync(well);
  const checksum = zipped.length - 8;
  for (
    const bytes of [changed(zipped, checksum, zipped[checksum]! ^ 1), zipped.subarray(0, -4)]
  ) {
    await rejects(
      readIdx(bytes, 2, { file }),
      (error: unknown) =>
        error instanceof IdxError && error.expectation === "intact gzip data" &&
        error.found.startsWith("Damaged gzip data"),
    );
  }
});

Deno.test("a header that promises 2⁴⁰ or 2⁹⁶ values is refused, not allocated", async () => {
  const tall = idxFile([2 ** 24, 2 ** 16], [1]);
  await failsWith(tall, 2, 4, "a shape of at most 1073741824 values", "16777216 × 65536");
  const top = 2 ** 32 - 1;
  await rejects(readIdx(idxFile([top, top, top], []), 3, { file }), IdxError);
});

Deno.test("a header that promises a gigabyte of values is refused when they do not follow", async () => {
  const before = Deno.memoryUsage().external;
  const hollow = idxFile([2 ** 15, 2 ** 15], [1]);
  for (const bytes of [hollow, gzipSync(hollow)]) {
    await failsWith(
      bytes,
      2,
      13,
      "1073741836 bytes in all (32768 × 32768 values)",
      "the end of the file",
    );
  }
  ok(Deno.memoryUsage().external - before < 2 ** 26);
});

Deno.test("maxBytes counts values: 6 pass at 6 and fail at 5", async () => {
  deepEqual((await readIdx(well, 2, { file, maxBytes: 6 })).shape, [2, 3]);
  await failsWith(well, 2, 4, "a shape of at most 5 values", "2 × 3", 5);
});

Deno.test("a decompression bomb stops at the size its header promises", async () => {
  const bomb = gzipSync(idxFile([10], new Uint8Array(20_000_000)));
  // Cut in the middle: whoever decompresses on finds the damage instead of the surplus.
  const cut = bomb.subarray(0, bomb.length / 2);
  await failsWith(cut, 1, 18, "the end of the file", "more bytes");
});
