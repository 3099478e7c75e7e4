/**
 * Many images in one.
 * @module
 */
import type { InputShape } from "../data/dataset.ts";
import { PlotError } from "./error.ts";
import { element } from "./svg.ts";

/** An image, and its cell in a sheet. */
export interface PlacedImage {
  readonly column: number;
  readonly row: number;
  /** `height × width` bytes, row-major. */
  readonly pixels: Uint8Array;
}

/** Cells of a sheet. */
export interface SheetGrid {
  readonly columns: number;
  readonly rows: number;
  /** The byte of free pixels. */
  readonly background: number;
}

/** Free pixels around each image. */
export const SHEET_PAD = 1;

/** Puts images of one shape into the cells of a sheet, each with {@link SHEET_PAD} free pixels around. */
export function imageSheet(
  images: readonly PlacedImage[],
  [height, width]: readonly [height: number, width: number],
  { columns, rows, background }: SheetGrid,
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

/**
 * Height and width of inputs that can be drawn in one tone.
 *
 * @param what the function that draws them
 * @throws {PlotError} unless they are images of one channel
 */
export function greyImage(input: InputShape, what: string): [height: number, width: number] {
  if (input.kind === "image" && input.channels === 1) return [input.height, input.width];
  const found = input.kind === "image" ? `${input.channels} channels` : `vectors of ${input.size}`;
  throw new PlotError(`${what} draws images of one channel, the inputs are of ${found}`);
}

/** An element that shows an image at any size, its pixels as rectangles. */
export function pixelImage(
  href: string,
  place: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  },
): string {
  const style = "image-rendering:pixelated";
  return element("image", { ...place, preserveAspectRatio: "none", style, href });
}
