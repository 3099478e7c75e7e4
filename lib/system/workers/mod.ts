/**
 * Jobs on all cores.
 * @module
 */
export { giveWay, inParallel } from "./in_parallel.ts";
export {
  type JobOptions,
  type PoolOptions,
  serveTasks,
  type Task,
  WorkerError,
  WorkerPool,
} from "./pool.ts";
