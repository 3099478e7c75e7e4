import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { sha256 } from "../../../lib/system/artifacts/mod.ts";
import {
  amountOf,
  settingsParts,
  type StoreReport,
  storeReport,
} from "../../../lib/commands/store/inventory.ts";
import { choose } from "../../../lib/commands/store/choice.ts";
import { EMBEDDED, FINGERPRINT, withInventedStore } from "./invented_store.ts";
import { permitted } from "../../permitted.ts";

/** How many artifacts of each kind. */
const counts = ({ kinds }: Pick<StoreReport, "kinds">) =>
  Object.fromEntries(kinds.map(({ kind, artifacts }) => [kind, artifacts]));

Deno.test(
  "networks that differ in their index alone are one configuration, with their results",
  permitted,
  () =>
    withInventedStore(async ({ network, result, look, store }) => {
      const [a, b] = [await network(0), await network(1, { day: 3 })];
      const other = await network(0, { epochs: 2 });
      for (const key of [a, b, other]) await result("layer", key);
      await result("retraining", a, 1);
      await result("retraining", a, 2);
      await store.write({ kind: "sum", inputs: [1, 2] }, {}, null);
      const report = storeReport(await look());
      deepEqual(counts(report), { network: 3, layer: 3, retraining: 2, sum: 1 });
      equal(report.artifacts, 9);
      const [newer, older] = report.configurations;
      equal(report.configurations.length, 2);
      deepEqual(counts(newer!), { network: 2, layer: 2, retraining: 2 });
      deepEqual(counts(older!), { network: 1, layer: 1 });
      deepEqual([newer!.newest, older!.newest].map((date) => date?.slice(0, 10)), [
        "2026-03-03",
        "2026-03-02",
      ]);
      equal(newer!.seconds, 2 * 2 + 4 * 0.5);
      equal(older!.bytes, report.bytes - newer!.bytes - report.others.bytes);
      deepEqual([counts(report.orphans), counts(report.others)], [{}, { sum: 1 }]);
    }),
);

Deno.test(
  "results computed from the searches of one layer, or of several, belong to their network",
  permitted,
  () =>
    withInventedStore(async ({ network, look, store }) => {
      const key = await network(0);
      const gone = "f".repeat(64);
      for (const [at, own] of [key, gone].entries()) {
        const layer = { network: own, layer: "fc1" };
        await store.write({ kind: "rank-bias", inputs: { searched: layer, at } }, {}, null);
        await store.write({ kind: "wide-selection", inputs: { searched: [layer], at } }, {}, null);
      }
      await store.write({ kind: "empty", inputs: { searched: [] } }, {}, null);
      const report = storeReport(await look());
      const both = { "rank-bias": 1, "wide-selection": 1 };
      deepEqual(counts(report.configurations[0]!), { network: 1, ...both });
      deepEqual([counts(report.orphans), counts(report.others)], [both, { empty: 1 }]);
    }),
);

Deno.test(
  "the id of a configuration is the SHA-256 of what its networks share",
  permitted,
  () =>
    withInventedStore(async ({ network, look }) => {
      await network(5);
      const [configuration] = storeReport(await look()).configurations;
      const text = `{"dataset":"${FINGERPRINT}","hyperparameters":{"batchSize":32,"epochs":50,` +
        `"learningRate":0.01},"initialisation":"default","revision":"${"e".repeat(64)}/1",` +
        '"seed":1,"trainer":"fused","widths":[784,20,20,20,10]}';
      equal(configuration!.key, sha256(text));
      equal(configuration!.id, sha256(text).slice(0, 8));
      deepEqual(settingsParts(configuration!), [
        "data set mnist-embedded",
        "784-20-20-20-10",
        "initialisation default",
        "50 epochs",
        "batch size 32",
        "learning rate 0.01",
        "seed 1",
        "trainer fused eeeeeeee/1",
      ]);
    }),
);

Deno.test(
  "results of a network that is gone, or damaged, are orphans",
  permitted,
  () =>
    withInventedStore(async ({ network, result, look, store }) => {
      const [gone, damaged] = [await network(0), await network(1)];
      for (const key of [gone, damaged]) await result("layer", key);
      await Deno.remove(`${store.root}/network/${gone}`, { recursive: true });
      await Deno.truncate(`${store.root}/network/${damaged}/final/weights.bin`, 1);
      const report = storeReport(await look());
      deepEqual(counts(report.orphans), { layer: 2 });
      deepEqual(report.configurations, []);
      deepEqual(report.damaged.map(({ reason }) => reason), [
        "final/weights.bin has 1 bytes, 900 are expected",
      ]);
    }),
);

Deno.test(
  "results of a network that is a link, or cannot be read, are no orphans",
  permitted,
  () =>
    withInventedStore(async ({ network, result, look, store }) => {
      const [linked, unreadable] = [await network(0), await network(1)];
      for (const key of [linked, unreadable, "f".repeat(64)]) await result("layer", key);
      const folder = `${store.root}/network/${linked}`;
      await Deno.rename(folder, `${store.root}/../elsewhere`);
      await Deno.symlink("../../elsewhere", folder);
      const { readFileSync } = Deno;
      Deno.readFileSync = (path) => {
        if (`${path}`.includes(unreadable)) throw new Deno.errors.PermissionDenied("not yours");
        return readFileSync(path);
      };
      try {
        const inventory = await look();
        const report = storeReport(inventory);
        deepEqual([counts(report.orphans), counts(report.others)], [{ layer: 1 }, { layer: 2 }]);
        deepEqual(report.foreign.map(({ reason }) => reason).sort(), [
          "a link to ../../elsewhere",
          "artifact.json cannot be read: not yours",
        ]);
        const names = ["network", "orphans", "damaged", "partial"];
        const { artifacts, damaged, partial } = choose(inventory, names);
        deepEqual(artifacts.map(({ inputs }) => inputs), [{ network: "f".repeat(64), index: 0 }]);
        deepEqual([damaged, partial], [[], []]);
      } finally {
        Deno.readFileSync = readFileSync;
      }
      // A folder of networks that is a link may have every network.
      await Deno.rename(`${store.root}/network`, `${store.root}/../networks`);
      await Deno.symlink("../../models", `${store.root}/network`);
      const { orphans, others, configurations } = storeReport(await look());
      deepEqual([counts(orphans), counts(others), configurations], [{}, { layer: 3 }, []]);
    }),
);

Deno.test(
  "a data set has the name that a note beside any network trained on it tells",
  permitted,
  () =>
    withInventedStore(async ({ network, look }) => {
      const config = {
        ...EMBEDDED,
        preset: "smoke",
        samples: { train: 2000, test: 1000 },
        selection: "validation",
      };
      await network(0, { fingerprint: "a".repeat(64), sidecar: { config } });
      await network(0, { fingerprint: "a".repeat(64), epochs: 3, sidecar: null });
      await network(0, { fingerprint: "b".repeat(64), sidecar: { config: { preset: "x" } } });
      const named = storeReport(await look()).configurations.map((
        { dataset, presets, settings },
      ) => [
        dataset,
        presets,
        settingsParts({ dataset, settings })[0],
      ]);
      const name = "mnist-embedded, 2000/1000 samples, with validation samples";
      deepEqual(named.map((one) => JSON.stringify(one)).sort(), [
        `["${name}",["smoke"],"data set ${name}"]`,
        `["${name}",[],"data set ${name}"]`,
        '[null,[],"data set bbbbbbbb"]',
      ]);
    }),
);

Deno.test(
  "presets are those that trained a network, and those with the same settings",
  permitted,
  () =>
    withInventedStore(async ({ network, look }) => {
      await network(0, { sidecar: { config: { ...EMBEDDED, preset: "paper" } } });
      await network(1, { sidecar: { config: { ...EMBEDDED, preset: "paper", draws: 1 } } });
      await network(0, { epochs: 3, sidecar: { config: { ...EMBEDDED, epochs: 3 } } });
      const presets = storeReport(await look()).configurations.map(({ presets }) => presets);
      deepEqual(presets.sort(), [["embedded"], ["embedded", "paper"]]);
    }),
);

Deno.test(
  "networks with other inputs than today's have a configuration, told as they are",
  permitted,
  () =>
    withInventedStore(async ({ store, look }) => {
      await store.write({ kind: "network", inputs: { spec: "cnn", index: 0 } }, {}, null);
      await store.write({ kind: "network", inputs: "bare" }, {}, "note");
      const report = storeReport(await look());
      deepEqual(
        report.configurations.map((one) => settingsParts(one)).sort(),
        [['"bare"'], ['{"spec":"cnn"}']],
      );
      deepEqual([report.seconds, report.newest], [0, null]);
    }),
);

Deno.test("what a note has wrong is not added up", permitted, () => {
  const artifact = (sidecar: { readonly [key: string]: string | number } | null) => ({
    kind: "layer",
    key: "",
    folder: "",
    inputs: null,
    sidecar,
    bytes: 3,
    bytesOnDisk: 4096,
  });
  const finished = "2026-03-01T00:00:00.000Z";
  deepEqual(
    amountOf([
      artifact({ seconds: 2, finished }),
      artifact({ seconds: -1, finished: "2027-01-01T00:00:00.000Z" }),
      artifact({ seconds: 1, finished: "\u001b[2J" }),
      artifact(null),
    ]),
    { artifacts: 4, bytes: 12, bytesOnDisk: 16384, seconds: 2, newest: finished },
  );
});
