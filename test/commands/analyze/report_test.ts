/** The page of `analyze --report`. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import type { Report } from "../../../lib/explorer/embedded.ts";
import { permitted } from "../../permitted.ts";
import { refusalOf, resultOf, withFiles } from "./_analyze.ts";

async function reportIn(file: string): Promise<Report> {
  const page = await Deno.readTextFile(file);
  const [, json] = /<script type="application\/json" id="report">([^<]*)<\/script>/.exec(page)!;
  return JSON.parse(json!);
}

Deno.test(
  "the page has the result of standard output, and details; that does not change",
  permitted,
  async () => {
    await withFiles(async (run, folder) => {
      const plain = await run("--features x.csv --labels y.csv --label-column class --sizes 2-3");
      const file = join(folder, "report.html");
      const line = "--features x.csv --labels y.csv --label-column class --sizes 2-3";
      const own = await run(`${line} --report ${file}`);
      equal(own.stdout, plain.stdout);
      equal(own.stderr, plain.stderr);
      const { title, command, result: { details, ...result } } = await reportIn(file);
      deepEqual(result, JSON.parse(plain.stdout));
      equal(title, "x.csv, y.csv");
      match(
        command,
        /^deno task analyze --features \S+x\.csv --labels \S+y\.csv .* --report \S+report\.html$/,
      );
      equal(details!.rows!.values.length, 6);
      equal(details!.rows!.values[0]!.length, resultOf(plain).samples);
      // Without data, the rest is the same.
      await run(`${line} --report ${file} --no-data`);
      const { rows: _, ...others } = details!;
      deepEqual((await reportIn(file)).result.details, others);
    });
  },
);

Deno.test(
  "a report that would overwrite an input, or nothing, is refused before the work",
  permitted,
  async () => {
    await withFiles(async (run, folder) => {
      const refused = async (line: string) => refusalOf(await run(`--features x.npy ${line}`));
      match(await refused("--report x.npy"), /^--report \S+x\.npy would overwrite an input/);
      equal(await refused("--report="), "--report takes the name of a file, got none");
      match(await refused("--no-data"), /^--no-data is about --report/);
      const file = join(folder, "both");
      match(
        await refused(`--report ${file} --output ${file}`),
        /^--report and --output are both \S+both: choose another file for one$/,
      );
      ok(!(await Array.fromAsync(Deno.readDir(folder))).some(({ name }) => name === "both"));
    });
  },
);
