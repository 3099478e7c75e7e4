/**
 * Colours for values of either sign.
 * @module
 */
import { decimal } from "./format.ts";
import { pixelImage } from "./image_sheet.ts";
import { indexedPngDataUri } from "./png.ts";
import type { Drawing } from "./stack.ts";
import { element, textElement } from "./svg.ts";
import { PALETTE, SIZE } from "./theme.ts";
import { type Rgb, tintChannels } from "./tint.ts";

/** Colours of the most negative and the most positive value; 0 is white. */
export interface DivergingScale {
  readonly negative: string;
  readonly positive: string;
  /** Values from −`limit` to `limit` have a colour; those beyond get the last one. Above 0. */
  readonly limit: number;
}

/** Positions in the palette of an image: 0 is −limit, {@link MIDDLE} is 0. */
const MIDDLE = 127;
/** The position of a value of 0, for free pixels of an image. */
export const ZERO_PIXEL: number = MIDDLE;

/** Positions of values in the palette of {@link divergingPng}. */
export function divergingPixels(values: ArrayLike<number>, { limit }: DivergingScale): Uint8Array {
  return Uint8Array.from(values, (value) => {
    const share = Math.max(-1, Math.min(1, value / limit));
    return MIDDLE + Math.round(MIDDLE * share);
  });
}

/** An image of positions as a `data:` URI. */
export function divergingPng(pixels: Uint8Array, width: number, scale: DivergingScale): string {
  const palette = Array.from({ length: 2 * MIDDLE + 1 }, (_, at): Rgb => {
    const share = at / MIDDLE - 1;
    return tintChannels(share < 0 ? scale.negative : scale.positive, Math.abs(share));
  });
  return indexedPngDataUri(pixels, width, palette);
}

const BAR = { width: 160, height: 10 } as const;
const BAR_TEXT = 18;

/** The key of a scale: a bar with its ends and middle, and what it measures to the right of it. */
export function colourBar(scale: DivergingScale, decimals: number, label: string): Drawing {
  const pixels = Uint8Array.from({ length: 2 * MIDDLE + 1 }, (_, at) => at);
  const place = { x: BAR_TEXT, y: 0, ...BAR };
  const number = (share: number) =>
    textElement(decimal(share * scale.limit, decimals), {
      x: BAR_TEXT + BAR.width * (share + 1) / 2,
      y: BAR.height + SIZE.tick + 2,
      "text-anchor": "middle",
    });
  const words = textElement(label, { x: BAR_TEXT + BAR.width + 14, y: BAR.height });
  return {
    svg: element(
      "g",
      { "font-size": SIZE.tick, fill: PALETTE.ink },
      pixelImage(divergingPng(pixels, pixels.length, scale), place),
      element("rect", { ...place, fill: "none", stroke: PALETTE.grid }),
      ...[-1, 0, 1].map(number),
      words,
    ),
    height: BAR.height + BAR_TEXT,
  };
}
