/** The training kernel without the trainer around it: only steps, nothing measured in between. */
import type { Samples } from "../lib/data/mod.ts";
import { fusedKernel } from "../lib/kernels/fused_kernel.ts";
import { compactNetwork } from "../lib/training/fused/compaction.ts";
import {
  KernelCohort,
  type KernelSamples,
  placeSamples,
} from "../lib/training/fused/kernel_cohort.ts";
import type { TrainingJob } from "../lib/training/mod.ts";
import { BATCH_SIZE, LEARNING_RATE, SPEC } from "./protocol.ts";

/** Networks of the paper's shape in a kernel of their own, which share their batches. */
export class BenchCohort {
  readonly #kernel = fusedKernel();
  readonly #cohort: KernelCohort;
  readonly #samples: KernelSamples;
  /** Room for the order of an epoch. */
  readonly #order: number;

  constructor(samples: Samples, jobs: readonly TrainingJob[]) {
    const { memory } = this.#kernel;
    this.#samples = placeSamples(memory, samples);
    const networks = jobs.map((job) => compactNetwork(SPEC, job));
    this.#cohort = new KernelCohort(this.#kernel, networks, BATCH_SIZE);
    this.#order = memory.allocate(4 * samples.count);
  }

  /** Steps on batches of the rows `order`, at most as many as there are samples, in one call. */
  train(order: Uint32Array): void {
    this.#kernel.memory.write(this.#order, order);
    this.#cohort.train(this.#samples, this.#order, order.length, BATCH_SIZE, LEARNING_RATE);
  }

  /** The mean loss of each network on the rows `order`, in nats. */
  losses(order: Uint32Array): number[] {
    this.#kernel.memory.write(this.#order, order);
    const tallies = this.#cohort.tally(this.#samples, this.#order, order.length);
    return [...tallies].filter((_, at) => at % 2 === 0).map((loss) => loss / order.length);
  }

  /** Bytes of the kernel's memory in use: samples, networks and what they compute with. */
  get bytes(): number {
    return this.#kernel.memory.mark;
  }
}
