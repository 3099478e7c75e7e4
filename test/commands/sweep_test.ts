/** The command `sweep`: counted, computed, tabulated. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { csvRows } from "../figures/csv_checks.ts";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { ROOT } from "../sources.ts";
import { withVariables } from "../with_variables.ts";
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
          deepEqual(before.stages, [{ label: "networks", total: 4, missing: 4 }]);
          ok(before.confounded.includes("initialisation with layers × removed-bias"));
          const early = await runCaptured(["sweep", "table", SMALL]);
          equal(early.status, 2);
          match(
            early.stderr,
            /lacks results of reading 1 \(initialisation default, layers all, removed-bias removed\): run it first/,
          );

          const ran = await runCaptured(["sweep", "run", SMALL, "--workers", "2"]);
          equal(ran.status, 0, ran.stderr);
          match(
            ran.stderr,
            /small, reading 4 of 4: initialisation glorot, layers fc1, removed-bias removed/,
          );
          const after = await plan();
          deepEqual(after.readings, { total: 4, complete: 4 });
          ok(after.stages.every(({ missing }: { missing: number }) => missing === 0));
          equal(after.stages[0].total, 4);

          const told = await runCaptured(["sweep", "table", SMALL]);
          equal(told.status, 0, told.stderr);
          const rows = csvRows(await Deno.readTextFile(join(folder, "tables/sweep-small.csv")));
          deepEqual(new Set(rows.map(({ reading }) => reading)), new Set(["1", "2", "3", "4"]));
          deepEqual(new Set(rows.map((row) => row["removed-bias"])), new Set(["removed", "kept"]));
          ok(rows.some(({ verdict, estimate, lower }) => verdict && estimate && lower));
        },
      );
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
    match(await refused(), /sweep takes plan, run, table and a sweep file, .*; got nothing/);
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
