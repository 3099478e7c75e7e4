/**
 * The reference trainer's steps on tfjs's backend wasm as a contestant, of one network: `deno run -A
 * tfjs_contestant.ts FOLDER 1 STEPS`. Its losses are those of `lib/models`, with the parameters that tfjs has.
 */
import * as tf from "@tensorflow/tfjs";
import { selectSamples } from "../../lib/data/parts.ts";
import { evaluate } from "../../lib/models/mod.ts";
import { TfjsNetwork, useBackend } from "../../lib/training/tfjs/mod.ts";
import { readTraining } from "./exported_training.ts";
import { serve } from "./serve.ts";

const [folder, networks, steps] = Deno.args;
const training = await readTraining(folder!, Number(networks));
const { protocol: { spec, batchSize, learningRate }, samples, order, initial } = training;
await useBackend("wasm");
const network = new TfjsNetwork(spec, initial[0]!, learningRate);

const losses: number[] = [];
for (let step = 0; step < Number(steps); step++) {
  const batch = order.subarray(step * batchSize, (step + 1) * batchSize);
  losses.push(evaluate(spec, await network.parameters(), selectSamples(samples, [...batch])).loss);
  network.step(samples, batch);
}
await serve({ version: `tfjs ${tf.version.tfjs}`, losses: [losses] }, training, async (rows) => {
  for (let at = 0; at < rows.length; at += batchSize) {
    network.step(samples, rows.subarray(at, at + batchSize));
  }
  await network.parameters();
});
