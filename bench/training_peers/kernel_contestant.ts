/**
 * Our kernel as a contestant of `deno task bench:training-peers`; see `../peers/contest.py` for what
 * goes in and out: `deno run -A kernel_contestant.ts FOLDER NETWORKS`.
 */
import { createInterface } from "node:readline";
import { stdin } from "node:process";
import { kernelDigest } from "../../lib/kernels/fused_kernel.ts";
import { BenchCohort } from "../kernel_cohort.ts";
import { BATCH_SIZE, WIDTHS } from "../protocol.ts";
import { readTraining } from "./exported_training.ts";

const [folder, networks] = Deno.args;
const { samples, order, initial } = await readTraining(folder!, WIDTHS, Number(networks));
const cohort = new BenchCohort(
  samples,
  initial.map((parameters, at) => ({ name: `network ${at}`, initial: parameters })),
);

/** By network: the mean loss of every batch of the first epoch before its step. */
const losses = initial.map((): number[] => []);
for (let from = 0; from < order.length; from += BATCH_SIZE) {
  const batch = order.subarray(from, from + BATCH_SIZE);
  cohort.losses(batch).forEach((loss, network) => losses[network]!.push(loss));
  cohort.train(batch);
}
console.log(JSON.stringify({
  version: `kernel ${kernelDigest().slice(0, 12)}, Deno ${Deno.version.deno}`,
  losses,
  kernelMiB: cohort.bytes / 2 ** 20,
}));

for await (const line of createInterface({ input: stdin })) {
  const started = performance.now();
  for (let epoch = 0; epoch < Number(line); epoch++) cohort.train(order);
  console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000 }));
}
