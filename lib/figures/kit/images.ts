/** Images as PNG (W3C specification, third edition); values of either sign as colours. */
import { joined } from "../../system/files/joined.ts";
import { decimal } from "./text.ts";
import { type Drawing, element, textElement, tickTexts } from "./svg.ts";
import { PALETTE, type Rgb, SIZE, tintChannels } from "./theme.ts";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Header fields after width and height: 8 bits, kind of colour, deflate, filters, not interlaced. */
const GREY = Uint8Array.of(8, 0, 0, 0, 0);
const INDEXED = Uint8Array.of(8, 3, 0, 0, 0);
const COLOURS = Uint8Array.of(8, 2, 0, 0, 0);

/**
 * An 8-bit PNG as a `data:` URI.
 *
 * @param pixels `width × height` bytes, row-major: positions in `palette`, or greys from 0 = black to
 *   255 = white without one
 */
export function pngDataUri(pixels: Uint8Array, width: number, palette?: readonly Rgb[]): string {
  return palette === undefined
    ? png(pixels, width, 1, GREY)
    : png(pixels, width, 1, INDEXED, [chunk("PLTE", Uint8Array.from(palette.flat()))]);
}

/**
 * An 8-bit PNG in colours as a `data:` URI.
 *
 * @param pixels `width × height × 3` bytes, row-major: red, green and blue of a pixel adjacent
 */
export function colourPng(pixels: Uint8Array, width: number): string {
  return png(pixels, width, 3, COLOURS);
}

/** @param more chunks before the pixels */
function png(
  pixels: Uint8Array,
  width: number,
  bytesPerPixel: number,
  fields: Uint8Array,
  more: readonly Uint8Array[] = [],
): string {
  const length = bytesPerPixel * width;
  const height = pixels.length / length;
  // Each row starts with its filter type; 0 leaves the row as it is.
  const rows = new Uint8Array(height * (length + 1));
  for (let row = 0; row < height; row++) {
    rows.set(pixels.subarray(row * length, (row + 1) * length), row * (length + 1) + 1);
  }
  const parts = [
    SIGNATURE,
    chunk("IHDR", joined([uint32(width, height), fields])),
    ...more,
    chunk("IDAT", zlibStream(rows)),
    chunk("IEND", new Uint8Array()),
  ];
  return `data:image/png;base64,${joined(parts).toBase64()}`;
}

/** Numbers of 32 bits, the most significant byte first. */
function uint32(...values: readonly number[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, at) => view.setUint32(4 * at, value));
  return new Uint8Array(view.buffer);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const typed = joined([new TextEncoder().encode(type), data]);
  return joined([uint32(data.length), typed, uint32(crc32(typed))]);
}

/** CRC-32 as in PNG and gzip. */
function crc32(data: Uint8Array): number {
  let crc = -1;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc >>> 1 ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** Longest block of bytes that are not compressed. */
const LONGEST_BLOCK = 0xffff;

/**
 * Bytes, at least one, in the format of zlib (RFC 1950). Without a zlib they are not compressed: that of a
 * browser gives promises only.
 *
 * @param zlib default: that of Deno or Node
 */
export function zlibStream(
  data: Uint8Array<ArrayBuffer>,
  zlib: Pick<typeof import("node:zlib"), "deflateSync"> | null =
    globalThis.process?.getBuiltinModule?.("zlib") ?? null,
): Uint8Array<ArrayBuffer> {
  if (zlib !== null) return Uint8Array.from(zlib.deflateSync(data, { level: 9 }));
  const pieces = [Uint8Array.of(0x78, 0x01)];
  for (let from = 0; from < data.length; from += LONGEST_BLOCK) {
    const block = data.subarray(from, from + LONGEST_BLOCK);
    const header = new DataView(new ArrayBuffer(5));
    header.setUint8(0, from + LONGEST_BLOCK >= data.length ? 1 : 0);
    header.setUint16(1, block.length, true);
    header.setUint16(3, ~block.length, true);
    pieces.push(new Uint8Array(header.buffer), block);
  }
  let [low, high] = [1, 0];
  for (const byte of data) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return Uint8Array.from(joined([...pieces, uint32(high << 16 | low)]));
}

/** Free pixels around each image. */
export const SHEET_PAD = 1;

/** Images of `height × width` bytes in cells of a sheet, {@link SHEET_PAD} free pixels around. */
export function imageSheet(
  images: readonly { readonly column: number; readonly row: number; readonly pixels: Uint8Array }[],
  [height, width]: readonly [height: number, width: number],
  { columns, rows, background }: Readonly<Record<"columns" | "rows" | "background", number>>,
): { readonly pixels: Uint8Array; readonly width: number } {
  const [cellHeight, cellWidth] = [height + 2 * SHEET_PAD, width + 2 * SHEET_PAD];
  const sheetWidth = cellWidth * columns;
  const sheet = new Uint8Array(sheetWidth * cellHeight * rows).fill(background);
  for (const { column, row, pixels } of images) {
    for (let y = 0; y < height; y++) {
      const to = (row * cellHeight + SHEET_PAD + y) * sheetWidth + column * cellWidth + SHEET_PAD;
      sheet.set(pixels.subarray(y * width, (y + 1) * width), to);
    }
  }
  return { pixels: sheet, width: sheetWidth };
}

/** An element that shows an image at any size, its pixels as rectangles. */
export function pixelImage(
  href: string,
  place: Readonly<Record<"x" | "y" | "width" | "height", number>>,
): string {
  const style = "image-rendering:pixelated";
  return element("image", { ...place, preserveAspectRatio: "none", style, href });
}

/** Colours of the most negative and the most positive value; 0 is white. */
export interface DivergingScale {
  readonly negative: string;
  readonly positive: string;
  /** Values from −`limit` to `limit` have a colour; those beyond get the last one. Above 0. */
  readonly limit: number;
}

/** Position of 0 in the palette of {@link divergingPng}, where position 0 is −limit. */
export const ZERO_PIXEL = 127;

/** Positions of values in the palette of {@link divergingPng}. */
export function divergingPixels(values: ArrayLike<number>, { limit }: DivergingScale): Uint8Array {
  return Uint8Array.from(values, (value) => {
    const share = Math.max(-1, Math.min(1, value / limit));
    return ZERO_PIXEL + Math.round(ZERO_PIXEL * share);
  });
}

/** An image of positions as a `data:` URI. */
export function divergingPng(pixels: Uint8Array, width: number, scale: DivergingScale): string {
  const palette = Array.from({ length: 2 * ZERO_PIXEL + 1 }, (_, at): Rgb => {
    const share = at / ZERO_PIXEL - 1;
    return tintChannels(share < 0 ? scale.negative : scale.positive, Math.abs(share));
  });
  return pngDataUri(pixels, width, palette);
}

const BAR = { width: 160, height: 10 } as const;
const BAR_TEXT = 18;

/** The key of a scale: a bar with its ends and middle, and what it measures to the right of it. */
export function colourBar(scale: DivergingScale, label: string): Drawing {
  const pixels = Uint8Array.from({ length: 2 * ZERO_PIXEL + 1 }, (_, at) => at);
  const place = { x: BAR_TEXT, y: 0, ...BAR };
  const number = (share: number) =>
    textElement(decimal(share * scale.limit), {
      x: BAR_TEXT + BAR.width * (share + 1) / 2,
      y: BAR.height + SIZE.tick + 2,
      "text-anchor": "middle",
    });
  const svg = tickTexts([
    pixelImage(divergingPng(pixels, pixels.length, scale), place),
    element("rect", { ...place, fill: "none", stroke: PALETTE.grid }),
    ...[-1, 0, 1].map(number),
    textElement(label, { x: BAR_TEXT + BAR.width + 14, y: BAR.height }),
  ]);
  return { svg, height: BAR.height + BAR_TEXT };
}
