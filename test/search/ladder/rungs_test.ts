/** The best multiplets per size: order, ties, copies, and sizes that are known. */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { SingularMultipletError } from "../../../lib/information/mod.ts";
import { type FoundSize, reportFound, Rungs } from "../../../lib/search/ladder/rungs.ts";
import type { Searchable } from "../../../lib/search/mod.ts";

const held = (rungs: Rungs, size: number) =>
  rungs.held(size).map(({ multiplet }) => multiplet.join());

Deno.test("rungs hold the best multiplets, each once, equal ones in lexicographic order", () => {
  const rungs = new Rungs(2, 4, 3);
  rungs.offer(1, [0, 5]);
  rungs.offer(2, [3, 4]);
  // Equal but for rounding errors, of either sign.
  rungs.offer(2 - 1e-12, [1, 4]);
  rungs.offer(2 + 1e-12, [3, 5]);
  rungs.offer(2, [3, 4]);
  deepEqual(held(rungs, 2), ["1,4", "3,4", "3,5"]);
  rungs.offer(2 + 1e-6, [7, 8]);
  deepEqual(held(rungs, 2), ["7,8", "1,4", "3,4"]);
  rungs.offer(0, [0, 1]);
  deepEqual(held(rungs, 2), ["7,8", "1,4", "3,4"]);
  deepEqual([held(rungs, 3), rungs.best(3)], [[], undefined]);
});

Deno.test("a new best multiplet makes its size dirty; sizes out of range, and those fixed, take none", () => {
  const rungs = new Rungs(2, 4, 2);
  rungs.offer(1, [0, 1, 2]);
  equal(rungs.isDirty[3], 1);
  rungs.isDirty[3] = 0;
  rungs.offer(0, [0, 1, 3]);
  equal(rungs.isDirty[3], 0);
  equal(rungs.isFull(3), true);
  rungs.offer(5, [0, 1, 2, 3, 4]);
  rungs.offer(5, [1]);
  equal(rungs.takes(5, 5), false);
  rungs.offer(2, [1, 2, 3]);
  rungs.fix(3);
  equal(rungs.isDirty[3], 0);
  rungs.offer(9, [2, 3, 4]);
  deepEqual(held(rungs, 3), ["1,2,3", "0,1,2"]);
  rungs.fix(2, [{ value: 0, multiplet: [4, 5] }]);
  deepEqual([held(rungs, 2), rungs.isFixed(2), rungs.isFixed(4)], [["4,5"], true, false]);
});

/** Ω is the first variable; multiplets with variable 9 are singular, those with 8 fail otherwise. */
const system = {
  shape: { variables: 10 },
  score: (multiplet: readonly number[]) => {
    if (multiplet.includes(9)) throw new SingularMultipletError(multiplet);
    if (multiplet.includes(8)) throw new TypeError("not a number");
    return {
      multiplet,
      oInformation: multiplet[0]!,
      featuresOInformation: 0,
      targetContribution: 0,
    };
  },
} as unknown as Searchable;
const foundPairs = (...multiplets: (readonly number[])[]): FoundSize => {
  const own = multiplets.map((multiplet) => ({ value: 0, multiplet }));
  return {
    size: 2,
    held: { synergy: own, redundancy: own },
    compared: 100,
    isComplete: { synergy: true, redundancy: false },
    singular: undefined,
  };
};

Deno.test("reported are the best by their scores, of both ends", () => {
  const found = reportFound(system, foundPairs([1, 2], [0, 5], [0, 3]), 2);
  const ends = [found.synergy, found.redundancy];
  deepEqual(ends.map((own) => own.map(({ multiplet }) => multiplet.join())), [
    ["0,3", "0,5"],
    ["1,2", "0,3"],
  ]);
  deepEqual(found.guarantee, { synergy: "optimal", redundancy: "best found" });
  // There are 45 pairs of ten variables: some were compared more than once.
  equal(found.multipletCount, 45);
  equal("singular" in found, false);
});

Deno.test("a multiplet that cannot be scored is left out and named; nothing is optimal then", () => {
  const found = reportFound(system, foundPairs([2, 9], [1, 9], [0, 3]), 2);
  deepEqual(found.synergy.map(({ multiplet }) => multiplet), [[0, 3]]);
  deepEqual(found.singular, [2, 9]);
  deepEqual(found.guarantee, { synergy: "best found", redundancy: "best found" });
  throws(
    () => reportFound(system, foundPairs([2, 9], [1, 9]), 2),
    (error) => error instanceof SingularMultipletError && error.multiplet.join() === "2,9",
  );
  throws(() => reportFound(system, foundPairs([0, 8]), 2), TypeError);
});
