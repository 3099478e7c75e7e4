/** A worker of a crew. */
import { fusedTrainer } from "../training/fused/mod.ts";
import type { TrainingRequest } from "../training/trainer.ts";
import { serveTasks } from "../system/workers/pool.ts";
import { analyseLayerJob, type LayerJob } from "./layers/layer_analysis.ts";
import { type SelectionJob, selectSubnetworks } from "./subnetworks/selection.ts";

/** Keeps the samples of its last training, so that the next one on the same data set starts at once. */
const trainer = fusedTrainer();

serveTasks({
  train: (request: TrainingRequest, report: (progress: unknown) => void) =>
    trainer.train(request, { onProgress: report }),
  analyseLayer: (job: LayerJob) => analyseLayerJob(job),
  selectSubnetworks: (job: SelectionJob) => selectSubnetworks(job, trainer),
});
