/**
 * Training requests and results; engines are separate exports (`./training/tfjs`).
 * @module
 */
export { batchOrder, TrainingError, validateRequest } from "./request.ts";
export { startingParameters, updateMask } from "./treatment.ts";
export * from "./trainer.ts";
