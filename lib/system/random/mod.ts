/**
 * Seeded random numbers; a function that draws takes its source as an argument.
 * @module
 */
export * from "./derive_seed.ts";
export * from "./random.ts";
