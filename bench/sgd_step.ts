/**
 * Time of one SGD step (batch 32, 784-20-20-20-10, real digits) on each backend of tfjs:
 * `deno task bench:sgd-step`. A backend that does not start here is named and left out.
 */
import { loadEmbeddedMnist } from "../lib/data/mod.ts";
import { initialParameters } from "../lib/models/mod.ts";
import { randomSource } from "../lib/system/random/mod.ts";
import { batchOrder } from "../lib/training/mod.ts";
import {
  TFJS_BACKENDS,
  type TfjsBackend,
  TfjsNetwork,
  useBackend,
} from "../lib/training/tfjs/mod.ts";
import { type Contestant, measure, report } from "./harness.ts";
import { PAPER } from "./protocol.ts";

const STEPS = 100;
const { spec, batchSize, learningRate } = PAPER;
const { train } = (await loadEmbeddedMnist()).parts;
const order = batchOrder(train.count, 1, 1);

async function contestant(backend: TfjsBackend): Promise<Contestant> {
  await useBackend(backend);
  const network = new TfjsNetwork(
    spec,
    initialParameters(spec, "default", randomSource(1)),
    learningRate,
  );
  return {
    name: backend === "webgpu" ? `tfjs-webgpu on ${await gpuName()}` : `tfjs-${backend}`,
    units: STEPS,
    run: async () => {
      await useBackend(backend);
      for (let step = 0; step < STEPS; step++) {
        network.step(train, order.subarray(batchSize * step, batchSize * (step + 1)));
      }
      // On a GPU steps are only queued; reading the parameters waits for them.
      await network.parameters();
    },
  };
}

/** Which adapter WebGPU computes on: a software one is no measure of a GPU. */
async function gpuName(): Promise<string> {
  const adapter = await navigator.gpu.requestAdapter();
  return adapter?.info.description || adapter?.info.vendor || "an unnamed adapter";
}

const contestants: Contestant[] = [];
for (const backend of TFJS_BACKENDS) {
  try {
    contestants.push(await contestant(backend));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}
await report("sgd-step", { work: "step", time: "µs" }, await measure(contestants, 7));
