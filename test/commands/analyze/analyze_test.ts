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
            `--features x.npy --labels y.npy ${options} ` +
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
    const byIndex = await resultOf(run, folder, both);
    const random = (seed: number) => resultOf(run, folder, `${both} --ties random --seed ${seed}`);
    deepEqual(await random(1), await random(1)); // the label is full of ties
    ok(JSON.stringify(await random(1)) !== JSON.stringify(await random(2)));
    ok(JSON.stringify(await random(1)) !== JSON.stringify(byIndex));
    const average = await resultOf(run, folder, `${both} --ties average`);
    ok(JSON.stringify(average) !== JSON.stringify(byIndex));
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
        /column 0 \("dead"\): all its values are 7.*\. To leave out such columns, use .*--drop-degenerate\)$/,
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
  ["--features", /'--features' argument/],
  ["--features missing.npy", /missing\.npy: expected a file to read/],
  ["--features x.npz", /x\.npz: expected a file name that ends in \.npy or \.csv/],
  ["--features y.npy", /y\.npy: expected float32 or float64 features.*"<i8"/],
  ["--features x.npy --labels x.npy", /x\.npy: expected integer or boolean labels.*"<f8"/],
  ["--features x.npy --labels y.csv", /y\.csv, line 1: expected one column.*"id", "class"/],
  ["--features x.npy --labels y.csv --label-column id", /line 2, column "id".*found "s0"/],
  ["--features x.npy --labels y.csv --label-column Class", /expected a column "Class"/],
  ["--features x.npy --labels y.npy --label-column class", /expected a \.csv file/],
  ["--features x.npy --label-column class", /--label-column needs the file .*--labels FILE/],
  ["--features x.npy --label-encoding ordinal", /--label-encoding ordinal needs --labels/],
  [
    "--features x.npy --labels y.npy --label-encoding label",
    /takes ordinal, none, class-gaussian, one-hot, got/,
  ],
  ["--features x.npy --search best", /--search takes exhaustive, greedy, got "best"/],
  ["--features x.npy --workers 2", /--workers needs --search exhaustive and --sizes/],
  ["--features x.npy --search exhaustive --workers 2", /--workers needs .* and --sizes/],
  ["--features x.npy --labels y.npy --target y.npy", /--target is the former name of --labels/],
  [
    "--features x.npy --search exhaustive --sizes 3 --workers 0",
    /workers is an integer from 1 to 1024, got "0"/,
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
  ["--features x.npy --sizes 2-7", /integers in 1\.\.6, got 7/],
  ["--features x.npy --sizes 0", /integers in 1\.\.6, got 0/],
  ["--features x.npy --top 0", /--top takes an integer from 1 .* got "0"/],
  ["--features x.npy --top 1e3", /--top takes an integer from 1 .* got "1e3"/],
  ["--features x.npy --multiplets 0,1;2,9", /Multiplet 2,9: variables are 0\.\.5, got 9/],
  ["--features x.npy --multiplets 0,0", /Multiplet 0,0 contains a variable twice/],
  ["--features x.npy --blocks 0-2;2", /The blocks do not fit the features\. Column 2 occurs twice/],
  ["--features x.npy --units bit", /--units takes bits, nats, got "bit"/],
  ["--features x.npy --ties random", /--ties random needs --seed/],
  ["--features x.npy --seed 1", /--seed needs --ties random, got --ties index/],
  ["--features x.npy --ties random --seed -1", /argument is ambiguous|--seed takes an integer/],
  ["--features x.npy --ties random --seed 4294967296", /--seed takes an integer from 0 to/],
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
      /^A greedy search of 60 variables, exhaustive up to size 4, .*; at most 0\.001 s and 100000 bytes/,
    );
    const allowed = `${short.replace("0.001", "Infinity")} --sizes 2-5`.replace("1e5", "1e9");
    const { search, sizes } = await resultOf(run, folder, allowed);
    deepEqual([search, sizes.map(({ size }) => size)], ["greedy", [2, 3, 4, 5]]);
  });
});

Deno.test("fewer labels than samples end with status 2", permitted, async () => {
  await withFiles(async (run, folder) => {
    await Deno.writeTextFile(join(folder, "short.csv"), `y\n${label.slice(1).join("\n")}\n`);
    const { status, text } = await run("--features x.npy --labels short.csv");
    equal(status, 2);
    match(text, /^Every sample needs one label: 200 samples, 199 labels$/);
  });
});

Deno.test("features that were written transposed are told by their size", permitted, async () => {
  await withFiles(async (run, folder) => {
    const names = Array.from({ length: 200 }, (_, j) => `s${j}`).join(",");
    const row = (i: number) => label.map((_, j) => Math.sin((i + 1) * (j + 1))).join(",");
    const rows = Array.from({ length: 6 }, (_, i) => row(i));
    await Deno.writeTextFile(join(folder, "turned.csv"), [names, ...rows].join("\n"));
    for (const line of ["--features turned.csv --labels y.npy", "--features turned.csv"]) {
      const { status, text } = await run(line);
      equal(status, 2);
      match(
        text,
        /; the file has 6 rows \(samples\) and 200 columns \(variables\); .* transpose, for example x\.T in NumPy$/,
      );
    }
  });
});

Deno.test(
  "a target among the features is told as that, not as a column to drop",
  permitted,
  async () => {
    await withFiles(async (run, folder) => {
      const rows = label.map((value, i) => `${Math.sin(7 * i)},${value}`);
      await Deno.writeTextFile(join(folder, "both.csv"), ["a,class", ...rows].join("\n"));
      for (const drop of ["", " --drop-degenerate"]) {
        const { status, text } = await run(`--features both.csv --labels y.npy${drop}`);
        equal(status, 2);
        match(text, /; the label is determined by the features, .*: leave such columns out$/);
      }
    });
  },
);

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
      // So many sets that the search takes longer than the 50 ms between two shares.
      const { samples, variables, values } = mixedSignals({ variables: 20 }).features;
      const features = join(folder, "x.npy");
      await Deno.writeFile(features, npyFile({ shape: [samples, variables], values }));
      const args = ["analyze", "--features", features, "--output", join(folder, "result.json")];
      const { status, stderr } = await runCaptured(args, undefined, true);
      equal(status, 0);
      const [start, ...shares] = stderr.split("\r\x1b[K");
      deepEqual([start, shares.pop()], ["", ""]);
      ok(shares.length > 0 && shares.every((share) => /^searching \d{1,2} %$/.test(share)), stderr);
      const toAFile = await runCaptured(["analyze", "--features", features, "--sizes", "2"]);
      equal(toAFile.stderr, "");
    }),
);
