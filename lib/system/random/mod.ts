/**
 * Seeded randomness, injected wherever something is drawn.
 * @module
 */
export { deriveSeed } from "./derive_seed.ts";
export { integerBelow, randomSource, shuffle, uniform } from "./random.ts";
export type { RandomSource } from "./random.ts";
