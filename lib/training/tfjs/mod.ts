/**
 * The reference trainer on tfjs. Importing this loads tfjs.
 * @module
 */
export { TFJS_BACKENDS, useBackend } from "./backend.ts";
export type { TfjsBackend } from "./backend.ts";
export { layersModelAccuracy } from "./reopen.ts";
export type { PredictingModel } from "./reopen.ts";
export { TfjsNetwork } from "./tfjs_network.ts";
export { tfjsTrainer } from "./tfjs_trainer.ts";
