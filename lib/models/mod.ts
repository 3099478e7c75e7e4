/**
 * Multilayer perceptrons: shape, initial values, activations, evaluation, files.
 * @module
 */
export { evaluate, logits, predict } from "./evaluation.ts";
export type { Evaluation } from "./evaluation.ts";
export { activations } from "./forward.ts";
export type { LayerActivations } from "./forward.ts";
export { INITIALISATIONS, initialParameters } from "./initialisation.ts";
export type { Initialisation } from "./initialisation.ts";
export { fromModelFiles, toModelFiles } from "./model_files.ts";
export type { ModelFiles, SavedNetwork } from "./model_files.ts";
export { loadNetwork, modelFolder } from "./model_folder.ts";
export type { ModelArtifacts, ModelHandler } from "./model_folder.ts";
export { copyParameters, validateParameters } from "./parameters.ts";
export type { LayerParameters, MlpParameters } from "./parameters.ts";
export { layerNames, NetworkError, parameterCount, validateSpec } from "./spec.ts";
export type { MlpSpec } from "./spec.ts";
