/**
 * What training means; engines are exported on their own (`./training/tfjs`).
 * @module
 */
export { batchOrder, TrainingError, validateRequest } from "./request.ts";
export { startingParameters, updateMask } from "./treatment.ts";
export type {
  EpochMetrics,
  Hyperparameters,
  MetricsSchedule,
  TrainedNetwork,
  Trainer,
  TrainingJob,
  TrainingOptions,
  TrainingProgress,
  TrainingRequest,
  Treatments,
  UnitTreatment,
} from "./trainer.ts";
