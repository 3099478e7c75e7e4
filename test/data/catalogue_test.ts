import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { dirname } from "node:path";
import {
  DATASET_NAMES,
  DatasetError,
  type DatasetName,
  DATASETS,
  loadNamedDataset,
} from "../../lib/data/mod.ts";
import { loadDataset, resolveConfig } from "../../lib/experiments/mod.ts";
import { PERMITTED, permitted, variable } from "../permitted.ts";

const mnist = variable("MNIST_DIR");

for (const name of DATASET_NAMES) {
  Deno.test({
    name: `a configuration takes ${name}, and loads the set of that name`,
    ignore: !PERMITTED || name === "mnist" && !mnist,
    fn: async () => {
      const config = resolveConfig("smoke", { dataset: name });
      equal((await loadDataset({ ...config, samples: null })).name, name);
    },
  });
}

Deno.test("the names are those of the entries, each once", () => {
  deepEqual(DATASET_NAMES, Object.keys(DATASETS));
  equal(new Set(DATASET_NAMES).size, DATASET_NAMES.length);
});

Deno.test(
  "a name without an entry is refused by configurations and by loading, never replaced",
  permitted,
  async () => {
    const unknown = "fashion" as DatasetName;
    await rejects(
      loadNamedDataset(unknown),
      (error) =>
        error instanceof DatasetError && /"fashion".* mnist, mnist-embedded/.test(error.message),
    );
    await rejects(loadDataset({ dataset: unknown, samples: null }), DatasetError);
    await rejects(async () => await resolveConfig("smoke", { dataset: unknown }), /dataset/);
  },
);

Deno.test("files are looked for in the folder of inputs", permitted, async () => {
  const folder = await Deno.makeTempDir();
  try {
    const searched = loadNamedDataset("mnist", { data: folder });
    // MNIST_DIR names another folder where it is set.
    if (mnist) equal((await searched).name, "mnist");
    else await rejects(searched, new RegExp(`${dirname(`${folder}/mnist/x`)} lacks`));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
