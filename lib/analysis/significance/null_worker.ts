/** A worker that makes draws under a null hypothesis. */
import { pauseEvery } from "../../system/workers/in_parallel.ts";
import { serveTasks } from "../../system/workers/pool.ts";
import { drawNulls, type NullBatch, nullMethods } from "./nulls.ts";

serveTasks({
  draw: ({ system, hypothesis, draws, methods }: NullBatch) =>
    drawNulls(system, hypothesis, draws, nullMethods(methods), pauseEvery(50, undefined, () => {})),
});
