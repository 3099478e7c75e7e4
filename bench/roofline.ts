/**
 * How near training steps come to what the same engine can do at best: `deno task bench:roofline`. Takes about 20
 * seconds. The paper's network and the wide one on the full MNIST where `MNIST_DIR` names it, else on the embedded
 * digits; the wide one on Fashion-MNIST and the convolutional one on CIFAR-10 where `FASHION_MNIST_DIR` and `CIFAR_DIR`
 * name them.
 *
 * The limits are measured in the same run: a loop of multiply-adds on registers, the rate of 128-bit lanes; loops that
 * copy and read memory in the first and second cache and far beyond all. There are two kinds of fractions:
 * - The note: the time that the arithmetic which a network needs (`roofline/needed.ts`) would take at the rate of the
 *   lanes, over the time of a forward pass and of a step. A forward pass includes the loss; its samples are in the
 *   cache, as training has them, which reads ahead.
 * - By limit: the time that what the kernel does in a step, padding included (`roofline/step_work.ts`), would take at
 *   that limit, over the time of a step.
 */
import { kernelDigest } from "../lib/kernels/fused_kernel.ts";
import { initialParameters } from "../lib/models/mod.ts";
import { inputCount } from "../lib/models/spec.ts";
import { randomSource } from "../lib/system/random/mod.ts";
import { batchOrder } from "../lib/training/mod.ts";
import { type Contestant, measure, ratio, type Timing, writeResults } from "./harness.ts";
import { BenchCohort } from "./kernel_cohort.ts";
import { CONVOLUTIONAL, PAPER, type Protocol, WIDE } from "./protocol.ts";
import { imageStepWork } from "./roofline/image_work.ts";
import { compileLimits, MULTIPLY_ADDS } from "./roofline/limits.ts";
import { neededWork } from "./roofline/needed.ts";
import { countEntries, countOutputs } from "./roofline/occupancy.ts";
import { denseStepWork, type StepWork, sum } from "./roofline/step_work.ts";
import { benchDigits, type BenchSamples, cifarSamples, trainingSamples } from "./samples.ts";

/** Bytes that a loop goes over: in the first cache, in the second, far beyond the last. */
const WORKING_SETS = { L1: 2 ** 14, L2: 2 ** 18, memory: 2 ** 28 };
/** Bytes of a turn of a memory loop, rounds of multiply-adds of one: about a twentieth of a second. */
const BYTES = 2 ** 31;
const LANE_ROUNDS = 2 ** 24;
const ROUNDS = 11;
/** Samples of whole batches that the cache has space for: of forward passes, and those whose outputs are counted. */
const FEW = 640;

/** A network on samples, in the kernel. */
class Subject {
  readonly #protocol: Protocol;
  readonly #samples: BenchSamples;
  readonly #cohort: BenchCohort;
  /** Row numbers of whole batches. */
  readonly #order: Uint32Array;
  /** Row numbers of a round of forward passes. */
  readonly #forward: Uint32Array;
  /** Outputs that count, before and after the steps that are timed. */
  readonly #counted: number[][] = [];
  #next = 0;

  /** Steps of a round: about a tenth of a second, at most an epoch. */
  readonly #steps: number;

  constructor(protocol: Protocol, samples: BenchSamples, steps: number) {
    const { count } = samples.samples;
    this.#protocol = protocol;
    this.#samples = samples;
    this.#cohort = new BenchCohort(protocol, samples.samples, [
      { name: "network", initial: initialParameters(protocol.spec, "default", randomSource(1)) },
    ]);
    const batches = Math.floor(count / protocol.batchSize);
    this.#order = batchOrder(count, 1, 1).subarray(0, batches * protocol.batchSize);
    this.#steps = Math.min(steps, batches);
    this.#forward = Uint32Array.from(
      { length: this.#steps * protocol.batchSize },
      (_, at) => this.#order[at % FEW]!,
    );
  }

  get name(): string {
    return `${this.#protocol.network}, ${this.#samples.data}`;
  }

  /** A step, and a forward pass of as many samples. */
  contestants(): Contestant[] {
    const { name } = this;
    const units = this.#steps;
    return [
      { name: `step: ${name}`, units, run: () => this.#cohort.train(this.#rows()) },
      { name: `forward: ${name}`, units, run: () => void this.#cohort.losses(this.#forward) },
    ];
  }

  /** Counts outputs with the current parameters. */
  count(): void {
    const { spec } = this.#protocol;
    const rows = this.#order.subarray(0, FEW);
    const [parameters] = this.#cohort.parameters();
    this.#counted.push(countOutputs(spec, parameters!, this.#samples.samples, rows));
  }

  /** What has been counted, and what follows for a batch. */
  work() {
    const { spec, network, batchSize } = this.#protocol;
    const { nonzeros, entries } = countEntries(this.#samples.samples);
    const counted = this.#counted[0]!.map((_, l) =>
      Math.round(this.#counted.reduce((sum, own) => sum + own[l]!, 0) / this.#counted.length)
    );
    const needed = neededWork(spec, { nonzeros, counted });
    const isImage = counted.length > 0;
    const widths = [inputCount(spec), ...spec.layers.map(({ units }) => units)];
    const parts = isImage
      ? imageStepWork(spec, batchSize, counted)
      : denseStepWork(widths, batchSize, entries);
    return {
      network,
      data: this.#samples.data,
      batchSize,
      ...(isImage ? { countedOutputs: counted } : { nonzeros, entries }),
      needed: { forward: needed.forward * batchSize, step: needed.step * batchSize },
      parts,
      /** Bytes of the samples of a batch: nothing else comes from beyond the caches. */
      images: batchSize * (isImage ? widths[0]! : 4 * Math.round(entries)),
    };
  }

  /** The next batches of a round. */
  #rows(): Uint32Array {
    const length = this.#steps * this.#protocol.batchSize;
    if (this.#next + length > this.#order.length) this.#next = 0;
    return this.#order.subarray(this.#next, this.#next += length);
  }
}

const digits = await benchDigits();
const subjects = [new Subject(PAPER, digits, 1875), new Subject(WIDE, digits, 300)];
if (Deno.env.get("FASHION_MNIST_DIR")) {
  subjects.push(new Subject(WIDE, await trainingSamples("fashion-mnist"), 200));
} else console.error(`${WIDE.network}, fashion-mnist: left out, FASHION_MNIST_DIR is not set`);
if (Deno.env.get("CIFAR_DIR")) subjects.push(new Subject(CONVOLUTIONAL, await cifarSamples(), 10));
else console.error(`${CONVOLUTIONAL.network}: left out, CIFAR_DIR is not set`);

const loops = await compileLimits(WORKING_SETS.memory);

/** Loops over a working set; a copy of n bytes reads n/2 and writes n/2. */
function memoryLoops([where, bytes]: readonly [where: string, bytes: number]): Contestant[] {
  const repeats = Math.ceil(BYTES / bytes);
  const units = repeats * bytes;
  return [
    { name: `copied, ${where}`, units, run: () => loops.copy(0, bytes / 2, bytes / 2, repeats) },
    { name: `read, ${where}`, units, run: () => void loops.read(0, bytes, repeats) },
  ];
}

const LANES = "multiply-adds";
const limits: Contestant[] = [{
  name: LANES,
  units: LANE_ROUNDS * MULTIPLY_ADDS,
  // Chains end at 2 = 2 · 0.5 + 1: neither tiny nor infinite.
  run: () => void loops.multiplyAdd(LANE_ROUNDS, 0.5, 1),
}, ...Object.entries(WORKING_SETS).flatMap(memoryLoops)];

for (const subject of subjects) subject.count();
const timings = await measure([
  ...limits,
  ...subjects.flatMap((subject) => subject.contestants()),
], ROUNDS);
for (const subject of subjects) subject.count();
const timingOf = (name: string): Timing => timings.find((timing) => timing.name === name)!;
const lanes = timingOf(LANES);

const networks = subjects.map((subject) => {
  const { parts, images, ...work } = subject.work();
  const [step, forward] = [timingOf(`step: ${subject.name}`), timingOf(`forward: ${subject.name}`)];
  const total = sum(Object.values(parts));
  const atLimits = partsAtLimits(parts);
  return {
    ...work,
    microsecondsForward: forward.median * 1e6,
    microsecondsPerStep: step.median * 1e6,
    shareOfLanes: {
      forward: work.needed.forward * ratio(lanes, forward),
      step: work.needed.step * ratio(lanes, step),
    },
    microsecondsAtLimits: atLimits.reduce((sum, part) => sum + part.microsecondsAtLimit, 0),
    parts: atLimits,
    limits: limits.map(({ name }) => {
      const perStep = name === LANES
        ? total.multiplyAdds
        : name.endsWith("memory")
        ? images
        : total.loaded + (name.startsWith("copied") ? total.stored : 0);
      return { limit: name, perStep, fraction: perStep * ratio(timingOf(name), step) };
    }),
  };
});

/** Microseconds of each part if its multiply-adds, or its loads and stores, went at the limit: the later. */
function partsAtLimits(parts: StepWork) {
  const [multiplyAdd, copy] = [lanes, timingOf("copied, L1")].map(({ median }) => median * 1e6);
  return Object.entries(parts).map(([part, work]) => {
    const arithmetic = work.multiplyAdds * multiplyAdd!;
    const traffic = (work.loaded + work.stored) * copy!;
    return {
      part,
      ...work,
      microsecondsAtLimit: Math.max(arithmetic, traffic),
      limitedBy: arithmetic > traffic ? LANES : "copied, L1",
    };
  });
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
const note = [
  `128-bit lanes do ${(1e-9 / lanes.median).toFixed(1)} · 10⁹ multiply-adds per second.`,
  ...networks.map(({ network, data, shareOfLanes: { forward, step }, ...times }) =>
    `${network}, ${data}: the forward pass reaches ${percent(forward)} of that rate ` +
    `(${times.microsecondsForward.toFixed(0)} µs), the whole step ${percent(step)} ` +
    `(${times.microsecondsPerStep.toFixed(0)} µs).`
  ),
];

for (const { network, data, parts, limits, ...times } of networks) {
  console.log(`\n${network}, ${data}`);
  console.table(parts);
  console.table(limits);
  console.log(
    `A step takes ${times.microsecondsPerStep.toFixed(1)} µs, ` +
      `${times.microsecondsAtLimits.toFixed(1)} if each part ran at its limit`,
  );
}
console.log(`\n${note.join("\n")}`);
await writeResults("roofline", {
  kernel: kernelDigest(),
  rounds: ROUNDS,
  note,
  limits: limits.map(({ name }) => ({ limit: name, perSecond: 1 / timingOf(name).median })),
  networks,
});
