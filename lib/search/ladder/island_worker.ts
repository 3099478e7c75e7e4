/** A worker of a ladder search. */
import type { SearchSpace } from "../../information/search_space.ts";
import { serveTasks } from "../../system/workers/pool.ts";
import { searchPauses } from "../interface.ts";
import { type IslandJob, type IslandResult, runIsland } from "./island.ts";

serveTasks({
  island: (
    { space, job }: { space: SearchSpace; job: IslandJob },
    report: (progress: unknown) => void,
  ): Promise<IslandResult> => runIsland(space, job, searchPauses({ onProgress: report })),
});
