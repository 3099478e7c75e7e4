/**
 * The reference trainer on tfjs. Importing this loads tfjs.
 * @module
 */
export { layersModelAccuracy, TFJS_BACKENDS, useBackend } from "./backend.ts";
export type { PredictingModel, TfjsBackend } from "./backend.ts";
export { TfjsNetwork, tfjsTrainer } from "./tfjs_trainer.ts";
