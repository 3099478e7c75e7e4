/**
 * Our kernel as a contestant: `deno run -A kernel_contestant.ts FOLDER NETWORKS STEPS [REMOVED]`, where REMOVED is
 * JSON, numbers of units by names of layers: the last units of these layers are removed in all networks.
 */
import { kernelDigest } from "../../lib/kernels/fused_kernel.ts";
import { hiddenLayers } from "../../lib/models/spec.ts";
import type { Treatments, UnitTreatment } from "../../lib/training/mod.ts";
import { BenchCohort } from "../kernel_cohort.ts";
import { readTraining } from "./exported_training.ts";
import { serve } from "./serve.ts";

const [folder, networks, steps, removed = "{}"] = Deno.args;
const training = await readTraining(folder!, Number(networks));
const { protocol, samples, order, initial } = training;
const counts = JSON.parse(removed) as Readonly<Record<string, number>>;
const treatments: Treatments = Object.fromEntries(
  hiddenLayers(protocol.spec).map(({ name, units }) => {
    const kept = units - (counts[name] ?? 0);
    return [
      name,
      Array.from({ length: units }, (_, i): UnitTreatment => i < kept ? "trained" : "zero"),
    ];
  }),
);
const cohort = new BenchCohort(
  protocol,
  samples,
  initial.map((parameters, at) => ({ name: `network ${at}`, initial: parameters, treatments })),
);

/** By network: the mean loss of every batch before its step. */
const losses = initial.map((): number[] => []);
for (let step = 0; step < Number(steps); step++) {
  const batch = order.subarray(step * protocol.batchSize, (step + 1) * protocol.batchSize);
  cohort.losses(batch).forEach((loss, network) => losses[network]!.push(loss));
  cohort.train(batch);
}
const version = `kernel ${kernelDigest().slice(0, 12)}, Deno ${Deno.version.deno}`;
await serve(
  { version, losses, kernelMiB: cohort.bytes / 2 ** 20 },
  training,
  (rows) => cohort.train(rows),
);
