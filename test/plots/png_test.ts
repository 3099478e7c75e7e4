import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import { greyPngDataUri, indexedPngDataUri } from "../../lib/plots/png.ts";
import { coloursOf, readPng } from "./png_pixels.ts";

function checkChunks(uri: string, expected: string, header: string): void {
  const png = Buffer.from(uri.replace("data:image/png;base64,", ""), "base64");
  equal(png.toString("hex", 0, 8), "89504e470d0a1a0a");
  const types: string[] = [];
  let at = 8;
  while (at < png.length) {
    const length = png.readUInt32BE(at);
    types.push(png.toString("latin1", at + 4, at + 8));
    equal(png.readUInt32BE(at + 8 + length), crc32(png.subarray(at + 4, at + 8 + length)));
    at += 12 + length;
  }
  equal(types.join(" "), expected);
  equal(png.toString("hex", 16, 29), header);
}

Deno.test("a grey PNG: signature, header, and chunks with their lengths and check sums", () => {
  const uri = greyPngDataUri(Uint8Array.of(0, 128, 255, 1, 2, 3), 3);
  // 3 × 2 pixels, 8 bits, greyscale, no interlacing.
  checkChunks(uri, "IHDR IDAT IEND", "00000003000000020800000000");
  deepEqual(readPng(uri).rows, [[0, 128, 255], [1, 2, 3]]);
});

Deno.test("an indexed PNG has its palette before its pixels", () => {
  const uri = indexedPngDataUri(Uint8Array.of(0, 1, 1, 0), 2, [[255, 0, 0], [0, 1, 2]]);
  checkChunks(uri, "IHDR PLTE IDAT IEND", "00000002000000020803000000");
  deepEqual(coloursOf(uri), [["#ff0000", "#000102"], ["#000102", "#ff0000"]]);
});
