/** Trains networks in a process of its own: `deno run -A training.ts NETWORKS EPOCHS WORKERS`. */
import { createHash } from "node:crypto";
import { ArtifactStore } from "../../lib/system/artifacts/mod.ts";
import {
  createTrainer,
  loadDataset,
  type Preset,
  provideContext,
  resolveConfig,
  trainingStages,
} from "../../lib/paper/mod.ts";
import { Runner, runStages } from "../../lib/studies/mod.ts";
import { peakMiB } from "../peak_memory.ts";

/** What the process prints. */
export interface TrainingMeasurement {
  /** From the data set in memory to all networks in the store. */
  readonly seconds: number;
  /** Largest resident set; `null` where it is not known. */
  readonly peakMiB: number | null;
  /** SHA-256 (hex) of all trained parameters: they do not depend on the number of workers. */
  readonly networks: string;
}

/** The paper's protocol, on the full MNIST where `MNIST_DIR` names it. */
export function benchPreset(): Preset {
  return Deno.env.get("MNIST_DIR") ? "paper" : "embedded";
}

if (import.meta.main) {
  const [networks, epochs, workers] = Deno.args.map(Number);
  // Every network counts, so that exactly as many are trained as are asked for.
  const config = resolveConfig(benchPreset(), { networks, epochs, minAccuracy: 0 });
  const dataset = await loadDataset(config);
  const trainer = await createTrainer(config.trainer);
  const folder = await Deno.makeTempDir();
  try {
    const store = new ArtifactStore(folder);
    const started = performance.now();
    using runner = new Runner({ store, workers: workers! });
    const context = provideContext(runner, { dataset, trainer });
    const { runs } = await runStages(trainingStages(config, context), runner);
    const seconds = (performance.now() - started) / 1000;
    const hash = createHash("sha256");
    for (const { weights, biases } of runs.flatMap(({ final }) => final)) {
      hash.update(weights).update(biases);
    }
    const measurement: TrainingMeasurement = {
      seconds,
      peakMiB: await peakMiB(Deno.pid),
      networks: hash.digest("hex"),
    };
    console.log(JSON.stringify(measurement));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
