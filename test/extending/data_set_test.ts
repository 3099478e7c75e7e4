/** A data set from outside the library, by public imports alone: from its name to the extremes of a layer. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { DatasetError, loadNamedDataset } from "@multiplet/multiplet/data";
import {
  acceptedRuns,
  layersStages,
  openContext,
  openRunner,
  resolveConfig,
  subnetworksStages,
} from "@multiplet/multiplet/paper";
import { runStages } from "@multiplet/multiplet/studies";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { withVariables } from "../with_variables.ts";
import datasets, { TOY_BARS } from "../beyond/kept_variance/data.ts";

const overrides = {
  dataset: "toy-bars",
  samples: null,
  hiddenWidths: [4],
  networks: 1,
  epochs: 20,
  strategies: ["synergy", "random"],
  subnetworkSizes: [2],
  frozenSizes: [],
  randomSubsets: 1,
  newInitialisations: 0,
  selection: "validation",
};

Deno.test("it is loaded by its name, and described before it is loaded", permitted, async () => {
  const { input, classes } = datasets.get("toy-bars");
  const dataset = await loadNamedDataset("toy-bars", { datasets });
  deepEqual([dataset.input, dataset.classes], [input, classes]);
  deepEqual(Object.values(dataset.parts).map(({ count }) => count), [200, 100, 60]);
  // Other threads and machines find it like this.
  equal((await import(TOY_BARS.module)).default.get("toy-bars"), TOY_BARS);
});

Deno.test("without its catalogue the name is refused, with a list of those there are", async () => {
  throws(() => resolveConfig("smoke", overrides), /one of "mnist"\|.*\|"cifar-10" at dataset/);
  const message =
    'Unknown data set "toy-bars", use one of mnist, mnist-embedded, fashion-mnist, cifar-10';
  await rejects(loadNamedDataset("toy-bars"), new DatasetError(message));
});

Deno.test(
  "networks learn it, layers are searched, and neurons are kept",
  permitted,
  () =>
    inFolder((folder) =>
      withVariables({ MULTIPLET_DATA: folder }, async () => {
        const config = resolveConfig("smoke", overrides, { datasets });
        using runner = openRunner({ workers: 2 });
        const context = await openContext(config, runner, { datasets });
        const { training, layers } = await runStages(layersStages(config, context), runner);
        deepEqual(training.spec.layers.map(({ units }) => units), [4, 2]);
        const [run] = acceptedRuns(training);
        ok(run!.history.at(-1)!.testAccuracy > 0.9);
        const whole = layers.rows.find(({ layer, size }) => layer === "fc1" && size === 4);
        deepEqual(whole!.multiplet, [0, 1, 2, 3]);
        // The validation samples are those of the set: nothing is set aside for them.
        equal(context.dataset.parts.validation!.count, 60);
        equal(context.dataset.parts.train.count, 200);
        const { subnetworks } = await runStages(subnetworksStages(config, context), runner);
        const retrained = subnetworks.rows.filter((row) => row.retrained);
        deepEqual(retrained.map(({ strategy }) => strategy), ["synergy", "random"]);
      })
    ),
);
