/**
 * Jobs on all cores.
 * @module
 */
export { giveWay, inParallel } from "./in_parallel.ts";
export * from "./pool.ts";
