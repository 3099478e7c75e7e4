import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { loadDataset, openWorkbench, resolveConfig } from "../../lib/paper/mod.ts";
import { inFolder } from "../in_folder.ts";
import { sampleRows } from "../sample_rows.ts";
import { withVariables } from "../with_variables.ts";
import { permitted } from "../permitted.ts";

const config = resolveConfig("smoke", { samples: { train: 300, test: 100 } });

Deno.test("neurons are chosen by the test set, and nothing is set aside", permitted, async () => {
  const { dataset, trainer, workers } = await openWorkbench(config, {
    workers: 3,
  });
  const whole = await loadDataset(config);
  deepEqual(dataset, whole);
  equal(trainer.name, "fused");
  equal(workers, 3);
});

Deno.test(
  "neurons are chosen by samples that no training sees, drawn by the seed",
  permitted,
  async () => {
    const whole = await loadDataset(config);
    const validation = { ...config, selection: "validation" as const };
    const { dataset } = await openWorkbench(validation, { workers: 1 });
    const [trained, setAside] = [
      sampleRows(dataset.parts.train),
      sampleRows(dataset.parts.validation!),
    ];
    equal(setAside.length, 50);
    deepEqual([...trained, ...setAside].sort(), sampleRows(whole.parts.train).sort());
    equal(new Set(sampleRows(whole.parts.train)).size, 300);
    deepEqual(dataset.parts.test, whole.parts.test);

    const again = await openWorkbench(validation, { workers: 1 });
    deepEqual(again.dataset, dataset);
    const other = await openWorkbench({ ...validation, seed: 2 }, { workers: 1 });
    equal(other.dataset.fingerprint === dataset.fingerprint, false);
    equal(new Set([...sampleRows(other.dataset.parts.validation!), ...setAside]).size > 50, true);
  },
);

Deno.test(
  "the store lies in the data folder; WORKERS says how many jobs run at once",
  permitted,
  () =>
    inFolder((folder) =>
      withVariables({ MULTIPLET_DATA: folder, WORKERS: "5" }, async () => {
        const { store, workers } = await openWorkbench(config);
        equal(store.root, join(folder, "runs"));
        equal(workers, 5);
      })
    ),
);
