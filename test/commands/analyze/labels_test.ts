/** Labels of every kind that people have, in files of their own and among the features. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { type AnalysisResult, ranked } from "../../../lib/analysis/mod.ts";
import { npyFile } from "../../data/tables/npy_file.ts";
import { mixedSignals } from "../../mixed_signals.ts";
import { permitted } from "../../permitted.ts";
import { csv, lastLineOf, refusalOf, resultOf, withTables } from "./_analyze.ts";
import { columnsOf } from "./_columns.ts";

const { columns: [a, b, c], labels } = columnsOf(mixedSignals({ variables: 3, seed: 5 }));
const features = { a: a!, b: b!, c: c! };
const x = csv(features);
const mapped = (map: (label: number, sample: number) => string | number) => labels.map(map);
const names = ["ant", "bee", "cat"];
const oneHot = (label: number) => names.map((_, index) => index === label ? 1 : 0);

/** The values of all multiplets of a result. */
const numbers = ({ sizes }: AnalysisResult) =>
  sizes.map(({ synergy, redundancy }) => [ranked(synergy), ranked(redundancy)]);

/** One-hot columns with one of a class that has no sample. */
const unused = csv({
  ant: mapped((label) => oneHot(label)[0]!),
  asp: mapped(() => 0),
  bee: mapped((label) => oneHot(label)[1]!),
  cat: mapped((label) => oneHot(label)[2]!),
});

const spellings: Readonly<Record<string, string | Uint8Array>> = {
  "floats.csv": csv({ y: mapped((label) => ["0.0", "1e0", "2.00e+00"][label]!) }),
  "texts.csv": csv({ y: mapped((label) => names[label]!) }),
  "one-hot.csv": csv({
    ant: mapped((label) => oneHot(label)[0]!),
    bee: mapped((label) => oneHot(label)[1]!),
    cat: mapped((label) => oneHot(label)[2]!),
  }),
  "no-header.csv": labels.join("\n"),
  "int.npy": npyFile({ shape: [300], values: Int32Array.from(labels), descr: "<i4" }),
  "float.npy": npyFile({ shape: [300, 1], values: Float32Array.from(labels), descr: "<f4" }),
  "one-hot.npy": npyFile({
    shape: [300, 3],
    values: Uint8Array.from(labels.flatMap(oneHot)),
    descr: "|b1",
  }),
};

Deno.test(
  "integers, floats, texts and one-hot columns are the same classes",
  permitted,
  () =>
    withTables(
      { "x.csv": x, "y.csv": csv({ y: labels }), "unused.csv": unused, ...spellings },
      async (run) => {
        for (const encoding of ["ordinal", "class-gaussian", "one-hot"]) {
          const line = `--features x.csv --label-encoding ${encoding} --labels`;
          const plain = resultOf(await run(`${line} y.csv`));
          for (const name of Object.keys(spellings)) {
            deepEqual(numbers(resultOf(await run(`${line} ${name}`))), numbers(plain), name);
          }
        }
        equal(resultOf(await run("--features x.csv --labels y.csv")).classNames, undefined);
        const some = resultOf(await run("--features x.csv --labels texts.csv --ignore-label bee"));
        deepEqual(some.classNames, ["ant", "cat"]);
        const unused = resultOf(await run("--features x.csv --labels unused.csv"));
        deepEqual([unused.classNames, numbers(unused)], [
          names,
          numbers(resultOf(await run("--features x.csv --labels y.csv"))),
        ]);
        for (const file of ["texts.csv", "one-hot.csv"]) {
          deepEqual(resultOf(await run(`--features x.csv --labels ${file}`)).classNames, names);
        }
      },
    ),
);

Deno.test("booleans as NumPy and pandas write them are the classes 0 and 1", permitted, () => {
  const binary = mapped((label) => label === 0 ? 1 : 0) as number[];
  const files = {
    "x.csv": x,
    "y.csv": csv({ y: binary }),
    "pandas.csv": csv({ y: binary.map((one) => one === 1 ? "True" : "False") }),
    "lower.csv": csv({ y: binary.map((one) => one === 1 ? "true" : "false") }),
    "bool.npy": npyFile({ shape: [300], values: Uint8Array.from(binary), descr: "|b1" }),
  };
  return withTables(files, async (run) => {
    const plain = resultOf(await run("--features x.csv --labels y.csv"));
    for (const name of ["pandas.csv", "lower.csv", "bool.npy"]) {
      deepEqual(numbers(resultOf(await run(`--features x.csv --labels ${name}`))), numbers(plain));
    }
  });
});

Deno.test("--ignore-label reads a label as labels are read", permitted, () => {
  const rest = labels.filter((label) => label !== 1).length;
  const texts = mapped((label) => [0, "1.0", "cat"][label]!);
  const flags = mapped((label) => label === 1 ? "True" : "False");
  const files = {
    "x.csv": x,
    "y.csv": csv({ y: labels }),
    "texts.csv": csv({ y: texts }),
    "flags.csv": csv({ y: flags }),
    "words.csv": csv({ y: mapped((label) => ["False", "True", "maybe"][label]!) }),
  };
  return withTables(files, async (run) => {
    for (
      const [file, label, count] of [
        ["y.csv", "1", rest],
        ["y.csv", "1.0", rest],
        ["y.csv", " 1e0", rest],
        ["texts.csv", "1.0", rest],
        ["texts.csv", "1", rest],
        ["flags.csv", "True", rest],
        ["flags.csv", "true", rest],
        ["flags.csv", "1", rest],
        ["words.csv", "True", rest],
        // A number is no boolean where there are other numbers.
        ["y.csv", "True", 300],
        ["y.csv", "one", 300],
      ] as const
    ) {
      const options = `--features x.csv --labels ${file} --label-encoding none --ignore-label`;
      equal(resultOf(await run(options, label)).samples, count, `${file} ${label}`);
    }
  });
});

Deno.test("very many classes can be a quantity", permitted, () => {
  const times = (count: number) => mapped((_, at) => (at * 7) % count);
  const files = {
    "x.csv": x,
    "many.csv": csv({ y: times(60) }),
    "some.csv": csv({ y: times(45) }),
    "names.csv": csv({ y: times(60).map((one) => `n${one}`) }),
  };
  return withTables(files, async (run) => {
    const notices = async (file: string) =>
      resultOf(await run(`--features x.csv --labels ${file}`)).notices?.join();
    match(
      (await notices("many.csv"))!,
      /many\.csv: 300 samples have 60 different labels, .* \(--continuous\)$/,
    );
    for (const file of ["some.csv", "names.csv"]) equal(await notices(file), undefined);
  });
});

Deno.test("one file for both: the label's column is not a feature", permitted, () => {
  const text = csv({ ...features, kind: mapped((label) => names[label]!), "y,z": labels })
    .replace("y,z", '"y,z"');
  return withTables({ "both.csv": text, "x.csv": x, "y.csv": csv({ y: labels }) }, async (run) => {
    const apart = resultOf(await run("--features x.csv --labels y.csv"));
    const named = resultOf(await run("--features both.csv --columns a-c --label-column kind"));
    deepEqual(numbers(named), numbers(apart));
    deepEqual(named.dropped.map(({ name, reason }) => [name, reason]), [
      ["kind", "unused"],
      ["y,z", "unused"],
    ]);
    // A name as it is, and the same file given twice.
    const twice = "--features both.csv --labels both.csv --without kind --label-column";
    deepEqual(numbers(resultOf(await run(twice, "y,z"))), numbers(apart));
    match(
      refusalOf(await run("--features both.csv --labels both.csv --without kind")),
      /expected one column with labels, found 5: "a", .* --label-column NAME$/,
    );
  });
});

for (const encoding of ["ordinal", "one-hot", "class-gaussian"]) {
  Deno.test(`a copy of the label among the features is named with ${encoding}`, permitted, () => {
    const files = {
      "y.csv": csv({ y: labels }),
      "copy.csv": csv({ ...features, target: labels }),
      "renamed.csv": csv({ target: mapped((label) => [7, -1, 3][label]!), ...features }),
      "indicator.csv": csv({ a: a!, is_bee: mapped((label) => oneHot(label)[1]!), b: b! }),
    };
    return withTables(files, async (run) => {
      for (
        const [name, column] of [["copy", "target"], ["renamed", "target"], ["indicator", "is_bee"]]
      ) {
        for (const ties of ["average", "index", "random"]) {
          const line =
            `--features ${name}.csv --labels y.csv --label-encoding ${encoding} --ties ${ties}`;
          const refused = refusalOf(await run(line));
          match(
            refused,
            new RegExp(
              `^1 of \\d columns cannot be analysed: column \\d \\("${column}"\\): .*label`,
            ),
          );
          match(refused, new RegExp(`add --without ${column} or --drop-degenerate$`));
          const left = resultOf(await run(`${line} --without ${column}`));
          deepEqual(left.dropped.map(({ name, reason }) => [name, reason]), [[column, "unused"]]);
          const dropped = resultOf(await run(`${line} --drop-degenerate`));
          deepEqual(dropped.dropped.map(({ name, reason }) => [name, reason]), [[column, "label"]]);
          deepEqual(numbers(dropped), numbers(left));
        }
      }
    });
  });
}

Deno.test("the numbers of samples sorted by class are no label", permitted, () => {
  const order = labels.map((_, at) => at).sort((i, j) => labels[i]! - labels[j]!);
  const sorted = (values: readonly number[]) => order.map((at) => values[at]!);
  const text = csv({
    Id: order.map((_, at) => at),
    a: sorted(a!),
    b: sorted(b!),
    y: sorted(labels),
  });
  return withTables({ "sorted.csv": text }, async (run) => {
    const result = resultOf(await run("--features sorted.csv --label-column y"));
    match(result.notices!.join(), /sorted\.csv: .*"Id" .*rows.*--without/);
    // Ranked by index, the label has the order of the rows indeed.
    match(
      lastLineOf(await run("--features sorted.csv --label-column y --ties index")),
      /^Columns of the features determine the ranked label\. With --ties index, .* use --ties average/,
    );
    const without = resultOf(await run("--features sorted.csv --label-column y --without Id"));
    equal(without.notices, undefined);
  });
});

Deno.test("the label -100 is told, and is left out when asked", permitted, () => {
  const ignored = mapped((label, sample) => sample % 6 === 0 ? -100 : label) as number[];
  const kept = labels.map((_, at) => at).filter((at) => at % 6 !== 0);
  const rest = (values: readonly number[]) => kept.map((at) => values[at]!);
  const files = {
    "x.csv": x,
    "y.csv": csv({ y: ignored }),
    "texts.csv": csv({ y: mapped((label, sample) => sample % 6 === 0 ? "?" : names[label]!) }),
    "kept.csv": csv({ a: rest(a!), b: rest(b!), c: rest(c!), y: rest(labels) }),
  };
  return withTables(files, async (run) => {
    const told = resultOf(await run("--features x.csv --labels y.csv"));
    match(told.notices!.join(), /label -100 occurs 50 times.*left out \(--ignore-label -100\)$/);
    equal(told.samples, 300);
    const alone = resultOf(await run("--features kept.csv --label-column y"));
    for (const option of ["--ignore-label -100", "--ignore-label=-100", "--ignore-label 9,-100"]) {
      const result = resultOf(await run(`--features x.csv --labels y.csv ${option}`));
      match(
        result.notices![option.includes("9") ? 1 : 0]!,
        /^Left out 50 of 300 samples with the label "-100"$/,
      );
      deepEqual(numbers(result), numbers(alone));
    }
    const texts = await run(
      "--features x.csv --labels texts.csv --ignore-label ? --ignore-label none",
    );
    deepEqual(numbers(resultOf(texts)), numbers(alone));
    match(texts.stderr, /^note: Left out 50 .* "\?"\nnote: No sample has the label "none"/);
  });
});

Deno.test(
  "a continuous target is ranked, and needs to be asked for",
  permitted,
  () =>
    withTables({ "x.csv": x }, async (run) => {
      const line = "--features x.csv --label-column c";
      match(
        refusalOf(await run(line)),
        /x\.csv: labels are integers, .* column "c" has other numbers; .* add --continuous$/,
      );
      const continuous = resultOf(await run(`${line} --continuous`));
      equal(continuous.targetEncoding, "copula");
      // Ω of two columns and a third does not depend on which one is called the target.
      const all = resultOf(await run("--features x.csv --sizes 3"));
      const omega = ranked(continuous.sizes[0]!.synergy)[0]!.oInformation;
      ok(Math.abs(omega - ranked(all.sizes[0]!.synergy)[0]!.oInformation) < 1e-9);
      match(
        refusalOf(await run(`${line} --continuous --label-encoding one-hot`)),
        /^--continuous needs --label-encoding ordinal, which ranks the label; one-hot needs classes$/,
      );
    }),
);

Deno.test("groups are a column of the features or of a file, and are counted", permitted, () => {
  const video = labels.map((_, at) => Math.floor(at / 10));
  const files = {
    "x.csv": csv({ ...features, video, other: video.map((one) => `v${one}`) }),
    "groups.csv": csv({ g: video }),
    "two.csv": csv({ g: video, h: video }),
  };
  return withTables(files, async (run) => {
    const columns = "--features x.csv --columns a-c";
    const byColumn = resultOf(await run(`${columns} --groups video`));
    equal(byColumn.groups, 30);
    for (const groups of ["groups.csv", "other", "3", '"video"']) {
      deepEqual(resultOf(await run(`${columns} --groups ${groups}`)), byColumn, groups);
    }
    match(
      refusalOf(await run(`${columns} --groups two.csv`)),
      /--groups takes one column, got 2 \("g", "h"\)/,
    );
    match(
      refusalOf(await run(`${columns} --groups Video`)),
      /^--groups: there is no column of the features called "Video", and no file \/.*\/Video \(the current folder is /,
    );
  });
});

Deno.test(
  "labels that do not fit the samples are refused with the likely reason",
  permitted,
  () =>
    withTables({
      "x.csv": x,
      "short.csv": csv({ y: labels.slice(1) }),
      "named.csv": mapped((label, at) => at === 0 ? "emu" : names[label]!).join("\n"),
      "gap.csv": csv({ y: mapped((label, at) => at === 7 ? "" : label) }),
      "turned.npy": npyFile({ shape: [1, 300], values: Int32Array.from(labels), descr: "<i4" }),
    }, async (run) => {
      const refused = async (file: string, more = "") =>
        refusalOf(await run(`--features x.csv --labels ${file} ${more}`));
      match(
        await refused("short.csv"),
        /^Every sample needs one label: .*x\.csv has 300 rows, .*short\.csv has 299/,
      );
      match(
        await refused("named.csv"),
        /if the first line of .*named\.csv \("emu"\) is a sample, put a line with names above it$/,
      );
      match(
        await refused("turned.npy"),
        /turned\.npy has 1; if the columns of .*turned\.npy are samples, save y\.reshape\(-1, 1\)$/,
      );
      match(
        await refused("gap.csv"),
        /^\S+gap\.csv: 1 of 300 samples has no label or group: 1 column, "y" \(1\); .* add --drop-samples$/,
      );
      const dropped = resultOf(await run("--features x.csv --labels gap.csv --drop-samples"));
      equal(dropped.samples, 299);
    }),
);

Deno.test("the advice on a first line fits both files, and never shifts labels", permitted, () => {
  const few = labels.slice(1);
  const values = Float64Array.from(a!.flatMap((value, at) => [value, b![at]!]));
  const table = csv({ p: a!, q: b! });
  const files = {
    "x.npy": npyFile({ shape: [300, 2], values }),
    "x.csv": table,
    "plain.csv": table.split("\n").slice(1).join("\n"),
    // A header above one label less than samples.
    "label.csv": csv({ label: few }),
    "few.npy": npyFile({ shape: [299], values: Int32Array.from(few), descr: "<i4" }),
    "named.csv": mapped((label, at) => at === 0 ? "emu" : names[label]!).join("\n"),
    // pd.Series(y).to_csv("series.csv", index=False)
    "series.csv": csv({ 0: labels }),
    "y.csv": csv({ y: labels }),
    "one-more.csv": csv({ 2: labels }),
  };
  return withTables(files, async (run) => {
    const last = async (line: string) => lastLineOf(await run(line));
    match(await last("--features x.npy --labels label.csv"), /label\.csv has 299$/);
    match(await last("--features x.npy --labels few.npy"), /few\.npy has 299$/);
    match(
      await last("--features x.npy --labels named.csv"),
      /first line of \S+named\.csv \("emu"\) is a sample, add --no-header$/,
    );
    match(
      await last("--features x.npy --labels named.csv --header"),
      /named\.csv \("emu"\) is a sample, put a line with names above it$/,
    );
    match(
      await last("--features x.npy --labels series.csv"),
      /series\.csv has 301; if the first line of \S+series\.csv \("0"\) is a name, .* add --header$/,
    );
    match(await last("--features x.csv --labels series.csv"), / add --header$/);
    match(await last("--features plain.csv --labels series.csv"), / remove that line$/);
    match(await last("--features x.npy --labels one-more.csv"), /one-more\.csv has 301$/);
    const expected = numbers(resultOf(await run("--features x.csv --labels y.csv")));
    deepEqual(
      numbers(resultOf(await run("--features x.csv --labels series.csv --header"))),
      expected,
    );
    deepEqual(
      resultOf(await run("--features x.npy --labels named.csv --no-header")).classNames,
      [
        ...names,
        "emu",
      ].sort(),
    );
    // What is asked for, though it shifts the labels, is told.
    const forced = resultOf(await run("--features x.npy --labels label.csv --no-header"));
    match(
      forced.notices!.join(),
      /label\.csv: .* \(--no-header\), though "label" stands above numbers/,
    );
  });
});
