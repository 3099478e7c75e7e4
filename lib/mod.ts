/**
 * The public API without engines and figures: data sets, networks, training as an interface,
 * seeded randomness, results on disk. Loads neither tfjs nor Plot; those are exported on their own.
 * @module
 */
export * from "./artifacts/mod.ts";
export * from "./datasets/mod.ts";
export * from "./information/mod.ts";
export * from "./networks/mod.ts";
export * from "./random/mod.ts";
export * from "./search/mod.ts";
export * from "./statistics/mod.ts";
export * from "./training/mod.ts";
