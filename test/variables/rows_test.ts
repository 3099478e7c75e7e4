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

const groupsOfRows = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 20 })
  .filter((groups) => new Set(groups).size > 1);

Deno.test("each row takes the values of one other; rows of a group stay beside each other, in their order", () => {
  fc.assert(fc.property(groupsOfRows, fc.nat(), (groups, seed) => {
    const rows = permutedRows(groups.length, randomSource(seed), groups);
    deepEqual([...rows].sort((a, b) => a - b), groups.map((_, at) => at));
    // Read group by group, the sources are whole groups, one after the other.
    const places = groups.map((_, at) => at).sort((a, b) => groups[a]! - groups[b]! || a - b);
    const sources = places.map((place) => rows[place]!);
    for (let at = 1; at < sources.length; at++) {
      const [one, next] = [sources[at - 1]!, sources[at]!];
      const own = groups.map((_, row) => row).filter((row) => groups[row] === groups[one]);
      const isLast = one === own.at(-1);
      if (isLast) ok(groups[next] !== groups[one]);
      else equal(next, own[own.indexOf(one) + 1]);
    }
  }));
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
});
