/**
 * A kernel with a data set in its memory, for one training after another.
 * @module
 */
import type { Dataset } from "../../data/dataset.ts";
import { type FusedKernel, fusedKernel } from "../../kernels/mod.ts";
import { type KernelSamples, placeSamples } from "./kernel_samples.ts";

/** A kernel that is ready to train on one data set. */
export interface LoadedKernel {
  readonly kernel: FusedKernel;
  /** Of its data set. */
  readonly fingerprint: string;
  readonly train: KernelSamples;
  readonly test: KernelSamples;
  /** Takes back what a training has put into the memory; the samples stay. */
  clear(): void;
}

/** A new kernel with the samples of `dataset`. */
export function loadKernel(dataset: Dataset): LoadedKernel {
  const kernel = fusedKernel();
  const { memory } = kernel;
  const train = placeSamples(memory, dataset.parts.train);
  const test = placeSamples(memory, dataset.parts.test);
  const { mark } = memory;
  const { fingerprint } = dataset;
  return { kernel, fingerprint, train, test, clear: () => memory.release(mark) };
}
