/**
 * What a step of re-training costs when only some of the 20 neurons of every hidden layer are
 * trained, the others held at zero or frozen: `deno task bench:retraining-sizes`. On the full MNIST
 * where `MNIST_DIR` names it, else on the embedded digits. Steps only, no evaluation.
 *
 * Each size is measured with one network and with eight that share their batches, as the
 * re-trainings of one seed do: those read an image from memory once. With zeros the time has to
 * fall with the size, to at most 45 % at 4 neurons; frozen neurons still take part in the forward
 * pass. A missed target is told, and no error.
 */
import { initialParameters } from "../lib/models/mod.ts";
import { randomSource } from "../lib/system/random/mod.ts";
import { batchOrder } from "../lib/training/mod.ts";
import { type Contestant, measure, ratio, report } from "./harness.ts";
import { BenchCohort } from "./kernel_cohort.ts";
import { PAPER } from "./protocol.ts";
import { benchDigits } from "./samples.ts";

/** Neurons trained in every hidden layer; the last one is all of them. */
const SIZES = [4, 8, 12, 16, 20];

/** What is measured at every size; `target` is the share of the full time that 4 neurons may take. */
const SERIES = [
  { others: "zero", networks: 1, target: 0.45 },
  { others: "zero", networks: 8, target: 0.45 },
  { others: "frozen", networks: 1 },
  { others: "frozen", networks: 8 },
] as const;

/** Steps of a round: it should take about a tenth of a second. */
const STEPS = 3750;

const { data: digits, samples: train } = await benchDigits();
const batches = Math.floor(train.count / PAPER.batchSize);
const order = batchOrder(train.count, 1, 1).subarray(0, batches * PAPER.batchSize);
const initial = initialParameters(PAPER.spec, "default", randomSource(1));

/** Networks with the first `size` neurons of their hidden layers trained. */
function contestant({ others, networks }: typeof SERIES[number], size: number): Contestant {
  const layer = Array.from({ length: 20 }, (_, i) => i < size ? "trained" : others);
  const job = {
    name: `first ${size} of 20`,
    initial,
    treatments: { fc1: layer, fc2: layer, fc3: layer },
  };
  const cohort = new BenchCohort(PAPER, train, Array.from({ length: networks }, () => job));
  const passes = Math.ceil(STEPS / networks / batches);
  return {
    name: `${size} of 20, others ${others}, networks: ${networks}`,
    units: passes * batches * networks,
    run: () => {
      for (let pass = 0; pass < passes; pass++) cohort.train(order);
    },
  };
}

const timings = await measure(
  SERIES.flatMap((series) => SIZES.map((size) => contestant(series, size))),
  11,
);
const shares = SERIES.map((series, at) => {
  const own = timings.slice(at * SIZES.length, (at + 1) * SIZES.length);
  const share = own.map((timing) => ratio(timing, own.at(-1)!));
  return {
    ...series,
    sizes: SIZES,
    share,
    falls: share.every((value, at) => at === 0 || value > share[at - 1]!),
    ...("target" in series && { met: share[0]! <= series.target }),
  };
});
await report("retraining-sizes", { work: "step and network", time: "µs" }, timings, {
  digits,
  shares,
});
