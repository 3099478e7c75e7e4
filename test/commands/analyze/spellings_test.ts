/** Property: two spellings of the same data give the same numbers to 1e-9, and the same winners. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { type AnalysisResult, ranked } from "../../../lib/analysis/mod.ts";
import { randomSource, shuffle } from "../../../lib/system/random/mod.ts";
import { permitted } from "../../permitted.ts";
import { mixedSignals } from "../../mixed_signals.ts";
import { csv, resultOf, withTables } from "./_analyze.ts";
import { columnsOf } from "./_columns.ts";
import { type Columns, featureSpellings, labelSpellings } from "./_spellings.ts";

const ENCODINGS = ["ordinal", "one-hot", "class-gaussian", "none"];

/** Samples of columns a, b, c, … in steps of 1/256, so that every format has them exactly. */
const data = fc.record({
  seed: fc.nat({ max: 1e6 }),
  variables: fc.integer({ min: 3, max: 5 }),
  classes: fc.integer({ min: 2, max: 4 }),
  encoding: fc.constantFrom(...ENCODINGS),
  ties: fc.constantFrom("average", "average", "index"),
  choice: fc.nat(),
}).map(({ seed, variables, classes, ...rest }) => {
  const samples = { samples: 160, variables, classes, noise: 0.5, seed };
  const { columns, labels } = columnsOf(mixedSignals(samples));
  const named: Columns = Object.fromEntries(
    columns.map((values, at) => ["abcde"[at]!, values.map((one) => Math.round(one * 256) / 256)]),
  );
  // Each class occurs, so that the names of classes have the order of their numbers.
  const numbers = [...new Set(labels)].sort();
  return { ...rest, seed, columns: named, labels: labels.map((one) => numbers.indexOf(one)) };
});

/** The two best values of each size and end, with the multiplets by the names of their columns. */
function winners({ sizes, featureNames }: AnalysisResult) {
  return sizes.flatMap(({ synergy, redundancy }) =>
    [synergy, redundancy].map((extreme) =>
      ranked(extreme).map(({ multiplet, split: _, ...values }) => ({
        names: multiplet.map((index) => featureNames[index]!).sort(),
        values: Object.values(values).flat() as number[],
        omega: values.oInformation,
      }))
    )
  );
}

/** Throws unless two results agree: numbers to 1e-9, and winners that no other equals to 1e-9. */
function requireSame(
  found: AnalysisResult,
  expected: AnalysisResult,
  rename: (name: string) => string,
  what: string,
): void {
  deepEqual(found.samples, expected.samples, what);
  const [all, other] = [winners(found), winners(expected)];
  deepEqual(all.length, other.length, what);
  for (const [at, [best, next]] of other.entries()) {
    const one = all[at]![0]!;
    ok(Math.abs(one.omega - best!.omega) <= 1e-9, `${what}: ${one.omega} and ${best!.omega}`);
    if (next !== undefined && Math.abs(next.omega - best!.omega) <= 1e-9) continue;
    deepEqual(one.names.map(rename).sort(), best!.names, what);
    best!.values.forEach((value, k) =>
      ok(Math.abs(value - one.values[k]!) <= 1e-9, `${what}: ${one.values[k]} and ${value}`)
    );
  }
}

const same = (name: string) => name;

Deno.test("formats, types and notations of features and labels", permitted, () =>
  fc.assert(
    fc.asyncProperty(data, async ({ columns, labels, encoding, ties, choice }) => {
      const features = await featureSpellings(columns);
      const targets = labelSpellings(labels);
      const files = Object.fromEntries(
        [...features, ...targets].map((one) => [one.file, one.content]),
      );
      await withTables(files, async (run) => {
        const options = `--label-encoding ${encoding} --ties ${ties} --top 2`;
        const [plain] = features;
        const expected = resultOf(await run(`--features ${plain!.file} --labels y.csv ${options}`));
        // In files without names, columns are called by their numbers.
        const rename = (name: string) => name.replace(/^x(\d)$/, (_, digit) => "abcde"[digit]!);
        for (const [at, { file, array = "" }] of features.entries()) {
          const target = targets[(at + choice) % targets.length]!;
          const result = resultOf(
            await run(`--features ${file}${array} --labels ${target.file} ${options}`),
          );
          requireSame(result, expected, rename, `${file} with ${target.file}`);
        }
      });
    }),
    { seed: 1, numRuns: 6 },
  ));

Deno.test(
  "orders of rows and columns, other names, and one file for both",
  permitted,
  () =>
    fc.assert(
      fc.asyncProperty(data, async ({ columns, labels, encoding, seed }) => {
        const random = randomSource(seed);
        const rows = shuffle(labels.map((_, at) => at), random);
        const order = shuffle(Object.keys(columns).map((_, at) => at), random);
        const names = Object.keys(columns);
        const moved: Record<string, readonly number[]> = {};
        for (const at of order) {
          moved[`unit[${at}], new`] = rows.map((row) => columns[names[at]!]![row]!);
        }
        const y = rows.map((row) => labels[row]!);
        const header = Object.keys(moved).map((name) => `"${name}"`);
        const text = csv(moved).split("\n").slice(1).join("\n");
        const both = text.trimEnd().split("\n").map((line, at) => `${y[at]},${line}`).join("\n");
        const files = {
          "x.csv": csv(columns),
          "y.csv": csv({ y: labels }),
          "moved.csv": `${header}\n${text}`,
          "moved-y.csv": csv({ y }),
          "both.csv": `class,${header}\n${both}\n`,
        };
        await withTables(files, async (run) => {
          // Gaussian samples are drawn column by column: they depend on the order of the columns.
          const options = `--label-encoding ${encoding} --top 2 --rank-bias-draws 0`;
          const expected = resultOf(await run(`--features x.csv --labels y.csv ${options}`));
          const rename = (name: string) => names[Number(/\d/.exec(name)![0])]!;
          for (
            const inputs of [
              "--features moved.csv --labels moved-y.csv",
              "--features both.csv --label-column class",
            ]
          ) {
            requireSame(resultOf(await run(`${inputs} ${options}`)), expected, rename, inputs);
          }
        });
      }),
      { seed: 2, numRuns: 25 },
    ),
);

Deno.test(
  "the classes of unordered encodings may have any numbers and names",
  permitted,
  () =>
    fc.assert(
      fc.asyncProperty(data, fc.constantFrom("one-hot", "class-gaussian"), async (
        { columns, labels, seed },
        encoding,
      ) => {
        const classes = [...new Set(labels)].sort();
        const other = shuffle(classes.map((at) => 10 * at - 7), randomSource(seed));
        const files = {
          "x.csv": csv(columns),
          "y.csv": csv({ y: labels }),
          "numbers.csv": csv({ y: labels.map((label) => other[label]!) }),
          "names.csv": csv({ y: labels.map((label) => `n${other[label]}`) }),
        };
        await withTables(files, async (run) => {
          const line = `--features x.csv --label-encoding ${encoding} --top 2 --labels`;
          const expected = resultOf(await run(`${line} y.csv`));
          for (const file of ["numbers.csv", "names.csv"]) {
            requireSame(resultOf(await run(`${line} ${file}`)), expected, same, file);
          }
        });
      }),
      { seed: 3, numRuns: 20 },
    ),
);
