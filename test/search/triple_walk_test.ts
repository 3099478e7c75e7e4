/** The filter of triples against the walk: the same rankings, to the last bit. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { discreteTarget, gaussianSystem, toVariables } from "../../lib/information/mod.ts";
import {
  exhaustiveSearch,
  multipletCount,
  multiplets,
  type SearchSpace,
  searchSpace,
} from "../../lib/search/mod.ts";
import { Extremes, type Floors } from "../../lib/search/ranking.ts";
import { SubsetWalk } from "../../lib/search/subset_walk.ts";
import { TripleWalk } from "../../lib/search/triple_walk.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { counted } from "./counted.ts";
import { handMadeSpace } from "./hand_made.ts";

/** All triples by the filter, in groups of first columns of this size. */
function filtered(space: SearchSpace, extremes: Extremes, rows?: number) {
  const walk = new TripleWalk(space);
  const firsts = Array.from({ length: space.variables - 2 }, (_, at) => at);
  let failed: readonly number[] | undefined;
  const size = rows ?? walk.rows;
  for (let from = 0; from < firsts.length && !failed; from += size) {
    failed = walk.visit(firsts.slice(from, from + size), extremes);
  }
  return { failed, walk };
}

function sameAsWalk(space: SearchSpace, top: number, rows?: number, floors?: Floors) {
  const [fast, plain] = [new Extremes(top, floors), new Extremes(top, floors)];
  const { failed } = filtered(space, fast, rows);
  deepEqual(failed, new SubsetWalk(space, 3).visit([], plain));
  if (failed !== undefined) return;
  equal(fast.count, multipletCount(space.variables, 3));
  equal(fast.count, plain.count);
  for (const end of ["synergy", "redundancy"] as const) {
    deepEqual(fast[end].multiplets, plain[end].multiplets);
    ok(fast[end].values.every((value, at) => Object.is(value, plain[end].values[at])));
  }
}

/** A space of correlated variables, with the label or without. */
function drawnSpace(
  { variables, seed, noise, labelled }: {
    variables: number;
    seed: number;
    noise: number;
    labelled: boolean;
  },
): SearchSpace {
  const samples = variables + 20;
  const drawn = mixedSignals({ variables, samples, signals: 5, noise, seed, classes: 4 });
  const target = labelled ? discreteTarget(drawn.labels) : undefined;
  return searchSpace(gaussianSystem(toVariables(drawn.features), target));
}

Deno.test("the filter finds the triples that the walk finds, with the same bits", () => {
  fc.assert(
    fc.property(
      fc.record({
        variables: fc.integer({ min: 32, max: 45 }),
        seed: fc.nat(1000),
        noise: fc.constantFrom(0.01, 0.3, 3),
        labelled: fc.boolean(),
      }),
      fc.constantFrom(1, 7, 300),
      fc.constantFrom(1, 3, undefined),
      (shape, top, rows) => sameAsWalk(drawnSpace(shape), top, rows),
    ),
    { seed: 16, numRuns: 12 },
  );
});

Deno.test("thresholds of other parts hold for the filter", () => {
  const space = drawnSpace({ variables: 33, seed: 3, noise: 1, labelled: true });
  const whole = new Extremes(20);
  new SubsetWalk(space, 3).visit([], whole);
  const floors = { synergy: whole.synergy.values[9]!, redundancy: whole.redundancy.values[4]! };
  sameAsWalk(space, 20, 2, floors);
  // The last ones reach the threshold exactly.
  const fast = new Extremes(20, floors);
  filtered(space, fast);
  deepEqual([fast.synergy.values.length, fast.redundancy.values.length], [10, 5]);
});

Deno.test("equal triples are ranked lexicographically, and so many of them end the filter", () => {
  for (const hasTarget of [true, false]) {
    const space = handMadeSpace(40, [], { hasTarget });
    const extremes = new Extremes(12);
    const { walk } = filtered(space, extremes, 1);
    deepEqual(extremes.synergy.multiplets, [...multiplets(40, 3)].slice(0, 12));
    deepEqual(extremes.redundancy.multiplets, extremes.synergy.multiplets);
    ok(walk.isWorthwhile, "few triples are walked however equal");
  }
  const many = handMadeSpace(100, []);
  const { walk } = filtered(many, new Extremes(1));
  equal(walk.isWorthwhile, false);
});

Deno.test("the first set that is not positive definite is the one that the walk names", () => {
  for (const hasTarget of [true, false]) {
    for (const at of [[0, 1], [0, 31], [4, 9], [30, 31]] as const) {
      // Two with a correlation above 1, or equal.
      for (const value of [1.2, 1, -1]) {
        sameAsWalk(handMadeSpace(32, [[...at, value]], { hasTarget }), 1);
      }
    }
    // Three with correlations of −0.6 have no joint covariance, any two of them do.
    for (const [i, j, k] of [[0, 1, 2], [3, 17, 31], [29, 30, 31]] as const) {
      sameAsWalk(
        handMadeSpace(32, [[i, j, -0.6], [i, k, -0.6], [j, k, -0.6], [5, 6, 1.5]], { hasTarget }),
        1,
      );
    }
  }
});

Deno.test("of several sets that are not positive definite, the first in lexicographic order is named", () => {
  // The filter comes to 1, 2, 3 before 0, 20, 31.
  const flaws = [[1, 2], [1, 3], [2, 3], [0, 20], [0, 31], [20, 31]] as const;
  const space = handMadeSpace(32, flaws.map(([i, j]) => [i, j, -0.6] as const));
  deepEqual(filtered(space, new Extremes(1)).failed, [0, 20, 31]);
  sameAsWalk(space, 1);
});

Deno.test("an exhaustive search of triples filters them: it makes no levels of a walk", async () => {
  const space = drawnSpace({ variables: 60, seed: 1, noise: 1, labelled: true });
  const { bytes } = await counted(() => exhaustiveSearch(space, { sizes: [3] }));
  ok(bytes < 2 * 8 * 60 ** 2, `${bytes}`);
});

Deno.test("nearly singular triples are walked", () => {
  // Correlations of which 1 − r² is 10⁻³ to 10⁻¹³.
  for (const power of [3, 5, 6, 7, 9, 11, 13]) {
    const near = Math.sqrt(1 - 10 ** -power);
    for (const hasTarget of [true, false]) {
      sameAsWalk(
        handMadeSpace(33, [[2, 9, near], [20, 30, -near], [1, 2, 0.01]], { hasTarget }),
        40,
      );
    }
  }
});

Deno.test("a space of variances other than 1 is left to the walk, and one of few variables", () => {
  equal(TripleWalk.suits(handMadeSpace(32, [])), true);
  equal(TripleWalk.suits(handMadeSpace(31, [])), false);
  equal(TripleWalk.suits(handMadeSpace(32, [[3, 3, 1 + 1e-13]])), false);
  equal(TripleWalk.suits(handMadeSpace(32, [[3, 3, NaN]])), false);
});
