/** The command `sweep`: counted, computed, tabulated. */
import { datasetVariables } from "../../lib/data/catalogue.ts";
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { csvRows } from "../figures/csv_checks.ts";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { ROOT } from "../sources.ts";
import { withVariables } from "../with_variables.ts";
import { results } from "./_experiments.ts";
import { runCaptured } from "./captured.ts";

const SMALL = join(ROOT, "sweeps/small.json");

Deno.test(
  "a sweep is counted, computed once, and tabulated; readings share networks",
  permitted,
  async () => {
    await inFolder(async (folder) => {
      await withVariables(
        { MULTIPLET_DATA: join(folder, "data"), MULTIPLET_REPORTS: folder },
        async () => {
          const plan = async () => {
            const { status, stdout, stderr } = await runCaptured(["sweep", "plan", SMALL]);
            equal(status, 0, stderr);
            return JSON.parse(stdout);
          };
          const before = await plan();
          deepEqual(before.readings, { total: 4, complete: 0 });
          // Two initialisations of two networks, whatever is removed.
          const [networks, ...later] = before.stages;
          deepEqual([networks.label, networks.total, networks.missing], ["networks", 4, 4]);
          deepEqual(later, []);
          ok(before.confounded.includes("initialisation with layers × removed-bias"));
          // This study announces nothing, and nothing has been measured.
          deepEqual([before.remaining.seconds, before.elapsed], [{ now: null, most: null }, null]);
          const unknown = await runCaptured(["sweep", "status", SMALL]);
          match(unknown.stdout, /^left: unknown, the store has no such result yet/m);
          const early = await runCaptured(["sweep", "table", SMALL]);
          equal(early.status, 2);
          match(
            early.stderr,
            /lacks results of reading 1 \(initialisation default, layers all, removed-bias removed\): run it first/,
          );

          const ran = await runCaptured(["sweep", "run", SMALL, "--workers", "2"]);
          equal(ran.status, 0, ran.stderr);
          match(ran.stderr, /^small: 0 of 4 readings have all results$/m);
          match(ran.stderr, /^networks: 4 of 4$/m);
          match(ran.stderr, /^small: all 4 readings have all results$/m);
          const after = await plan();
          deepEqual(after.readings, { total: 4, complete: 4 });
          ok(after.stages.every(({ missing }: { missing: number }) => missing === 0));
          equal(after.stages[0].total, 4);
          deepEqual(after.remaining, { seconds: { now: 0, most: 0 }, bytes: { now: 0, most: 0 } });
          const again = await runCaptured(["sweep", "run", SMALL]);
          equal(again.stderr.trim(), "small: all 4 readings have all results");

          const status = await runCaptured(["sweep", "status", SMALL]);
          equal(status.stdout.split("\n")[0], "small: 4 of 4 readings have all results");
          match(status.stdout, /^networks: 4 of 4$/m);

          const told = await runCaptured(["sweep", "table", SMALL]);
          equal(told.status, 0, told.stderr);
          const rows = csvRows(await Deno.readTextFile(join(folder, "tables/sweep-small.csv")));
          deepEqual(new Set(rows.map(({ reading }) => reading)), new Set(["1", "2", "3", "4"]));
          deepEqual(new Set(rows.map((row) => row["removed-bias"])), new Set(["removed", "kept"]));
          ok(rows.some(({ verdict, part, lower }) => verdict && part && lower));
          const texts = rows.map((row) => JSON.stringify(row));
          deepEqual(texts, [...new Set(texts)]);

          const report = await runCaptured(["sweep", "report", SMALL]);
          equal(report.status, 0, report.stderr);
          const page = await Deno.readTextFile(join(folder, "sweep-small.html"));
          match(page, /<h1>Sweep small<\/h1>/);
          match(page, /4 of 8 combinations of levels/);
          ok(page.includes("<svg"));
          equal(/https?:\/\/(?!www\.w3\.org)/.exec(page)?.[0], undefined);
        },
      );
    });
  },
);

Deno.test(
  "waves: files of steps whose results are the ones of a run; a wave without results is told",
  permitted,
  async () => {
    await inFolder(async (folder) => {
      const [shared, alone] = [join(folder, "shared"), join(folder, "alone")];
      const done = async (...args: string[]) => {
        const { status, stderr } = await runCaptured(args);
        equal(status, 0, stderr);
        return stderr;
      };
      await withVariables({ MULTIPLET_DATA: alone }, async () => {
        await done("sweep", "run", SMALL, "--workers", "1");
      });
      const variables = {
        ...Object.fromEntries(datasetVariables().map((name) => [name, ""])),
        MULTIPLET_DATA: shared,
        MNIST_DIR: join(folder, "digits"),
      };
      await withVariables(variables, async () => {
        const flow = join(folder, "flow");
        await done("sweep", "workflow", SMALL, "--out", flow, "--minutes", "5", "--threads", "2");
        const config = JSON.parse(await Deno.readTextFile(join(flow, "config.json")));
        deepEqual(
          [config.sweep, config.environment, config.minutes, config.threads],
          ["small", { MULTIPLET_DATA: shared, MNIST_DIR: join(folder, "digits") }, 5, 2],
        );
        equal(
          await Deno.readTextFile(join(flow, "sweep.json")),
          await Deno.readTextFile(SMALL),
        );
        match(await Deno.readTextFile(join(flow, "Snakefile")), /^checkpoint wave:$/m);

        const jobsOf = (wave: number) =>
          [...Deno.readDirSync(join(folder, `${wave}`))].map(({ name }) => name).sort();
        let wave = 0;
        for (;; wave++) {
          const after = wave === 0 ? [] : ["--after", join(folder, `${wave - 1}`)];
          await done("sweep", "wave", SMALL, "--out", join(folder, `${wave}`), ...after);
          if (jobsOf(wave).length === 0) break;
          if (wave === 1) {
            const { status, stderr } = await runCaptured([
              ...["sweep", "wave", SMALL, "--out", join(folder, "again")],
              ...["--after", join(folder, "1")],
            ]);
            equal(status, 2);
            match(
              stderr,
              /The job \S+ has ended, and \S+ lacks its first result: all machines must/,
            );
          }
          for (const name of jobsOf(wave)) await done("step", join(folder, `${wave}`, name));
        }
        // Networks, choices, re-trainings.
        equal(wave, 3);
        deepEqual(await results(shared), await results(alone));
      });
    });
  },
);

Deno.test("refused: actions, files and studies that are none", permitted, async () => {
  await inFolder(async (folder) => {
    const file = join(folder, "a.json");
    await Deno.writeTextFile(file, "{}");
    const refused = async (...args: string[]) => {
      const { status, stderr } = await runCaptured(["sweep", ...args]);
      equal(status, 2, stderr);
      return stderr;
    };
    match(
      await refused(),
      /sweep takes plan, run, status, table, report, workflow, wave and a sweep file, .*; got nothing/,
    );
    match(await refused("plan", SMALL, "--minutes", "5"), /sweep plan has no option --minutes/);
    match(
      await refused("run", SMALL, "--threads", "5"),
      /sweep run has no option --threads; it has --workers/,
    );
    match(
      await refused("workflow", SMALL),
      /sweep workflow needs the name of a folder: --out FOLDER/,
    );
    for (const [option, value] of [["minutes", "0"], ["jobs", "1.5"], ["threads", "many"]]) {
      match(
        await refused("workflow", SMALL, "--out", join(folder, "flow"), `--${option}`, value!),
        new RegExp(`--${option} takes an? (number|integer) from .*, got "${value}"`),
      );
    }
    match(await refused("walk", file), /got walk/);
    match(
      await refused("plan", join(folder, "none.json")),
      /Cannot read the sweep file .*none\.json/,
    );
    match(await refused("plan", file), /Cannot use the sweep file .*a\.json: name: /);
    const other = JSON.parse(await Deno.readTextFile(SMALL));
    await Deno.writeTextFile(file, JSON.stringify({ ...other, study: "colours" }));
    match(await refused("plan", file), /takes training, layers, .*, got "colours"/);
    await Deno.writeTextFile(file, JSON.stringify({ ...other, settings: { colour: 1 } }));
    match(await refused("plan", file), /colour/);
  });
});
