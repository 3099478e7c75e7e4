/**
 * Jobs on all cores.
 * @module
 */
export { inParallel, yieldToEvents } from "./in_parallel.ts";
export * from "./pool.ts";
