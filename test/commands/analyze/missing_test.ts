/** Missing values: samples or columns are left out, counted and told. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { ranked } from "../../../lib/analysis/mod.ts";
import { npyFile } from "../../data/tables/npy_file.ts";
import { mixedSignals } from "../../mixed_signals.ts";
import { permitted } from "../../permitted.ts";
import { csv, lastLineOf, refusalOf, resultOf, withTables } from "./_analyze.ts";
import { columnsOf } from "./_columns.ts";

const { columns: [a, b, c, d], labels } = columnsOf(mixedSignals({ variables: 4, seed: 7 }));

/** A column in which each `step`-th value is another text. */
const withGaps = (values: readonly number[], step: number, gap: string) =>
  values.map((value, at) => at % step === step - 1 ? gap : value);

const gaps = { a: a!, b: withGaps(b!, 50, ""), c: withGaps(c!, 75, "inf"), d: d!, y: labels };
const complete = a!.map((_, at) => at).filter((at) => at % 50 !== 49 && at % 75 !== 74);
const rest = (values: readonly number[]) => complete.map((at) => values[at]!);
const kept = { a: rest(a!), b: rest(b!), c: rest(c!), d: rest(d!), y: rest(labels) };

Deno.test(
  "a message counts samples and columns, and says both ways out",
  permitted,
  () =>
    withTables({ "gaps.csv": csv(gaps) }, async (run) => {
      const message = refusalOf(await run("--features gaps.csv --label-column y"));
      match(
        message,
        /^2 of 4 columns cannot be analysed: column 1 \("b"\): .*; column 2 \("c"\): .*\. /,
      );
      match(message, /To leave out such columns, add --drop-degenerate or --without b,c; /);
      match(
        message,
        /to leave out samples instead, 8 of 300 that lack a value, add --drop-samples$/,
      );
    }),
);

Deno.test(
  "--drop-samples gives the numbers of a file without these rows",
  permitted,
  () =>
    withTables({
      "gaps.csv": csv(gaps),
      "kept.csv": csv(kept),
      "x.npy": npyFile({
        shape: [300, 2],
        values: Float64Array.from(
          a!.flatMap((value, at) => [value, at % 50 === 49 ? NaN : b![at]!]),
        ),
      }),
      "y.csv": csv({ y: labels }),
    }, async (run) => {
      const line = "--features gaps.csv --label-column y --drop-samples";
      const dropped = await run(line);
      const { notices, ...result } = resultOf(dropped);
      deepEqual(notices, [
        'Left out 8 of 300 samples with a missing value: 2 columns, "b" (6), "c" (4)',
      ]);
      match(dropped.stderr, /^note: Left out 8 of 300 samples .*\n$/);
      deepEqual(result, resultOf(await run("--features kept.csv --label-column y")));

      // Columns that are not used may be incomplete.
      const some = resultOf(await run(`${line} --without b,c`));
      deepEqual([some.samples, some.notices], [300, undefined]);
      equal(resultOf(await run("--features x.npy --labels y.csv --drop-samples")).samples, 294);
    }),
);

Deno.test("labels, groups and values that are missing go together", permitted, () => {
  const video = a!.map((_, at) => at % 10 === 0 ? "" : Math.floor(at / 10));
  const file = csv({ ...gaps, y: withGaps(labels, 4, ""), video });
  return withTables({ "all.csv": file }, async (run) => {
    const line = "--features all.csv --label-column y --groups video";
    match(
      refusalOf(await run(line)),
      /^\S+all\.csv: \d+ of 300 samples have no label or group: 2 columns, "y" \(75\), "video" \(\d+\); .*--drop-samples$/,
    );
    const { samples, notices } = resultOf(await run(`${line} --drop-samples`));
    const missing = a!.map((_, at) => at)
      .filter((at) => at % 4 === 3 || at % 10 === 0 || at % 50 === 49 || at % 75 === 74);
    equal(samples, 300 - missing.length);
    match(notices!.join(), new RegExp(`^Left out ${missing.length} of 300 samples`));
  });
});

Deno.test(
  "a column without any value is named, whatever samples are left out",
  permitted,
  () =>
    withTables({ "empty.csv": csv({ ...gaps, e: a!.map(() => "NaN") }) }, async (run) => {
      const line = "--features empty.csv --label-column y --drop-samples";
      match(
        lastLineOf(await run(line)),
        /^1 of 5 columns cannot be analysed: column 5 \("e"\): .* add --drop-degenerate or --without e$/,
      );
      const both = resultOf(await run(`${line} --drop-degenerate`));
      equal(both.samples, 292);
      deepEqual(both.dropped.filter(({ name }) => name === "e").map(({ reason }) => reason), [
        "non-finite",
      ]);
    }),
);

Deno.test("without complete samples, the columns that lack most are named", permitted, () => {
  const odd = a!.map((_, at) => at % 2 === 0 ? "" : at);
  const most = a!.map((_, at) => at === 0 ? 1 : "");
  return withTables({ "none.csv": csv({ a: withGaps(a!, 2, ""), odd, most }) }, async (run) => {
    match(
      refusalOf(await run("--features none.csv --drop-samples")),
      /^0 of 300 samples are left, at least 2 are needed: Left out 300 of 300 .* 3 columns, "most" \(299\), .*; to leave out columns instead, use --without LIST/,
    );
  });
});

Deno.test("2,000 bad columns are counted, and the first are named", permitted, () => {
  const wide = Object.fromEntries(
    Array.from(
      { length: 2000 },
      (_, j) => [`unit${j}`, a!.map((_, i) => j < 66 ? Math.sin((i + 1) * (j + 1) ** 2) : j)],
    ),
  );
  const nans = { ...wide, gap: withGaps(b!, 50, "") };
  return withTables({ "wide.csv": csv(nans) }, async (run) => {
    const message = refusalOf(await run("--features wide.csv --sizes 2"));
    match(
      message,
      /^1935 of 2001 columns cannot be analysed: 1 with missing values \(NaN, empty or infinite\) \("gap"\); 1934 constant \("unit66", "unit67", "unit68", "unit69", "unit70" and 1929 more\)\. To leave out/,
    );
    ok(message.length < 600, message);
    ok(message.includes("6 of 300 that lack a value, add --drop-samples"));
    for (const format of ["csv", "table"]) {
      const { text } = await run(
        `--features wide.csv --sizes 2 --drop-degenerate --format ${format}`,
      );
      match(
        text,
        /dropped 1934 columns \("unit66", .*, "unit70" and 1929 more\): constant; JSON lists all/i,
      );
      match(text, /dropped 1 column \("gap"\): non-finite/i);
    }
  });
});

Deno.test(
  "both ways out may be taken at once",
  permitted,
  () =>
    withTables({ "gaps.csv": csv({ ...gaps, dead: a!.map(() => 1) }) }, async (run) => {
      const line = "--features gaps.csv --label-column y --drop-degenerate --drop-samples";
      const result = resultOf(await run(line));
      equal(result.samples, 292);
      deepEqual(result.dropped, [
        { index: 4, name: "y", reason: "unused" },
        { index: 5, name: "dead", reason: "constant" },
      ]);
      equal(ranked(result.sizes.at(-1)!.synergy)[0]!.multiplet.length, 4);
    }),
);

Deno.test("a missing value in every column: samples can be left out", permitted, () => {
  const one = (values: readonly number[], row: number) =>
    values.map((value, at) => at === row ? NaN : value);
  const each = csv({ a: one(a!, 5), b: one(b!, 77), c: one(c!, 290) });
  const lacking = (values: readonly number[]) => values.map((value, at) => at === 7 ? "" : value);
  const files = {
    "each.csv": each,
    "one.csv": csv({ a: lacking(a!), b: lacking(b!) }),
    "none.csv": csv({ a: a!.map(() => "NaN"), b: b!.map(() => "NaN") }),
  };
  return withTables(files, async (run) => {
    match(
      refusalOf(await run("--features each.csv")),
      /^3 of 3 columns .*\. No column is left; to leave out samples instead, 3 of 300 that lack a value, add --drop-samples$/,
    );
    equal(resultOf(await run("--features each.csv --drop-samples")).samples, 297);
    match(
      refusalOf(await run("--features one.csv")),
      / 1 of 300 that lacks a value, add --drop-samples$/,
    );
    match(refusalOf(await run("--features none.csv")), /\. No column is left$/);
  });
});

Deno.test("a text among numbers: where it is, and its sample can be left out", permitted, () => {
  const at = (values: readonly number[], rows: readonly number[], text: string) =>
    values.map((value, row) => rows.includes(row) ? text : value);
  const units = (values: readonly number[]) => at(values, [0], "mV");
  const files = {
    "total.csv": csv({ a: at(a!, [299], "Total"), b: b!, y: labels }),
    "marks.csv": csv({ a: a!, b: at(b!, [3, 70, 71], "?"), id: a!.map((_, row) => `s${row}`) }),
    "units.csv": csv({ a: units(a!), b: units(b!), c: units(c!) }),
    "quantity.csv": csv({ y: at(c!, [5, 6], "#DIV/0!") }),
    "x.csv": csv({ a: a!, b: b! }),
    "short.csv": csv({ a: a!.slice(0, 299), b: b!.slice(0, 299) }),
    "texts.npy": npyFile({
      shape: [3, 1],
      values: Uint8Array.from("1.52.5-3.".split(""), (one) => one.charCodeAt(0)),
      descr: "|S3",
    }),
  };
  return withTables(files, async (run) => {
    const total = "--features total.csv --label-column y";
    match(
      refusalOf(await run(total)),
      /: 1 of 2 columns are not numbers: "a"; column 0 \("a"\) has 1 of 300 cells with text, the first "Total" on line 301\. To leave out samples with text among numbers, add --drop-samples; /,
    );
    const { samples, notices, sizes } = resultOf(await run(`${total} --drop-samples`));
    equal(samples, 299);
    match(
      notices!.join(),
      /column "a": 1 of 300 cells .* "Total" on line 301, counted as missing,Left out 1 of 300 /,
    );
    match(
      refusalOf(await run("--features marks.csv")),
      /2 of 3 columns .*: "b", "id"; column 1 \("b"\) has 3 of 300 cells with text, the first "\?" on line 5\..* --drop-samples; .* --without b,id;/,
    );
    match(
      lastLineOf(await run("--features marks.csv --drop-samples")),
      /1 of 3 columns .*: "id"; column 2 /,
    );
    equal(resultOf(await run("--features marks.csv --drop-samples --without id")).samples, 297);
    match(
      refusalOf(await run("--features units.csv")),
      /"mV" on line 2\. .* add --drop-samples; if one/,
    );
    equal(resultOf(await run("--features units.csv --drop-samples")).samples, 299);
    const quantity = "--features x.csv --labels quantity.csv --continuous";
    match(
      refusalOf(await run(quantity)),
      /expected numbers, found texts, such as "#DIV\/0!" on line 7$/,
    );
    equal(resultOf(await run(`${quantity} --drop-samples`)).samples, 298);
    match(
      refusalOf(await run("--features texts.npy")),
      /has "1\.5"\. The numbers are saved as text: save x\.astype\(float\)$/,
    );
    // The same numbers as of a file without that row.
    deepEqual(
      sizes.map(({ synergy }) => ranked(synergy)[0]!.featuresOInformation),
      resultOf(await run("--features short.csv")).sizes.map(({ synergy }) =>
        ranked(synergy)[0]!.featuresOInformation
      ),
    );
  });
});

Deno.test("one sample is refused, with the likely reason", permitted, () => {
  const row = (columns: number) =>
    npyFile({ shape: [1, columns], values: Float64Array.from(a!).subarray(0, columns) });
  return withTables({ "row.npy": row(40), "cell.npy": row(1) }, async (run) => {
    match(
      refusalOf(await run("--features row.npy")),
      /^An analysis needs at least 2 samples; the file has 1 row \(samples\) and 40 columns \(variables\); .* x\.T in NumPy$/,
    );
    match(
      refusalOf(await run("--features cell.npy --drop-samples")),
      /^An analysis needs .* 1 row .* 1 column /,
    );
  });
});

Deno.test("notices on how files were read come before an error", permitted, () => {
  // Seven columns that rise.
  const counts = Float64Array.from({ length: 7 * 40 }, (_, at) => {
    const [column, row] = [Math.floor(at / 40), at % 40];
    return row + Math.sin((column + 1) * row * row) / 3;
  });
  const files = {
    "counts.npy": npyFile({ shape: [40, 7], values: counts, fortranOrder: true }),
    "x.csv": csv({ id: a!.map((_, at) => at), "0.5": a!, b: a!.map(() => 1) }),
  };
  return withTables(files, async (run) => {
    const { status, stderr } = await run("--features x.csv");
    equal(status, 2);
    const lines = stderr.trimEnd().split("\n");
    equal(lines.length, 3);
    match(
      lines[0]!,
      /^note: .*x\.csv: the first line was read as names, some of which are numbers/,
    );
    match(lines[1]!, /^note: .*x\.csv: column "id" only numbers the rows/);
    match(lines[2]!, /^1 of 3 columns cannot be analysed/);
    const many = (await run("--features counts.npy")).stderr.trimEnd().split("\n");
    match(many[5]!, /^note: .*counts\.npy: the same or the like for 2 more columns$/);
    equal(many.length, 7);
  });
});
