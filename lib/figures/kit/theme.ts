/** Colours, fonts and sizes of all figures. */

/**
 * Colours by meaning. All reach a contrast of 4.5 : 1 on the background (WCAG AA for text) except
 * `grid`, which carries no meaning, and pairs that share a figure differ under the common kinds of
 * colour blindness; a test computes both.
 */
export const PALETTE = {
  /** Ω > 0. */
  redundancy: "#c2410c",
  /** Ω < 0. */
  synergy: "#0b5fa5",
  /** Other ways of choosing neurons; similar ones have similar colours. */
  complement: "#0000a0",
  random: "#57606a",
  miModel: "#8040ff",
  miMixture: "#402060",
  magnitude: "#806040",
  iterativeMagnitude: "#402000",
  /** Weights that were drawn anew. */
  fresh: "#7a4a00",
  /** The same in a dense network. */
  dense: "#400040",
  train: "#007f73",
  test: "#8a3fa8",
  /** A network below the acceptance threshold; always dashed or crossed as well. */
  rejected: "#4a4f57",
  /** A value to compare with, such as the paper's. */
  reference: "#1b1f24",
  /** Values of either sign that are no O-information, such as weights (ColorBrewer's BrBG). */
  negative: "#8c510a",
  positive: "#01665e",
  /** Titles, labels and outlines. */
  ink: "#1b1f24",
  /** Subtitles, numbers on axes, units. */
  muted: "#57606a",
  grid: "#dfe3e8",
  background: "#ffffff",
} as const;

/** Fonts of the widths in `text.ts`, one of them on every common system. */
export const FONT_FAMILY = "Helvetica, Arial, Liberation Sans, sans-serif";

/**
 * Lengths in user units. A figure is `width` units wide and is shown at most `maxWidth` pixels
 * wide, so a unit is 1.29 pixels on a wide page and about 0.7 on a phone: text stays between 9 and
 * 23 pixels.
 */
export const SIZE = {
  width: 560,
  maxWidth: 720,
  /** Free space around everything. */
  margin: 16,
  /** Font sizes. */
  title: 18,
  text: 14,
  tick: 13,
} as const;

/** Width left for drawing between the margins. */
export const INNER_WIDTH: number = SIZE.width - 2 * SIZE.margin;

/** Red, green and blue, 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** `share` of a colour (`#rrggbb`) on white: 0 is white, 1 the colour itself. */
export function tint(colour: string, share: number): string {
  return `#${Uint8Array.from(tintChannels(colour, share)).toHex()}`;
}

/** As {@link tint}, by channels. */
export function tintChannels(colour: string, share: number): Rgb {
  const [red, green, blue] = Uint8Array.fromHex(colour.slice(1));
  const mix = (channel = 0) => Math.round(255 + share * (channel - 255));
  return [mix(red), mix(green), mix(blue)];
}
