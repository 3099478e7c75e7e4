/** The best multiplets per size: order, ties, copies, and sizes that are known. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { Rungs } from "../../../lib/search/ladder/rungs.ts";

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
