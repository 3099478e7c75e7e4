/**
 * Jobs on all cores.
 * @module
 */
export { giveWay } from "./give_way.ts";
export { inParallel } from "./in_parallel.ts";
export { type JobOptions, type PoolOptions, WorkerError, WorkerPool } from "./pool.ts";
export { serveTasks, type Task } from "./serve.ts";
