/** Designs: full, and fractions in which each pair of levels occurs equally often. */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import {
  aliasedInteractions,
  confoundedPairs,
  DesignError,
  fractionOf,
  fullDesign,
} from "../../lib/sweeps/design.ts";

const axes = (...levels: number[]) => levels.map((levels, at) => ({ name: `a${at}`, levels }));

Deno.test("the full design has each combination once", () => {
  const runs = fullDesign(axes(2, 3, 2));
  equal(runs.length, 12);
  equal(new Set(runs.map(String)).size, 12);
  deepEqual(runs.slice(0, 3), [[0, 0, 0], [0, 0, 1], [0, 1, 0]]);
  deepEqual(fullDesign([]), [[]]);
});

Deno.test("any fraction that is made has every pair of levels equally often", () => {
  fc.assert(fc.property(
    fc.array(fc.tuple(fc.integer({ min: 1, max: 31 }), fc.boolean()), {
      minLength: 2,
      maxLength: 6,
    }),
    (masks) => {
      const own = axes(...masks.map(([, isWide]) => isWide ? 4 : 2));
      const generators = Object.fromEntries(
        masks.map((
          [mask, isWide],
          at,
        ) => [`a${at}`, isWide ? [mask, (mask * 7) % 31 + 1] : [mask]]),
      );
      let runs;
      try {
        runs = fractionOf(own, { runs: 32, generators });
      } catch (error) {
        if (error instanceof DesignError) return;
        throw error;
      }
      for (const [i, first] of own.entries()) {
        for (const [j, second] of own.entries()) {
          if (j >= i) continue;
          const counts = new Map<string, number>();
          for (const run of runs) {
            const key = `${run[i]} ${run[j]}`;
            counts.set(key, (counts.get(key) ?? 0) + 1);
          }
          equal(counts.size, first.levels * second.levels);
          equal(new Set(counts.values()).size, 1);
        }
      }
    },
  ));
});

Deno.test("half of a design confounds each axis with the interaction of the others; a full one none", () => {
  const own = axes(2, 2, 2);
  const half = { runs: 4, generators: { a0: [1], a1: [2], a2: [3] } };
  deepEqual(confoundedPairs(own, half).map(({ axis, pair }) => `${axis}: ${pair}`), [
    "a0: a1,a2",
    "a1: a0,a2",
    "a2: a0,a1",
  ]);
  deepEqual(confoundedPairs(own, { runs: 8, generators: { a0: [1], a1: [2], a2: [4] } }), []);
});

Deno.test("what is no fraction of strength 2 is refused, with the reason", () => {
  const refused = (levels: number[], runs: number, generators: Record<string, number[]>) => {
    let message = "";
    throws(() => fractionOf(axes(...levels), { runs, generators }), (error: Error) => {
      message = error.message;
      return error instanceof DesignError;
    });
    return message;
  };
  equal(refused([2], 6, { a0: [1] }), "A fraction has 2, 4, 8, … or 65536 runs, got 6");
  equal(refused([3], 4, { a0: [1] }), 'In a fraction, an axis has 2, 4, 8, … levels; "a0" has 3');
  equal(refused([4], 4, { a0: [1] }), 'The axis "a0" of 4 levels needs 2 generators, got 1');
  equal(refused([2], 4, { a0: [4] }), 'Generators are integers from 1 to 3; an axis "a0" has 4');
  equal(
    refused([4], 4, { a0: [1, 1] }),
    'The generators of "a0" depend on each other: levels are missing',
  );
  equal(
    refused([2, 2], 4, { a0: [1], a1: [1] }),
    'Pairs of levels of "a0" and "a1" do not occur equally often: their generators have a sum in common',
  );
  equal(refused([2], 4, { a0: [1], b: [2] }), 'There are generators of "b", which is no axis');
});

Deno.test("interactions that cannot be told apart: those whose contrasts agree in the runs", () => {
  fc.assert(fc.property(
    fc.array(fc.tuple(fc.integer({ min: 1, max: 15 }), fc.boolean()), {
      minLength: 3,
      maxLength: 5,
    }),
    (masks) => {
      const own = axes(...masks.map(([, isWide]) => isWide ? 4 : 2));
      const generators = Object.fromEntries(
        masks.map(([mask, isWide], at) => [`a${at}`, isWide ? [mask, mask % 15 + 1] : [mask]]),
      );
      let runs: number[][];
      try {
        runs = fractionOf(own, { runs: 16, generators });
      } catch (error) {
        if (error instanceof DesignError) return;
        throw error;
      }
      // The contrasts of an axis by their definition: ±1 by the parity of some bits of its level.
      const contrastsOf = (axis: number) =>
        Array.from(
          { length: own[axis]!.levels - 1 },
          (_, at) =>
            runs.map((run) =>
              [0, 1].reduce(
                (sign, bit) => (at + 1 >> bit & run[axis]! >> bit & 1) ? -sign : sign,
                1,
              )
            ),
        );
      const pairs = own.flatMap((_, b) => own.slice(0, b).map((_, a) => [a, b] as const));
      const productsOf = ([a, b]: readonly [number, number]) =>
        contrastsOf(a).flatMap((first) =>
          contrastsOf(b).map((second) => `${first.map((sign, run) => sign * second[run]!)}`)
        );
      const expected = pairs.flatMap((pair, at) =>
        pairs.slice(0, at).filter((other) =>
          productsOf(other).some((product) => productsOf(pair).includes(product))
        ).map((other) => [other, pair].map((two) => two.map((axis) => `a${axis}`)))
      );
      deepEqual(aliasedInteractions(own, { runs: 16, generators }), expected);
    },
  ));
});
