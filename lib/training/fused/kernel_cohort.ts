/**
 * The memory of a kernel: a data set, for several trainings one after another, and the networks of a cohort,
 * which process every batch together.
 */
import { type Dataset, PIXEL_TO_INPUT, type Samples } from "../../data/dataset.ts";
import { type FusedKernel, fusedKernel, type KernelMemory } from "../../kernels/fused_kernel.ts";
import type { Evaluation, LayerParameters, NetworkSpec } from "../../models/mod.ts";
import type { CompactNetwork } from "./compaction.ts";
import { ImageNetwork } from "./image_network.ts";
import { FirstLayers, FLOAT, KernelNetwork } from "./kernel_network.ts";
import { TrainingError } from "../request.ts";

/** Samples that the kernel can read. */
export interface KernelSamples {
  readonly address: number;
  readonly count: number;
  /** Address of the row numbers 0..count−1, u32, for evaluations. */
  readonly rows: number;
}

/** Entries that the kernel processes at a time. */
const GROUP = 4;

/** Bytes from the start of any row that the kernel may read in advance (`fetchRows`). */
const FETCHED = 640;

/**
 * Share of pixels above 0 from which whole rows are read to move weights: measured, 0.58 with 100 neurons and 0.68
 * with 20. The results have the same bytes.
 */
const DENSE = 0.6;

/** Positions that an entry, `index << 10 | pixel << 2` in 32 bits, can name. */
const MOST_SPARSE_FEATURES = 2 ** 22;

/**
 * Puts samples into memory: pixels without the zeros, if these are few also with them, real inputs unchanged.
 *
 * @throws TrainingError for pixels in rows of more than 2²²
 */
export function placeSamples(memory: KernelMemory, samples: Samples): KernelSamples {
  const { count, features, inputs, labels } = samples;
  const { rowStarts = 0, entries = 0, pixels = 0 } = inputs instanceof Float32Array
    ? { entries: memory.copyIn(inputs) }
    : placeSparse(memory, inputs, count, features);
  const [pixelToInput, classes] = [memory.copyIn(PIXEL_TO_INPUT), memory.copyIn(labels)];
  const rows = memory.copyIn(Uint32Array.from({ length: count }, (_, row) => row));
  const record = Uint32Array.of(features, rowStarts, entries, pixels, pixelToInput, classes);
  return { address: memory.copyIn(record), count, rows };
}

function placeSparse(memory: KernelMemory, inputs: Uint8Array, count: number, features: number) {
  if (features > MOST_SPARSE_FEATURES) {
    throw new TrainingError(
      `The fused trainer takes rows of at most ${MOST_SPARSE_FEATURES} pixels, got ${features}; ` +
        `give the inputs as Float32Array`,
    );
  }
  const starts = new Uint32Array(count + 1);
  // Space to pad every row to whole groups.
  const packed = new Uint32Array(countNonzero(inputs) + count * (GROUP - 1));
  let used = 0;
  for (let row = 0; row < count; row++) {
    const from = row * features;
    for (let i = 0; i < features; i++) {
      const pixel = inputs[from + i]!;
      if (pixel !== 0) packed[used++] = i << 10 | pixel << 2;
    }
    // The padding is zero: input 0 with a pixel of 0.
    used = Math.ceil(used / GROUP) * GROUP;
    starts[row + 1] = used;
  }
  const entries = memory.allocate(4 * used + FETCHED);
  memory.write(entries, packed.subarray(0, used));
  const pixels = used > DENSE * inputs.length ? memory.copyIn(inputs) : 0;
  return { rowStarts: memory.copyIn(starts), entries, pixels };
}

function countNonzero(inputs: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < inputs.length; at++) if (inputs[at] !== 0) count++;
  return count;
}

/** Puts samples into memory for convolutions: all pixels, or real inputs, row by row. */
export function placeImages(memory: KernelMemory, samples: Samples): KernelSamples {
  const { count, features, inputs, labels } = samples;
  const address = memory.copyIn(inputs);
  const [entries, pixels] = inputs instanceof Float32Array ? [address, 0] : [0, address];
  const [pixelToInput, classes] = [memory.copyIn(PIXEL_TO_INPUT), memory.copyIn(labels)];
  const rows = memory.copyIn(Uint32Array.from({ length: count }, (_, row) => row));
  const record = Uint32Array.of(features, 0, entries, pixels, pixelToInput, classes);
  return { address: memory.copyIn(record), count, rows };
}

/** The form of samples in memory: for dense first layers, or for convolutions. */
export type SampleForm = "rows" | "images";

/** A kernel that is ready to train on one data set. */
export interface LoadedKernel {
  readonly kernel: FusedKernel;
  /** Fingerprint of its data set. */
  readonly fingerprint: string;
  readonly form: SampleForm;
  readonly train: KernelSamples;
  readonly test: KernelSamples;
  /** Releases the memory of a training; the samples stay. */
  clear(): void;
}

/** A new kernel with the samples of `dataset`. */
export function loadKernel({ fingerprint, parts }: Dataset, form: SampleForm): LoadedKernel {
  const kernel = fusedKernel();
  const { memory } = kernel;
  const place = form === "rows" ? placeSamples : placeImages;
  const train = place(memory, parts.train);
  const test = place(memory, parts.test);
  const { mark } = memory;
  return { kernel, fingerprint, form, train, test, clear: () => memory.release(mark) };
}

/** Rows between two pauses; a constant, because it determines the order of sums. */
const ROWS = 1000;

/** Fewest rows that an evaluation processes together. */
const EVALUATED = 32;

/** Networks in memory that the kernel trains and evaluates on the same batches. */
export abstract class KernelNetworks {
  protected readonly kernel: FusedKernel;
  readonly #count: number;
  readonly #results: number;

  protected constructor(kernel: FusedKernel, count: number) {
    this.kernel = kernel;
    this.#count = count;
    this.#results = kernel.memory.allocate(16 * count);
  }

  /** As `train` of the kernel, for these networks. */
  abstract train(
    samples: KernelSamples,
    order: number,
    rows: number,
    batchSize: number,
    learningRate: number,
  ): void;

  /** As `evaluate` of the kernel, for these networks. */
  protected abstract judge(
    samples: KernelSamples,
    rows: number,
    count: number,
    results: number,
  ): void;

  /** A copy of the current parameters of every network. */
  abstract parameters(): LayerParameters[][];

  /**
   * Loss and accuracy of every network on all samples.
   *
   * @param pauseIfDue called regularly; may wait, may throw
   */
  async evaluate(
    samples: KernelSamples,
    pauseIfDue: () => Promise<void> | undefined,
  ): Promise<Evaluation[]> {
    const totals = new Float64Array(2 * this.#count);
    for (let from = 0; from < samples.count; from += ROWS) {
      const count = Math.min(ROWS, samples.count - from);
      const found = this.tally(samples, samples.rows + 4 * from, count);
      found.forEach((value, at) => totals[at]! += value);
      await pauseIfDue();
    }
    return Array.from({ length: this.#count }, (_, n) => ({
      loss: totals[2 * n]! / samples.count,
      accuracy: totals[2 * n + 1]! / samples.count,
    }));
  }

  /**
   * Summed loss, in nats, and number of correct answers of one network after the other, for the `count` u32
   * row numbers at the address `rows`.
   */
  tally(samples: KernelSamples, rows: number, count: number): Float64Array {
    const { memory } = this.kernel;
    const values = 2 * this.#count;
    memory.write(this.#results, new Float32Array(2 * values));
    this.judge(samples, rows, count, this.#results);
    return memory.doubles(this.#results, values);
  }
}

/** Dense networks, whose first layers read every batch together. */
export class KernelCohort extends KernelNetworks {
  readonly #address: number;
  readonly #first: FirstLayers;
  readonly #networks: readonly KernelNetwork[];

  /** Puts `networks` into memory, for batches of up to `batchSize` samples. */
  constructor(kernel: FusedKernel, networks: readonly CompactNetwork[], batchSize: number) {
    super(kernel, networks.length);
    const { memory } = kernel;
    const maxBatch = Math.max(EVALUATED, batchSize);
    this.#first = new FirstLayers(memory, networks);
    this.#networks = networks.map((network, n) =>
      new KernelNetwork(memory, network, this.#first.columns[n]!, maxBatch)
    );
    const { vectors, updated, weights, biases, inputs } = this.#first;
    this.#address = memory.copyIn(Uint32Array.from([
      networks.length,
      memory.copyIn(Uint32Array.from(this.#networks, ({ address }) => address)),
      maxBatch,
      vectors,
      updated,
      weights,
      biases,
      memory.allocate(maxBatch * inputs * FLOAT),
      memory.allocate(maxBatch * vectors * 4 * FLOAT),
      memory.allocate(maxBatch * updated * 4 * FLOAT),
    ]));
  }

  train(
    samples: KernelSamples,
    order: number,
    rows: number,
    batchSize: number,
    learningRate: number,
  ): void {
    this.kernel.train(this.#address, samples.address, order, rows, batchSize, learningRate);
  }

  protected judge(samples: KernelSamples, rows: number, count: number, results: number): void {
    this.kernel.evaluate(this.#address, samples.address, rows, count, results);
  }

  parameters(): LayerParameters[][] {
    return this.#first.parameters()
      .map((first, n) => [first, ...this.#networks[n]!.parameters()]);
  }
}

/** Networks for images, one after the other for every batch. */
export class ImageCohort extends KernelNetworks {
  readonly #networks: readonly ImageNetwork[];
  readonly #addresses: number;
  readonly #maxBatch: number;

  /** Puts `networks` into memory, for batches of up to `batchSize` samples. */
  constructor(
    kernel: FusedKernel,
    spec: NetworkSpec,
    networks: readonly CompactNetwork[],
    batchSize: number,
  ) {
    super(kernel, networks.length);
    const { memory } = kernel;
    this.#maxBatch = Math.max(EVALUATED, batchSize);
    this.#networks = networks.map((network) =>
      new ImageNetwork(memory, spec, network, this.#maxBatch)
    );
    const addresses = Uint32Array.from(this.#networks, ({ address }) => address);
    this.#addresses = memory.copyIn(addresses);
    kernel.arrangeImages(this.#addresses, addresses.length);
  }

  train(
    samples: KernelSamples,
    order: number,
    rows: number,
    batchSize: number,
    learningRate: number,
  ): void {
    const { length } = this.#networks;
    this.kernel.trainImages(
      this.#addresses,
      length,
      samples.address,
      order,
      rows,
      batchSize,
      learningRate,
    );
  }

  protected judge(samples: KernelSamples, rows: number, count: number, results: number): void {
    const { length } = this.#networks;
    this.kernel.evaluateImages(
      this.#addresses,
      length,
      this.#maxBatch,
      samples.address,
      rows,
      count,
      results,
    );
  }

  parameters(): LayerParameters[][] {
    return this.#networks.map((network) => network.parameters());
  }
}
