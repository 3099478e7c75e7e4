import { rejects, strictEqual as equal } from "node:assert/strict";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { DatasetError } from "../../lib/data/dataset.ts";
import { contentsSha256, GzipError } from "../../lib/data/sources/uncompressed.ts";

Deno.test.sanitizer({ ops: true, resources: true });

const text = new TextEncoder().encode("abc");
/** FIPS 180-2, appendix B.1: SHA-256 of "abc". */
const ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

Deno.test("the checksum is that of the contents, gzipped or not", async () => {
  equal(await contentsSha256(text, 3), ABC);
  equal(await contentsSha256(gzipSync(text), 3), ABC);
});

Deno.test("contents of several gzip members follow each other", async () => {
  const members = Uint8Array.of(...gzipSync(text.subarray(0, 1)), ...gzipSync(text.subarray(1)));
  equal(await contentsSha256(members, 3), ABC);
});

Deno.test("more contents than allowed are an error, before all are decompressed", async () => {
  await rejects(contentsSha256(text, 2), new DatasetError("more than 2 uncompressed bytes"));
  // Cut in the middle: whoever decompresses on finds the damage instead of the surplus.
  const bomb = gzipSync(new Uint8Array(20_000_000));
  const cut = bomb.subarray(0, bomb.length / 2);
  await rejects(contentsSha256(cut, 100), new DatasetError("more than 100 uncompressed bytes"));
});

Deno.test("large contents come in pieces that add up", async () => {
  const large = Uint8Array.from({ length: 700_000 }, (_, i) => (i * i) >>> 3);
  const hash = createHash("sha256").update(large).digest("hex");
  equal(await contentsSha256(gzipSync(large), large.length), hash);
});

Deno.test("damaged gzip data is an error that says what it is", async () => {
  const zipped = gzipSync(text);
  await rejects(
    contentsSha256(Uint8Array.of(...zipped, 0, 0), 3),
    new GzipError("2 bytes follow its end", 3),
  );
  for (const bytes of [Uint8Array.of(...zipped, 7), zipped.subarray(0, 12), zipped.with(-5, 0)]) {
    await rejects(contentsSha256(bytes, 3), GzipError);
  }
});
