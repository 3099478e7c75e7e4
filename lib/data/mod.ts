/**
 * Data sets: MNIST, Fashion-MNIST and CIFAR-10 from files or downloads, embedded digits, subsets.
 * @module
 */
export type { Catalogue } from "../system/checks/catalogue.ts";
export { datasetFolder, DATASETS, idxEntry, loadNamedDataset } from "./catalogue.ts";
export type {
  DatasetEntry,
  DatasetFiles,
  DatasetPackage,
  LoaderOptions,
  NamedDatasetOptions,
} from "./catalogue.ts";
export * from "./dataset.ts";
export {
  fingerprint,
  makeDataset,
  shareDataset,
  stratifiedSplit,
  takeSamples,
  withholdValidation,
} from "./parts.ts";
export type { DatasetContents, Split, SubsetSizes } from "./parts.ts";
export * from "./sources/cifar.ts";
export { CIFAR_10 } from "./sources/cifar_10.ts";
export type { CifarSource, SourceArchive, SourcePackage } from "./sources/cifar_10.ts";
export { DownloadError, downloadFile } from "./sources/download.ts";
export type {
  DownloadedFile,
  DownloadOptions,
  DownloadPatience,
  DownloadProgress,
  DownloadRequest,
  MirrorAnswer,
} from "./sources/download.ts";
export { FASHION_MNIST } from "./sources/fashion_mnist.ts";
export * from "./sources/idx.ts";
export type { IdxPart, IdxSource } from "./sources/idx_dataset.ts";
export { loadEmbeddedMnist, MNIST } from "./sources/mnist.ts";
export { ChecksumError, MissingFilesError } from "./sources/published_files.ts";
export type { PublishedSource, SourceFile } from "./sources/published_files.ts";
