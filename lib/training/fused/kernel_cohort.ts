/** Networks in the memory of the kernel that go through every batch together. */
import type { FusedKernel } from "../../kernels/mod.ts";
import type { Evaluation, LayerParameters } from "../../models/mod.ts";
import type { CompactNetwork } from "./compaction.ts";
import { FirstLayers, KernelNetwork } from "./kernel_network.ts";
import type { KernelSamples } from "./loaded_kernel.ts";

/** Summed loss, in nats, and number of correct answers of one network. */
interface Tally {
  readonly loss: number;
  readonly correct: number;
}

/** Rows between two moments at which others may get a turn; fixed, it is part of the sum's order. */
const ROWS = 1000;

/** Rows that an evaluation takes together, at least. */
const EVALUATED = 32;

/** A cohort that the kernel can train and judge. */
export class KernelCohort {
  readonly #kernel: FusedKernel;
  readonly #address: number;
  readonly #first: FirstLayers;
  readonly #networks: readonly KernelNetwork[];
  readonly #results: number;

  /** Places `networks`, for batches of up to `batchSize` samples. */
  constructor(kernel: FusedKernel, networks: readonly CompactNetwork[], batchSize: number) {
    const { memory } = kernel;
    const room = Math.max(EVALUATED, batchSize);
    this.#kernel = kernel;
    this.#first = new FirstLayers(memory, networks);
    this.#networks = networks.map((network, n) =>
      new KernelNetwork(memory, network, this.#first.columns[n]!, room)
    );
    const { vectors, updated, weights, biases, rowBytes } = this.#first;
    this.#results = memory.allocate(16 * networks.length);
    this.#address = memory.place(Uint32Array.from([
      networks.length,
      memory.place(Uint32Array.from(this.#networks, ({ address }) => address)),
      room,
      vectors,
      updated,
      weights,
      biases,
      memory.allocate(room * rowBytes.values),
      memory.allocate(room * rowBytes.deltas),
    ]));
  }

  /**
   * One SGD step after another, each on the next `batchSize` of the `rows` u32 row numbers at the
   * address `order`.
   */
  train(
    samples: KernelSamples,
    order: number,
    rows: number,
    batchSize: number,
    learningRate: number,
  ): void {
    this.#kernel.train(this.#address, samples.address, order, rows, batchSize, learningRate);
  }

  /**
   * Loss and accuracy of every network on all samples.
   *
   * @param breathe called now and then; may wait, may throw
   */
  async evaluate(
    samples: KernelSamples,
    breathe: () => Promise<void> | undefined,
  ): Promise<Evaluation[]> {
    const parts: Tally[][] = [];
    for (let from = 0; from < samples.count; from += ROWS) {
      const count = Math.min(ROWS, samples.count - from);
      parts.push(this.tally(samples, samples.rows + 4 * from, count));
      await breathe();
    }
    const total = (n: number, of: "loss" | "correct") =>
      parts.reduce((sum, part) => sum + part[n]![of], 0) / samples.count;
    return this.#networks.map((_, n) => ({
      loss: total(n, "loss"),
      accuracy: total(n, "correct"),
    }));
  }

  /** How each network does on the `count` u32 row numbers at the address `rows`. */
  tally(samples: KernelSamples, rows: number, count: number): Tally[] {
    const { memory } = this.#kernel;
    const values = 2 * this.#networks.length;
    memory.write(this.#results, new Float32Array(2 * values));
    this.#kernel.evaluate(this.#address, samples.address, rows, count, this.#results);
    const found = memory.doubles(this.#results, values);
    return this.#networks.map((_, n) => ({ loss: found[2 * n]!, correct: found[2 * n + 1]! }));
  }

  /** A copy of the parameters of every network as they are now. */
  parameters(): LayerParameters[][] {
    return this.#first.parameters().map((first, n) => [
      first,
      ...this.#networks[n]!.parameters(),
    ]);
  }
}
