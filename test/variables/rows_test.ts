/** Rows in another order: nothing is lost, groups stay together. */
import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual,
  ok,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import fc from "fast-check";
import { permutedRows, permutedTarget, permutedVariables } from "../../lib/variables/rows.ts";
import { continuousTarget, discreteTarget, toVariables } from "../../lib/variables/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";

/** Groups of rows in any order, of which no more than a tenth has a number of rows of its own. */
const groupsOfRows = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5 })
  .chain((sizes) =>
    fc.shuffledSubarray([...sizes, ...sizes].flatMap((size, group) => Array(size).fill(group)), {
      minLength: 2 * sizes.reduce((sum, size) => sum + size, 0),
    })
  );

Deno.test("each row takes the values of one other; rows of a group take the places of one group, in their order", () => {
  fc.assert(fc.property(groupsOfRows, fc.nat(), (groups, seed) => {
    const rows = permutedRows(groups.length, randomSource(seed), groups);
    deepEqual([...rows].sort((a, b) => a - b), groups.map((_, at) => at));
    const rowsOf = Map.groupBy(groups.map((_, row) => row), (row) => groups[row]!);
    for (const places of rowsOf.values()) {
      const sources = places.map((place) => rows[place]!);
      deepEqual(sources, rowsOf.get(groups[sources[0]!]!));
    }
  }));
});

Deno.test("groups of the same number of rows take all places of each other alike", () => {
  const random = randomSource(2);
  const groups = [0, 1, 1, 2, 3, 3, 4, 5, 5];
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 3600; draw++) {
    const rows = permutedRows(groups.length, random, groups);
    const key = rows.filter((_, place) => place === groups.indexOf(groups[place]!)).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  equal(counts.size, 36);
  for (const count of counts.values()) ok(Math.abs(count - 100) < 50, `${count}`);
});

Deno.test("without groups all orders of three rows are as frequent", () => {
  const random = randomSource(1);
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 6000; draw++) {
    const key = permutedRows(3, random).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  equal(counts.size, 6);
  for (const count of counts.values()) ok(Math.abs(count - 1000) < 150, `${count}`);
});

Deno.test("a permuted target has the same values; a class keeps its label and name", () => {
  const target = discreteTarget(["dog", "cat", "cat", "emu", "dog", "dog"]);
  const found = permutedTarget(target, randomSource(3));
  deepEqual({ ...found, classes: [...found.classes].sort() }, {
    ...target,
    classes: [...target.classes].sort(),
  });
  notDeepStrictEqual([...found.classes], [...target.classes]);
  const values = [0.5, 1, 2, 3];
  const moved = permutedTarget(continuousTarget(values), randomSource(3)).values;
  deepEqual([...moved].sort((a, b) => a - b), values);
  notDeepStrictEqual([...moved], values);
});

Deno.test("permuted variables: each in an order of its own, the columns of one variable together", () => {
  const samples = 40;
  const values = Float64Array.from(
    { length: samples * 2 },
    (_, at) => Math.floor(at / 2) + (at % 2) * 100,
  );
  const variables = toVariables({ samples, variables: 2, values });
  const found = permutedVariables(variables, randomSource(1));
  const [a, b] = found.columns.map((column) => [...column.values]);
  deepEqual(a!.toSorted((x, y) => x - y), [...variables.columns[0]!.values]);
  notDeepStrictEqual(b, a!.map((value) => value + 100));
  const block = { ...variables, variables: [{ ...variables.variables[0]!, columns: [0, 1] }] };
  const [first, second] = permutedVariables(block, randomSource(1)).columns.map((
    { values },
  ) => [...values]);
  deepEqual(second, first!.map((value) => value + 100));
});

Deno.test("groups that cannot be exchanged are refused", () => {
  throws(() => permutedRows(3, randomSource(1), [0, 0]), /group of each of 3 samples, got 2/);
  throws(() => permutedRows(3, randomSource(1), [1, 1, 1]), /two groups of samples or more, got 1/);
  // One group of a number of its own stays in place, if it is small.
  const odd = [...Array.from({ length: 18 }, (_, row) => row % 6), 6, 6];
  deepEqual([...permutedRows(20, randomSource(1), odd).slice(18)], [18, 19]);
  throws(
    () => permutedRows(21, randomSource(1), [...odd.slice(0, 18), 6, 6, 7]),
    /3 of 21 samples are in 2 groups whose number of samples no other group has; leave samples out/,
  );
});
