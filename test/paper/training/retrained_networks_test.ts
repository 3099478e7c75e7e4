import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  ok,
  strictEqual as equal,
} from "node:assert/strict";
import { type ExperimentConfig, provideContext } from "../../../lib/paper/mod.ts";
import type { Ablation } from "../../../lib/paper/subnetworks/result.ts";
import { RETRAINING } from "../../../lib/paper/subnetworks/retraining.ts";
import { keptUnits } from "../../../lib/paper/subnetworks/selection.ts";
import { plannedRuns } from "../../../lib/paper/subnetworks/study.ts";
import { NETWORK, networkInput, networkSeeds } from "../../../lib/paper/training/network.ts";
import type { NetworkRun, TrainingResult } from "../../../lib/paper/training/result.ts";
import { evaluate, type NetworkParameters } from "../../../lib/models/mod.ts";
import { treatmentsOf } from "../../../lib/selection/mod.ts";
import { Runner } from "../../../lib/studies/mod.ts";
import { artifactOf } from "../../../lib/studies/step.ts";
import { artifactKey } from "../../../lib/system/artifacts/json.ts";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { fusedTrainer } from "../../../lib/training/fused/mod.ts";
import type { TrainedNetwork, Trainer, TrainingRequest } from "../../../lib/training/mod.ts";
import { PERMITTED, permitted } from "../../permitted.ts";
import {
  dataset,
  toyConfig,
  toyNetworks,
  withWorkbench,
  type Workbench,
} from "../toy_experiment.ts";

let training: TrainingResult;
let spec: TrainingResult["spec"];
let runs: TrainingResult["runs"];
let run: NetworkRun;

Deno.test.beforeAll(async () => {
  if (!PERMITTED) return;
  training = await toyNetworks();
  ({ spec, runs } = training);
  run = runs[1]!;
});

const choice = (changes: Partial<Ablation>): Ablation => ({
  strategy: "synergy",
  size: 2,
  draw: 0,
  kept: [[0, 1], [2, 3]],
  testAccuracy: 0,
  ...changes,
});
const whole = choice({ size: 20, kept: [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4]] });

/** The planned re-trainings of choices in a network. */
function planned(
  choices: readonly Ablation[],
  config: ExperimentConfig = toyConfig,
  { trainer = fusedTrainer() as Trainer, index = run.index } = {},
) {
  using runner = new Runner({ store: new ArtifactStore("unused") });
  const context = provideContext(runner, { dataset, trainer });
  return plannedRuns(config, networkInput(config, context, index), choices);
}

const keyOf = (one: ReturnType<typeof planned>[number]) =>
  artifactKey(artifactOf(RETRAINING, one.input));

/** Re-trains choices, each once; also what was asked of the trainer, and what it gave. */
async function retrain(
  choices: readonly Ablation[],
  workbench: Workbench,
  config: ExperimentConfig = toyConfig,
) {
  const requests: TrainingRequest[] = [];
  const trained: TrainedNetwork[] = [];
  const trainer: Trainer = {
    ...workbench.trainer,
    train: async (...[request, options]: Parameters<Trainer["train"]>) => {
      const networks = await workbench.trainer.train(request, options);
      // Not the training of the network itself.
      if (request.jobs[0]!.treatments !== undefined) {
        requests.push(request);
        trained.push(...networks);
      }
      return networks;
    },
  };
  using runner = new Runner(workbench);
  const context = provideContext(runner, { dataset, trainer });
  const network = networkInput(config, context, run.index);
  await runner.obtain(NETWORK, [network]);
  const plan = plannedRuns(config, network, choices);
  const found = await runner.obtain(RETRAINING, plan.map(({ input }) => input));
  return { plan, found, request: requests[0]!, trained };
}

Deno.test(
  "a sub-network of all neurons trains to the bytes and accuracies of its network",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const { found, trained } = await retrain([whole], workbench);
      deepEqual(trained[0]!.parameters, run.final);
      const { trainAccuracy, testAccuracy, testLoss } = run.history.at(-1)!;
      deepEqual(found[0], { trainAccuracy, testAccuracy, testLoss });
    }),
);

Deno.test(
  "removed neurons are zero after the training, frozen ones as they were",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const config = { ...toyConfig, frozenSizes: [2] };
      const { plan, trained } = await retrain([choice({})], workbench, config);
      deepEqual(plan.map(({ removal }) => removal), ["zero", "frozen"]);
      const [zero, frozen] = trained.map(({ parameters }) => parameters);
      for (const neuron of [2, 3, 4, 5]) {
        deepEqual(firstLayerNeuron(zero!, neuron), Array(12 + 1 + 5).fill(0));
        deepEqual(firstLayerNeuron(frozen!, neuron), firstLayerNeuron(run.initial, neuron));
      }
      notDeepEqual(firstLayerNeuron(zero!, 0), firstLayerNeuron(run.initial, 0));
    }),
);

/** Incoming weights, bias and outgoing weights of a neuron of the first layer. */
function firstLayerNeuron([first, second]: NetworkParameters, neuron: number): number[] {
  return [
    ...first!.weights.filter((_, at) => at % 6 === neuron),
    first!.biases[neuron]!,
    ...second!.weights.filter((_, at) => Math.floor(at / 5) === neuron),
  ];
}

Deno.test(
  "training goes on in the batch order and with the hyperparameters of the network",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const random = choice({ strategy: "random" });
      const { request, plan } = await retrain([random], workbench);
      const { epochs, batchSize, learningRate } = toyConfig;
      deepEqual(request.hyperparameters, { epochs, batchSize, learningRate });
      equal(request.batchSeed, networkSeeds(toyConfig, run.index).batches);
      const starts = plan.map(({ removal, start }) => `${removal} ${start}`);
      deepEqual(starts, ["zero rewound", "frozen rewound", "zero fresh"]);
      deepEqual(request.jobs[0]!.initial, run.initial);
      deepEqual(request.jobs[1]!.initial, run.initial);
      notDeepEqual(request.jobs[2]!.initial, run.initial);
      deepEqual(
        request.jobs.map(({ treatments }) => treatments),
        (["zero", "frozen", "zero"] as const).map((removal) =>
          treatmentsOf(spec, keptUnits(spec, random.kept), { removal })
        ),
      );
    }),
);

Deno.test(
  "accuracies are those of the trained sub-network",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const { found, trained } = await retrain([choice({})], workbench);
      found.forEach((accuracies, at) => {
        const { parameters } = trained[at]!;
        equal(accuracies.trainAccuracy, evaluate(spec, parameters, dataset.parts.train).accuracy);
        equal(accuracies.testAccuracy, evaluate(spec, parameters, dataset.parts.test).accuracy);
      });
    }),
);

Deno.test(
  "the same neurons are one sub-network, whoever chose them; new weights differ by draw",
  permitted,
  () => {
    const keys = (...choices: Ablation[]) =>
      planned(choices, { ...toyConfig, randomSubsets: 3, newInitialisations: 3 }).map(keyOf);
    const [zero, frozen] = keys(choice({}));
    notDeepEqual(zero, frozen);
    deepEqual(keys(choice({ strategy: "magnitude", size: "k*" })), [zero, frozen]);
    const draws = [0, 1, 2].flatMap((draw) => keys(choice({ strategy: "random", draw })));
    equal(new Set(draws).size, 2 + 3);
    ok(draws.includes(zero!) && draws.includes(frozen!));
  },
);

Deno.test(
  "a bias that stays and a single pruned layer reach the training",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const config = { ...toyConfig, keepRemovedBias: true, onlyLayer: 1 };
      const one = choice({ kept: [[0, 1, 2, 3, 4, 5], [0, 1]] });
      const { request } = await retrain([one], workbench, config);
      const kept = keptUnits(spec, one.kept);
      deepEqual(request.jobs.map(({ treatments }) => treatments), [
        treatmentsOf(spec, kept, { removal: "zero", keepBias: true }),
        treatmentsOf(spec, kept, { removal: "frozen" }),
      ]);
    }),
);

Deno.test(
  "what is stored is found again, by everything that it depends on",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const { plan, found } = await retrain([choice({})], workbench);
      equal(found.length, 2);
      using reading = new Runner({ store: workbench.store, keptOnly: true });
      deepEqual(await reading.obtain(RETRAINING, plan.map(({ input }) => input)), found);
      const one = choice({});
      const others = [
        planned([choice({ kept: [[0, 2], [2, 3]] })]),
        planned([one], toyConfig, { index: 0 }),
        planned([one], { ...toyConfig, onlyLayer: 0 }),
        planned([one], toyConfig, { trainer: { ...workbench.trainer, revision: "another" } }),
        planned([one], { ...toyConfig, keepRemovedBias: true }).slice(0, 1),
      ];
      for (const { input } of others.flat()) equal(await reading.isKept(RETRAINING, input), false);
    }),
);
