/**
 * Data sets: MNIST from files or the web, embedded digits, subsets.
 * @module
 */
export { DATASET_NAMES, DATASETS, loadNamedDataset } from "./catalogue.ts";
export type { DatasetEntry, DatasetName, NamedDatasetOptions } from "./catalogue.ts";
export { gatherInputs, PIXEL_TO_INPUT } from "./dataset.ts";
export type { Dataset, Samples } from "./dataset.ts";
export { downloadFile } from "./download.ts";
export type { DownloadPatience, DownloadRequest } from "./download.ts";
export { DownloadError } from "./download_error.ts";
export type { MirrorAnswer } from "./download_error.ts";
export { loadEmbeddedMnist, readEmbeddedDigits } from "./embedded.ts";
export { DatasetError } from "./errors.ts";
export { fingerprint, makeDataset } from "./fingerprint.ts";
export { IdxError, readIdx } from "./idx.ts";
export type { IdxArray, IdxOptions } from "./idx.ts";
export { loadIdxDataset } from "./idx_dataset.ts";
export type { IdxDatasetOptions } from "./idx_dataset.ts";
export { downloadIdxFiles } from "./idx_download.ts";
export type { DownloadedFile, IdxDownloadOptions } from "./idx_download.ts";
export { pairIdx, readIdxImages, readIdxLabels } from "./idx_samples.ts";
export type { IdxImages, IdxLabels } from "./idx_samples.ts";
export { ChecksumError, MissingFilesError } from "./idx_source.ts";
export type { IdxPart, IdxSource, IdxSourceFile } from "./idx_source.ts";
export { downloadMnist, loadMnist, MNIST, mnistFolder } from "./mnist.ts";
export type { DownloadMnistOptions, LoadMnistOptions } from "./mnist.ts";
export { progressLine } from "./progress_line.ts";
export { shareDataset } from "./shared_dataset.ts";
export { stratifiedSplit } from "./stratified_split.ts";
export type { Split } from "./stratified_split.ts";
export { takeSamples } from "./subset.ts";
export type { SubsetSizes } from "./subset.ts";
export type { DownloadProgress } from "./transfer.ts";
export { withholdValidation } from "./validation.ts";
export type { WithheldValidation } from "./validation.ts";
