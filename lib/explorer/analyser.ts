/** A worker of the page: reads files and analyses them, as the command does. */
import { serveTasks } from "../system/workers/pool.ts";
import { answer } from "../request/answer.ts";
import { requestOf, type RequestTexts } from "../request/request.ts";
import { analyse, type AnalysisCost } from "../analysis/mod.ts";
import { droppedFiles } from "./dropped_files.ts";
import { packed } from "./packed.ts";

/** What a page asks for. */
export interface AnalyserJob {
  readonly texts: RequestTexts;
  readonly files: readonly File[];
}

/** How far an analysis is. */
export type AnalyserProgress =
  | { readonly cost: AnalysisCost }
  | { readonly share: number }
  /** How files were read, before an error. */
  | { readonly notices: readonly string[] };

/** A few samples, whose analysis makes the browser compile the programs before they are needed. */
const TRIFLE = {
  samples: 64,
  variables: 4,
  values: Float64Array.from({ length: 4 * 64 }, (_, at) => (at * 7919) % 251),
};

serveTasks({
  prepare: async () => {
    await analyse(TRIFLE, undefined, { details: {} });
  },
  analyse: async ({ texts, files }: AnalyserJob, tell: (progress: unknown) => void) => {
    const report = (progress: AnalyserProgress) => tell(progress);
    const result = await answer(requestOf(texts), droppedFiles(files), {
      workers: "cores",
      details: {},
      // The page ends this worker to cancel.
      signal: new AbortController().signal,
      onPlan: (cost) => report({ cost }),
      onProgress: (share) => report({ share }),
      onNotices: (notices) => report({ notices }),
    });
    return packed(result);
  },
});
