/** Which columns take part, and by which index results call them. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import * as fc from "fast-check";
import {
  analyse,
  AnalysisError,
  type AnalysisResult,
  findExtremes,
  ranked,
} from "../../lib/analysis/mod.ts";
import {
  continuousTarget,
  covarianceFromMatrix,
  DegenerateColumnsError,
  discreteTarget,
  gaussianSystem,
  NotPositiveDefiniteError,
  scoreMultiplet,
  searchSpace,
  SingularMultipletError,
  type System,
  targetSplit,
  toVariables,
} from "../../lib/information/mod.ts";
import { SEARCHES } from "../../lib/search/mod.ts";
import { normals, randomSource } from "../../lib/system/random/mod.ts";
import { someVariables } from "../../lib/variables/variables.ts";
import { close } from "../information/reference.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { matrix } from "./samples.ts";

const sound = mixedSignals({ samples: 200 });
const target = discreteTarget(sound.labels);
const soundValue = (sample: number, column: number) => sound.features.values[sample * 6 + column]!;

/** The sound columns as 1, 2, 4, 5, 7, 8, among a dead one, a copy and one with a NaN. */
const ORIGIN = [1, 2, 4, 5, 7, 8];
const flawed = matrix(200, 9, (sample, column) => {
  const at = ORIGIN.indexOf(column);
  if (at >= 0) return soundValue(sample, at);
  if (column === 0) return 0;
  if (column === 3) return Math.exp(soundValue(sample, 0));
  return sample === 17 ? NaN : soundValue(sample, 1) ** 2;
});

/** The result with every index of the sound columns as they lie among the flawed ones. */
function moved(result: AnalysisResult): unknown {
  const text = JSON.stringify(
    { sizes: result.sizes, multiplets: result.multiplets },
    (key, value) => key === "multiplet" ? value.map((column: number) => ORIGIN[column]) : value,
  );
  return JSON.parse(text);
}

Deno.test("degenerate columns are an error that names them all", async () => {
  await rejects(
    analyse(flawed, target),
    (error) =>
      error instanceof DegenerateColumnsError &&
      error.columns.map(({ index, reason }) => `${index} ${reason}`).join() ===
        "0 constant,3 duplicate,6 non-finite",
  );
});

Deno.test("one error names constant, copied, determined and label columns; without them the analysis goes on", async () => {
  const { features, labels } = mixedSignals({ variables: 3, samples: 200, seed: 3, noise: 0.7 });
  const rows = Array.from({ length: 200 }, (_, row) => {
    const [a, b, c] = features.values.subarray(3 * row, 3 * row + 3);
    return [a!, b!, c!, 7, a! + b!, b!, Number(labels[row])];
  });
  const all = { samples: 200, variables: 7, values: Float64Array.from(rows.flat()) };
  const found = await rejected(analyse(all, labels));
  ok(found instanceof DegenerateColumnsError);
  const named = found.columns.map(({ index, reason }) => `${index} ${reason}`);
  deepEqual(named, ["3 constant", "4 dependent", "5 duplicate", "6 label"]);
  const left = found.columns.map(({ index }) => index);
  const kept = [0, 1, 2, 3, 4, 5, 6].filter((at) => !left.includes(at));
  const values = Float64Array.from(rows.flatMap((row) => kept.map((at) => row[at]!)));
  await analyse({ samples: 200, variables: kept.length, values }, labels);
});

/** What a promise is rejected with. */
const rejected = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(() => undefined, (error) => error);

Deno.test("dropped, they are listed, and all indices stay those of the original columns", async () => {
  const options = { top: 2, encoding: "copula" } as const;
  const whole = await analyse(sound.features, target, { ...options, multiplets: [[0, 2, 5]] });
  const rest = await analyse(flawed, target, {
    ...options,
    degenerate: "drop",
    multiplets: [[1, 4, 8]],
  });
  deepEqual(rest.dropped, [
    { index: 0, name: "x0", reason: "constant" },
    { index: 3, name: "x3", reason: "duplicate" },
    { index: 6, name: "x6", reason: "non-finite" },
  ]);
  equal(rest.variables, 9);
  equal(rest.featureNames.length, 9);
  deepEqual(
    JSON.parse(JSON.stringify({ sizes: rest.sizes, multiplets: rest.multiplets })),
    moved(whole),
  );
});

/** Column 2 has the values of column 1, in the samples of class 1 those of the same samples. */
function equalWithinOneClass() {
  const others = sound.labels.flatMap((label, sample) => label === 1 ? [] : [sample]);
  return matrix(200, 4, (sample, column) => {
    if (column === 0) return 0;
    const at = others.indexOf(sample);
    const from = column === 2 && at >= 0 ? others[(at + 1) % others.length]! : sample;
    return soundValue(from, column === 3 ? 1 : 0);
  });
}

Deno.test("a column that is dependent within one class is named, or dropped from its place", async () => {
  const features = equalWithinOneClass();
  await rejects(
    analyse(features, target, { encoding: "model", blocks: [[1], [2], [3]] }),
    (error) =>
      error instanceof NotPositiveDefiniteError && error.label === 1 &&
      error.column.index === 2 && error.column.name === "x2",
  );
  const result = await analyse(features, target, { encoding: "model", degenerate: "drop" });
  deepEqual(result.dropped.slice(1), [{
    index: 2,
    name: "x2",
    reason: "dependent",
    explanation: "the columns before it determine it within class 1",
  }]);
  deepEqual(ranked(result.sizes[0]!.synergy)[0]!.multiplet, [1, 3]);
});

Deno.test("a multiplet with a dropped variable is refused by name", async () => {
  await rejects(
    analyse(flawed, target, { degenerate: "drop", multiplets: [[1, 3]] }),
    (error) =>
      error instanceof AnalysisError &&
      error.message === 'Multiplet 1,3: variable 3 ("x3") was dropped',
  );
});

Deno.test("a multiplet with an unknown variable is refused, with the numbers that there are", async () => {
  const refused = (multiplets: number[][], columns: readonly number[]) =>
    analyse(someVariables(toVariables(sound.features), columns), target, { multiplets }).then(
      () => "",
      (error: Error) => error instanceof AnalysisError ? error.message : `${error}`,
    );
  equal(await refused([[0, 9]], [0, 1, 2, 3, 4, 5]), "Multiplet 0,9: variables are 0..5, got 9");
  // Of some columns, numbers are missing between.
  equal(await refused([[0, 1]], [0, 3, 5]), "Multiplet 0,1: no variable has the number 1");
});

Deno.test("blocks are variables: numbers of targetSplit, names joined, indices of blocks", async () => {
  const blocks = [[4, 1], [0], [2, 3]];
  const result = await analyse(sound.features, target, {
    blocks,
    units: "nats",
    multiplets: [[0, 2]],
  });
  deepEqual([result.variables, result.featureNames], [3, ["x4+x1", "x0", "x2+x3"]]);
  deepEqual(result.blocks, blocks);
  const system = gaussianSystem(toVariables(sound.features), target, { ties: "average" });
  const split = targetSplit(system, [[1, 4], [2, 3]]);
  close(result.multiplets[0]!.oInformation, split.oInformation, 1e-12);
  const [triple] = ranked(result.sizes[1]!.synergy);
  deepEqual(triple!.multiplet, [0, 1, 2]);
  const whole = targetSplit(system, [[1, 4], 0, [2, 3]]);
  close(triple!.oInformation, whole.oInformation, 1e-12);
  close(triple!.featuresOInformation, whole.featuresOInformation, 1e-12);
});

Deno.test("columns in no block take no part: not even their flaws do", async () => {
  const blocks = [[4, 1], [2], [7, 8]];
  const result = await analyse(flawed, target, { blocks });
  deepEqual(result.dropped, []);
  const alone = await analyse(sound.features, target, { blocks: [[2, 0], [1], [4, 5]] });
  deepEqual(result.sizes, alone.sizes);
});

Deno.test("a dropped column leaves its block; a block without columns takes no part", async () => {
  const blocks = [[6], [1, 2], [3, 4], [5]];
  const result = await analyse(flawed, target, { blocks, degenerate: "drop" });
  deepEqual(result.dropped, [
    { index: 3, name: "x3", reason: "duplicate" },
    { index: 6, name: "x6", reason: "non-finite" },
  ]);
  deepEqual([result.variables, result.sizes.length], [4, 2]);
  deepEqual(ranked(result.sizes[1]!.synergy)[0]!.multiplet, [1, 2, 3]);
  const alone = await analyse(sound.features, target, { blocks: [[0, 1], [2], [3]] });
  close(
    ranked(result.sizes[1]!.synergy)[0]!.oInformation,
    ranked(alone.sizes[1]!.synergy)[0]!.oInformation,
    1e-12,
  );
});

const wrongBlocks: [number[][], RegExp][] = [
  [[[0, 1], [1]], /The blocks do not fit the features\. Column 1 occurs twice/],
  [[[0], [6]], /0\.\.5, got 6/],
  [[[0], []], /empty block/],
  [[], /At least one column/],
];
for (const [blocks, message] of wrongBlocks) {
  Deno.test(`blocks ${JSON.stringify(blocks)} are refused`, async () => {
    await rejects(
      analyse(sound.features, target, { blocks }),
      (error) => error instanceof AnalysisError && message.test(error.message),
    );
  });
}

Deno.test("an error about columns of blocks has their own numbers", async () => {
  await rejects(
    analyse(flawed, target, { blocks: [[1, 2], [3]] }),
    /column 3 \("x3"\): it orders the samples exactly as column 1 \("x1"\) does/,
  );
});

Deno.test("the order of columns and monotone maps of them change no value", async () => {
  const permutation = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });
  await fc.assert(
    fc.asyncProperty(
      permutation,
      fc.double({ min: 0.1, max: 3, noNaN: true }),
      async (order, scale) => {
        const changed = matrix(
          200,
          6,
          (sample, column) => Math.exp(scale * soundValue(sample, order[column]!)),
        );
        const before = await analyse(sound.features, target);
        const after = await analyse(changed, target);
        after.sizes.forEach(({ synergy }, i) => {
          const [now] = ranked(synergy);
          const [then] = ranked(before.sizes[i]!.synergy);
          close(now!.oInformation, then!.oInformation, 1e-10);
          deepEqual(
            now!.multiplet.map((column) => order[column]!).sort((a, b) => a - b),
            then!.multiplet,
          );
        });
      },
    ),
    { seed: 20240607, numRuns: 25 },
  );
});

Deno.test("a multiplet without an inverse is named by its own numbers, whatever the search", async () => {
  const copies = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 0, 1, 0, 1), Infinity);
  const determinants = searchSpace({ covariance: copies, target: { encoding: "none" } });
  const system: System = {
    variables: [4, 7, 9].map((index, at) => ({ index, name: `x${index}`, columns: [at] })),
    leftOut: [],
    shape: { variables: 3, hasTarget: false },
    encoding: "none",
    score: (multiplet) => scoreMultiplet(determinants, multiplet),
    determinants,
  };
  for (const name of ["exact", "exhaustive", "greedy"]) {
    await rejects(
      findExtremes(system, { search: SEARCHES.get(name), sizes: [3] }),
      (error) =>
        error instanceof SingularMultipletError && error.multiplet.includes(4) &&
        error.multiplet.every((number) => [4, 7, 9].includes(number)),
    );
  }
});

Deno.test("a column that is constant within a class is named, or dropped, where classes have covariances", async () => {
  const labels = Array.from({ length: 200 }, (_, row) => row % 2 === 0 ? "on" : "off");
  const data = normals(800, randomSource(5));
  const dead = matrix(
    200,
    4,
    (row, column) => column === 2 && row % 2 === 0 ? 0 : data[4 * row + column]!,
  );
  await rejects(
    analyse(dead, labels, { encoding: "model" }),
    /column 2 \("x2"\): all its values in class "on" are 0/,
  );
  const { dropped } = await analyse(dead, labels, { encoding: "model", degenerate: "drop" });
  deepEqual(dropped, [{ index: 2, name: "x2", reason: "constant" }]);
  // Other encodings make no covariance of a class.
  deepEqual((await analyse(dead, labels, { sizes: [2] })).dropped, []);
});

Deno.test("columns that determine the target together are named, in every encoding", async () => {
  const data = normals(1200, randomSource(6));
  const features = matrix(300, 3, (row, column) => data[4 * row + column]!);
  const readout = continuousTarget(
    Float64Array.from({ length: 300 }, (_, row) => data[4 * row]! - 0.5 * data[4 * row + 1]!),
  );
  await rejects(
    analyse(features, readout),
    /column 1 \("x1"\): the target and column 0 \("x0"\) determine it linearly/,
  );
  const { dropped } = await analyse(features, readout, { degenerate: "drop" });
  deepEqual(dropped.map(({ index, name, reason }) => [index, name, reason]), [
    [1, "x1", "dependent"],
  ]);

  const labels = Array.from({ length: 300 }, (_, row) => [3, 5, 9][row % 3]!);
  const shifted = matrix(
    300,
    2,
    (row, column) => column === 0 ? data[4 * row]! : labels[row]! - data[4 * row]!,
  );
  for (const encoding of ["copula", "one-hot", "model"] as const) {
    await rejects(
      analyse(shifted, labels, { encoding }),
      /column 1 \("x1"\): the label and column 0 \("x0"\) determine it linearly/,
    );
  }
  // Labels that take no part.
  deepEqual((await analyse(shifted, labels, { encoding: "none" })).dropped, []);
});
