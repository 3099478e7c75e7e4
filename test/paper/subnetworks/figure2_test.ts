import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import type { Dataset, DatasetParts, Samples } from "../../../lib/data/dataset.ts";
import { withholdValidation } from "../../../lib/data/parts.ts";
import {
  type ExperimentConfig,
  type RetrainingResult,
  validationConfig,
} from "../../../lib/paper/mod.ts";
import { plannedRetrainings, plannedSelections } from "../../../lib/paper/subnetworks/study.ts";
import type { Trainer } from "../../../lib/training/mod.ts";
import { randomSource, shuffle } from "../../../lib/system/random/mod.ts";
import { permitted } from "../../permitted.ts";
import type { RunOptions, StageProgress } from "../../../lib/studies/mod.ts";
import {
  dataset,
  retrainSubnetworks,
  toyConfig,
  withWorkbench,
  type Workbench,
} from "../toy_experiment.ts";

/** Networks and their sub-networks. */
async function run(
  workbench: Workbench,
  config: ExperimentConfig = toyConfig,
  watch: RunOptions = {},
): Promise<RetrainingResult> {
  return await retrainSubnetworks(config, { ...workbench, ...watch });
}

/** A trainer that does not train. */
const refusing = (trainer: Trainer): Trainer => ({
  ...trainer,
  train: () => Promise.reject(new Error("nothing is left to train")),
});

let undisturbed: RetrainingResult | undefined;
/** The result of one worker without any disturbance. */
async function expected(): Promise<RetrainingResult> {
  await withWorkbench(async (workbench) => void (undisturbed ??= await run(workbench)));
  return undisturbed!;
}

/** Sub-networks of one network, re-trained or right after removal. */
const partsOf = ({ rows }: RetrainingResult, network: number, retrained: boolean) =>
  rows.filter((row) =>
    row.network === network && row.retrained === retrained && row.size !== "all"
  );

Deno.test("every network has the whole plan, re-trained and ablated", permitted, async () => {
  const result = await expected();
  deepEqual(result.layers.map(({ name, units }) => [name, units]), [["fc1", 6], ["fc2", 5]]);
  equal(result.selection, "test");
  deepEqual(result.networks, [0, 1]);
  const plan = plannedSelections(toyConfig);
  for (const network of result.networks) {
    const ablations = partsOf(result, network, false);
    const retrainings = partsOf(result, network, true);
    deepEqual(
      ablations.map(({ strategy, size, draw }) => ({ strategy, size, draw })),
      plan.map(({ strategy, size, draw }) => ({ strategy, size, draw })),
    );
    deepEqual(
      retrainings.map(({ strategy, size, draw, removal, start }) => (
        { strategy, size, draw, removal, start }
      )),
      plan.flatMap(({ strategy, size, draw }) =>
        plannedRetrainings({ strategy, size, draw }, toyConfig)
          .map((way) => ({ strategy, size, draw, ...way }))
      ),
    );
    for (const { strategy, size, draw, kept } of retrainings) {
      const own = ablations.find((one) =>
        one.strategy === strategy && one.size === size && one.draw === draw
      );
      deepEqual(kept, own!.kept);
    }
  }
  const accuracies = (network: number) =>
    partsOf(result, network, true).map(({ testAccuracy }) => testAccuracy);
  notDeepEqual(accuracies(0), accuracies(1));
});

Deno.test("sub-networks of all neurons are the network itself", permitted, async () => {
  const result = await expected();
  for (const network of result.networks) {
    const { testAccuracy, trainAccuracy, testLoss } = result.rows.find((row) =>
      row.network === network && row.size === "all"
    )!;
    const retrainings = partsOf(result, network, true);
    const whole = retrainings.filter(({ size, start }) => size === 20 && start === "rewound");
    equal(whole.length, 9);
    for (const one of whole) {
      equal(one.testAccuracy, testAccuracy);
      equal(one.trainAccuracy, trainAccuracy);
      equal(one.testLoss, testLoss);
    }
    for (const one of partsOf(result, network, false)) {
      if (one.size === 20) equal(one.testAccuracy, testAccuracy);
    }
    ok(retrainings.some((one) => one.testAccuracy !== testAccuracy));
  }
});

Deno.test(
  "two workers give the result of one, from an empty store",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      deepEqual(await run({ ...workbench, workers: 2 }), await expected());
    }),
);

Deno.test("a second run only reads", permitted, () =>
  withWorkbench(async (workbench) => {
    const first = await run(workbench);
    const reports: StageProgress[] = [];
    const second = await run(
      { ...workbench, trainer: refusing(workbench.trainer) },
      toyConfig,
      { onProgress: (progress) => void reports.push(progress) },
    );
    deepEqual(second, first);
    ok(reports.every(({ last }) => last?.kept));
    const { total } = reports.at(-1)!;
    deepEqual(
      reports.flatMap(({ stage, done, total, kept }) =>
        done === total ? [[stage, total, kept]] : []
      ),
      [["networks", 2, 2], ["choices of neurons", 2, 2], ["re-trainings", total, total]],
    );
  }));

for (const workers of [1, 2]) {
  for (const stage of ["choices of neurons", "re-trainings"] as const) {
    Deno.test(
      `aborted in the stage of ${stage}, ${workers} at work: running again gives the undisturbed result`,
      permitted,
      () =>
        withWorkbench(async (workbench) => {
          const controller = new AbortController();
          const onProgress = (progress: StageProgress) => {
            if (progress.stage === stage && progress.done > 0) {
              controller.abort(new Error("stop here"));
            }
          };
          await rejects(
            run({ ...workbench, workers }, toyConfig, { signal: controller.signal, onProgress }),
            /stop here/,
          );
          const reports: StageProgress[] = [];
          const result = await run(workbench, toyConfig, {
            onProgress: (progress) => void reports.push(progress),
          });
          deepEqual(result, await expected());
          const { kept, total } = reports.findLast((one) => one.stage === stage)!;
          // With two at work the other one may have ended at the same moment.
          ok(0 < kept && (kept < total || workers > 1), `${kept} of ${total} kept`);
        }),
    );
  }
}

Deno.test(
  "progress counts each different sub-network once, up to all of them",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const reports: StageProgress[] = [];
      const result = await run(workbench, toyConfig, {
        onProgress: (progress) => void reports.push(progress),
      });
      const done = reports.flatMap(({ stage, done, last }) =>
        stage === "re-trainings" && last ? done : []
      );
      deepEqual(done, done.toSorted((a, b) => a - b));
      const { total, kept } = reports.at(-1)!;
      equal(done[0], 1);
      equal(done.at(-1), total);
      equal(kept, 0);
      const different = result.rows.filter(({ retrained }) => retrained)
        .map(({ network, kept, removal, start, draw }) =>
          JSON.stringify([network, kept, removal, start, start === "fresh" ? draw : 0])
        );
      equal(total, new Set(different).size);
      ok(total < different.length);
    }),
);

Deno.test(
  "rejected networks have no sub-networks; with none there is nothing to do",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const result = await run(workbench, { ...toyConfig, networks: 1, minAccuracy: 1 });
      deepEqual(result.networks, []);
    }),
);

/** The same samples with labels, or images, in another order. */
function scrambled(samples: Samples, part: "labels" | "inputs"): Samples {
  const order = shuffle([...Array(samples.count).keys()], randomSource(9));
  if (part === "labels") {
    return { ...samples, labels: Uint8Array.from(order, (row) => samples.labels[row]!) };
  }
  const inputs = samples.inputs.slice();
  order.forEach((from, to) => {
    inputs.set(
      samples.inputs.subarray(from * samples.features, (from + 1) * samples.features),
      to * samples.features,
    );
  });
  return { ...samples, inputs };
}

/** The neurons that every strategy keeps, on `dataset` with `test` in place of its test set. */
async function keptWith(
  config: ExperimentConfig,
  changes: Partial<Workbench> & { dataset: Dataset },
) {
  let result: RetrainingResult | undefined;
  await withWorkbench(async (workbench) => void (result = await run(workbench, config)), changes);
  const { bestSizes, rows } = result!;
  const kept = rows.filter(({ retrained, size }) => !retrained && size !== "all")
    .map(({ network, strategy, size, draw, kept }) => ({ network, strategy, size, draw, kept }));
  return { bestSizes, kept };
}

const WAYS = ["labels", "inputs"] as const;

/** All strategies, as few re-trainings as they need. */
const choosing: ExperimentConfig = {
  ...toyConfig,
  networks: 1,
  subnetworkSizes: [2, "k*"],
  frozenSizes: [],
  newInitialisations: 0,
};

Deno.test(
  "with selection on validation samples no strategy sees the test set",
  permitted,
  async () => {
    const rest = withholdValidation(dataset, 3);
    const keptOf = (config: ExperimentConfig, parts: Partial<DatasetParts> = {}) =>
      keptWith(config, { dataset: { ...rest, parts: { ...rest.parts, ...parts } } });
    for (
      const config of [
        { ...choosing, selection: "validation" as const },
        validationConfig(choosing),
      ]
    ) {
      const kept = await keptOf(config);
      const { test, validation } = rest.parts;
      for (const part of WAYS) {
        deepEqual(await keptOf(config, { test: scrambled(test, part) }), kept);
        notDeepEqual(await keptOf(config, { validation: scrambled(validation, part) }), kept);
      }
    }
  },
);

Deno.test(
  "with selection on the test set every strategy that looks at samples sees it",
  permitted,
  async () => {
    const config = { ...choosing, networks: 2 };
    const { kept } = await keptWith(config, { dataset });
    for (const part of WAYS) {
      const other = await keptWith(config, {
        dataset: {
          ...dataset,
          parts: { ...dataset.parts, test: scrambled(dataset.parts.test, part) },
        },
      });
      const changed = new Set(
        other.kept.filter((one, at) =>
          typeof one.size === "number" && JSON.stringify(one) !== JSON.stringify(kept[at])
        ).map(({ strategy }) => strategy),
      );
      deepEqual([...changed].sort(), [
        "complement",
        "mi-mixture",
        "mi-model",
        "redundancy",
        "synergy",
      ]);
    }
  },
);

Deno.test(
  "selection on validation samples that are not there is refused",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      await rejects(run(workbench, { ...toyConfig, selection: "validation" }), {
        name: "ConfigError",
        message: /needs validation samples .*, toy has none/,
      });
    }),
);

Deno.test(
  "with a wide layer: greedy choices that are told as greedy, and no exact sizes",
  permitted,
  () =>
    withWorkbench(async (workbench) => {
      const config: ExperimentConfig = {
        ...toyConfig,
        hiddenWidths: [5, 26],
        networks: 1,
        strategies: ["synergy", "random"],
        subnetworkSizes: [7, "k*"],
        frozenSizes: [],
        newInitialisations: 0,
      };
      const result = await run(workbench, config);
      equal(result.sizeSearch, "greedy");
      equal((await expected()).sizeSearch, "exact");
      deepEqual(result.bestSizes.map(({ layer, search }) => [layer, search]), [
        ["fc1", "greedy"],
        ["fc2", "greedy"],
      ]);
      for (const { kept, size } of result.rows) {
        if (size === 7) deepEqual(kept.map((layer) => layer.length), [5, 7]);
      }
      deepEqual(await run({ ...workbench, trainer: refusing(workbench.trainer) }, config), result);
      // The key says greedy, and is another one than that of the files whose exact sizes were greedy ones.
      const [key] = [...Deno.readDirSync(join(workbench.store.root, "selection"))];
      const path = join(workbench.store.root, "selection", key!.name, "artifact.json");
      const { inputs } = JSON.parse(await Deno.readTextFile(path));
      deepEqual(inputs.plan, [
        ["synergy", 7, "greedy", 0],
        ["random", 7, "greedy", 0],
        ["random", 7, "greedy", 1],
        ["synergy", "k*", "greedy", 0],
        ["random", "k*", "greedy", 0],
        ["random", "k*", "greedy", 1],
      ]);
      equal(inputs.exact, false);
      await rejects(
        run(workbench, { ...config, subnetworkSizes: [7, "k* exact"] }),
        /^ConfigError: Sub-networks of size "k\* exact" .* fc2 has 26 units/,
      );
    }),
);
