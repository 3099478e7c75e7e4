/**
 * How near a training step comes to what the same engine can do at best: `deno task bench:roofline`.
 * On the full MNIST where `MNIST_DIR` names it, else on the embedded digits.
 *
 * The limits are measured beside the step: a loop of multiply-adds on registers, loops that copy and
 * read memory in the first and second cache and far beyond all. A fraction is the time that the
 * step's multiply-adds, or its bytes, would take at a limit, over the time that the step takes.
 */
import { kernelDigest } from "../lib/kernels/fused_kernel.ts";
import { initialParameters } from "../lib/models/mod.ts";
import { randomSource } from "../lib/system/random/mod.ts";
import { batchOrder } from "../lib/training/mod.ts";
import { benchDigits } from "./digits.ts";
import { type Contestant, measure, ratio, writeResults } from "./harness.ts";
import { BenchCohort } from "./kernel_cohort.ts";
import { BATCH_SIZE, SPEC, WIDTHS } from "./protocol.ts";
import { countEntries } from "./roofline/entries.ts";
import { compileLimits, MULTIPLY_ADDS } from "./roofline/limits.ts";
import { stepWork, sum } from "./roofline/step_work.ts";

/** Bytes that a loop goes over: in the first cache, in the second, far beyond the last. */
const WORKING_SETS = { L1: 2 ** 14, L2: 2 ** 18, memory: 2 ** 28 };
/** Bytes of a turn of a memory loop, rounds of multiply-adds of one: about a twentieth of a second. */
const BYTES = 2 ** 31;
const ROUNDS = 2 ** 24;

const { name: digits, parts: { train } } = await benchDigits();
const batches = Math.floor(train.count / BATCH_SIZE);
const order = batchOrder(train.count, 1, 1).subarray(0, batches * BATCH_SIZE);
const cohort = new BenchCohort(train, [
  { name: "network", initial: initialParameters(SPEC, "default", randomSource(1)) },
]);
const { nonzeros, entries } = countEntries(train);

const parts = stepWork(WIDTHS, BATCH_SIZE, entries);
const work = sum(Object.values(parts));
/** The entries of a batch: nothing else comes from beyond the caches. */
const images = Math.round(BATCH_SIZE * entries) * 4;

/** A loop, and what of a step it is the limit of. */
interface Limit extends Contestant {
  readonly amount: number;
}

const limits = await compileLimits(WORKING_SETS.memory);

/** Loops over a working set; a copy of n bytes reads n/2 and writes n/2. */
function memoryLoops([where, bytes]: readonly [where: string, bytes: number]): Limit[] {
  const repeats = Math.ceil(BYTES / bytes);
  const units = repeats * bytes;
  const far = where === "memory";
  return [{
    name: `bytes copied, ${where}`,
    amount: far ? images : work.loaded + work.stored,
    units,
    run: () => limits.copy(0, bytes / 2, bytes / 2, repeats),
  }, {
    name: `bytes read, ${where}`,
    amount: far ? images : work.loaded,
    units,
    run: () => void limits.read(0, bytes, repeats),
  }];
}

const contestants: Limit[] = [{
  name: "multiply-adds",
  amount: work.multiplyAdds,
  units: ROUNDS * MULTIPLY_ADDS,
  // Chains end at 2 = 2 · 0.5 + 1: neither tiny nor infinite.
  run: () => void limits.multiplyAdd(ROUNDS, 0.5, 1),
}, ...Object.entries(WORKING_SETS).flatMap(memoryLoops)];
const [step, ...timings] = await measure([
  { name: "step", units: batches, run: () => cohort.train(order) },
  ...contestants,
], 11);
const roofs = contestants.map(({ name, amount }, at) => ({
  limit: name,
  perSecond: 1 / timings[at]!.median,
  perStep: amount,
  fraction: amount * ratio(timings[at]!, step!),
}));

/** Microseconds of a part whose multiply-adds, or loads and stores, went at the limit: the later. */
const atLimits = Object.entries(parts).map(([part, work]) => {
  const [multiplyAdd, copy] = timings.map(({ median }) => median * 1e6);
  const arithmetic = work.multiplyAdds * multiplyAdd!;
  const traffic = (work.loaded + work.stored) * copy!;
  return {
    part,
    ...work,
    microsecondsAtLimit: Math.max(arithmetic, traffic),
    limitedBy: arithmetic > traffic ? "multiply-adds" : "bytes copied, L1",
  };
});
const microsecondsPerStep = step!.median * 1e6;
const microsecondsAtLimits = atLimits.reduce((sum, part) => sum + part.microsecondsAtLimit, 0);

console.table(atLimits);
console.table(
  roofs.map(({ perSecond, ...roof }) => ({ ...roof, "1e9 a second": perSecond / 1e9 })),
);
console.log(
  `A step on ${digits}, ${nonzeros.toFixed(1)} nonzero pixels an image: ` +
    `${microsecondsPerStep.toFixed(1)} µs, ${microsecondsAtLimits.toFixed(1)} at the limits`,
);
await writeResults("roofline", {
  kernel: kernelDigest(),
  digits,
  network: WIDTHS.join("-"),
  batchSize: BATCH_SIZE,
  nonzerosPerImage: nonzeros,
  entriesPerImage: entries,
  microsecondsPerStep,
  microsecondsAtLimits,
  parts: atLimits,
  roofs,
});
