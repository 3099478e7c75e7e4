import { equal } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import { greyPngDataUri } from "../../lib/plots/png.ts";

Deno.test("a PNG: signature, header, and chunks with their lengths and check sums", () => {
  const uri = greyPngDataUri(Uint8Array.of(0, 128, 255, 1, 2, 3), 3);
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
  equal(types.join(" "), "IHDR IDAT IEND");
  // 3 × 2 pixels, 8 bits, greyscale, no interlacing.
  equal(png.toString("hex", 16, 29), "00000003000000020800000000");
});
