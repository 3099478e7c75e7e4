/** What steps refer to by name: data sets of any catalogue and training engines. */
import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { DatasetError, loadNamedDataset } from "../../lib/data/mod.ts";
import { ConfigError, loadDataset } from "../../lib/paper/mod.ts";
import { DATASET, TRAINER } from "../../lib/paper/resources.ts";
import { fusedTrainer } from "../../lib/training/fused/mod.ts";
import catalogue, { TOY_BARS } from "../beyond/kept_variance/data.ts";
import { permitted } from "../permitted.ts";

const ref = { name: TOY_BARS.name, module: TOY_BARS.module, samples: null, validation: null };

Deno.test("a data set is loaded from the catalogue that its module has", permitted, async () => {
  const whole = await loadNamedDataset(TOY_BARS.name, { data: "", datasets: catalogue });
  const found = await DATASET.load({ ...ref, fingerprint: whole.fingerprint });
  deepEqual(found, whole);
  equal(DATASET.key({ ...ref, fingerprint: "abc" }), "abc");
  const samples = { train: 40, test: 20 };
  const part = await loadDataset({ dataset: ref.name, samples }, { datasets: catalogue });
  const { parts } = await DATASET.load({ ...ref, samples, fingerprint: part.fingerprint });
  deepEqual([parts.train.count, parts.test.count], [40, 20]);
});

Deno.test(
  "a data set that is not the planned one is an error with both fingerprints",
  permitted,
  async () => {
    const { fingerprint } = await loadNamedDataset(TOY_BARS.name, {
      data: "",
      datasets: catalogue,
    });
    await rejects(
      DATASET.load({ ...ref, fingerprint: "abc" }),
      new DatasetError(
        `The data set toy-bars has the fingerprint ${fingerprint} here, and the step was planned with ` +
          "abc: use the same files",
      ),
    );
  },
);

Deno.test("an engine is one of the library's, of the same revision", permitted, async () => {
  const { name, revision } = fusedTrainer();
  equal((await TRAINER.load({ name, revision })).revision, revision);
  equal(TRAINER.key({ name, revision }), `${name} ${revision}`);
  await rejects(
    TRAINER.load({ name, revision: "older" }),
    new ConfigError(
      `Cannot train with fused of revision older: here it is of revision ${revision}`,
    ),
  );
  await rejects(
    TRAINER.load({ name: "slow", revision }),
    new ConfigError(
      `Cannot train with slow of revision ${revision}: there is no such engine, use one of fused, ` +
        "tfjs-wasm, tfjs-cpu, tfjs-webgpu",
    ),
  );
});
