import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { resolveConfig } from "../../../lib/paper/mod.ts";
import type { StageProgress } from "../../../lib/studies/mod.ts";
import { trainNetworks, type Workbench } from "../toy_experiment.ts";
import { evaluate, loadNetwork, mlp } from "../../../lib/models/mod.ts";
import type { Trainer } from "../../../lib/training/mod.ts";
import { tfjsTrainer } from "../../../lib/training/tfjs/mod.ts";
import { toyDataset } from "../../toy_dataset.ts";
import { permitted } from "../../permitted.ts";
import { inFolder } from "../../in_folder.ts";

const dataset = toyDataset();
const config = resolveConfig("smoke", { hiddenWidths: [6], epochs: 2, learningRate: 0.1 });

/** Runs `use` with a fresh store. */
async function withOptions(use: (options: Workbench) => Promise<void>) {
  await inFolder(async (root) => {
    await use({ dataset, store: new ArtifactStore(root), trainer: tfjsTrainer("cpu") });
  });
}

/** A trainer that gives each network the test accuracy listed for it, without training. */
function inventedTrainer(accuracies: readonly number[]): Trainer & { trained: string[] } {
  const trained: string[] = [];
  return {
    name: "invented",
    revision: "1",
    refusal: () => undefined,
    trained,
    train: ({ jobs }) => {
      const { name, initial } = jobs[0]!;
      trained.push(name);
      const testAccuracy = accuracies[Number(name.split(" ")[1])]!;
      const metrics = { epoch: 0, trainLoss: 1, trainAccuracy: 1, testLoss: 1, testAccuracy };
      return Promise.resolve([{ name, parameters: initial, history: [metrics] }]);
    },
  };
}

Deno.test(
  "networks differ by seed, are stored, and open as saved networks",
  permitted,
  () =>
    withOptions(async (options) => {
      const result = await trainNetworks(config, options);
      equal(result.runs.length, 3);
      deepEqual(result.runs.map(({ index }) => index), [0, 1, 2]);
      deepEqual(result.spec, mlp([12, 6, 4]));
      ok(result.runs[0]!.initial[0]!.weights[0] !== result.runs[1]!.initial[0]!.weights[0]);
      for (const run of result.runs) {
        const { spec, parameters } = await loadNetwork(join(run.folder, "final"));
        deepEqual(parameters, run.final);
        equal(
          evaluate(spec, parameters, dataset.parts.test).accuracy,
          run.history.at(-1)!.testAccuracy,
        );
        equal(run.history.length, 3);
        ok(run.seconds > 0);
      }
    }),
);

Deno.test(
  "a second run reads every network and gives the same result",
  permitted,
  () =>
    withOptions(async (options) => {
      const first = await trainNetworks(config, options);
      const reports: StageProgress[] = [];
      const refusing: Trainer = {
        ...options.trainer,
        train: () => Promise.reject(new Error("nothing is left to train")),
      };
      const second = await trainNetworks(config, {
        ...options,
        trainer: refusing,
        onProgress: (progress) => reports.push(progress),
      });
      deepEqual(second, first);
      deepEqual(reports.map(({ last, done, kept }) => [last!.kept, done, kept]), [
        [true, 1, 1],
        [true, 2, 2],
        [true, 3, 3],
      ]);
    }),
);

Deno.test(
  "an aborted run keeps finished networks; running again gives the undisturbed result",
  permitted,
  () =>
    withOptions(async (options) => {
      const controller = new AbortController();
      await rejects(
        trainNetworks(config, {
          ...options,
          signal: controller.signal,
          onProgress: ({ working: [one] }) => {
            if (one?.label === "network 1") controller.abort(new Error("stop here"));
          },
        }),
        /stop here/,
      );
      const reports: StageProgress[] = [];
      const resumed = await trainNetworks(config, {
        ...options,
        onProgress: (progress) => reports.push(progress),
      });
      deepEqual(
        reports.flatMap(({ last }) => last?.kept ?? []),
        [true, false, false],
      );
      await withOptions(async (undisturbed) => {
        const result = await trainNetworks(config, undisturbed);
        deepEqual(result.runs.map(({ final }) => final), resumed.runs.map(({ final }) => final));
      });
    }),
);

Deno.test(
  "seeds are tried in order until enough networks pass",
  permitted,
  () =>
    withOptions(async (options) => {
      const trainer = inventedTrainer([0.97, 0.95, 0.96, 0.99, 0.99]);
      const strict = { ...config, minAccuracy: 0.96 };
      const result = await trainNetworks(strict, { ...options, trainer });
      deepEqual(result.runs.map(({ accepted }) => accepted), [true, false, true, true]);
      deepEqual(trainer.trained, ["network 0", "network 1", "network 2", "network 3"]);
    }),
);

Deno.test(
  "after three tries per network it goes on with fewer",
  permitted,
  () =>
    withOptions(async (options) => {
      const trainer = inventedTrainer([0.97, ...Array<number>(8).fill(0.5), 0.99]);
      const result = await trainNetworks({ ...config, minAccuracy: 0.96 }, { ...options, trainer });
      equal(result.runs.length, 9);
      equal(result.runs.filter(({ accepted }) => accepted).length, 1);
    }),
);

Deno.test("acceptance asks for both sets", permitted, () =>
  withOptions(async (options) => {
    const trainer: Trainer = {
      ...inventedTrainer([]),
      train: ({ jobs: [job] }) =>
        Promise.resolve([{
          name: job!.name,
          parameters: job!.initial,
          history: [{ epoch: 0, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy: 1 }],
        }]),
    };
    const result = await trainNetworks({ ...config, minAccuracy: 0.9 }, { ...options, trainer });
    ok(result.runs.every(({ accepted }) => !accepted));
  }));

Deno.test(
  "what a result depends on is in its key: another epoch count is another network",
  permitted,
  () =>
    withOptions(async (options) => {
      const { runs: [two] } = await trainNetworks({ ...config, networks: 1 }, options);
      const { runs: [one] } = await trainNetworks({ ...config, networks: 1, epochs: 1 }, options);
      ok(one!.folder !== two!.folder);
      deepEqual(one!.initial, two!.initial);
      equal(one!.history.length, 2);
      deepEqual(one!.history, two!.history.slice(0, 2));
    }),
);

Deno.test(
  "the number of networks does not change the first ones",
  permitted,
  () =>
    withOptions(async (options) => {
      const { runs: [alone] } = await trainNetworks({ ...config, networks: 1 }, options);
      const { runs } = await trainNetworks(config, options);
      deepEqual(runs[0], alone);
    }),
);
