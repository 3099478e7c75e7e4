/** Tasks do their work with what they are granted, in a checkout of their own. */
import {
  deepStrictEqual as deepEqual,
  doesNotMatch,
  match,
  ok,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import config from "../../deno.json" with { type: "json" };
import { SMALL } from "../commands/_experiments.ts";
import { permitted, variable } from "../permitted.ts";
import { ROOT } from "../sources.ts";
import { withCheckout } from "./_checkout.ts";

/** Names in a folder, in order. */
const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

/** Arguments that run a script of these tests as a task with the permission set does. */
const script = (set: string, root: string, name: string) => [
  ...["run", "--quiet", "--no-prompt", "--cached-only", `-P=${set}`],
  ...["--config", join(root, "deno.json"), name],
];

/** Kinds of results. */
const SEARCHES = [
  ...["independent-extremes", "layer", "layer-analysis", "layer-encodings"],
  "layer-significance",
];

Deno.test(
  "the studies work with their permissions, and write to data/runs alone",
  permitted,
  () =>
    withCheckout(async ({ root, deno }) => {
      const before = names(root);
      for (
        const [task, kinds] of Object.entries({
          train: ["network"],
          "search-layers": [...SEARCHES, "network", "rank-bias"],
          "retrain-subnetworks": [...SEARCHES, "network", "rank-bias", "retraining", "selection"],
        })
      ) {
        const { code, stdout, stderr } = await deno(["task", task, ...SMALL, "--workers", "2"]);
        equal(code, 0, stderr);
        equal(stdout, "");
        deepEqual(names(join(root, "data", "runs")), [".partial", ...kinds]);
      }
      deepEqual(names(root), before);
      deepEqual(names(join(root, "data")), ["runs"]);
    }),
);

Deno.test(
  "the reference on tfjs reads its WebAssembly from Deno's cache",
  permitted,
  () =>
    withCheckout(async ({ deno }) => {
      const { code, stderr } = await deno([
        ...["task", "train", "--preset", "smoke", "--set", "networks=1", "--set", "epochs=1"],
        ...["--set", 'samples={"train":100,"test":100}', "--set", "trainer=tfjs-wasm"],
      ]);
      equal(code, 0, stderr);
      match(stderr, /trainer tfjs-wasm\nnetworks: 1 of 1\n/);
    }),
);

Deno.test(
  "training does not download: it says what is missing and which task brings it",
  permitted,
  () =>
    withCheckout(async ({ root, deno }) => {
      const { code, stderr } = await deno(["task", "train", "--preset", "paper"]);
      equal(code, 2);
      const told = stderr.trimEnd().split("\n").at(-1)!;
      match(told, /^mnist: .*data\/mnist lacks train-images-idx3-ubyte, .*`deno task data`/);
      doesNotMatch(stderr, /Training|NotCapable|\n\s+at /);
      deepEqual(names(join(root, "data")), []);
    }),
);

for (
  const [name, folder] of [
    ["mnist", "MNIST_DIR"],
    ["fashion-mnist", "FASHION_MNIST_DIR"],
  ] as const
) {
  Deno.test({
    name: `${name} is read from whatever folder ${folder} names`,
    ignore: !variable(folder),
    fn: () =>
      withCheckout(async ({ deno }) => {
        const { code, stderr } = await deno([
          ...["task", "train", "--preset", "smoke", "--set", "networks=1", "--set", "epochs=1"],
          ...["--set", `dataset=${name}`],
        ], { [folder]: variable(folder)! });
        equal(code, 0, stderr);
        match(stderr, /^networks: 1 of 1$/m);
      }),
  });
}

Deno.test(
  "another data folder is refused before any work, with the call that allows it",
  permitted,
  () =>
    withCheckout(async ({ root, deno }) => {
      const elsewhere = join(root, "elsewhere");
      const env = { MULTIPLET_DATA: elsewhere };
      const args = ["--preset", "smoke", "--set", "networks=1", "--set", "epochs=1"];
      const refused = await deno(["task", "train", ...args], env);
      equal(refused.code, 2);
      const told = refused.stderr.trimEnd().split("\n").at(-1)!;
      match(
        told,
        /^Results go to .*elsewhere\/runs, .* no permission to write; unset MULTIPLET_DATA/,
      );
      doesNotMatch(refused.stderr, /Training/);
      equal(names(root).includes("elsewhere"), false);

      const call = /run deno (run -P=train \S+ lib\/cli\.ts) with the command and its options$/
        .exec(
          told,
        )
        ?.[1];
      const allowed = await deno([...call!.split(" "), "train", ...args], env);
      equal(allowed.code, 0, allowed.stderr);
      deepEqual(names(join(elsewhere, "runs")), [".partial", "network"]);
      deepEqual(names(join(root, "data")), []);
    }),
);

Deno.test(
  "store lists and removes in data/runs, and refuses another folder with the call that allows it",
  permitted,
  () =>
    withCheckout(async ({ root, deno }) => {
      const trained = await deno(["task", "train", ...SMALL]);
      equal(trained.code, 0, trained.stderr);
      const listed = await deno(["task", "store", "--json"]);
      equal(listed.code, 0, listed.stderr);
      const { configurations } = JSON.parse(listed.stdout);
      equal(configurations[0].kinds[0].artifacts, 2);
      const removed = await deno(["task", "store", "prune", configurations[0].id, "--yes"]);
      equal(removed.code, 0, removed.stderr);
      deepEqual(names(join(root, "data", "runs", "network")), []);

      const refused = await deno(["task", "store"], { MULTIPLET_DATA: join(root, "elsewhere") });
      equal(refused.code, 2);
      match(
        refused.stderr,
        /Results are stored in .*elsewhere\/runs, .* to read and write; unset MULTIPLET_DATA, or run deno run -P=store --allow-read=\S+elsewhere\/runs --allow-write=\S+ lib/,
      );
    }),
);

Deno.test(
  "downloads reach the hosts and the folders of the data sets, nothing else",
  permitted,
  () =>
    withCheckout(async ({ root, deno }) => {
      const { code, stdout, stderr } = await deno(
        script("data", root, "test/permissions/_download.ts"),
      );
      equal(code, 0, stderr);
      const { files, refused, granted } = JSON.parse(stdout) as {
        files: Record<string, string[]>;
        refused: string[];
        granted: string[];
      };
      deepEqual(Object.keys(files), ["mnist", "fashion-mnist", "cifar-10"]);
      for (const [name, found] of Object.entries(files)) {
        equal(found.length, name === "cifar-10" ? 3 : 4);
        deepEqual(names(join(root, "data", name)), found);
      }
      deepEqual(granted, [
        "ossci-datasets.s3.amazonaws.com",
        "storage.googleapis.com",
        "fashion-mnist.s3-website.eu-central-1.amazonaws.com",
        "raw.githubusercontent.com",
        "www.cs.toronto.edu",
        "registry.npmjs.org",
      ]);
      for (const refusal of refused) {
        match(refusal, /^NotCapable: Requires (read|write|net) access/);
      }
      equal(refused.length, 4);

      const elsewhere = await deno(["task", "data"], { MNIST_DIR: join(root, "elsewhere") });
      equal(elsewhere.code, 2);
      match(
        elsewhere.stderr,
        /Data set "mnist" goes to .*elsewhere, which .* no permission to read and write; unset MNIST_DIR .*-P=data --allow-read=\S+elsewhere --allow-write=\S+elsewhere lib/,
      );
    }),
);

Deno.test(
  "analyze works with its permissions, and only the result goes to standard output",
  permitted,
  () =>
    withCheckout(async ({ root, deno }) => {
      const rows = Array.from(
        { length: 40 },
        (_, i) => `${Math.sin(i)},${Math.cos(3 * i)},${i % 7}`,
      );
      await Deno.writeTextFile(join(root, "x.csv"), ["a,b,c", ...rows].join("\n"));
      const shown = await deno(["task", "analyze", "--features", "x.csv"]);
      equal(shown.code, 0, shown.stderr);
      const written = await deno(["task", "analyze", "--features", "x.csv", "--output", "y.json"]);
      equal(written.code, 0, written.stderr);
      deepEqual(await Deno.readTextFile(join(root, "y.json")), shown.stdout);
      equal(JSON.parse(shown.stdout).variables, 3);
    }),
);

Deno.test(
  "benchmarks measure, read digits and write results with their permissions, nothing else",
  permitted,
  () =>
    withCheckout(async ({ root, deno }) => {
      await Deno.mkdir(join(root, "bench", "results"), { recursive: true });
      await Deno.symlink(join(ROOT, "bench", "harness.ts"), join(root, "bench", "harness.ts"));
      await Deno.copyFile(
        join(ROOT, "test", "permissions", "_benchmark.ts"),
        join(root, "bench", "tiny.ts"),
      );
      const { code, stdout, stderr } = await deno(script("bench", root, "bench/tiny.ts"));
      equal(code, 0, stderr);
      match(stdout, /Requires write access[\s\S]*Requires net access/);
      deepEqual(names(join(root, "bench", "results")), ["tiny.json"]);
      const result = JSON.parse(await Deno.readTextFile(join(root, "bench/results/tiny.json")));
      ok(result.environment.cores > 0 && result.environment.memoryGiB > 0);
    }),
);

Deno.test(
  "the kernel compiles with its permissions, to the bytes that are here",
  permitted,
  () =>
    withCheckout(async ({ root, deno }) => {
      await Deno.remove(join(root, "lib"));
      await Deno.mkdir(join(root, "lib", "kernels", "assembly"), { recursive: true });
      const from = join(ROOT, "lib", "kernels");
      await Deno.copyFile(join(from, "build.ts"), join(root, "lib", "kernels", "build.ts"));
      for (const name of names(join(from, "assembly"))) {
        const [source, copy] = [from, join(root, "lib", "kernels")];
        await Deno.copyFile(join(source, "assembly", name), join(copy, "assembly", name));
      }
      const { code, stderr } = await deno(["task", "kernels:build"]);
      equal(code, 0, stderr);
      deepEqual(
        await Deno.readFile(join(root, "lib", "kernels", "fused.wasm")),
        await Deno.readFile(join(from, "fused.wasm")),
      );
      ok(config.tasks["kernels:build"].command.includes("-P=kernels"));
    }),
);
