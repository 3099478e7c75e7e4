/**
 * Seeded randomness, injected wherever something is drawn.
 * @module
 */
export { deriveSeed, integerBelow, randomSource, shuffle, uniform } from "./random.ts";
export type { RandomSource } from "./random.ts";
