/**
 * Data sets: MNIST from files or the web, embedded digits, subsets.
 * @module
 */
export { DATASET_NAMES, DATASETS, loadNamedDataset } from "./catalogue.ts";
export type { DatasetEntry, DatasetName, NamedDatasetOptions } from "./catalogue.ts";
export { gatherInputs, inputSize, PIXEL_TO_INPUT } from "./dataset.ts";
export type { Dataset, DatasetParts, InputShape, Samples } from "./dataset.ts";
export { downloadFile } from "./sources/download.ts";
export type { DownloadPatience, DownloadRequest } from "./sources/download.ts";
export { DownloadError } from "./sources/download_error.ts";
export type { MirrorAnswer } from "./sources/download_error.ts";
export { loadEmbeddedMnist, readEmbeddedDigits } from "./sources/embedded.ts";
export { DatasetError } from "./errors.ts";
export { fingerprint, makeDataset } from "./fingerprint.ts";
export type { DatasetContents } from "./fingerprint.ts";
export { IdxError, readIdx } from "./sources/idx.ts";
export type { IdxArray, IdxOptions } from "./sources/idx.ts";
export { loadIdxDataset } from "./sources/idx_dataset.ts";
export type { IdxDatasetOptions } from "./sources/idx_dataset.ts";
export { downloadIdxFiles } from "./sources/idx_download.ts";
export type { DownloadedFile, IdxDownloadOptions } from "./sources/idx_download.ts";
export { pairIdx, readIdxImages, readIdxLabels } from "./sources/idx_samples.ts";
export type { IdxImages, IdxLabels } from "./sources/idx_samples.ts";
export { ChecksumError, MissingFilesError } from "./sources/idx_source.ts";
export type { IdxPart, IdxSource, IdxSourceFile } from "./sources/idx_source.ts";
export { downloadMnist, loadMnist, MNIST, mnistFolder } from "./sources/mnist.ts";
export type { DownloadMnistOptions, LoadMnistOptions } from "./sources/mnist.ts";
export { progressLine } from "./sources/progress_line.ts";
export { shareDataset } from "./shared_dataset.ts";
export { stratifiedSplit } from "./stratified_split.ts";
export type { Split } from "./stratified_split.ts";
export { takeSamples } from "./subset.ts";
export type { SubsetSizes } from "./subset.ts";
export type { DownloadProgress } from "./sources/transfer.ts";
export { withholdValidation } from "./validation.ts";
