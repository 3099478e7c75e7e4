/** Values under other choices: numbers of classes, halves of the samples; sizes that samples support. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import fc from "fast-check";
import { analyse, ranked } from "../../lib/analysis/mod.ts";
import { halves } from "../../lib/analysis/robustness.ts";
import {
  continuousTarget,
  discreteTarget,
  type Estimator,
  gaussianCopula,
  gaussianMoments,
  gaussianSystem,
  InformationError,
  targetSplit,
  toVariables,
} from "../../lib/information/mod.ts";
import { normals, randomSource } from "../../lib/system/random/mod.ts";
import { close } from "../information/reference.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { matrix } from "./samples.ts";
import { resultSchema } from "./result_schema.ts";

const { features, labels } = mixedSignals({ samples: 400, variables: 5, classes: 4 });

Deno.test("renumberings of the classes: the range contains them, whatever the numbers of today", async () => {
  const options = { sizes: [3], units: "nats" as const };
  const { sizes: [size] } = await analyse(features, labels, options);
  for (const one of [...ranked(size!.synergy), ...ranked(size!.redundancy)]) {
    const [lowest, highest] = one.renumbered!;
    ok(lowest < highest);
    // Every one of the 24 numberings: the range of 20 draws is that of most of them.
    const values = permutations([0, 1, 2, 3]).map((numbers) => {
      const target = discreteTarget(labels.map((label) => numbers[label]!));
      const system = gaussianSystem(toVariables(features), target, { ties: "average" });
      return targetSplit(system, one.multiplet).oInformation;
    });
    close(lowest, Math.min(...values.filter((value) => value > lowest - 1e-12)), 1e-12);
    close(highest, Math.max(...values.filter((value) => value < highest + 1e-12)), 1e-12);
    ok(values.filter((value) => value < lowest - 1e-12 || value > highest + 1e-12).length <= 8);
  }
});

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest])
  );
}

Deno.test("no range of renumberings: two classes, other encodings, no labels, a continuous target", async () => {
  const two = labels.map((label) => label % 2);
  const target = continuousTarget(normals(400, randomSource(3)));
  for (
    const [own, options] of [
      [two, {}],
      [two, { estimator: gaussianMoments() }],
      [labels, { encoding: "model" }],
      [labels, { encoding: "one-hot" }],
      [labels, { encoding: "none" }],
      [undefined, {}],
      [target, {}],
    ] as const
  ) {
    const { sizes } = await analyse(features, own, { ...options, sizes: [3] });
    equal(ranked(sizes[0]!.synergy)[0]!.renumbered, undefined);
  }
});

Deno.test("the order of rows does not matter, nor do names of classes", async () => {
  const random = randomSource(9);
  const order = Array.from({ length: 400 }, (_, row) => row)
    .sort(() => random.uint32() - 2 ** 31);
  const shuffled = matrix(400, 5, (row, column) => features.values[order[row]! * 5 + column]!);
  const names = ["ant", "bee", "cow", "dog"];
  const plain = await analyse(features, labels);
  const other = await analyse(shuffled, order.map((row) => names[labels[row]!]!));
  deepEqual(other.classNames, names);
  for (const [at, { synergy, redundancy }] of plain.sizes.entries()) {
    for (
      const [one, two] of [
        [synergy, other.sizes[at]!.synergy],
        [redundancy, other.sizes[at]!.redundancy],
      ] as const
    ) {
      const [a, b] = [ranked(one)[0]!, ranked(two)[0]!];
      deepEqual(a.multiplet, b.multiplet);
      close(a.oInformation, b.oInformation, 1e-9);
      a.renumbered!.forEach((value, end) => close(value, b.renumbered![end]!, 1e-9));
    }
  }
});

Deno.test("labels: booleans, integers in any array, texts of digits, a target, all the same", async () => {
  const two = labels.map((label) => label > 1 ? 1 : 0);
  const expected = (await analyse(features, discreteTarget(two))).sizes;
  for (const own of [two, two.map((one) => one === 1), Int32Array.from(two), two.map(String)]) {
    deepEqual((await analyse(features, own)).sizes, expected);
  }
  await rejects(analyse(features, two.map((one) => one / 2)), /continuousTarget\(values\)/);
  const mixture = two.map((one, row) => row < 2 ? one : `${one}`) as string[];
  await rejects(analyse(features, mixture), /all numbers, all booleans or all texts; sample 0 has/);
});

Deno.test("a continuous target is one more column under copula, and refused by other encodings", async () => {
  const values = Float64Array.from(
    { length: 400 },
    (_, row) =>
      features.values[row * 5]! + features.values[row * 5 + 1]! +
      0.1 * Math.abs(features.values[row * 5 + 2]!),
  );
  const target = continuousTarget(values);
  const result = await analyse(features, target, { multiplets: [[0, 1, 3]], units: "nats" });
  resultSchema.parse(result);
  const wide = matrix(
    400,
    6,
    (row, column) => column === 5 ? values[row]! : features.values[row * 5 + column]!,
  );
  const joint = await analyse(wide, undefined, {
    multiplets: [[0, 1, 3, 5]],
    units: "nats",
    dependence: "ignored",
  });
  close(result.multiplets[0]!.oInformation, joint.multiplets[0]!.oInformation, 1e-12);
  for (const encoding of ["model", "one-hot"] as const) {
    await rejects(
      analyse(features, target, { encoding }),
      /needs classes, but the target is continuous/,
    );
  }
  const estimator = gaussianMoments();
  await rejects(
    analyse(features, target, { estimator }),
    (error) =>
      error instanceof InformationError &&
      error.message ===
        'The estimator "gaussian-moments" needs classes, but the label is a quantity',
  );
  await rejects(analyse(features, continuousTarget([1, 2])), /400 samples, 2 values/);
});

for (const encoding of ["copula", "model", "one-hot", "none"] as const) {
  Deno.test(`the label among the features is refused by name, or left out: ${encoding}`, async () => {
    const copies: [string, (label: number) => number][] = [
      ["itself", (label) => label],
      ["other numbers", (label) => [7, -1, 30, 2][label]!],
      ["an indicator", (label) => label === 2 ? 1 : 0],
    ];
    for (const [what, copy] of copies) {
      const wide = {
        ...matrix(
          400,
          6,
          (row, column) =>
            column === 2
              ? copy(labels[row]!)
              : features.values[row * 5 + column - (column > 2 ? 1 : 0)]!,
        ),
        names: ["a", "b", "y", "c", "d", "e"],
      };
      await rejects(
        analyse(wide, labels, { encoding }),
        /column 2 \("y"\): (it is the label itself|the label determines it)/,
        what,
      );
      const { dropped, sizes } = await analyse(wide, labels, { encoding, degenerate: "drop" });
      deepEqual(dropped, [{ index: 2, name: "y", reason: "label" }]);
      const alone = await analyse(features, labels, { encoding });
      close(
        ranked(sizes[1]!.synergy)[0]!.oInformation,
        ranked(alone.sizes[1]!.synergy)[0]!.oInformation,
        1e-12,
      );
    }
  });
}

Deno.test("a number of rows in a file sorted by class is not the label", async () => {
  const sorted = labels.toSorted();
  const numbered = matrix(
    400,
    3,
    (row, column) => column === 0 ? row : features.values[row * 5 + column]!,
  );
  deepEqual((await analyse(numbered, sorted)).dropped, []);
});

Deno.test("columns that determine one another are refused by name, or left out", async () => {
  const random = randomSource(5);
  const [a, b] = [normals(300, random), normals(300, random)];
  const table = matrix(300, 3, (row, column) => [a[row]!, b[row]!, a[row]! + b[row]!][column]!);
  await rejects(
    analyse(table, undefined),
    /column 2 \("x2"\): column 0 \("x0"\) and column 1 \("x1"\) determine it linearly/,
  );
  const { dropped, sizes } = await analyse(table, undefined, { degenerate: "drop" });
  deepEqual(dropped, [{
    index: 2,
    name: "x2",
    reason: "dependent",
    explanation: 'column 0 ("x0") and column 1 ("x1") determine it linearly',
  }]);
  deepEqual(sizes.map(({ size }) => size), [2]);
  const ignored = await analyse(table, undefined, { dependence: "ignored" });
  ok(ranked(ignored.sizes[1]!.synergy)[0]!.oInformation < -2);
});

/** Independent columns, drawn from the same stream. */
function normal(samples: number, variables: number, seed = 1) {
  return { samples, variables, values: normals(samples * variables, randomSource(seed)) };
}

Deno.test("fewer samples than columns: sizes up to a tenth of the samples, found once more in half of them", async () => {
  const result = await analyse(normal(40, 60), undefined, { exhaustiveUpTo: 3 });
  resultSchema.parse(result);
  deepEqual(result.sizes.map(({ size }) => size), [2, 3, 4]);
  match(
    result.warnings[0]!,
    /^Only 40 samples, fewer than 20 for each of 60 columns: .* by its value in the other half$/,
  );
  const best = ranked(result.sizes[1]!.synergy)[0]!;
  ok(best.oInformation < 0);
  ok(best.split!.searched < 0);
  await rejects(
    analyse(normal(40, 60), undefined, { sizes: [3, 5] }),
    /Size 5 is too large for 40 samples and 60 columns: .* here up to 4/,
  );
});

Deno.test("200 samples of 333 columns have triples", async () => {
  const { sizes } = await analyse(normal(200, 333), undefined, { sizes: [2] });
  equal(sizes[0]!.multipletCount, 333 * 332 / 2);
});

Deno.test("few samples for each column: larger sizes on request, with a warning", async () => {
  const data = normal(60, 12);
  deepEqual((await analyse(data, undefined)).sizes.map(({ size }) => size), [2, 3, 4, 5, 6]);
  const { sizes, warnings } = await analyse(data, undefined, { sizes: [3, 7, 12] });
  deepEqual(sizes.map(({ size }) => size), [3, 7, 12]);
  match(warnings[1]!, /^Sizes above 6 are not reliable with so few: 7, 12$/);
});

Deno.test("with encoding model the smallest class counts", async () => {
  const data = normal(300, 8);
  const own = Array.from({ length: 300 }, (_, row) => row < 30 ? 1 : 0);
  deepEqual((await analyse(data, own)).warnings, []);
  const { sizes, warnings } = await analyse(data, own, { encoding: "model" });
  deepEqual(sizes.map(({ size }) => size), [2, 3]);
  match(
    warnings[0]!,
    /^Only 30 samples in the smallest class, 1, fewer than 20 for each of 8 columns: /,
  );
  match(warnings[0]!, /what is found in half of the samples shows how much/);
});

Deno.test("values in halves are not spoken of where there are none", async () => {
  const own = Array.from({ length: 300 }, (_, row) => row < 4 ? 1 : 0);
  const { sizes, warnings } = await analyse(normal(300, 8), own, { encoding: "model", sizes: [2] });
  equal(ranked(sizes[0]!.synergy)[0]!.split, undefined);
  match(warnings[0]!, /halves of them are too small to show how much$/);
});

Deno.test("an extreme is found once more in half of the samples, and measured in the other half", async () => {
  const data = normal(60, 6);
  // Two groups: each half is one of them.
  const groups = Array.from({ length: 60 }, (_, row) => row % 2);
  const options = { sizes: [3], units: "nats", multiplets: [[0, 1, 2]] } as const;
  const { sizes: [size], multiplets: [given] } = await analyse(data, undefined, {
    ...options,
    groups,
  });
  const halves = [0, 1].map((group) => {
    const rows = groups.flatMap((own, row) => own === group ? [row] : []);
    return matrix(30, 6, (row, column) => data.values[rows[row]! * 6 + column]!);
  });
  const first = await Promise.all(halves.map((half) => analyse(half, undefined, options)));
  const valueIn = (half: number, multiplet: readonly number[]) =>
    targetSplit(gaussianSystem(toVariables(halves[half]!), undefined), multiplet).oInformation;
  for (const end of ["synergy", "redundancy"] as const) {
    const { multiplet, searched, other } = ranked(size![end])[0]!.split!;
    const half = first.findIndex(({ sizes: [own] }) =>
      Math.abs(ranked(own![end])[0]!.oInformation - searched) < 1e-12
    );
    deepEqual(multiplet, ranked(first[half]!.sizes[0]![end])[0]!.multiplet);
    close(other, valueIn(1 - half, multiplet), 1e-12);
  }
  equal(given!.split, undefined);
  const both = [0, 1].map((half) => valueIn(half, [0, 1, 2]));
  [...given!.halves!].sort((a, b) => a - b)
    .forEach((value, at) => close(value, both.toSorted((a, b) => a - b)[at]!, 1e-12));

  const splits = await Promise.all([0, 0, 3].map(async (seed) => {
    const { sizes: [own] } = await analyse(data, undefined, { ...options, seed });
    return ranked(own!.synergy)[0]!.split!;
  }));
  deepEqual(splits[0], splits[1]);
  ok(splits[0]!.searched !== splits[2]!.searched);
});

Deno.test("the other half shows that the most extreme of independent columns is chance", async () => {
  const splits = await Promise.all(Array.from({ length: 8 }, async (_, seed) => {
    const { sizes: [size] } = await analyse(normal(60, 20, 100 + seed), undefined, {
      sizes: [5],
      search: "exhaustive",
    });
    return ranked(size!.synergy)[0]!.split!;
  }));
  const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const searched = mean(splits.map((one) => one.searched));
  ok(searched < -0.3, `${searched}`);
  const other = mean(splits.map((one) => one.other));
  ok(Math.abs(other) < 0.2 * Math.abs(searched), `${other} beside ${searched}`);
});

Deno.test("each half has half of the samples", async () => {
  const asked: number[] = [];
  const estimator: Estimator = {
    name: "counted",
    revision: 1,
    prepare: (all, own) => {
      asked.push(all.samples);
      return gaussianCopula().prepare(all, own);
    },
  };
  await analyse(normal(61, 6), undefined, { sizes: [4], estimator });
  deepEqual(asked, [61, 31, 30, 30]);
});

Deno.test("groups are the samples that count for sizes and for the warning, at any number of rows", async () => {
  const data = normal(2000, 6);
  const groups = Array.from({ length: 2000 }, (_, row) => Math.floor(row / 200));
  const { sizes, warnings } = await analyse(data, undefined, { groups });
  deepEqual(sizes.map(({ size }) => size), [2]);
  ok(ranked(sizes[0]!.synergy)[0]!.split);
  match(warnings[0]!, /^Only 10 groups of samples, fewer than 20 for each of 6 columns: /);
  // Larger sizes on request: their covariances have an inverse.
  const asked = await analyse(data, undefined, { groups, sizes: [4] });
  match(asked.warnings[1]!, /^Sizes above 2 are not reliable with so few: 4$/);
  deepEqual((await analyse(data, undefined)).warnings, []);
});

Deno.test("given multiplets have the limits of sizes, and are examined", async () => {
  const wide = normal(40, 60);
  await rejects(
    analyse(wide, undefined, { sizes: [2], multiplets: [[0, 1, 2, 3, 4]] }),
    /Size 5 is too large for 40 samples and 60 columns/,
  );
  const few = await analyse(normal(60, 12), undefined, {
    sizes: [2],
    multiplets: [[0, 1], [0, 1, 2, 3, 4, 5, 6]],
  });
  match(few.warnings[1]!, /^Sizes above 6 are not reliable with so few: 7$/);
  const sum = matrix(
    40,
    60,
    (row, column) => wide.values[row * 60 + column]! + (column === 7 ? wide.values[row * 60]! : 0),
  );
  const known = matrix(
    40,
    60,
    (row, column) =>
      column === 9
        ? sum.values[row * 60]! - sum.values[row * 60 + 5]!
        : sum.values[row * 60 + column]!,
  );
  await rejects(
    analyse(known, undefined, { sizes: [2], multiplets: [[0, 5, 9]] }),
    /column 9 \("x9"\): column 0 \("x0"\) and column 5 \("x5"\) determine it linearly/,
  );
});

Deno.test("sizes whose covariance has no inverse are refused with the number of samples, or of the class", async () => {
  await rejects(
    analyse(normal(6, 6), Array.from({ length: 6 }, (_, row) => row % 2), { sizes: [5] }),
    /Size 5 is too large for 6 samples: their covariance has an inverse up to size 4/,
  );
  const labels = Array.from({ length: 60 }, (_, row) => row < 3 ? 1 : 0);
  await rejects(
    analyse(normal(60, 3), labels, { encoding: "model", sizes: [3] }),
    /Size 3 is too large for 3 samples in the smallest class, 1: .* up to size 2; leave the class out/,
  );
});

Deno.test("among more columns than samples, what determines what is found in the results", async () => {
  const { values } = normal(50, 70, 2);
  const data = matrix(
    50,
    70,
    (row, column) =>
      column === 69 ? values[row * 70]! - values[row * 70 + 1]! : values[row * 70 + column]!,
  );
  await rejects(
    analyse(data, undefined, { sizes: [3], search: "greedy" }),
    /column 69 \("x69"\): column 0 \("x0"\) and column 1 \("x1"\) determine it linearly/,
  );
  const { dropped } = await analyse(data, undefined, { sizes: [3], degenerate: "drop" });
  deepEqual(dropped.map(({ index, name, reason }) => [index, name, reason]), [
    [69, "x69", "dependent"],
  ]);
});

Deno.test("of a long list the first hundred have values under other choices", async () => {
  const { features: many, labels: own } = mixedSignals({ samples: 100, variables: 12, classes: 3 });
  const { sizes: [size] } = await analyse(many, own, { sizes: [4], top: 150 });
  const list = ranked(size!.synergy);
  const count = (name: "split" | "renumbered") => list.filter((one) => one[name]).length;
  deepEqual([list.length, count("split"), count("renumbered")], [150, 100, 100]);
});

Deno.test("halves have all rows once, whole groups, and none is empty", () => {
  fc.assert(fc.property(
    fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 40 }),
    fc.integer({ min: 0, max: 1000 }),
    fc.boolean(),
    (drawn, seed, isGrouped) => {
      const groups = isGrouped ? drawn : undefined;
      fc.pre(groups === undefined || new Set(groups).size > 1);
      const [first, second] = halves(drawn.length, groups, randomSource(seed));
      ok(first.length > 0 && second.length > 0);
      ok(2 * first.length >= drawn.length);
      deepEqual([...first, ...second].sort((a, b) => a - b), drawn.map((_, row) => row));
      for (const half of [first, second]) deepEqual(half, half.toSorted((a, b) => a - b));
      if (groups === undefined) return;
      const inFirst = new Set(first.map((row) => groups[row]));
      ok(second.every((row) => !inFirst.has(groups[row])));
    },
  ));
});
