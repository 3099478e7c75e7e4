import { deepStrictEqual as deepEqual, rejects, throws } from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { IdxError } from "../../lib/data/sources/idx.ts";
import { pairIdx, readIdxImages, readIdxLabels } from "../../lib/data/sources/idx.ts";
import { idxFile } from "./_idx_file.ts";

const images = idxFile([2, 1, 3], [0, 1, 2, 253, 254, 255]);
const labels = idxFile([2], [9, 0]);

Deno.test("images and labels pair up into samples, one row per image", async () => {
  const read = await readIdxImages(gzipSync(images), { file: "images" });
  const samples = pairIdx(read, await readIdxLabels(labels, { file: "labels", classes: 10 }));
  deepEqual(read.imageShape, [1, 3]);
  deepEqual(samples, {
    count: 2,
    features: 3,
    inputs: Uint8Array.of(0, 1, 2, 253, 254, 255),
    labels: Uint8Array.of(9, 0),
  });
});

Deno.test("labels in place of images, and images in place of labels, are wrong ranks", async () => {
  await rejects(
    readIdxImages(labels, { file: "images" }),
    new IdxError("images", 3, "0x03 (number of dimensions)", "0x01"),
  );
  await rejects(
    readIdxLabels(images, { file: "labels", classes: 10 }),
    new IdxError("labels", 3, "0x01 (number of dimensions)", "0x03"),
  );
});

Deno.test("a label of `classes` or more is named with its position", async () => {
  const bytes = idxFile([4], [0, 1, 4, 3]);
  await rejects(
    readIdxLabels(bytes, { file: "labels", classes: 4 }),
    new IdxError("labels", 10, "a label of 0 to 3", "4"),
  );
  deepEqual((await readIdxLabels(bytes, { file: "labels", classes: 5 })).labels.length, 4);
});

Deno.test("as many labels as images, or the labels file is named", async () => {
  const read = await readIdxImages(images, { file: "images" });
  const three = await readIdxLabels(idxFile([3], [0, 1, 2]), { file: "labels", classes: 10 });
  throws(
    () => pairIdx(read, three),
    new IdxError("labels", 4, "2 labels, one for each image of images", "3"),
  );
});
