import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { behind, searchParts, splitPrefix } from "../../lib/search/multiplets.ts";
import { multipletCount, multiplets } from "../../lib/search/mod.ts";

/** All multiplets of a size that begin with a prefix. */
function expand(prefix: readonly number[], variables: number, size: number): number[][] {
  const first = behind(prefix);
  return [...multiplets(variables - first, size - prefix.length)]
    .map((rest) => [...prefix, ...rest.map((variable) => variable + first)]);
}

const shapes = fc.integer({ min: 2, max: 13 })
  .chain((variables) => fc.tuple(fc.constant(variables), fc.integer({ min: 2, max: variables })));

Deno.test("parts are all multiplets, each once, in lexicographic order", () => {
  fc.assert(
    fc.property(shapes, ([variables, size]) => {
      const parts = searchParts(variables, size);
      const found = parts.map(({ prefixes }) =>
        prefixes.flatMap((prefix) => expand(prefix, variables, size))
      );
      deepEqual(found.flat(), [...multiplets(variables, size)]);
      deepEqual(parts.map(({ count }) => count), found.map(({ length }) => length));
      ok(parts.every((part) => part.size === size));
    }),
    { seed: 6, numRuns: 60 },
  );
});

Deno.test("parts are many, balanced and few enough, however large the search", () => {
  for (const [variables, size] of [[60, 6], [60, 30], [60, 58], [20, 10], [5000, 3]] as const) {
    const parts = searchParts(variables, size);
    const what = `${size} of ${variables}: ${parts.length}`;
    ok(parts.length >= 256 && parts.length <= 512, what);
    const total = multipletCount(variables, size);
    ok(Math.max(...parts.map(({ count }) => count)) <= total / 256, what);
    ok(parts.reduce((sum, { prefixes }) => sum + prefixes.length, 0) < 10_000, what);
  }
});

Deno.test("a split has the shortest prefixes of at most so many multiplets, two columns open", () => {
  deepEqual([...splitPrefix([], 6, 4, 15)], [[]]);
  deepEqual([...splitPrefix([], 6, 4, 5)], [[0, 1], [0, 2], [0, 3], [1], [2]]);
  deepEqual([...splitPrefix([], 6, 4, 1)], [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2]]);
  deepEqual([...splitPrefix([1], 6, 4, 3)], [[1, 2], [1, 3]]);
  deepEqual([...splitPrefix([], 100, 2, 1)], [[]]);
  equal([...splitPrefix([], 7, 7, 1)].length, 1);
});
