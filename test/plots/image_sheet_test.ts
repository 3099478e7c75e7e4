import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { imageSheet } from "../../lib/plots/image_sheet.ts";

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
