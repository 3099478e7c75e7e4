/** The arms beside figure 2: what is re-trained or ablated, and under which conditions its rows stand. */
import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  ok,
  strictEqual as equal,
} from "node:assert/strict";
import { rowsByClass } from "../../../lib/data/parts.ts";
import { layerShapes } from "../../../lib/models/spec.ts";
import { type ExperimentConfig, networkSpec } from "../../../lib/paper/mod.ts";
import { subnetworkClaims } from "../../../lib/paper/claims/subnetworks.ts";
import { type ControlName, CONTROLS } from "../../../lib/paper/config.ts";
import {
  type RetrainingResult,
  rowsUnder,
  type SubnetworkRow,
} from "../../../lib/paper/subnetworks/result.ts";
import { keptUnits, selectionSamples } from "../../../lib/paper/subnetworks/selection.ts";
import { ablate } from "../../../lib/selection/mod.ts";
import { deriveSeed } from "../../../lib/system/random/mod.ts";
import type { TrainedNetwork, Trainer, TrainingRequest } from "../../../lib/training/mod.ts";
import { permitted } from "../../permitted.ts";
import {
  dataset,
  retrainSubnetworks,
  toyConfig,
  trainNetworks,
  withWorkbench,
  type Workbench,
} from "../toy_experiment.ts";

const PAPER = ["synergy", "random", "mi-model", "mi-mixture"] as const;

/** The comparison of the paper, and all arms. */
const config: ExperimentConfig = {
  ...toyConfig,
  strategies: PAPER,
  subnetworkSizes: [2, "k*"],
  controls: CONTROLS,
  oneLayerAtATime: true,
  longTrainingEpochs: 3,
};
const noArms: ExperimentConfig = {
  ...config,
  ...{ controls: [], oneLayerAtATime: false, longTrainingEpochs: null },
};

/** A trainer that does not train. */
const refusing = (trainer: Trainer): Trainer => ({
  ...trainer,
  train: () => Promise.reject(new Error("nothing is left to train")),
});

/** One network that was trained. */
type Trained = TrainedNetwork & {
  readonly request: TrainingRequest;
  readonly job: TrainingRequest["jobs"][number];
};

/** The result in a store of its own, and all that was trained for it. */
async function observed(config: ExperimentConfig, changes: Partial<Workbench> = {}) {
  const trained: Trained[] = [];
  let result: RetrainingResult | undefined;
  let networks: Awaited<ReturnType<typeof trainNetworks>> | undefined;
  await withWorkbench(async (workbench) => {
    const { trainer } = workbench;
    const train: Trainer["train"] = async (request, options) => {
      const found = await trainer.train(request, options);
      found.forEach((one, at) => trained.push({ ...one, request, job: request.jobs[at]! }));
      return found;
    };
    result = await retrainSubnetworks(config, { ...workbench, trainer: { ...trainer, train } });
    networks = await trainNetworks(config, workbench);
  }, changes);
  return { result: result!, trained, networks: networks! };
}

let all: ReturnType<typeof observed> | undefined;
const everything = () => all ??= observed(config);
let few: ReturnType<typeof observed> | undefined;
const nothingMore = () => few ??= observed(noArms);

/** One control of one network, without figure 2 at other sizes. */
const alone = (control: ControlName, changes: Partial<ExperimentConfig> = {}) =>
  observed({
    ...noArms,
    ...{ networks: 1, subnetworkSizes: ["k*"], frozenSizes: [], newInitialisations: 0 },
    ...{ controls: [control], ...changes },
  });

const named = ({ strategy, draw }: SubnetworkRow) => `${strategy} ${draw}`;
const FOUR = ["synergy 0", "random 0", "random 1", "mi-model 0", "mi-mixture 0"];

Deno.test("figure 2 itself is the same with all arms and with none", permitted, async () => {
  const { result } = await everything();
  const { result: plain } = await nothingMore();
  const own = rowsUnder(result).filter(({ strategy, removal, start }) =>
    (strategy === "whole network" || result.strategies.includes(strategy)) &&
    removal !== "frozen-final" && start !== "dense"
  );
  deepEqual(own, plain.rows);
  deepEqual(result.bestSizes, plain.bestSizes);
  deepEqual(plain.strategies, PAPER);
  // Two epochs of 240 samples in batches of 8.
  deepEqual([plain.updates, plain.longUpdates], [60, undefined]);
});

Deno.test(
  "a second run of all arms only reads; two workers give the result of one",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const result = await retrainSubnetworks(config, { ...workbench, workers: 2 });
      deepEqual(result, (await everything()).result);
      const trainer = refusing(workbench.trainer);
      deepEqual(await retrainSubnetworks(config, { ...workbench, trainer }), result);
    }),
);

Deno.test("a control together with all others gives what it gives alone", permitted, async () => {
  const { result } = await everything();
  const known = new Set(result.rows.map((row) => JSON.stringify(row)));
  for (const control of CONTROLS) {
    const { result: own } = await alone(control);
    for (const row of own.rows) ok(known.has(JSON.stringify(row)), JSON.stringify(row));
  }
});

Deno.test(
  "one layer at a time: its neurons are those of all layers, the others whole, removed and frozen",
  permitted,
  async () => {
    const { result } = await everything();
    const base = rowsUnder(result).filter(({ size, removal, strategy, start }) =>
      size === "k*" && removal === "zero" && start === "rewound" &&
      result.strategies.some((one) => one === strategy)
    );
    for (const [at, layers] of ["fc1", "fc2"].entries()) {
      const own = rowsUnder(result, { layers });
      for (const network of result.networks) {
        for (const removal of ["zero", "frozen", undefined] as const) {
          const rows = own.filter((row) => row.network === network && row.removal === removal);
          deepEqual(rows.map(named), FOUR);
          for (const row of rows) {
            const { kept } = base.find((one) =>
              one.network === network && named(one) === named(row)
            )!;
            const whole = [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4]];
            deepEqual(row.kept, whole.with(at, [...kept[at]!]));
            equal(row.size, "k*");
          }
        }
      }
    }
  },
);

Deno.test(
  "one layer at a time shares its re-trainings with a run whose only layer it is",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const { result } = await everything();
      await retrainSubnetworks({ ...config, controls: [], longTrainingEpochs: null }, workbench);
      const only = {
        ...noArms,
        onlyLayer: 1,
        subnetworkSizes: ["k*"],
        frozenSizes: ["k*"],
      } as const;
      const trainer = refusing(workbench.trainer);
      const one = await retrainSubnetworks({ ...only, newInitialisations: 0 }, {
        ...workbench,
        trainer,
      });
      equal(one.onlyLayer, "fc2");
      const rowsIn = (found: RetrainingResult, retrained: boolean) =>
        rowsUnder(found, { layers: "fc2" })
          .filter((row) => row.retrained === retrained && row.size !== "all")
          .map((row) => [row.network, named(row), row.removal, row.kept, row.testAccuracy])
          .map((row) => JSON.stringify(row)).sort();
      for (const retrained of [true, false]) {
        deepEqual(rowsIn(one, retrained), rowsIn(result, retrained));
      }
      // Without a choice of its own such a result is about its only layer.
      deepEqual(rowsUnder(one), rowsUnder(one, { layers: "fc2" }));
      ok(rowsUnder(one).length > 0);
    }),
);

Deno.test(
  "another batch order: the same neurons, removed, in the order of a seed of its own",
  permitted,
  async () => {
    const { result, trained } = await alone("other-batch-order");
    const other = rowsUnder(result, { batchOrder: "other" }).filter(({ retrained }) => retrained);
    deepEqual(
      other.map((row) => [named(row), row.removal, row.batchOrder]),
      FOUR.map((name) => [
        ...[name, "zero", "other"],
      ]),
    );
    const base = rowsUnder(result).filter(({ retrained }) => retrained);
    deepEqual(other.map(({ kept }) => kept), base.map(({ kept }) => kept));
    notDeepEqual(other.map(({ testLoss }) => testLoss), base.map(({ testLoss }) => testLoss));
    const seed = deriveSeed(config.seed, "network", 0, "other batches");
    const seeded = trained.filter(({ request }) => request.batchSeed === seed);
    equal(seeded.length, new Set(other.map(({ kept }) => JSON.stringify(kept))).size);
  },
);

Deno.test(
  "frozen at final weights: what touches a neuron that is not kept keeps its trained value",
  permitted,
  async () => {
    const { result, trained, networks } = await alone("frozen-final");
    const rows = rowsUnder(result).filter(({ removal }) => removal === "frozen-final");
    deepEqual(rows.map((row) => [named(row), row.start]), FOUR.map((name) => [name, "rewound"]));
    const [{ initial, final } = { initial: [], final: [] }] = networks.runs;
    const spec = networkSpec(config, dataset);
    const frozen = trained.filter(({ job }) =>
      Object.values(job.treatments ?? {}).flat().includes("frozen")
    );
    equal(frozen.length, new Set(rows.map(({ kept }) => JSON.stringify(kept))).size);
    for (const { job, parameters } of frozen) {
      const isKept = (layer: string | undefined, unit: number) =>
        (job.treatments?.[layer ?? ""]?.[unit] ?? "trained") === "trained";
      for (const [l, { layer, before, from, to }] of layerShapes(spec).entries()) {
        parameters[l]!.weights.forEach((weight, at) => {
          const moves = isKept(before?.name, from(at)) && isKept(layer.name, to(at));
          equal(job.initial[l]!.weights[at], (moves ? initial : final)[l]!.weights[at]);
          if (!moves) equal(weight, final[l]!.weights[at]);
        });
        parameters[l]!.biases.forEach((bias, unit) => {
          const moves = isKept(layer.name, unit);
          equal(job.initial[l]!.biases[unit], (moves ? initial : final)[l]!.biases[unit]);
          if (!moves) equal(bias, final[l]!.biases[unit]);
        });
      }
      notDeepEqual(parameters, job.initial);
    }
  },
);

Deno.test("training activations: a seeded sample with the classes of the training set, as large as the test set", () => {
  const sample = (seed: number, changes = {}) =>
    selectionSamples({ ...dataset, ...changes }, "training", seed);
  const { count, labels, inputs, features } = sample(1);
  equal(count, 160);
  deepEqual(rowsByClass(labels, 4).map(({ length }) => length), [40, 40, 40, 40]);
  deepEqual(sample(1), sample(1));
  notDeepEqual(sample(2).inputs, inputs);
  const { train, test } = dataset.parts;
  const rowOf = (all: typeof inputs, row: number) =>
    all.subarray(row * features, (row + 1) * features).join();
  const known = new Set(Array.from({ length: train.count }, (_, row) => rowOf(train.inputs, row)));
  for (let row = 0; row < count; row++) ok(known.has(rowOf(inputs, row)));
  // A smaller training set is taken as it is.
  equal(sample(1, { parts: { train: test, test: train } }), test);
  equal(selectionSamples(dataset, "test", 1), test);
});

Deno.test("training activations: neurons and k* of their own, removed", permitted, async () => {
  const { result } = await alone("training-activations");
  const rows = rowsUnder(result, { selection: "training" });
  const ways = rows.map((row) => [named(row), row.removal]);
  deepEqual(ways, [
    ...FOUR.map((name) => [name, "zero"]),
    ...FOUR.map((name) => [name, undefined]),
  ]);
  // No label and no image of the test set has a part in it.
  const { test } = dataset.parts;
  const other = await observed(
    { ...noArms, networks: 1, subnetworkSizes: ["k*"], controls: ["training-activations"] },
    {
      dataset: {
        ...dataset,
        parts: { ...dataset.parts, test: { ...test, labels: test.labels.toReversed() } },
      },
    },
  );
  const keptIn = (found: RetrainingResult) =>
    rowsUnder(found, { selection: "training" }).filter(({ retrained }) => retrained)
      .map(({ kept }) => kept);
  deepEqual(keptIn(other.result), keptIn(result));
  const sizes = keptIn(result).map((kept) => kept.map(({ length }) => length).join());
  equal(new Set(sizes).size, 1);
});

Deno.test(
  "strategies that are controls: as many neurons as k* of figure 2, removed",
  permitted,
  async () => {
    const { result } = await everything();
    equal(result.strategies.length, 4);
    for (const network of result.networks) {
      const sizes = result.bestSizes.filter((one) =>
        one.network === network && one.search === "greedy"
      ).map(({ size }) => size);
      for (const removal of ["zero", undefined]) {
        const rows = rowsUnder(result).filter((row) =>
          row.network === network && row.removal === removal &&
          ["synergy-without-label", "random-live"].includes(row.strategy)
        );
        deepEqual(rows.map(named), ["synergy-without-label 0", "random-live 0", "random-live 1"]);
        for (const { kept, size } of rows) {
          equal(size, "k*");
          deepEqual(kept.map(({ length }) => length), sizes);
        }
      }
    }
  },
);

Deno.test("a strategy that figure 2 has is no control beside it", permitted, async () => {
  const { result } = await alone("random-live", { strategies: ["synergy", "random-live"] });
  deepEqual(
    result.rows.filter(({ retrained }) => retrained).map(named),
    ["synergy 0", "random-live 0", "random-live 1"],
  );
  deepEqual(result.strategies, ["synergy", "random-live"]);
});

Deno.test(
  "dense networks: as wide as each sub-network, with bounds of their own fan-in",
  permitted,
  async () => {
    const { result, trained } = await alone("dense-fresh", {
      subnetworkSizes: [2, 20, "k*", "k* exact"],
      newInitialisations: 2,
    });
    const dense = rowsUnder(result).filter(({ start }) => start === "dense");
    const best = result.bestSizes.filter(({ search }) => search === "greedy")
      .map(({ size }) => Array.from({ length: size }, (_, unit) => unit));
    const whole = [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4]];
    deepEqual(
      dense.map(({ strategy, size, draw, removal, kept }) => [strategy, size, draw, removal, kept]),
      ([[2, [[0, 1], [0, 1]]], [20, whole], ["k*", best]] as const).flatMap(([size, kept]) =>
        [0, 1].map((draw) => ["random", size, draw, "zero", kept])
      ),
    );
    const widthsOf = ({ request: { spec } }: Trained) => spec.layers.map(({ units }) => units);
    const small = trained.filter((one) => `${widthsOf(one)}` === "2,2,4");
    equal(small.length, 2);
    const [{ batchSeed }] = trained.map(({ request }) => request) as [TrainingRequest];
    const starts = small.map(({ request, job, parameters }) => {
      equal(request.batchSeed, batchSeed);
      notDeepEqual(parameters, job.initial);
      // 1/√2 is the bound of two inputs, 1/√6 that of the whole network.
      const largest = Math.max(
        ...[...job.initial[1]!.weights, ...job.initial[2]!.weights].map(Math.abs),
      );
      ok(1 / Math.sqrt(6) < largest && largest <= 1 / Math.SQRT2, `${largest}`);
      return job.initial;
    });
    notDeepEqual(starts[0], starts[1]);
  },
);

Deno.test(
  "cumulative ablation: the highest, the lowest or random neurons first, as single ablations have it",
  permitted,
  async () => {
    const { result, networks } = await alone("cumulative-ablation");
    const rows = result.rows.filter(({ order }) => order !== undefined);
    const [{ final } = { final: [] }] = networks.runs;
    const spec = networkSpec(config, dataset);
    for (const { kept, testAccuracy } of rows) {
      const plain = ablate(spec, final, keptUnits(spec, kept), dataset.parts.test);
      equal(testAccuracy, plain.accuracy);
    }
    const ways = new Map(
      Object.entries(Object.groupBy(rows, (row) => `${row.order} ${named(row)}`)),
    );
    deepEqual([...ways.keys()].sort(), [
      "highest-first mi-mixture 0",
      "highest-first mi-model 0",
      "lowest-first mi-mixture 0",
      "lowest-first mi-model 0",
      "random random 0",
      "random random 1",
    ]);
    for (const own of ways.values()) {
      deepEqual(own!.map(({ size }) => size), [1, 2, 3, 4, 5]);
      own!.forEach(({ kept }, at) => {
        deepEqual(kept.map(({ length }) => length), [at + 1, Math.min(at + 1, 5)]);
        // One neuron is removed at a time.
        const [fc1, fc2] = own![at + 1]?.kept ?? [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4]];
        ok(kept[0]!.every((neuron) => fc1!.includes(neuron)));
        ok(kept[1]!.every((neuron) => fc2!.includes(neuron)));
      });
    }
    // What goes first in one order stays longest in the other.
    const [high, low] = ["highest-first", "lowest-first"].map((order) =>
      ways.get(`${order} mi-model 0`)!.map(({ kept }) => kept)
    );
    for (const [at, [fc1]] of high!.entries()) {
      const others = [0, 1, 2, 3, 4, 5].filter((neuron) => !fc1!.includes(neuron));
      if (at < 4) deepEqual(low![4 - at]![0], others);
    }
    // Lowest first is the choice of the strategy at each size; so is random.
    const best = rowsUnder(result).find(({ strategy }) => strategy === "mi-model")!.kept;
    deepEqual(low![best[0]!.length - 1]?.[0] ?? [0, 1, 2, 3, 4, 5], best[0]);
  },
);

Deno.test(
  "the longer training: networks and sub-networks at k* as with so many epochs",
  permitted,
  async () => {
    const { result } = await everything();
    equal(result.longUpdates, 90);
    const rows = rowsUnder(result, { updates: 90 });
    const { result: long } = await observed({
      ...noArms,
      ...{ epochs: 3, subnetworkSizes: ["k*"], frozenSizes: [], newInitialisations: 0 },
    });
    deepEqual(rows, long.rows);
    equal(rows.filter(({ size }) => size === "all").length, 2);
    ok(result.rows.every(({ updates }) => updates === 60 || updates === 90));
    const none = await alone("frozen-final", { longTrainingEpochs: config.epochs });
    equal(none.result.longUpdates, undefined);
  },
);

Deno.test(
  "without k* there are dense networks and cumulative ablations only",
  permitted,
  async () => {
    const { result } = await observed({
      ...config,
      ...{ networks: 1, subnetworkSizes: [3], frozenSizes: [] },
    });
    const { result: plain } = await observed({
      ...noArms,
      ...{ networks: 1, subnetworkSizes: [3], frozenSizes: [] },
    });
    const more = result.rows.length - plain.rows.length;
    const dense = result.rows.filter(({ start }) => start === "dense").length;
    equal(dense, 1);
    equal(more, dense + result.rows.filter(({ order }) => order !== undefined).length);
    ok(more > dense);
  },
);

Deno.test(
  "a single hidden layer, or the only one that loses neurons, is not taken again by itself",
  permitted,
  async () => {
    for (const changes of [{ hiddenWidths: [6] }, { onlyLayer: 0 }]) {
      const { result } = await observed({
        ...noArms,
        networks: 1,
        oneLayerAtATime: true,
        ...changes,
      });
      const { result: plain } = await observed({ ...noArms, networks: 1, ...changes });
      deepEqual(result, plain);
    }
  },
);

Deno.test("with an only layer the arms keep the others whole", permitted, async () => {
  const { result } = await observed({ ...config, networks: 1, onlyLayer: 1 });
  ok(result.rows.length > 50);
  for (const { layers, kept } of result.rows) {
    equal(layers, "fc2");
    deepEqual(kept[0], [0, 1, 2, 3, 4, 5]);
  }
  const ablated = result.rows.filter(({ order }) => order === "highest-first");
  deepEqual([...new Set(ablated.map(({ kept }) => kept[1]!.length))], [1, 2, 3, 4]);
  // To let that layer alone lose neurons is no further reading.
  const variants = subnetworkClaims(result).map(({ quotation: { name }, choices, control }) =>
    JSON.stringify([name, choices, control])
  );
  deepEqual(variants, [...new Set(variants)]);
});
