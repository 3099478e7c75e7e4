/**
 * Seeded randomness, injected wherever something is drawn.
 * @module
 */
export * from "./derive_seed.ts";
export * from "./random.ts";
