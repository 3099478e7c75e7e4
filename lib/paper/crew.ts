/** Who does the work of an experiment: this thread, or a pool of workers. Results are the same. */
import type { Dataset } from "../data/dataset.ts";
import { shareDataset } from "../data/parts.ts";
import type {
  TrainedNetwork,
  Trainer,
  TrainingOptions,
  TrainingProgress,
  TrainingRequest,
} from "../training/trainer.ts";
import { WorkerPool } from "../system/workers/mod.ts";
import type { LayerResult } from "./layers/result.ts";
import {
  type SelectionJob,
  type SelectionResult,
  selectSubnetworks,
} from "./subnetworks/selection.ts";
import { analyseLayerJob, type LayerJob } from "./layers/layer_analysis.ts";
import type { Workbench } from "./workbench.ts";

/** Trains and searches, several jobs at a time. Disposing of it ends what is still running. */
export interface Crew extends Disposable {
  /** Trainings, and searches, that it is worth asking for at once. */
  readonly trainings: number;
  readonly searches: number;
  train(request: TrainingRequest, options?: TrainingOptions): Promise<TrainedNetwork[]>;
  analyseLayer(job: LayerJob, signal?: AbortSignal): Promise<LayerResult>;
  selectSubnetworks(job: SelectionJob, signal?: AbortSignal): Promise<SelectionResult>;
}

/** What one unit of work is done with. */
export interface UnitOptions extends Workbench {
  readonly crew: Crew;
  readonly signal: AbortSignal;
}

/** A result that may only be read is not in the store. */
export class NotKeptError extends Error {
  /** Name of the error; kept when it is sent from a worker. */
  override readonly name = "NotKeptError";
}

/**
 * A crew of `workers`. One works in this thread; more are workers of their own, where trainings run
 * on the fused trainer. Other trainers stay in this thread, one training after the other: tfjs has one
 * backend at a time. With `keptOnly`, every job rejects with a {@link NotKeptError} that names it.
 */
export function gatherCrew(
  { trainer, workers = 1, keptOnly = false }: Pick<Workbench, "trainer" | "workers" | "keptOnly">,
): Crew {
  if (keptOnly) return refusing();
  if (workers === 1) return inThisThread(trainer);
  const pool = new WorkerPool(new URL("./worker.ts", import.meta.url), { size: workers });
  const known = new Map<string, Dataset>();
  /** Copies a data set into shared memory the first time it is asked for. */
  const shared = (dataset: Dataset) => {
    const copy = known.get(dataset.fingerprint) ?? shareDataset(dataset);
    known.set(dataset.fingerprint, copy);
    return copy;
  };
  return {
    ...inThisThread(trainer),
    searches: workers,
    analyseLayer: (job, signal) => pool.run("analyseLayer", job, { signal }),
    ...(trainer.name === "fused" && {
      trainings: workers,
      train: (request, { signal, onProgress } = {}) =>
        pool.run("train", { ...request, dataset: shared(request.dataset) }, {
          signal,
          ...(onProgress && { onProgress: (progress) => onProgress(progress as TrainingProgress) }),
        }),
      selectSubnetworks: (job, signal) =>
        pool.run("selectSubnetworks", { ...job, dataset: shared(job.dataset) }, { signal }),
    } satisfies Partial<Crew>),
    [Symbol.dispose]: () => pool[Symbol.dispose](),
  };
}

const ONE_AT_A_TIME = { trainings: 1, searches: 1, [Symbol.dispose]: () => {} };

function inThisThread(trainer: Trainer): Crew {
  return {
    ...ONE_AT_A_TIME,
    train: (request, options) => trainer.train(request, options),
    analyseLayer: (job, signal) => analyseLayerJob(job, signal),
    selectSubnetworks: (job, signal) => selectSubnetworks(job, trainer, signal),
  };
}

function refusing(): Crew {
  const missing = (what: string) => Promise.reject(new NotKeptError(`The store lacks ${what}`));
  return {
    ...ONE_AT_A_TIME,
    train: ({ jobs }) => missing(jobs.map(({ name }) => name).join(", ")),
    analyseLayer: ({ samples }) => missing(`the search of layer ${samples.layer} of a network`),
    selectSubnetworks: () => missing("the choice of neurons in a network"),
  };
}
