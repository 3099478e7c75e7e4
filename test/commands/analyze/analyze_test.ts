/** `analyze` to its contract: files in, one result out, statuses, and the numbers of other tools. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import type { z } from "zod";
import { resultSchema } from "../../analysis/result_schema.ts";
import { close, closeMeasures, columnsOf, reference } from "../../information/reference.ts";
import { npyFile } from "../../data/tables/npy_file.ts";
import { inFolder } from "../../in_folder.ts";
import { mixedSignals } from "../../mixed_signals.ts";
import { permitted } from "../../permitted.ts";
import { label, withFiles } from "./_analyze.ts";
import { runCaptured } from "../captured.ts";

type Result = z.infer<typeof resultSchema>;

/** Runs `analyze` with an output file in the folder and reads that. */
async function resultOf(
  run: (line: string) => ReturnType<typeof runCaptured>,
  folder: string,
  line: string,
): Promise<Result> {
  const { status, text } = await run(`${line} --output result.json`);
  equal(status, 0, text);
  return resultSchema.parse(JSON.parse(await Deno.readTextFile(join(folder, "result.json"))));
}

const { multiplets_x: alone, multiplets_x_and_label_stable: labelled } = reference.thoi;

for (const units of ["bits", "nats"] as const) {
  for (const correction of ["biascorrected", "uncorrected"] as const) {
    Deno.test(
      `measures are THOI's through the command: ${units}, ${correction}`,
      permitted,
      async () => {
        await withFiles(async (run, folder) => {
          const inNats = (value: number) => units === "bits" ? value * Math.LN2 : value;
          const options = `--units ${units}${
            correction === "uncorrected" ? " --no-bias-correction" : ""
          }`;
          const keysOfFeatures = Object.keys(alone);
          const plain = await resultOf(
            run,
            folder,
            `--features x.npy ${options} --multiplets ${keysOfFeatures.join(";")}`,
          );
          deepEqual([plain.units, plain.biasCorrected], [units, correction === "biascorrected"]);
          equal(plain.multiplets.length, 42);
          plain.multiplets.forEach((measured, i) => {
            const key = keysOfFeatures[i]!;
            deepEqual(measured.multiplet, columnsOf(key));
            closeMeasures(measured, alone[key]![correction], 1e-9, key, inNats);
          });

          // THOI calls the label column 6.
          const keys = Object.keys(labelled).filter((key) => key.endsWith(",6"));
          equal(keys.length, 57);
          const withTarget = await resultOf(
            run,
            folder,
            `--features x.npy --labels y.npy --ties index ${options} ` +
              `--multiplets ${keys.map((key) => key.slice(0, -2)).join(";")}`,
          );
          withTarget.multiplets.forEach((measured, i) => {
            const key = keys[i]!;
            closeMeasures(measured, labelled[key]![correction], 1e-9, key, inNats);
            const { oInformation, featuresOInformation, targetContribution } = measured;
            close(featuresOInformation + targetContribution, oInformation, 1e-12, key);
          });
          for (const { size, synergy, redundancy } of withTarget.sizes) {
            const values = keys.filter((key) => key.split(",").length === size + 1)
              .map((key) => labelled[key]![correction].o);
            ok("oInformation" in synergy && "oInformation" in redundancy);
            close(inNats(synergy.oInformation), Math.min(...values), 1e-9, `synergy of ${size}`);
            close(
              inNats(redundancy.oInformation),
              Math.max(...values),
              1e-9,
              `redundancy of ${size}`,
            );
          }
        });
      },
    );
  }
}

Deno.test(
  "defaults: bits, bias-corrected, copula target, exact; without a target none",
  permitted,
  async () => {
    await withFiles(async (run, folder) => {
      const result = await resultOf(run, folder, "--features x.npy --labels y.npy");
      const { units, biasCorrected, targetEncoding, search, dropped, warnings, multiplets } =
        result;
      deepEqual(
        { units, biasCorrected, targetEncoding, search, dropped, warnings, multiplets },
        {
          units: "bits",
          biasCorrected: true,
          targetEncoding: "copula",
          search: "exact",
          dropped: [],
          warnings: [],
          multiplets: [],
        },
      );
      deepEqual([result.samples, result.variables], [200, 6]);
      deepEqual(
        result.sizes.map(({ size, multipletCount }) => [size, multipletCount]),
        [[2, 15], [3, 20], [4, 15], [5, 6], [6, 1]],
      );
      equal((await resultOf(run, folder, "--features x.npy")).targetEncoding, "none");
    });
  },
);

Deno.test(".csv gives the numbers of .npy, with its names", permitted, async () => {
  await withFiles(async (run, folder) => {
    const fromNpy = await resultOf(run, folder, "--features x.npy --labels y.npy");
    const fromCsv = await resultOf(
      run,
      folder,
      "--features x.csv --labels y.csv --label-column class",
    );
    deepEqual(fromCsv, { ...fromNpy, featureNames: ["a", "b", "c", "d", "e", "f"] });
  });
});

Deno.test("options reach the analysis", permitted, async () => {
  await withFiles(async (run, folder) => {
    const both = "--features x.npy --labels y.npy";
    const blocks = await resultOf(run, folder, `${both} --blocks 0-2;3;4-5 --sizes 3 --top 2`);
    deepEqual(blocks.blocks, [[0, 1, 2], [3], [4, 5]]);
    deepEqual(blocks.sizes.map(({ size }) => size), [3]);
    ok("top" in blocks.sizes[0]!.synergy);
    const greedy = await resultOf(run, folder, `${both} --search greedy --label-encoding one-hot`);
    deepEqual([greedy.search, greedy.targetEncoding], ["greedy", "one-hot"]);
    const exhaustive = await resultOf(run, folder, `${both} --search exhaustive --sizes 2,4`);
    deepEqual(
      [exhaustive.search, exhaustive.sizes.map(({ size }) => size)],
      ["exhaustive", [2, 4]],
    );
    const average = await resultOf(run, folder, both);
    deepEqual([average.ties, average.seed], ["average", 0]);
    deepEqual(await resultOf(run, folder, `${both} --ties average --seed 0`), average);
    const random = (seed: number) => resultOf(run, folder, `${both} --ties random --seed ${seed}`);
    deepEqual(await random(1), await random(1)); // the label is full of ties
    ok(JSON.stringify((await random(1)).sizes) !== JSON.stringify((await random(2)).sizes));
    const values = ({ sizes }: Result) => JSON.stringify(sizes);
    ok(values(await random(1)) !== values(average));
    ok(values(await resultOf(run, folder, `${both} --ties index`)) !== values(average));
    equal((await resultOf(run, folder, `${both} --ties random`)).seed, 0);
    const total = await resultOf(run, folder, `${both} --objective total-correlation --sizes 2,3`);
    deepEqual([total.objective, total.search], ["total-correlation", "exact"]);
    const { synergy: least } = total.sizes[1]!;
    ok("totalCorrelation" in least && least.totalCorrelation! > 0);
    deepEqual(
      await resultOf(run, folder, `${both} --objective o-information --search ladder --sizes 3`),
      await resultOf(run, folder, `${both} --search ladder --sizes 3`),
    );
    const biasOf = async (draws: string) => {
      const { sizes } = await resultOf(run, folder, `${both} ${draws}--sizes 3`);
      const { synergy } = sizes[0]!;
      return "top" in synergy ? undefined : synergy.rankBias;
    };
    equal(await biasOf("--rank-bias-draws 10 "), await biasOf(""));
    const tested = await resultOf(
      run,
      folder,
      `${both} --sizes 3 --significance split,target,max --draws 19`,
    );
    deepEqual(tested.significance!.tests, ["split", "target", "max"]);
    deepEqual(
      await resultOf(run, folder, `${both} --sizes 3 --significance all --draws 19 --workers 1`),
      tested,
    );
    equal(await biasOf("--rank-bias-draws 0 "), undefined);
    ok(await biasOf("--rank-bias-draws 11 ") !== await biasOf(""));
  });
});

Deno.test("former names of options and values give the same result", permitted, async () => {
  await withFiles(async (run, folder) => {
    const features = "--features x.npy";
    for (
      const [now, former] of [
        ["--labels y.npy", "--target y.npy"],
        ["--labels y.csv --label-column class", "--target y.csv --target-column class"],
        ["--labels y.npy --label-encoding ordinal", "--target y.npy --target-encoding copula"],
        ["--labels y.npy --label-encoding class-gaussian", "--labels y.npy --label-encoding model"],
        ["--labels y.npy --search exhaustive", "--labels y.npy --search exact"],
      ]
    ) {
      deepEqual(
        await resultOf(run, folder, `${features} ${now}`),
        await resultOf(run, folder, `${features} ${former}`),
      );
    }
    const all = await resultOf(run, folder, `${features} --search exhaustive`);
    deepEqual([all.search, all.sizes.map(({ size }) => size)], ["exact", [2, 3, 4, 5, 6]]);
  });
});

Deno.test(
  "degenerate columns are an error with a way out, or are dropped and told",
  permitted,
  async () => {
    await withFiles(async (run, folder) => {
      const text = await Deno.readTextFile(join(folder, "x.csv"));
      const lines = text.split("\n").map((line, i) => `${i === 0 ? "dead" : "7"},${line}`);
      await Deno.writeTextFile(join(folder, "flawed.csv"), lines.join("\n"));
      const { status, text: told } = await run("--features flawed.csv --labels y.npy");
      equal(status, 2);
      match(
        told,
        /column 0 \("dead"\): all its values are 7.*\. .* add --drop-degenerate or --without dead$/,
      );
      const result = await resultOf(
        run,
        folder,
        "--features flawed.csv --labels y.npy --drop-degenerate --sizes 6",
      );
      deepEqual(result.dropped, [{ index: 0, name: "dead", reason: "constant" }]);
      ok("multiplet" in result.sizes[0]!.synergy);
      deepEqual(result.sizes[0]!.synergy.multiplet, [1, 2, 3, 4, 5, 6]);
    });
  },
);

const refused: [string, RegExp][] = [
  ["", /needs --features FILE, got none; --help/],
  ["--features x.npy --colour red", /Unknown option '--colour'/],
  ["--features x.npy y.npy", /Unexpected argument/],
  ["--features", /^--features takes a value, got "--output" behind it/],
  [
    "--features missing.npy",
    /missing\.npy: expected a file to read, found no file \/.*\/missing\.npy$/,
  ],
  [
    "--features nothing",
    /^nothing: .* found no file \/.*\/nothing \(the current folder is \/.*\)$/,
  ],
  ["--features - --labels /dev/stdin", /^--features and --labels are both standard input/],
  ["--features missing.npz", /missing\.npz: expected a file to read/],
  ["--features x.pt", /x\.pt: expected .*; convert it in Python: np\.save/],
  ["--features x.npy:fc1", /x\.npy:fc1: expected a file to read/],
  [
    "--features x.npy --labels x.npy",
    /expected one column with labels, found 6: "x0", .*--label-column/,
  ],
  [
    "--features x.npy --labels y.csv",
    /expected one column .*, found 2: "id", "class"; .*--label-column/,
  ],
  ["--features x.npy --labels y.csv --label-column Class", /no column "Class" \(but "class"\)/],
  [
    "--features x.npy --labels y.npy --label-column class",
    /no column "class"; there are 1: 0 "x0"/,
  ],
  ["--features x.npy --label-column class", /^--label-column: there is no column "class"/],
  [
    "--features x.npy --labels y.npy --label-encoding one-hot --rank-bias-draws 5",
    /--rank-bias-draws needs --label-encoding ordinal or none, .* got --label-encoding one-hot/,
  ],
  [
    "--features x.npy --objective total-correlation --search ladder",
    /--objective total-correlation needs --search exhaustive or greedy, got --search ladder/,
  ],
  [
    "--features x.npy --objective dual-total-correlation --calls 5",
    /--calls needs --search ladder, which cannot rank by dual-total-correlation; --objective dual-/,
  ],
  [
    "--features x.npy --objective s-information",
    /--objective takes o-information, total-correlation, dual-total-correlation, got "s-information"/,
  ],
  [
    "--features x.npy --significance luck",
    /--significance takes split, target, max, all, got "luck"/,
  ],
  ["--features x.npy --significance target", /--significance target needs --labels FILE, or/],
  ["--features x.npy --draws 99", /--draws needs --significance with target, max or all, got none/],
  [
    "--features x.npy --significance split --draws 99",
    /--draws needs --significance with target, max or all, got --significance split$/,
  ],
  [
    "--features x.npy --labels y.npy --label-encoding none --significance target",
    /--significance target needs labels, got --label-encoding none$/,
  ],
  ["--features x.npy --significance max --draws 9", /--draws takes an integer from 19 to/],
  ["--features x.npy --rank-bias-draws -1", /--rank-bias-draws takes an integer from 0 to/],
  ["--features x.npy --label-encoding ordinal", /--label-encoding ordinal needs --labels FILE, or/],
  ["--features x.npy --continuous", /--continuous needs --labels FILE, or --label-column NAME/],
  ["--features x.npy --ignore-label -100", /--ignore-label needs --labels FILE, or/],
  ["--features x.npy --header --no-header", /--header and --no-header contradict each other/],
  ["--features x.npy --input-format xls", /--input-format takes npy, npz, .*, got "xls"/],
  [
    "--features - --labels -",
    /^--features and --labels are both standard input, which is one file$/,
  ],
  ["--features x.npy --columns 0;1", /--columns takes one list, .* got 2/],
  ["--features x.npy --columns 6", /--columns: there is no column 6; there are 6: 0 "x0"/],
  ["--features x.npy --without X0", /--without: there is no column "X0" \(but "x0"\)/],
  ["--features x.npy --without 0-5", /^No column is left to analyse/],
  [
    "--features x.npy --labels y.npy --label-encoding label",
    /takes ordinal, none, class-gaussian, one-hot, got/,
  ],
  [
    "--features x.npy --search best",
    /--search takes exhaustive, greedy, ladder, annealing, genetic, cross-entropy, none, got "best"/,
  ],
  ["--features x.npy --workers 0", /^--workers takes an integer from 1 to 1024, got "0"$/],
  ["--features x.npy --labels y.npy --target y.npy", /--target is the former name of --labels/],
  [
    "--features x.npy --search exhaustive --sizes 3 --workers 0",
    /^--workers takes an integer from 1 to 1024, got "0"$/,
  ],
  [
    "--features x.npy --search exhaustive --exhaustive-up-to 3",
    /--exhaustive-up-to needs --search greedy, got --search exhaustive/,
  ],
  [
    "--features x.npy --exhaustive-up-to 0",
    /--exhaustive-up-to takes an integer from 1 .* got "0"/,
  ],
  [
    "--features x.npy --max-seconds 0",
    /--max-seconds takes a positive number or Infinity, got "0"/,
  ],
  ["--features x.npy --max-seconds 1h", /--max-seconds takes a positive number .* got "1h"/],
  ["--features x.npy --max-bytes NaN", /--max-bytes takes a positive number .* got "NaN"/],
  ["--features x.npy --sizes 2-x", /--sizes takes integers and ranges .* got "2-x"/],
  ["--features x.npy --sizes 2-7", /^--sizes: .* integers in 1\.\.6, got 7/],
  ["--features x.npy --sizes 0", /integers in 1\.\.6, got 0/],
  ["--features x.npy --top 0", /--top takes an integer from 1 .* got "0"/],
  ["--features x.npy --top 1e3", /--top takes an integer from 1 .* got "1e3"/],
  ["--features x.npy --multiplets 0,1;2,9", /--multiplets: there is no column 9; there are 6/],
  ["--features x.npy --multiplets 0,0", /^--multiplets: "0,0" has 0 twice$/],
  ["--features x.npy --blocks 0-2;2", /The blocks do not fit the features\. Column 2 occurs twice/],
  ["--features x.npy --units bit", /--units takes bits, nats, got "bit"/],
  ["--features x.npy --seed -1", /--seed takes an integer from 0 to .*, got "-1"/],
  ["--features x.npy --seed 4294967296", /--seed takes an integer from 0 to/],
  ["--features x.npy --ties first", /--ties takes index, average, random/],
  ["--features x.npy --format xml", /--format takes json, csv, table/],
  ["--features x.npy --features x.csv", /--features is given twice, ".*x\.npy" and ".*x\.csv"/],
  ["--features x.npy --output x.npy", /would overwrite an input/],
];

for (const [line, message] of refused) {
  Deno.test(
    `"analyze ${line}" ends with status 2, one clear line and no file`,
    permitted,
    async () => {
      await withFiles(async (run, folder) => {
        const output = line.includes("--output") ? "" : " --output result.json";
        const { status, text } = await run(`${line}${output}`.trim());
        equal(status, 2, text);
        match(text, message);
        ok(!text.includes("\n"), text);
        const files = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
        deepEqual(files, ["x.csv", "x.npy", "y.csv", "y.npy"]);
      });
    },
  );
}

Deno.test("a search that would never end is refused before it begins", permitted, async () => {
  await withFiles(async (run, folder) => {
    const rows = Array.from(
      { length: 120 },
      (_, i) => Array.from({ length: 60 }, (_, j) => Math.sin((i + 1) * (j + 1) ** 2)).join(","),
    );
    const names = rows[0]!.split(",").map((_, j) => `x${j}`).join(",");
    await Deno.writeTextFile(join(folder, "wide.csv"), [names, ...rows].join("\n"));
    const { status, text } = await run("--features wide.csv --search exhaustive --sizes 30");
    equal(status, 2, text);
    match(
      text,
      new RegExp(
        "size 30 of 60 variables would score 1\\.2 · 10\\^17 multiplets, about \\S+ years on .* " +
          "Possible: --search greedy --sizes 30 --exhaustive-up-to 6 \\(.*--search exhaustive " +
          "--sizes 2-\\d+ .*--max-seconds Infinity to run it anyway$",
      ),
    );
    const short = "--features wide.csv --max-seconds 0.001 --max-bytes 1e5 --exhaustive-up-to 4";
    const limited = await run(short);
    equal(limited.status, 2, limited.text);
    match(
      limited.text,
      /^A greedy search at sizes 2 to 12 of 60 variables, exhaustive up to size 4, .*; at most 0\.001 s and 100000 bytes/,
    );
    const allowed = `${short.replace("0.001", "Infinity")} --sizes 2-5`.replace("1e5", "1e9");
    const { search, sizes } = await resultOf(run, folder, allowed);
    deepEqual([search, sizes.map(({ size }) => size)], ["greedy", [2, 3, 4, 5]]);
  });
});

Deno.test("features that were written transposed are told by their size", permitted, async () => {
  await withFiles(async (run, folder) => {
    const names = Array.from({ length: 200 }, (_, j) => `s${j}`).join(",");
    const row = (i: number) => label.map((_, j) => Math.sin((i + 1) * (j + 1))).join(",");
    const rows = Array.from({ length: 6 }, (_, i) => row(i));
    await Deno.writeTextFile(join(folder, "turned.csv"), [names, ...rows].join("\n"));
    const labelled = await run("--features turned.csv --labels y.npy");
    deepEqual([labelled.status, labelled.text.includes("\n")], [2, false]);
    match(
      labelled.text,
      /turned\.csv has 6 rows, .*y\.npy has 200; .*, save the transpose, .* x\.T/,
    );
    const alone = await run("--features turned.csv");
    equal(alone.status, 2);
    match(
      alone.text,
      /; the file has 6 rows \(samples\) and 200 columns \(variables\); .* transpose, for example x\.T in NumPy$/,
    );
  });
});

Deno.test("an interrupt ends with status 130, says so, and leaves no file", permitted, async () => {
  await withFiles(async (_, folder) => {
    const { status, text } = await runCaptured(
      ["analyze", "--features", join(folder, "x.npy"), "--output", join(folder, "r.json")],
      AbortSignal.abort(new Error("interrupted")),
    );
    deepEqual([status, text], [130, "Interrupted. Nothing was written."]);
    ok(![...Deno.readDirSync(folder)].some(({ name }) => name.includes("r.json")));
  });
});

Deno.test(
  "in a terminal the share of the search is one line, which is cleared",
  permitted,
  () =>
    inFolder(async (folder) => {
      // So many sets that the search takes much longer than the 50 ms between two shares.
      const { samples, variables, values } = mixedSignals({ samples: 460, variables: 22 }).features;
      const features = join(folder, "x.npy");
      await Deno.writeFile(features, npyFile({ shape: [samples, variables], values }));
      const output = join(folder, "result.json");
      const args = ["analyze", "--features", features, "--search", "exact", "--output", output];
      const { status, stderr } = await runCaptured(args, undefined, true);
      equal(status, 0);
      const [start, ...shares] = stderr.split("\r\x1b[K");
      deepEqual([start, shares.pop()], ["", ""]);
      ok(shares.length > 0 && shares.every((share) => /^searching \d{1,2} %$/.test(share)), stderr);
      const toAFile = await runCaptured(["analyze", "--features", features, "--sizes", "2"]);
      equal(toAFile.stderr, "");
    }),
);
