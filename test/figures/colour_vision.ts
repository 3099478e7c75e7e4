/** Contrast (WCAG 2) and colour differences as people with colour blindness see them. */

type Triple = readonly [number, number, number];

/**
 * Linear RGB as seen, from linear RGB: Machado, Oliveira and Fernandes (2009), "A Physiologically-
 * based Model for Simulation of Color Vision Deficiency", severity 1.
 */
export const VISIONS = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} satisfies Record<string, readonly Triple[]>;

/** A kind of colour vision. */
export type Vision = keyof typeof VISIONS;

/** sRGB to CIE XYZ, D65. */
const XYZ: readonly Triple[] = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const WHITE: Triple = [0.95047, 1, 1.08883];

/** Contrast ratio of two colours, 1..21. */
export function contrast(first: string, second: string): number {
  const luminance = (colour: string) => dot(XYZ[1]!, linear(colour));
  const [dark, light] = [luminance(first), luminance(second)].toSorted((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** Distance of two colours in CIELAB (ΔE 1976); 2.3 is just noticeable. */
export function colourDistance(first: string, second: string, vision: Vision): number {
  const [a, b] = [lab(first, vision), lab(second, vision)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function lab(colour: string, vision: Vision): Triple {
  const seen = apply(VISIONS[vision], linear(colour)).map((v) => Math.min(1, Math.max(0, v)));
  const [x, y, z] = apply(XYZ, seen).map((v, at) => curve(v / WHITE[at]!));
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}

function curve(t: number): number {
  return t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116;
}

function linear(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
}

function apply(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  return matrix.map((row) => dot(row, vector));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}
