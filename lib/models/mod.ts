/**
 * Networks: specs, initial values, activations, evaluation, files.
 * @module
 */
export { convolutional, mlp } from "./architectures.ts";
export type { ArchitectureOptions } from "./architectures.ts";
export { activationBlocks, activations, evaluate, logits, predict } from "./forward.ts";
export type { ActivationBlock, Evaluation, LayerActivations } from "./forward.ts";
export { fromModelFiles, loadNetwork, modelFolder, toModelFiles } from "./model_files.ts";
export type { ModelArtifacts, ModelFiles, SavedNetwork } from "./model_files.ts";
export { INITIALISATIONS, initialParameters, validateParameters } from "./parameters.ts";
export type { Initialisation, LayerParameters, NetworkParameters } from "./parameters.ts";
export { layersOf, NetworkError, parameterCount, validateSpec } from "./spec.ts";
export type {
  ConvolutionSpec,
  DenseSpec,
  ImageShape,
  Layer,
  LayerSpec,
  NetworkSpec,
} from "./spec.ts";
