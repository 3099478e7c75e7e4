import { deepStrictEqual as deepEqual, rejects, throws } from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { IdxError, idxSamples, readIdx } from "../../lib/data/sources/idx.ts";
import { idxFile } from "./_idx_file.ts";

const images = idxFile([2, 1, 3], [0, 1, 2, 253, 254, 255]);
const labels = idxFile([2], [9, 0]);
const readImages = (bytes: Uint8Array) => readIdx(bytes, 3, { file: "images" });
const readLabels = (bytes: Uint8Array) => readIdx(bytes, 1, { file: "labels" });

Deno.test("images and labels pair up into samples, one row per image", async () => {
  const read = await readImages(gzipSync(images));
  deepEqual(idxSamples(read, await readLabels(labels), 10), {
    count: 2,
    features: 3,
    inputs: Uint8Array.of(0, 1, 2, 253, 254, 255),
    labels: Uint8Array.of(9, 0),
  });
});

Deno.test("labels in place of images, and images in place of labels, are wrong ranks", async () => {
  await rejects(
    readImages(labels),
    new IdxError("images", 3, "0x03 (number of dimensions)", "0x01"),
  );
  await rejects(
    readLabels(images),
    new IdxError("labels", 3, "0x01 (number of dimensions)", "0x03"),
  );
});

Deno.test("a label of `classes` or more is named with its position", async () => {
  const read = await readImages(idxFile([4, 1, 1], [0, 0, 0, 0]));
  const four = await readLabels(idxFile([4], [0, 1, 4, 3]));
  throws(() => idxSamples(read, four, 4), new IdxError("labels", 10, "a label of 0 to 3", "4"));
  deepEqual(idxSamples(read, four, 5).labels.length, 4);
});

Deno.test("as many labels as images, or the labels file is named", async () => {
  const read = await readImages(images);
  const three = await readLabels(idxFile([3], [0, 1, 2]));
  throws(
    () => idxSamples(read, three, 10),
    new IdxError("labels", 4, "2 labels, one for each image of images", "3"),
  );
});
