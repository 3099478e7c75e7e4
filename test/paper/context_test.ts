import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { loadDataset, openContext, openRunner, resolveConfig } from "../../lib/paper/mod.ts";
import { inFolder } from "../in_folder.ts";
import { sampleRows } from "../sample_rows.ts";
import { withVariables } from "../with_variables.ts";
import { permitted } from "../permitted.ts";

const config = resolveConfig("smoke", { samples: { train: 300, test: 100 } });

Deno.test("neurons are chosen by the test set, and nothing is set aside", permitted, async () => {
  using runner = openRunner({ workers: 3 });
  const { dataset, trainer, data } = await openContext(config, runner);
  const whole = await loadDataset(config);
  deepEqual(dataset, whole);
  equal(trainer.name, "fused");
  deepEqual([data.name, data.samples, data.validation], ["mnist-embedded", config.samples, null]);
  equal(runner.workers, 3);
});

Deno.test(
  "neurons are chosen by samples that no training sees, drawn by the seed",
  permitted,
  async () => {
    using runner = openRunner({ workers: 1 });
    const whole = await loadDataset(config);
    const validation = { ...config, selection: "validation" as const };
    const { dataset } = await openContext(validation, runner);
    const [trained, setAside] = [
      sampleRows(dataset.parts.train),
      sampleRows(dataset.parts.validation!),
    ];
    equal(setAside.length, 50);
    deepEqual([...trained, ...setAside].sort(), sampleRows(whole.parts.train).sort());
    equal(new Set(sampleRows(whole.parts.train)).size, 300);
    deepEqual(dataset.parts.test, whole.parts.test);

    const again = await openContext(validation, runner);
    deepEqual(again.dataset, dataset);
    const other = await openContext({ ...validation, seed: 2 }, runner);
    equal(other.dataset.fingerprint === dataset.fingerprint, false);
    equal(new Set([...sampleRows(other.dataset.parts.validation!), ...setAside]).size > 50, true);
  },
);

Deno.test(
  "the store lies in the data folder; WORKERS says how many jobs run at once",
  permitted,
  () =>
    inFolder((folder) =>
      withVariables({ MULTIPLET_DATA: folder, WORKERS: "5" }, () => {
        using runner = openRunner();
        equal(runner.store.root, join(folder, "runs"));
        equal(runner.workers, 5);
        return Promise.resolve();
      })
    ),
);
