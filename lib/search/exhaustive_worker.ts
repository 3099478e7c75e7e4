/** A worker of an exhaustive search. */
import { serveTasks } from "../system/workers/pool.ts";
import { type PartJob, type PartResult, type PartSearch, partSearch } from "./exhaustive.ts";
import { Extremes } from "./ranking.ts";
import { searchable, searchPauses } from "./interface.ts";

/** Made for the first job; all jobs of a pool have the same space and objective. */
let search: PartSearch | undefined;

serveTasks({
  search: async (
    { space, part, top, objective, floors }: PartJob,
    report: (progress: unknown) => void,
  ): Promise<PartResult> => {
    search ??= partSearch(searchable(space), objective);
    const extremes = new Extremes(top, floors);
    const failed = await search(part, extremes, searchPauses({ onProgress: report }));
    if (failed !== undefined) return { failed };
    const { synergy, redundancy, count } = extremes;
    return {
      synergy: { values: synergy.values, multiplets: synergy.multiplets },
      redundancy: { values: redundancy.values, multiplets: redundancy.multiplets },
      count,
    };
  },
});
