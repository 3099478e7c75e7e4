/** A worker that repeats parts of the soak. */
import { serveTasks } from "../../lib/system/workers/pool.ts";
import { repeat } from "./run.ts";

serveTasks({ repeat });
