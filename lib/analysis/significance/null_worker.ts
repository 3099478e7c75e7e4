/** A worker that makes draws under a null hypothesis. */
import { pauseEvery } from "../../system/workers/in_parallel.ts";
import { serveTasks } from "../../system/workers/pool.ts";
import { drawnOrRefused, type NullBatch, nullMethods } from "./nulls.ts";

serveTasks({
  draw: ({ system, hypothesis, draws, methods }: NullBatch) =>
    drawnOrRefused(
      system,
      hypothesis,
      draws,
      nullMethods(methods),
      pauseEvery(50, undefined, () => {}),
    ),
});
