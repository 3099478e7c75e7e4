/** A study in a notebook: its result, its table as a file, and the workers that it leaves. */
import {
  deepStrictEqual as deepEqual,
  match,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import { z } from "zod";
import { watched } from "../../../lib/reports/notebook/mod.ts";
import { Runner, stage, type Stages, type Study } from "../../../lib/studies/mod.ts";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { captured } from "../../commands/captured.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { ADDITION } from "../../studies/_toy_step.ts";
import { withVariables } from "../../with_variables.ts";

/** Sums of a list and each number; what it opens adds one to the numbers. */
const SUMS: Study<readonly number[], { readonly more: number }, readonly number[], number> = {
  name: "toy-sums",
  title: "Sums with a list",
  schema: z.array(z.number()),
  presets: {},
  open: () => Promise.resolve({ more: 1 }),
  *stages(numbers, { more }): Stages<readonly number[]> {
    const sums = yield* stage("sums", ADDITION, numbers.map((add) => ({ add: add + more })));
    return sums.map(({ sum }) => sum);
  },
  table: (rows) => ({ columns: { row: (sum) => rows.indexOf(sum), sum: (sum) => sum }, rows }),
  findings: () => [],
};

const withRunner = (test: (runner: Runner, tables: string) => Promise<void>) =>
  inFolder((folder) =>
    withVariables({ MULTIPLET_REPORTS: folder }, async () => {
      using runner = new Runner({ store: new ArtifactStore(join(folder, "store")), workers: 2 });
      await test(runner, join(folder, "tables"));
    })
  );

Deno.test(
  "a study gives its result, and its table is a file with a link to it",
  permitted,
  () =>
    withRunner(async (runner, tables) => {
      let result: readonly number[] = [];
      const { text } = await captured(async () => {
        result = await watched(SUMS, [1, 2], { runner });
      });
      deepEqual(result, [8, 9]);
      match(text, /^All numbers: tables\/toy-sums\.csv$/);
      equal(await Deno.readTextFile(join(tables, "toy-sums.csv")), "row,sum\n0,8\n1,9\n");
      await captured(async () => {
        result = await watched(SUMS, [1], { runner, table: "other-1", context: { more: 10 } });
      });
      deepEqual(result, [17]);
      equal(await Deno.readTextFile(join(tables, "other-1.csv")), "row,sum\n0,17\n");
    }),
);

Deno.test(
  "a study that fails leaves no table, and throws its own error",
  permitted,
  () =>
    withRunner(async (runner, tables) => {
      const failing = { ...SUMS, open: () => Promise.reject(new Error("no data")) };
      await rejects(watched(failing, [1], { runner }), new Error("no data"));
      await rejects(
        watched(SUMS, [1], { runner, table: "../up" }),
        new TypeError('A table is named with a-z, 0-9 and hyphens, got "../up"'),
      );
      await rejects(Deno.stat(tables), Deno.errors.NotFound);
    }),
);
