/**
 * The public API without engines and figures: data sets, networks, training as an interface, information
 * measures, searches, sub-networks, seeded randomness, statistics, results on disk. Loads neither tfjs
 * nor Plot; the engines, experiments and figures are exported on their own.
 * @module
 */
export * from "./system/artifacts/mod.ts";
export * from "./data/mod.ts";
export * from "./information/mod.ts";
export * from "./models/mod.ts";
export * from "./system/random/mod.ts";
export * from "./search/mod.ts";
export * from "./statistics/mod.ts";
export * from "./selection/mod.ts";
export * from "./training/mod.ts";
