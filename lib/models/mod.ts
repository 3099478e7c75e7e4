/**
 * Networks: specs, initial values, activations, evaluation, files.
 * @module
 */
export { activations, evaluate, logits, predict } from "./forward.ts";
export type { Evaluation, LayerActivations } from "./forward.ts";
export { fromModelFiles, loadNetwork, modelFolder, toModelFiles } from "./model_files.ts";
export type { ModelArtifacts, ModelFiles, SavedNetwork } from "./model_files.ts";
export { INITIALISATIONS, initialParameters, validateParameters } from "./parameters.ts";
export type { Initialisation, LayerParameters, NetworkParameters } from "./parameters.ts";
export { layersOf, mlp, NetworkError, parameterCount, validateSpec } from "./spec.ts";
export type { DenseSpec, Layer, LayerSpec, NetworkSpec } from "./spec.ts";
