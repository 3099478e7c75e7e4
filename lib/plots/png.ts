/**
 * Images as PNG (W3C PNG specification, third edition).
 * @module
 */
import { crc32, deflateSync } from "node:zlib";
import { joined } from "../system/files/joined.ts";
import type { Rgb } from "./tint.ts";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Header fields after width and height: 8 bits, kind of colour, deflate, filters, not interlaced. */
const GREY = Uint8Array.of(8, 0, 0, 0, 0);
const INDEXED = Uint8Array.of(8, 3, 0, 0, 0);

/**
 * An 8-bit greyscale PNG as a `data:` URI.
 *
 * @param pixels `width × height` values, row-major, 0 = black, 255 = white
 */
export function greyPngDataUri(pixels: Uint8Array, width: number): string {
  return pngDataUri(pixels, width, GREY);
}

/**
 * A PNG of up to 256 colours as a `data:` URI.
 *
 * @param pixels `width × height` positions in `palette`, row-major
 */
export function indexedPngDataUri(
  pixels: Uint8Array,
  width: number,
  palette: readonly Rgb[],
): string {
  return pngDataUri(pixels, width, INDEXED, chunk("PLTE", Uint8Array.from(palette.flat())));
}

function pngDataUri(
  pixels: Uint8Array,
  width: number,
  kind: Uint8Array,
  ...beforeData: Uint8Array[]
): string {
  const height = pixels.length / width;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set(kind, 8);

  // Each row starts with its filter type; 0 leaves the row as it is.
  const rows = new Uint8Array(height * (width + 1));
  for (let row = 0; row < height; row++) {
    rows.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  const png = [
    SIGNATURE,
    chunk("IHDR", header),
    ...beforeData,
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", new Uint8Array()),
  ];
  return `data:image/png;base64,${joined(png).toBase64()}`;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const typed = joined([new TextEncoder().encode(type), data]);
  const bytes = new Uint8Array(typed.length + 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(typed, 4);
  view.setUint32(bytes.length - 4, crc32(typed));
  return bytes;
}
