import { layerVariables } from "../../../lib/variables/mod.ts";
import { activations } from "../../../lib/models/mod.ts";
import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { plannedSelections } from "../../../lib/paper/subnetworks/study.ts";
import {
  keptUnits,
  SELECTION_REVISION,
  type SelectionJob,
  selectSubnetworks,
} from "../../../lib/paper/subnetworks/selection.ts";
import { discreteTarget } from "../../../lib/information/mod.ts";
import { evaluate, initialParameters, mlp, type NetworkSpec } from "../../../lib/models/mod.ts";
import { randomSource } from "../../../lib/system/random/mod.ts";
import {
  ablate,
  bestSizes,
  type MultipletSearch,
  STRATEGY_NAMES,
  synergy,
} from "../../../lib/selection/mod.ts";
import { fusedTrainer } from "../../../lib/training/fused/mod.ts";
import type { Trainer } from "../../../lib/training/mod.ts";
import { PERMITTED, permitted } from "../../permitted.ts";
import { dataset, toyConfig, toyNetworks } from "../toy_experiment.ts";

const { epochs, batchSize, learningRate } = toyConfig;
const trainer = fusedTrainer();

let spec: NetworkSpec;
let job: SelectionJob;

Deno.test.beforeAll(async () => {
  if (!PERMITTED) return;
  const training = await toyNetworks();
  const network = training.runs[0]!;
  spec = training.spec;
  job = {
    spec,
    initial: network.initial,
    final: network.final,
    samples: dataset.parts.test,
    dataset,
    hyperparameters: { epochs, batchSize, learningRate },
    batchSeed: 1,
    plan: plannedSelections(toyConfig),
    seed: 3,
    keepRemovedBias: false,
    onlyLayer: null,
  };
});

const select = (changes: Partial<SelectionJob> = {}) =>
  selectSubnetworks({ ...job, ...changes }, trainer);

Deno.test("one choice for each entry of the plan, of its size, ascending", permitted, async () => {
  const { ablations, bestSizes: best } = await select();
  deepEqual(
    ablations.map(({ strategy, size, draw }) => ({ strategy, size, draw })),
    job.plan.map(({ strategy, size, draw }) => ({ strategy, size, draw })),
  );
  for (const { size, kept } of ablations) {
    const sizes = {
      2: [2, 2],
      20: [6, 5],
      "k*": best.greedy,
      "k* exact": best.exact,
    }[size as 2 | 20 | "k*" | "k* exact"];
    deepEqual(kept.map((layer) => layer.length), sizes);
    for (const layer of kept) {
      deepEqual(layer, [...new Set(layer)].sort((a, b) => a - b));
    }
  }
});

Deno.test(
  "golden choices: when they change, SELECTION_REVISION must be raised",
  permitted,
  async () => {
    equal(SELECTION_REVISION, 2);
    const { ablations, bestSizes: best } = await select();
    deepEqual(best, { greedy: [4, 2], exact: [4, 2] });
    const chosen = ablations.filter(({ size, draw }) => size === 2 && draw === 0);
    deepEqual(Object.fromEntries(chosen.map(({ strategy, kept }) => [strategy, kept])), {
      synergy: [[2, 4], [0, 2]],
      redundancy: [[2, 3], [0, 4]],
      complement: [[3, 5], [2, 4]],
      random: [[4, 5], [1, 2]],
      "mi-model": [[0, 3], [0, 2]],
      "mi-mixture": [[0, 5], [0, 2]],
      magnitude: [[0, 1], [0, 4]],
      "iterative-magnitude": [[0, 1], [0, 2]],
    });
  },
);

Deno.test(
  "accuracies are those of the network without the others, on the test set",
  permitted,
  async () => {
    const { ablations } = await select();
    for (const { size, kept, testAccuracy } of ablations) {
      equal(
        testAccuracy,
        ablate(spec, job.final, keptUnits(spec, kept), dataset.parts.test).accuracy,
      );
      if (size === 20) equal(testAccuracy, evaluate(spec, job.final, dataset.parts.test).accuracy);
    }
    ok(new Set(ablations.map(({ testAccuracy }) => testAccuracy)).size > 2);
  },
);

Deno.test("a bias that stays changes the accuracies, not the choices", permitted, async () => {
  const usual = await select();
  const { ablations } = await select({ keepRemovedBias: true });
  deepEqual(ablations.map(({ kept }) => kept), usual.ablations.map(({ kept }) => kept));
  for (const { kept, testAccuracy } of ablations) {
    equal(
      testAccuracy,
      ablate(spec, job.final, keptUnits(spec, kept), dataset.parts.test, { keepBias: true })
        .accuracy,
    );
  }
  notDeepEqual(ablations, usual.ablations);
});

Deno.test(
  "where one layer is pruned, the others stay whole in all that is chosen and trained",
  permitted,
  async () => {
    const trained: string[] = [];
    const watching: Trainer = {
      ...trainer,
      train: (request, options) => {
        trained.push(...Object.keys(request.jobs[0]!.treatments!));
        return trainer.train(request, options);
      },
    };
    const plan = plannedSelections({ ...toyConfig, strategies: STRATEGY_NAMES });
    const usual = await select({ plan });
    const { ablations } = await selectSubnetworks({ ...job, plan, onlyLayer: 1 }, watching);
    deepEqual([...new Set(trained)], ["fc2"]);
    for (const [at, { strategy, kept, testAccuracy }] of ablations.entries()) {
      deepEqual(kept[0], [0, 1, 2, 3, 4, 5]);
      equal(
        testAccuracy,
        ablate(spec, job.final, keptUnits(spec, kept), dataset.parts.test).accuracy,
      );
      // Random draws of one layer take more or fewer numbers; rounds of pruning see another network.
      if (strategy === "random" || strategy === "iterative-magnitude") {
        equal(kept[1]!.length, usual.ablations[at]!.kept[1]!.length);
      } else deepEqual(kept[1], usual.ablations[at]!.kept[1]);
    }
  },
);

Deno.test("the seed is that of the random neurons alone; draws differ", permitted, async () => {
  const [one, other] = [await select(), await select({ seed: 4 })];
  const kept = ({ ablations }: typeof one, random: boolean) =>
    ablations.filter(({ strategy }) => (strategy === "random") === random).map(({ kept }) => kept);
  deepEqual(kept(other, false), kept(one, false));
  notDeepEqual(kept(other, true), kept(one, true));
  const [first, second] = one.ablations.filter(({ strategy, size }) =>
    strategy === "random" && size === 2
  );
  notDeepEqual(first!.kept, second!.kept);
});

Deno.test(
  "all neurons stay at the size of the layer, and iterative pruning trains nothing for it",
  permitted,
  async () => {
    let trainings = 0;
    const counting: Trainer = {
      ...trainer,
      train: (...parameters) => {
        trainings++;
        return trainer.train(...parameters);
      },
    };
    const whole = { ...job, plan: job.plan.filter(({ size }) => size === 20) };
    const { ablations } = await selectSubnetworks(whole, counting);
    for (const { kept } of ablations) deepEqual(kept, [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4]]);
    equal(trainings, 0);
    await selectSubnetworks(job, counting);
    ok(trainings > 0);
  },
);

Deno.test(
  "multiplets are searched as the plan says, in layers where that makes a difference",
  permitted,
  async () => {
    const wide = mlp([12, 14, 4]);
    const [initial, final] = [1, 2].map((seed) =>
      initialParameters(wide, "default", randomSource(seed))
    );
    const sizes = Array.from({ length: 12 }, (_, at) => at + 2);
    const plan = (["greedy", "exact"] as const).flatMap((search) =>
      sizes.map((size) => ({ strategy: "synergy" as const, size, search, draw: 0 }))
    );
    const { ablations, bestSizes: best } = await select({
      spec: wide,
      initial: initial!,
      final: final!,
      plan,
    });
    const subject = {
      spec: wide,
      initial: initial!,
      final: final!,
      activations: activations(wide, final!, dataset.parts.test).slice(0, 1).map(layerVariables),
      target: discreteTarget(dataset.parts.test.labels),
      retrain: () => Promise.reject(new Error("synergy trains nothing")),
    };
    const selector = synergy.prepare(subject);
    const chosen = (search: MultipletSearch) =>
      Promise.all(sizes.map(async (units) => Object.values(await selector({ units, search }, 0))));
    const [greedy, exact] = [await chosen("greedy"), await chosen("exact")];
    deepEqual(ablations.map(({ kept }) => kept), [...greedy, ...exact]);
    notDeepEqual(greedy, exact);
    deepEqual(best, {
      greedy: Object.values(await bestSizes(subject, "greedy")),
      exact: Object.values(await bestSizes(subject, "exact")),
    });
  },
);

Deno.test("an aborted selection rejects with the reason", permitted, async () => {
  const controller = new AbortController();
  const stopping: Trainer = {
    ...trainer,
    train: (request, options) => {
      controller.abort(new Error("stop here"));
      return trainer.train(request, options);
    },
  };
  await rejects(selectSubnetworks(job, stopping, controller.signal), /stop here/);
});
