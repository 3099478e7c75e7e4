/**
 * Colours between a colour of the palette and white.
 * @module
 */

/** Red, green and blue, 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** `share` of a colour (`#rrggbb`) on white: 0 is white, 1 the colour itself. */
export function tint(colour: string, share: number): string {
  const hex = tintChannels(colour, share).map((value) => value.toString(16).padStart(2, "0"));
  return `#${hex.join("")}`;
}

/** As {@link tint}, by channels. */
export function tintChannels(colour: string, share: number): Rgb {
  const channel = (at: number) => {
    const full = parseInt(colour.slice(at, at + 2), 16);
    return Math.round(255 + share * (full - 255));
  };
  return [channel(1), channel(3), channel(5)];
}
