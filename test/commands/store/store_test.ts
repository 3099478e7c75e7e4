import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { storeText } from "../../../lib/commands/store/store_text.ts";
import { byteSize } from "../../../lib/system/printable.ts";
import { type Ask, pruneNamed, STORE_HELP } from "../../../lib/commands/store/store.ts";
import { scanStore } from "../../../lib/system/artifacts/scan.ts";
import { storeReport, takeInventory } from "../../../lib/commands/store/inventory.ts";
import { type CommandRun, runCaptured } from "../captured.ts";
import { EMBEDDED, type InventedStore, withInventedStore } from "./invented_store.ts";
import { withVariables } from "../../with_variables.ts";
import { permitted } from "../../permitted.ts";
import { runDeno } from "../../processes.ts";
import { ROOT } from "../../sources.ts";

/** Runs `store` in this process on invented results. */
const withStore = (
  test: (
    store: InventedStore,
    run: (...args: string[]) => Promise<Omit<CommandRun, "text">>,
    data: string,
  ) => Promise<void>,
) =>
  withInventedStore((store, data) =>
    withVariables(
      { MULTIPLET_DATA: data },
      () =>
        test(store, async (...args) => {
          const { text: _, ...ended } = await runCaptured(["store", ...args]);
          return ended;
        }, data),
    )
  );

/** Two networks of one configuration, results of one, an orphan. */
async function fill({ network, result }: InventedStore): Promise<void> {
  const [first] = [await network(0), await network(1)];
  await result("layer", first);
  for (let index = 0; index < 1200; index += 400) await result("retraining", first, index);
  await result("layer", "f".repeat(64));
}

/** The text without sizes, which differ from one file system to another, and without ids. */
const withoutSizes = (text: string) =>
  text.replaceAll(/ +[\d.]+ (kB|bytes|MB)\b/g, " …").replaceAll(/\b[0-9a-f]{8}\b/g, "01234567")
    .replaceAll(/ +(in files|on disk)/g, " $1");

Deno.test(
  "the list has the kinds, the configurations in words, and the orphans",
  permitted,
  () =>
    withStore(async (store, run) => {
      await fill(store);
      const { status, stdout, stderr } = await run();
      deepEqual([status, stderr], [0, ""]);
      deepEqual(withoutSizes(stdout).split("\n"), [
        store.root,
        "7 artifacts, … in files, … on disk, computed in 6.5 s",
        "",
        "Kinds",
        "kind        artifacts in files on disk  computed in",
        "network             2 … …        4.0 s",
        "layer               2 … …        1.0 s",
        "retraining          3 … …        1.5 s",
        "",
        "Configurations",
        "id        networks  results in files on disk  computed in  newest",
        "01234567         2        4 … …        6.0 s  2026-03-02",
        "          preset embedded, data set mnist-embedded, 784-20-20-20-10, initialisation default,",
        "          50 epochs, batch size 32, learning rate 0.01, seed 1, trainer fused 01234567/1",
        "          layer 1, retraining 3",
        "",
        "orphans: results whose network was removed",
        "  layer 1, … in files, … on disk, computed in 0.5 s",
        "",
      ]);
    }),
);

Deno.test(
  "the JSON has every number of the list, and the inputs",
  permitted,
  () =>
    withStore(async (store, run) => {
      await fill(store);
      const { status, stdout } = await run("--json");
      equal(status, 0);
      const report = JSON.parse(stdout);
      deepEqual(report, JSON.parse(JSON.stringify(storeReport(await store.look()))));
      equal(report.version, 1);
      equal(report.configurations[0].settings.hyperparameters.epochs, 50);
    }),
);

Deno.test(
  "leftovers and names of any kind are told in lines of at most 100 columns",
  permitted,
  () =>
    withInventedStore(async ({ root, network, result, look }) => {
      const preset = "\u001b[2J".repeat(40);
      const key = await network(0, { sidecar: { config: { ...EMBEDDED, preset } } });
      await Deno.truncate(join(await result("layer", key), "result.json"), 3);
      await Deno.mkdir(join(root, ".damaged", `layer-${"a".repeat(64)}-${crypto.randomUUID()}`), {
        recursive: true,
      });
      for (let at = 0; at < 13; at++) await Deno.mkdir(join(root, ".partial", crypto.randomUUID()));
      await Deno.writeTextFile(join(root, "bad\nname"), "1");
      const listed = storeText(storeReport(await look()));
      match(listed, /\ndamaged: 2, /);
      match(
        listed,
        /\n {2}\.damaged\/layer-aaaaaaaa\*\n {4}moved away by an earlier run, 0 bytes\n/,
      );
      match(
        listed,
        /\n {2}layer\/[0-9a-f]{8}\*\n {4}result\.json has 3 bytes, 100 are expected, \d+ bytes\n/,
      );
      match(
        listed,
        /\npartial: 13, [^\n]*\n( {2}\.partial\/\S{36}\n {4}not finished, 0 bytes\n){10}/,
      );
      match(listed, /\n {2}… 3 more, which --json lists\n/);
      match(listed, /\n {2}bad\\nname\n {4}no folder of artifacts, 1 byte\n$/);
      ok(listed.split("\n").every((line) => !/\p{Cc}/u.test(line)), listed);
      const long = listed.split("\n").slice(1).filter((line) => [...line].length > 100);
      // A part without a place to break is not cut.
      ok(long.every((line) => line.includes("\\u001b[2J")), long.join("\n"));
    }),
);

Deno.test(
  "without a store the list says that it is empty, and there is nothing to prune",
  permitted,
  () =>
    withStore(async ({ root }, run) => {
      await Deno.remove(root);
      deepEqual(await run(), {
        status: 0,
        stdout: `${root}\n0 artifacts, 0 bytes in files, 0 bytes on disk\n`,
        stderr: "",
      });
      deepEqual(await run("prune", "orphans", "damaged"), {
        status: 0,
        stdout: "There is nothing to remove.\n",
        stderr: "",
      });
      ok(!await Deno.stat(root).then(() => true, () => false), "the store was made");
    }),
);

const wrong: [string[], RegExp][] = [
  [["--yes"], /^Unknown option '--yes'; --help lists the options\n$/],
  [["list"], /^Unexpected argument 'list'/],
  [["--json", "prune", "orphans"], /^Unexpected argument 'prune'/],
  [["prune"], /^prune needs the names of the results to remove, got none; --help lists names\n$/],
  [["prune", "--yes"], /^prune needs the names/],
  [["prune", "orphans", "--force"], /^Unknown option '--force'; --help lists the options\n$/],
  [["prune", "orphans", "--json"], /^Unknown option '--json'/],
  [["prune", "abcd\n", "--yes"], /^"abcd\\n" matches nothing in the store: name a configuration /],
  [["prune", "layer", "nothing", "--yes"], /^"nothing" matches nothing in the store/],
  [["prune", "layer"], /^Nothing was removed: add --yes to remove these 2 results, .* on disk\n$/],
];

for (const [args, message] of wrong) {
  Deno.test(
    `store ${JSON.stringify(args)} ends with status 2 and changes nothing`,
    permitted,
    () =>
      withStore(async (store, run) => {
        await fill(store);
        const before = await store.look();
        const { status, stderr } = await run(...args);
        equal(status, 2);
        match(stderr, message);
        deepEqual(await store.look(), before);
      }),
  );
}

Deno.test(
  "help is told by --help of both, and is no longer than a line",
  permitted,
  () =>
    withStore(async (_, run) => {
      for (const args of [["--help"], ["prune", "--help"], ["prune", "x", "--yes", "--help"]]) {
        deepEqual(await run(...args), { status: 0, stdout: `${STORE_HELP}\n`, stderr: "" });
      }
      ok(STORE_HELP.split("\n").every((line) => line.length <= 100));
    }),
);

Deno.test(
  "with --yes the choice is listed and removed",
  permitted,
  () =>
    withStore(async (store, run) => {
      await fill(store);
      const { status, stdout, stderr } = await run("prune", "retraining", "orphans", "--yes");
      deepEqual([status, stderr], [0, ""]);
      deepEqual(withoutSizes(stdout).split("\n"), [
        `To be removed from ${store.root}`,
        "of                      kind        artifacts in files on disk  computed in",
        "configuration 01234567  retraining          3 … …        1.5 s",
        "orphans                 layer               1 … …        0.5 s",
        "all                                         4 … …        2.0 s",
        "Removed 4 of them.",
        "",
      ]);
      // A single row has no sum below it.
      const alone = await run("prune", "layer", "--yes");
      deepEqual(withoutSizes(alone.stdout).split("\n").slice(2), [
        "configuration 01234567  layer          1 … …        0.5 s",
        "Removed 1 of them.",
        "",
      ]);
      await store.result("layer", await store.network(0));
      const { orphans, artifacts } = await store.look();
      deepEqual([orphans.length, artifacts.map(({ kind }) => kind)], [
        0,
        ["layer", "network", "network"],
      ]);
    }),
);

Deno.test(
  "at a terminal the user is asked: only yes removes",
  permitted,
  () =>
    withStore(async (store) => {
      await fill(store);
      const signal = new AbortController().signal;
      const asking = async (answer: string | null) => {
        let question = "";
        const ask: Ask = (text) => {
          question = text;
          return answer;
        };
        const { write } = Deno.stdout;
        Deno.stdout.write = (bytes) => Promise.resolve(bytes.length);
        try {
          await pruneNamed(["layer"], signal, ask);
        } finally {
          Deno.stdout.write = write;
        }
        match(question, /^Remove these 2 results, .* on disk\? Type yes to do it:$/);
        return (await store.look()).artifacts.length;
      };
      for (const answer of [null, "", "no", "y", "yes please"]) equal(await asking(answer), 7);
      equal(await asking(" Yes\n"), 5);
    }),
);

/** Arguments of Deno for `store` with the permissions of the task, for another folder. */
const storeTask = (data: string, ...args: string[]) => [
  ...["run", "--quiet", "--no-prompt", "--cached-only", "-P=store"],
  ...[`--allow-read=${data}/runs`, `--allow-write=${data}/runs`, "lib/cli.ts", "store", ...args],
];

/** Runs `store` in a process of its own. */
const inProcess = (data: string, ...args: string[]) =>
  runDeno(storeTask(data, ...args), { cwd: ROOT, env: { MULTIPLET_DATA: data } });

Deno.test(
  "as a program with its permissions alone it lists and removes",
  permitted,
  () =>
    withInventedStore(async (store, data) => {
      await fill(store);
      const listed = await inProcess(data);
      equal(listed.code, 0, listed.stderr);
      match(listed.stdout, /^\S+\n7 artifacts, /);
      const refused = await inProcess(data, "prune", "network");
      equal(refused.code, 2);
      match(refused.stdout, /Note: 4 results of these networks are not removed /);
      const removed = await inProcess(data, "prune", "network", "--yes");
      equal(removed.code, 0, removed.stderr);
      const { artifacts, orphans } = await store.look();
      deepEqual([artifacts.length, orphans.length], [5, 5]);
    }),
);

Deno.test(
  "as a program it names links with where they lead, and removes nothing behind them",
  permitted,
  () =>
    withInventedStore(async (store, data) => {
      const { root } = store;
      await store.result("layer", await store.network(0));
      const [docs, old] = [join(data, "docs"), join(data, "docs", "old.txt")];
      await Deno.mkdir(docs);
      await Deno.writeTextFile(old, "old");
      await Deno.utime(old, 1, 1);
      await Deno.rename(join(root, "layer"), join(data, "layer"));
      await Deno.remove(join(root, ".partial"));
      const links = { ".partial": docs, ".damaged": docs, layer: join(data, "layer") };
      for (const [name, target] of Object.entries(links)) {
        await Deno.symlink(target, join(root, name));
      }
      const listed = await inProcess(data);
      equal(listed.code, 0, listed.stderr);
      const text = listed.stdout;
      match(
        text,
        /\nforeign: 3, 0 bytes in files, .*; other files, links, unreadable files; never removed\n/,
      );
      for (const [name, target] of Object.entries(links)) {
        ok(text.includes(`\n  ${name}\n    a link to ${target}, 0 bytes\n`), text);
      }
      const nothing = await inProcess(data, "prune", "partial", "damaged", "--yes");
      equal(nothing.stdout, "There is nothing to remove.\n");
      equal((await inProcess(data, "prune", "layer", "--yes")).code, 2);
      equal((await inProcess(data, "prune", "network", "--yes")).code, 1);
      equal(await Deno.readTextFile(old), "old");
      equal([...Deno.readDirSync(join(data, "layer"))].length, 1);
      equal([...Deno.readDirSync(docs)].length, 1);
      equal([...Deno.readDirSync(join(root, "network"))].length, 1);
    }),
);

Deno.test(
  "a removal that is killed leaves whole artifacts, and what it had begun aside",
  permitted,
  () =>
    withInventedStore(async (store, data) => {
      const network = await store.network(0);
      for (let index = 0; index < 400; index++) await store.result("retraining", network, index);
      const left = () => [...Deno.readDirSync(join(store.root, "retraining"))].length;
      const process = new Deno.Command(Deno.execPath(), {
        args: storeTask(data, "prune", "retraining", "network", "--yes"),
        cwd: ROOT,
        env: { MULTIPLET_DATA: data },
        stdout: "null",
      }).spawn();
      while (left() === 400) await new Promise((resolve) => setTimeout(resolve, 0));
      process.kill("SIGKILL");
      equal((await process.status).signal, "SIGKILL");
      const { artifacts, damaged, partial, foreign } = takeInventory(await scanStore(store.root));
      deepEqual([damaged, foreign], [[], []]);
      ok(artifacts.length < 401, "nothing was removed");
      ok(artifacts.length + partial.length <= 401);
      // The next one goes on; a run makes what is missing.
      const again = await inProcess(data, "prune", "retraining", "network", "--yes");
      equal(again.code, 0, again.stderr);
      equal((await store.look()).artifacts.length, 0);
      await store.network(0);
      equal((await store.look()).artifacts.length, 1);
    }),
);

Deno.test("sizes have three digits", permitted, () => {
  deepEqual(
    [0, 1, 999, 1000, 4096, 18_418_909, 999_600, 1.25e9, 3e14].map(byteSize),
    [
      "0 bytes",
      "1 byte",
      "999 bytes",
      "1.00 kB",
      "4.10 kB",
      "18.4 MB",
      "1.00 MB",
      "1.25 GB",
      "300 TB",
    ],
  );
});
