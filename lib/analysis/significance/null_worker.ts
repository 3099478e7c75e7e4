/** A worker that makes draws under a null hypothesis. */
import { pauseEvery } from "../../system/workers/in_parallel.ts";
import { serveTasks } from "../../system/workers/pool.ts";
import { drawNulls, methodsOf, type NullBatch } from "./nulls.ts";

serveTasks({
  draw: ({ system, hypothesis, draws, methods }: NullBatch) =>
    drawNulls(system, hypothesis, draws, methodsOf(methods), pauseEvery(50, undefined, () => {})),
});
