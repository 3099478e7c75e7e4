import { layerVariables } from "../../lib/variables/mod.ts";
import { activations } from "../../lib/models/mod.ts";
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { type Crew, gatherCrew } from "../../lib/paper/crew.ts";
import type { LayerJob } from "../../lib/paper/layers/layer_analysis.ts";
import type { SelectionJob } from "../../lib/paper/subnetworks/selection.ts";
import { discreteTarget } from "../../lib/information/mod.ts";
import { fusedTrainer } from "../../lib/training/fused/mod.ts";
import type { Trainer, TrainingProgress } from "../../lib/training/mod.ts";
import { tfjsTrainer } from "../../lib/training/tfjs/mod.ts";
import { draw, request, spec } from "../training/toy_request.ts";
import { permitted } from "../permitted.ts";

const trainer = fusedTrainer();
const { dataset } = request;
const cohort = {
  ...request,
  jobs: [1, 2].map((seed) => ({ name: `${seed}`, initial: draw(seed) })),
};
/** Takes many seconds: much longer than anyone waits for it here. */
const long = { ...request, hyperparameters: { ...request.hyperparameters, epochs: 200_000 } };

const features = (seed: number) =>
  layerVariables(activations(spec, draw(seed), dataset.parts.test)[0]!);
const layerJob: LayerJob = {
  samples: { layer: "fc1", trained: features(1), untrained: features(2) },
  target: discreteTarget(dataset.parts.test.labels),
  renamings: 3,
  seed: 5,
};

const selectionJob: SelectionJob = {
  spec,
  initial: draw(1),
  final: draw(2),
  samples: dataset.parts.test,
  dataset,
  hyperparameters: request.hyperparameters,
  batchSeed: 7,
  plan: (["synergy", "random", "mi-mixture", "iterative-magnitude"] as const).map((strategy) => ({
    strategy,
    size: 3,
    search: "exact",
    draw: 0,
  })),
  seed: 4,
  keepBias: false,
  prunedLayer: null,
};

/** What one crew makes of everything that crews do. */
async function everything(crew: Crew) {
  const progress: TrainingProgress[] = [];
  const onProgress = (one: TrainingProgress) => void progress.push(one);
  return {
    trained: await crew.train(cohort, { onProgress }),
    progress,
    layer: await crew.analyseLayer(layerJob),
    selected: await crew.selectSubnetworks(selectionJob),
  };
}

Deno.test("workers give the bytes of this thread, and its progress", permitted, async () => {
  using alone = gatherCrew({ trainer });
  using pool = gatherCrew({ trainer, workers: 2 });
  const here = await everything(alone);
  deepEqual(await everything(pool), here);
  equal(here.trained.length, 2);
  ok(here.progress.length > 0);
  // A second time: the data set is in shared memory now.
  deepEqual(await pool.train(cohort), here.trained);
});

Deno.test("as many trainings and searches at once as there are workers", permitted, () => {
  const sizes = (crew: Crew) => [crew.trainings, crew.searches];
  using alone = gatherCrew({ trainer });
  using three = gatherCrew({ trainer, workers: 3 });
  using tfjs = gatherCrew({ trainer: tfjsTrainer("cpu"), workers: 3 });
  deepEqual([alone, three, tfjs].map(sizes), [[1, 1], [3, 3], [1, 3]]);
});

Deno.test(
  "a trainer that is not the fused one works in this thread, whatever workers there are",
  permitted,
  async () => {
    class Counting implements Trainer {
      readonly name = "counting";
      readonly revision = "1";
      readonly refusal = trainer.refusal;
      calls = 0;
      train(...parameters: Parameters<Trainer["train"]>) {
        this.calls++;
        return trainer.train(...parameters);
      }
    }
    const counting = new Counting();
    using crew = gatherCrew({ trainer: counting, workers: 2 });
    deepEqual(await crew.train(cohort), await trainer.train(cohort));
    equal(counting.calls, 1);
    await crew.selectSubnetworks(selectionJob);
    ok(counting.calls > 1, "iterative pruning trains");
  },
);

for (const workers of [1, 2]) {
  Deno.test(
    `aborting ends a training at once, ${workers} at work; the crew goes on`,
    permitted,
    async () => {
      using crew = gatherCrew({ trainer, workers });
      const controller = new AbortController();
      const { signal } = controller;
      let aborted = NaN;
      const onProgress = () => {
        if (controller.signal.aborted) return;
        aborted = performance.now();
        controller.abort(new Error("stop here"));
      };
      await rejects(crew.train(long, { signal, onProgress }), /stop here/);
      ok(performance.now() - aborted < 2000);
      equal((await crew.train(cohort)).length, 2);
    },
  );

  Deno.test(`a training that diverges says so, ${workers} at work`, permitted, async () => {
    using crew = gatherCrew({ trainer, workers });
    const wild = {
      ...request,
      hyperparameters: { ...request.hyperparameters, learningRate: 1e30 },
    };
    const alone = await trainer.train(wild).then(() => undefined, (error: Error) => error);
    ok(alone instanceof Error);
    equal(alone.name, "TrainingError");
    await rejects(crew.train(wild), { name: alone.name, message: alone.message });
  });
}

Deno.test("searches are aborted as trainings are", permitted, async () => {
  const signal = AbortSignal.abort(new Error("stop here"));
  for (const workers of [1, 2]) {
    using crew = gatherCrew({ trainer, workers });
    await rejects(crew.analyseLayer(layerJob, signal), /stop here/);
    await rejects(crew.selectSubnetworks(selectionJob, signal), /stop here/);
  }
});

Deno.test(
  "a crew ends its workers with its scope, and with them what they were doing",
  permitted,
  async () => {
    const { promise: begun, resolve } = Promise.withResolvers<void>();
    let ended: Promise<void>;
    {
      using crew = gatherCrew({ trainer, workers: 2 });
      const training = crew.train(long, { onProgress: () => resolve() });
      ended = rejects(training, /closed/);
      await Promise.race([begun, ended]);
    }
    await ended;
  },
);
