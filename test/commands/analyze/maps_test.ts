/** Feature maps in files: the options `--maps` and `--layout`. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { type AnalysisResult, ranked } from "../../../lib/analysis/mod.ts";
import { npyFile } from "../../data/tables/npy_file.ts";
import { permitted } from "../../permitted.ts";
import { inventedMaps } from "../../variables/invented_maps.ts";
import {
  csv,
  type Files,
  lastLineOf,
  refusalOf,
  resultOf,
  type Run,
  withTables,
} from "./_analyze.ts";

const [SAMPLES, MAPS, HEIGHT, WIDTH] = [80, 5, 2, 3];
const MAPS_OF = inventedMaps(SAMPLES, MAPS, HEIGHT * WIDTH);
const LABELS = MAPS_OF.map(([first], sample) => first![0]! > 0 ? 1 + sample % 2 : 0);

const file = (shape: number[], values: readonly number[], fortranOrder = false) =>
  npyFile({ descr: "<f4", shape, values: Float32Array.from(values), fortranOrder });
const channelsLast = MAPS_OF.flatMap((sample) =>
  sample[0]!.flatMap((_, position) => sample.map((map) => map[position]!))
);

const FILES: Files = {
  "nchw.npy": file([SAMPLES, MAPS, HEIGHT, WIDTH], MAPS_OF.flat(2)),
  "ncl.npy": file([SAMPLES, MAPS, HEIGHT * WIDTH], MAPS_OF.flat(2)),
  "nhwc.npy": file([SAMPLES, HEIGHT, WIDTH, MAPS], channelsLast),
  "ntd.npy": file([SAMPLES, HEIGHT * WIDTH, MAPS], channelsLast),
  "fortran.npy": file([SAMPLES, MAPS, HEIGHT * WIDTH], MAPS_OF.flat(2), true),
  "means.csv": csv(Object.fromEntries(
    Array.from({ length: MAPS }, (_, map) => [
      `x${map}`,
      MAPS_OF.map((sample) =>
        sample[map]!.reduce((sum, value) => sum + Math.fround(value), 0) / (HEIGHT * WIDTH)
      ),
    ]),
  )),
  "twice.npy": file(
    [SAMPLES, 3, HEIGHT * WIDTH],
    MAPS_OF.flatMap(([a, b]) => [...a!, ...b!, ...a!]),
  ),
  "gap.npy": file(
    [SAMPLES, MAPS, HEIGHT * WIDTH],
    MAPS_OF.flat(2).map((value, at) => at === 7 ? NaN : value),
  ),
  "labels.csv": csv({ label: LABELS }),
  "x.csv": csv({ a: [1, 2, 3] }),
};

/** The extremes, and the measured multiplets. */
const numbers = ({ sizes, multiplets }: AnalysisResult) => [
  sizes.map(({ synergy, redundancy }) => [ranked(synergy)[0], ranked(redundancy)[0]]),
  multiplets,
];

const analysed = async (run: Run, line: string) =>
  resultOf(await run(`--labels labels.csv --sizes 2-3 ${line}`));

Deno.test(
  "means of maps are analysed as columns of means are, in every layout",
  permitted,
  async () => {
    await withTables(FILES, async (run) => {
      const columns = await analysed(run, "--features means.csv --multiplets 0,3");
      for (
        const [name, layout] of [["nchw", "nchw"], ["ncl", "nchw"], ["nhwc", "nhwc"], [
          "ntd",
          "ntd",
        ]]
      ) {
        const result = await analysed(
          run,
          `--features ${name}.npy --maps mean --layout ${layout} --multiplets 0,3`,
        );
        deepEqual(numbers(result), numbers(columns));
        deepEqual(result.featureNames, ["x0", "x1", "x2", "x3", "x4"]);
        match(result.notices!.join(), /each of 5 maps is its mean over positions/);
      }
    });
  },
);

Deno.test("components are blocks; lists of options name maps", permitted, async () => {
  await withTables(FILES, async (run) => {
    const line = "--features nchw.npy --layout nchw --maps components:2";
    const all = await analysed(run, line);
    equal(all.variables, 5);
    equal(all.components!.length, 5);
    for (const one of all.components!) {
      equal(one!.count, 2);
      ok(one!.varianceShare > 0.5 && one!.varianceShare < 1);
    }
    const nhwc = await analysed(run, "--features nhwc.npy --layout nhwc --maps components:2");
    deepEqual(numbers(nhwc), numbers(all));
    const some = await analysed(run, `${line} --without 0,x2 --multiplets 1,4`);
    deepEqual(ranked(some.sizes[1]!.synergy)[0]!.multiplet, [1, 3, 4]);
    deepEqual(some.multiplets[0]!.multiplet, [1, 4]);
    deepEqual(some.components!.map((one) => one?.count), [undefined, 2, undefined, 2, 2]);
    // Maps that options leave out keep their names and numbers.
    deepEqual(some.featureNames, ["x0", "x1", "x2", "x3", "x4"]);
    equal(some.variables, 5);
    deepEqual(some.dropped.map(({ index, reason }) => [index, reason]), [
      [0, "unused"],
      [2, "unused"],
    ]);
    const table = await run(`--labels labels.csv ${line} --sizes 2 --format table`);
    match(
      table.stdout,
      /Principal components per variable: 2; their share of its variance: \d\d to \d\d %\./,
    );
    // The tests of significance have the same blocks.
    const tested = await analysed(run, `${line} --significance all --draws 19`);
    deepEqual(tested.significance!.tests, ["split", "target", "max"]);
  });
});

Deno.test(
  "positions are samples in groups, with the label of their sample",
  permitted,
  async () => {
    await withTables(FILES, async (run) => {
      const result = await analysed(run, "--features nchw.npy --layout nchw --maps positions:6");
      equal(result.samples, 6 * SAMPLES);
      equal(result.groups, SAMPLES);
      // All positions, which a matrix of positions × maps has too.
      const rows = MAPS_OF.flatMap((sample) =>
        sample[0]!.map((_, position) => sample.map((map) => Math.fround(map[position]!)))
      );
      const columns = Object.fromEntries(
        Array.from({ length: MAPS }, (_, map) => [`x${map}`, rows.map((row) => row[map]!)]),
      );
      const group = rows.map((_, row) => Math.floor(row / 6));
      const label = group.map((sample) => LABELS[sample]!);
      await withTables({ "rows.csv": csv({ ...columns, group, label }) }, async (run) => {
        const plain = resultOf(
          await run("--features rows.csv --groups group --label-column label --sizes 2-3"),
        );
        deepEqual(numbers(plain), numbers(result));
      });
      // One after the other: what a command writes is caught for the whole process.
      const seeded = (seed: number) =>
        analysed(run, `--features nchw.npy --layout nchw --maps positions:2 --seed ${seed}`);
      const one = await seeded(1);
      const two = await seeded(2);
      equal(one.samples, 2 * SAMPLES);
      ok(JSON.stringify(numbers(one)) !== JSON.stringify(numbers(two)));
      // Own groups stay groups.
      const own = await analysed(
        run,
        "--features nchw.npy --layout nchw --maps positions:2 --groups labels.csv",
      );
      equal(own.groups, 3);
    });
  },
);

Deno.test(
  "samples with a missing value are dropped with all their positions",
  permitted,
  async () => {
    await withTables(FILES, async (run) => {
      for (const rule of ["mean", "max", "components:2"]) {
        const line = `--features gap.npy --layout nchw --maps ${rule}`;
        match(
          lastLineOf(await run(`--labels labels.csv ${line}`)),
          rule === "components:2"
            ? /"x1\.1": its value in sample 0 is NaN/
            : /"x1"\): its value in sample 0 is NaN/,
        );
        equal((await analysed(run, `${line} --drop-samples`)).samples, SAMPLES - 1);
      }
    });
  },
);

Deno.test("a map that occurs twice is named, and can be left out", permitted, async () => {
  await withTables(FILES, async (run) => {
    for (const [rule, column] of [["mean", "x2"], ["components:2", "x2.pc1"]] as const) {
      const line = `--features twice.npy --layout nchw --maps ${rule}`;
      const refused = await run(line);
      match(refused.stderr, /note: .*maps have the same values in all samples: x2 repeats x0\n/);
      const last = lastLineOf(refused);
      ok(last.includes(`"${column}"`) && last.includes("--without x2"), last);
      // A component has no number that a user gave or sees anywhere else.
      equal(last.includes('column "x0.pc1"'), rule !== "mean", last);
      ok(!/column \d{2}/.test(refused.stderr), refused.stderr);
      equal(resultOf(await run(`${line} --without x2`)).samples, SAMPLES);
      const dropped = resultOf(await run(`${line} --drop-degenerate`));
      // By the number of the map, also of components.
      ok(dropped.dropped.every(({ index, reason }) => index === 2 && reason === "duplicate"));
    }
  });
});

for (
  const [line, expected] of [
    ["--features nchw.npy", /shape \(80, 5, 2, 3\)/],
    ["--features nchw.npy --maps mean", /--maps needs --layout: nchw/],
    ["--features nchw.npy --layout nchw", /--layout needs --maps/],
    ["--features nchw.npy --layout nchw --maps pca:2", /--maps takes mean, max, components:Q/],
    [
      "--features nchw.npy --layout nchw --maps components:0",
      /--maps components takes an integer from 1 to the number of positions of a map, got "0"/,
    ],
    [
      "--features nchw.npy --layout nchw --maps components:7",
      /components per map are an integer from 1 to 6, the positions of one map; got 7/,
    ],
    [
      "--features nchw.npy --layout nchw --maps positions:7",
      /positions per map are an integer from 1 to 6, the positions of one map; got 7/,
    ],
    [
      "--features nchw.npy --layout ntd --maps mean",
      /an array of maps, \(N, tokens, units\), found shape \(80, 5, 2, 3\)/,
    ],
    [
      "--features fortran.npy --layout nchw --maps mean",
      /np\.ascontiguousarray\(x\), found column-major \(Fortran\) order/,
    ],
    [
      "--features x.csv --layout nchw --maps mean",
      /\.npy, \.npz or \.safetensors file, found a \.csv file/,
    ],
    [
      "--features nchw.npy --layout nchw --maps components:2 --blocks 0-1",
      /--blocks needs --maps mean, max or positions/,
    ],
    [
      "--features nchw.npy --layout nchw --maps mean --label-column x0",
      /--label-column with --maps needs --labels/,
    ],
    ["--features nchw.npy --layout nchw --maps mean --columns 9", /map/],
    [
      "--features nchw.npy --layout nchw --maps mean --blocks 0-1 --without 1",
      /--blocks has map 1 \("x1"\), which other options leave out/,
    ],
    [
      "--features nchw.npy --layout nchw --maps mean --without 0-4",
      /No map is left to analyse: .*nchw\.npy has "x0", .*"x4", and the options leave out all/,
    ],
    [
      "--features nchw.npy --layout nchw --maps positions:2 --labels x.csv",
      /has 80 rows, .*x\.csv has 3/,
    ],
  ] as const
) {
  Deno.test(`refused: analyze ${line}`, permitted, async () => {
    await withTables(FILES, async (run) => match(refusalOf(await run(line)), expected));
  });
}

Deno.test("refused: a label per position", permitted, async () => {
  await withTables(FILES, async (run) => {
    const line = "--features nchw.npy --layout nchw --maps positions:2 --labels means.csv";
    const { stderr } = await run(line);
    match(stderr, /means\.csv: expected one column with labels, found 5/);
    match(stderr, /all positions of a sample have its one label: .* without --maps$/m);
  });
});
