/**
 * Seeded randomness, injected wherever something is drawn.
 * @module
 */
export * from "./random.ts";
