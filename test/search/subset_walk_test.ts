import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { multiplets, searchSpace } from "../../lib/search/mod.ts";
import { Extremes } from "../../lib/search/ranking.ts";
import { SubsetWalk } from "../../lib/search/subset_walk.ts";
import { handMadeSpace } from "./hand_made.ts";
import { plantedSystem } from "./planted.ts";

Deno.test("visits find the same in any order of prefixes, of any length", () => {
  const space = searchSpace(plantedSystem({ variables: 8 }));
  const walk = new SubsetWalk(space, 5);
  const whole = new Extremes(6);
  walk.visit([], whole);
  equal(whole.count, 56);
  const mixed = new Extremes(6);
  // Each shares some columns with the one before: none, all of it, the first one.
  for (const prefix of [[3], [0, 2, 3], [0, 2, 4], [0, 2, 5], [0, 1], [0, 3], [2], [1], [0, 4]]) {
    walk.visit(prefix, mixed);
  }
  equal(mixed.count, 56);
  for (const end of ["synergy", "redundancy"] as const) {
    deepEqual(mixed[end].multiplets, whole[end].multiplets);
    deepEqual(mixed[end].values, whole[end].values);
  }
});

Deno.test("what is not positive definite is found in every place, whatever the extremes hold", () => {
  // A correlation of 1.2: with F as bad as G the product q is positive again.
  for (const [first, second] of multiplets(6, 2) as Iterable<[number, number]>) {
    const space = handMadeSpace(6, [[first, second, 1.2]], { hasTarget: true });
    for (const floor of [-Infinity, Infinity]) {
      const extremes = new Extremes(1, { synergy: floor, redundancy: floor });
      deepEqual(new SubsetWalk(space, 2).visit([], extremes), [first, second]);
      for (const size of [3, 4, 5]) {
        const failed = new SubsetWalk(space, size).visit([], extremes)!;
        equal([first, second].every((column) => failed.includes(column)), true, `${failed}`);
      }
    }
  }
});

Deno.test("a walk goes on after a set that is not positive definite", () => {
  const space = handMadeSpace(6, [[0, 1, 1.2]], { hasTarget: true });
  const walk = new SubsetWalk(space, 3);
  deepEqual(walk.visit([0], new Extremes(1)), [0, 1]);
  const rest = new Extremes(1);
  equal(walk.visit([1], rest), undefined);
  equal(rest.count, 6);
});
