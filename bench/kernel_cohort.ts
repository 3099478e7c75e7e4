/** The training kernel without the trainer around it: only steps, nothing measured in between. */
import type { Samples } from "../lib/data/mod.ts";
import { fusedKernel } from "../lib/kernels/fused_kernel.ts";
import type { NetworkParameters } from "../lib/models/mod.ts";
import { type CompactNetwork, compactNetwork } from "../lib/training/fused/compaction.ts";
import {
  ImageCohort,
  KernelCohort,
  type KernelNetworks,
  type KernelSamples,
  placeImages,
  placeSamples,
} from "../lib/training/fused/kernel_cohort.ts";
import type { TrainingJob } from "../lib/training/mod.ts";
import type { Protocol } from "./protocol.ts";

/** Networks of one shape in a kernel of their own, which share their batches. */
export class BenchCohort {
  readonly #kernel = fusedKernel();
  readonly #protocol: Protocol;
  readonly #networks: readonly CompactNetwork[];
  readonly #cohort: KernelNetworks;
  readonly #samples: KernelSamples;
  /** Memory for the order of an epoch. */
  readonly #order: number;

  constructor(protocol: Protocol, samples: Samples, jobs: readonly TrainingJob[]) {
    const { memory } = this.#kernel;
    const { spec, batchSize } = protocol;
    this.#protocol = protocol;
    this.#networks = jobs.map((job) => compactNetwork(spec, job));
    if (spec.layers.some(({ kind }) => kind === "convolution")) {
      this.#samples = placeImages(memory, samples);
      this.#cohort = new ImageCohort(this.#kernel, spec, this.#networks, batchSize);
    } else {
      this.#samples = placeSamples(memory, samples);
      this.#cohort = new KernelCohort(this.#kernel, this.#networks, batchSize);
    }
    this.#order = memory.allocate(4 * samples.count);
  }

  /** Steps on batches of the rows `order`, at most as many as there are samples, in one call. */
  train(order: Uint32Array): void {
    const { batchSize, learningRate } = this.#protocol;
    this.#kernel.memory.write(this.#order, order);
    this.#cohort.train(this.#samples, this.#order, order.length, batchSize, learningRate);
  }

  /** The mean loss of each network on the rows `order`, in nats; the forward pass of their batches. */
  losses(order: Uint32Array): number[] {
    this.#kernel.memory.write(this.#order, order);
    const tallies = this.#cohort.tally(this.#samples, this.#order, order.length);
    return [...tallies].filter((_, at) => at % 2 === 0).map((loss) => loss / order.length);
  }

  /** A copy of the current parameters of every network. */
  parameters(): NetworkParameters[] {
    return this.#cohort.parameters().map((found, n) => this.#networks[n]!.expand(found));
  }

  /** Bytes of the kernel's memory in use: samples, networks and what they compute with. */
  get bytes(): number {
    return this.#kernel.memory.mark;
  }
}
