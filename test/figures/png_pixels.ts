/** Reading our PNGs in tests: 8 bits a pixel, no row filters. */
import { fail, strictEqual as equal } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { inflateSync } from "node:zlib";

/** A PNG taken apart. */
export interface Png {
  /** Bytes of the pixels, row by row; three a pixel where the image is in colours without a palette. */
  readonly rows: readonly (readonly number[])[];
  /** Colours as `#rrggbb`; empty for a grey image. */
  readonly palette: readonly string[];
}

/** Kind of an image with three bytes a pixel: red, green, blue. */
const COLOUR = 2;

/** Decodes a `data:` URI. */
export function readPng(uri: string): Png {
  const png = Buffer.from(uri.split(",")[1] ?? fail("no data URI"), "base64");
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.set(png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const bytes = inflateSync(chunks.get("IDAT")!);
  const length = (png[25] === COLOUR ? 3 : 1) * width;
  equal(bytes.length, height * (length + 1));
  const rows = Array.from({ length: height }, (_, y) => {
    const at = y * (length + 1);
    equal(bytes[at], 0, "filter type");
    return [...bytes.subarray(at + 1, at + 1 + length)];
  });
  const colours = [...chunks.get("PLTE") ?? []];
  const palette = Array.from(
    { length: colours.length / 3 },
    (_, i) =>
      "#" + colours.slice(3 * i, 3 * i + 3).map((c) => c.toString(16).padStart(2, "0")).join(""),
  );
  return { rows, palette };
}

/** The colours of an indexed PNG, row by row. */
export function coloursOf(uri: string): string[][] {
  const { rows, palette } = readPng(uri);
  return rows.map((row) => row.map((at) => palette[at]!));
}
