/** A worker of the page: reads files and analyses them, as the command does. */
import { serveTasks } from "../system/workers/pool.ts";
import { answer } from "../request/answer.ts";
import { requestOf, type RequestTexts } from "../request/request.ts";
import type { AnalysisCost } from "../analysis/mod.ts";
import { droppedFiles } from "./dropped_files.ts";

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

serveTasks({
  analyse: ({ texts, files }: AnalyserJob, tell: (progress: unknown) => void) => {
    const report = (progress: AnalyserProgress) => tell(progress);
    return answer(requestOf(texts), droppedFiles(files), {
      workers: "cores",
      details: {},
      // The page ends this worker to cancel.
      signal: new AbortController().signal,
      onPlan: (cost) => report({ cost }),
      onProgress: (share) => report({ share }),
      onNotices: (notices) => report({ notices }),
    });
  },
});
