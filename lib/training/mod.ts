/**
 * What training means; engines are exported on their own (`./training/tfjs`).
 * @module
 */
export { batchOrder, TrainingError, validateRequest } from "./request.ts";
export { startingParameters, updateMask } from "./treatment.ts";
export * from "./trainer.ts";
