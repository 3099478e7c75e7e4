/** What is told about how files are read: first lines, indices, formats; and rows that belong together. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { ranked } from "../../../lib/analysis/mod.ts";
import { normals, randomSource } from "../../../lib/system/random/mod.ts";
import { npyFile } from "../../data/tables/npy_file.ts";
import { mixedSignals } from "../../mixed_signals.ts";
import { permitted } from "../../permitted.ts";
import { csv, lastLineOf, refusalOf, resultOf, withTables } from "./_analyze.ts";
import { columnsOf } from "./_columns.ts";

const { columns: [a, b, c], labels } = columnsOf(mixedSignals({ variables: 3, seed: 13 }));
const integers = (values: readonly number[]) => values.map((value) => Math.round(value * 1e7));
const rows = (text: string) => text.split("\n").slice(1).join("\n");

Deno.test("a first line of numbers is a sample, and that is told", permitted, () => {
  const named = csv({ a: integers(a!), b: integers(b!), c: integers(c!) });
  const files = { "named.csv": named, "plain.csv": rows(named), "y.csv": rows(csv({ y: labels })) };
  return withTables(files, async (run) => {
    const plain = await run("--features plain.csv --labels y.csv");
    const { notices, featureNames, ...result } = resultOf(plain);
    equal(result.samples, 300);
    deepEqual(featureNames, ["x0", "x1", "x2"]);
    equal(notices!.length, 2);
    match(
      notices!.join("\n"),
      /plain\.csv: the first line.*sample.*\n.*y\.csv: the first line.*sample/,
    );
    equal(plain.stderr, notices!.map((notice) => `note: ${notice}\n`).join(""));
    const { notices: _, featureNames: names, ...expected } = resultOf(
      await run("--features named.csv --labels y.csv"),
    );
    deepEqual([names, result], [["a", "b", "c"], expected]);

    const lost = await run("--features plain.csv --header");
    equal(resultOf(lost).samples, 299);
    equal(resultOf(await run("--features plain.csv --no-header")).samples, 300);
    match(
      lastLineOf(await run("--features named.csv --no-header")),
      /3 of 3 columns are not numbers: "x0", "x1", "x2"; column 0 \("x0"\) has 1 of 301 cells with text, the first "a" on line 1\. .* --drop-samples; if/,
    );
  });
});

Deno.test("an index of pandas is left out, or told if it has a name", permitted, () => {
  const text = csv({ a: a!, b: b!, c: c! });
  const indexed = (name: string) =>
    text.trimEnd().split("\n").map((line, at) => `${at === 0 ? name : at - 1},${line}`).join("\n");
  const files = { "plain.csv": text, "unnamed.csv": indexed(""), "named.csv": indexed("sample") };
  return withTables(files, async (run) => {
    const plain = resultOf(await run("--features plain.csv"));
    const { notices, ...unnamed } = resultOf(await run("--features unnamed.csv"));
    deepEqual(unnamed, plain);
    match(notices!.join(), /unnamed\.csv: the first column, which has no name .* was left out/);
    const named = resultOf(await run("--features named.csv"));
    equal(named.variables, 4);
    match(named.notices!.join(), /named\.csv: .*"sample".*--without/);
    const without = resultOf(await run("--features named.csv --without sample"));
    deepEqual([without.notices, without.sizes.length], [undefined, plain.sizes.length]);
    deepEqual(resultOf(await run("--features named.csv --columns a-c")), without);
  });
});

Deno.test(
  "other formats are refused with the line that converts them",
  permitted,
  () =>
    withTables({
      "x.pt": "PK",
      "x.h5": "",
      "x.mat": "",
      "x.pkl": "",
      "x.csv": csv({ a: a!, b: b! }),
    }, async (run) => {
      for (const name of ["x.pt", "x.h5", "x.mat", "x.pkl"]) {
        match(
          refusalOf(await run(`--features ${name}`)),
          /convert it in Python: np\.save\("x\.npy", /,
        );
        match(refusalOf(await run(`--features x.csv --labels ${name}`)), /convert it in Python: /);
      }
    }),
);

Deno.test("rows that depend on each other are told, unless groups name them", permitted, () => {
  const noise = normals(1200, randomSource(5));
  const walk = (start: number) => {
    let state = 0;
    return Array.from({ length: 400 }, (_, at) => state = 0.9 * state + noise[start + at]!);
  };
  const video = Array.from({ length: 400 }, (_, at) => `v${Math.floor(at / 40)}`);
  const files = { "x.csv": csv({ a: walk(0), b: walk(400), c: walk(800), video }) };
  return withTables(files, async (run) => {
    const told = resultOf(await run("--features x.csv --without video"));
    ok(told.warnings.some((warning) => /correlated .*groups/.test(warning)), `${told.warnings}`);
    const grouped = resultOf(await run("--features x.csv --groups video"));
    equal(grouped.groups, 10);
    deepEqual(grouped.warnings.length, 1);
    match(grouped.warnings[0]!, /^Only 10 groups of samples, fewer than 20 for each of 3 columns/);
  });
});

Deno.test("fewer samples than columns are analysed, in either number type", permitted, () => {
  const values = normals(60 * 100, randomSource(4));
  const shape = [60, 100];
  const files = {
    "double.npy": npyFile({ shape, values }),
    "single.npy": npyFile({ shape, values: Float32Array.from(values), descr: "<f4" }),
    "sum.npy": npyFile({
      shape,
      values: Float32Array.from(
        values,
        (value, at) =>
          at % 100 === 99 ? Math.fround(values[at - 98]!) + Math.fround(values[at - 97]!) : value,
      ),
      descr: "<f4",
    }),
  };
  return withTables(files, async (run) => {
    const { sizes } = resultOf(await run("--features double.npy --sizes 3"));
    const singles = resultOf(await run("--features single.npy --sizes 3"));
    deepEqual(sizes.map(({ multipletCount }) => multipletCount), [161_700]);
    deepEqual(ranked(singles.sizes[0]!.synergy), ranked(sizes[0]!.synergy));
    match(
      refusalOf(await run("--features sum.npy --sizes 3")),
      /^1 of 100 columns cannot be analysed: column 99 \("x99"\): column 1 .* and column 2 .* determine it/,
    );
  });
});

Deno.test("a sum that was rounded as text is determined by its terms", permitted, () => {
  const [left, right] = [normals(300, randomSource(1)), normals(300, randomSource(2))];
  const rounded = (digits: number) =>
    csv({
      a: Array.from(left, (value) => value.toFixed(digits)),
      b: Array.from(right, (value) => value.toFixed(digits)),
      sum: Array.from(left, (value, at) => (value + right[at]!).toFixed(digits)),
    });
  return withTables({ "two.csv": rounded(2), "five.csv": rounded(5) }, async (run) => {
    for (const file of ["two.csv", "five.csv"]) {
      const refused = refusalOf(await run(`--features ${file}`));
      match(
        refused,
        /column 2 \("sum"\): column 0 \("a"\) and column 1 \("b"\) determine it linearly/,
      );
      match(refused, /add --drop-degenerate or --without sum$/);
    }
  });
});
