/**
 * What training means; engines are exported on their own (`./training/tfjs`).
 * @module
 */
export { batchOrder } from "./batch_order.ts";
export { TrainingError, validateRequest } from "./request.ts";
export { startingParameters, updateMask } from "./treatment.ts";
export type {
  EpochMetrics,
  Hyperparameters,
  MetricsSchedule,
  NeuronTreatment,
  TrainedNetwork,
  Trainer,
  TrainingJob,
  TrainingOptions,
  TrainingProgress,
  TrainingRequest,
} from "./trainer.ts";
