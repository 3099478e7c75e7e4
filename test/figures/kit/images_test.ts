import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { crc32, inflateSync } from "node:zlib";
import {
  colourBar,
  divergingPixels,
  divergingPng,
  imageSheet,
  pngDataUri,
  ZERO_PIXEL,
  zlibStream,
} from "../../../lib/figures/kit/images.ts";
import { PALETTE } from "../../../lib/figures/kit/theme.ts";
import { colourDistance, type Vision, VISIONS } from "../colour_vision.ts";
import { coloursOf, readPng } from "../png_pixels.ts";
import { attributesOf, textsOf } from "../svg_checks.ts";

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
  const uri = pngDataUri(Uint8Array.of(0, 128, 255, 1, 2, 3), 3);
  // 3 × 2 pixels, 8 bits, greyscale, no interlacing.
  checkChunks(uri, "IHDR IDAT IEND", "00000003000000020800000000");
  deepEqual(readPng(uri).rows, [[0, 128, 255], [1, 2, 3]]);
});

Deno.test("an indexed PNG has its palette before its pixels", () => {
  const uri = pngDataUri(Uint8Array.of(0, 1, 1, 0), 2, [[255, 0, 0], [0, 1, 2]]);
  checkChunks(uri, "IHDR PLTE IDAT IEND", "00000002000000020803000000");
  deepEqual(coloursOf(uri), [["#ff0000", "#000102"], ["#000102", "#ff0000"]]);
});

Deno.test("without a zlib the same bytes come back, in blocks that are not compressed", () => {
  for (const length of [1, 1000, 65_535, 65_536, 200_000]) {
    const data = new Uint8Array(length).map((_, at) => at * at % 251);
    const plain = zlibStream(data, null);
    // inflateSync checks the checksum at the end.
    deepEqual(Uint8Array.from(inflateSync(plain)), data);
    ok(plain.length > length && plain.length > zlibStream(data).length);
  }
});

Deno.test("images stand in their cells, with a free pixel around each", () => {
  const images = [{ column: 1, row: 0, pixels: Uint8Array.of(1, 2) }];
  const { pixels, width } = imageSheet(images, [1, 2], { columns: 2, rows: 1, background: 9 });
  deepEqual([width, ...pixels], [
    8,
    ...[9, 9, 9, 9, 9, 9, 9, 9],
    ...[9, 9, 9, 9, 9, 1, 2, 9],
    ...[9, 9, 9, 9, 9, 9, 9, 9],
  ]);
});

const scale = { negative: PALETTE.synergy, positive: PALETTE.redundancy, limit: 2 };
const weights = { negative: PALETTE.negative, positive: PALETTE.positive, limit: 2 };

Deno.test("−limit, 0 and limit are the ends and white; values beyond are clamped", () => {
  const pixels = divergingPixels([-5, -2, 0, 2, 5], scale);
  equal(pixels[2], ZERO_PIXEL);
  const { negative, positive } = scale;
  deepEqual(coloursOf(divergingPng(pixels, 5, scale)), [
    [negative, negative, "#ffffff", positive, positive],
  ]);
});

Deno.test("colours of opposite values stay apart for every kind of vision", () => {
  for (const { negative, positive } of [scale, weights]) {
    for (const value of [0.5, 1, 2]) {
      const pixels = divergingPixels([-value, value], scale);
      const png = divergingPng(pixels, 2, { negative, positive, limit: 2 });
      const [below, above] = coloursOf(png)[0]!;
      for (const vision of Object.keys(VISIONS) as Vision[]) {
        const distance = colourDistance(below!, above!, vision);
        ok(distance > 20 * value, `${value}: ${distance} for ${vision}`);
      }
    }
  }
});

Deno.test("the key names both ends, the middle and what is measured", () => {
  const { svg } = colourBar(scale, "Δ (bits)");
  deepEqual(textsOf(svg), ["−2.00", "0.00", "2.00", "Δ (bits)"]);
  const [row] = coloursOf(attributesOf(svg, "href")[0]!);
  deepEqual([row![0], row!.at(-1)], [scale.negative, scale.positive]);
});
