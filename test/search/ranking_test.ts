import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { Extremes, Ranking } from "../../lib/search/ranking.ts";

/** A ranking that was offered all pairs of value and name. */
function rankingOf(
  capacity: number,
  offers: readonly (readonly [number, number])[],
  floor?: number,
) {
  const ranking = new Ranking(capacity, floor);
  for (const [value, name] of offers) {
    if (value >= ranking.threshold) ranking.offer(value, [name]);
  }
  return ranking;
}

Deno.test("merged rankings, with floors or without, are the ranking of all offers", () => {
  const offers = fc.array(fc.nat(6), { maxLength: 30 })
    .map((values) => values.map((value, name) => [value, name] as const));
  fc.assert(
    fc.property(offers, fc.nat(30), fc.integer({ min: 1, max: 5 }), (all, cut, capacity) => {
      const whole = rankingOf(capacity, all);
      const second = rankingOf(capacity, all.slice(cut));
      const first = rankingOf(capacity, all.slice(0, cut), second.threshold);
      second.merge(first);
      deepEqual(second.values, whole.values);
      deepEqual(second.multiplets, whole.multiplets);
      equal(second.threshold, whole.threshold);
    }),
    { seed: 7, numRuns: 300 },
  );
});

Deno.test("the threshold is the floor until the list is full, then its last value", () => {
  const ranking = new Ranking(2, 3);
  equal(ranking.threshold, 3);
  ranking.offer(5, [0]);
  equal(ranking.threshold, 3);
  ranking.offer(4, [1]);
  equal(ranking.threshold, 4);
  equal(new Ranking(1).threshold, -Infinity);
});

Deno.test("extremes merge both ends and the count", () => {
  const extremes = new Extremes(1, { synergy: 2, redundancy: -1 });
  extremes.count = 3;
  deepEqual([extremes.synergy.threshold, extremes.redundancy.threshold], [2, -1]);
  extremes.merge({
    synergy: { values: [2], multiplets: [[0, 1]] },
    redundancy: { values: [-2], multiplets: [[0, 2]] },
    count: 4,
  });
  deepEqual([extremes.synergy.multiplets, extremes.redundancy.multiplets], [[[0, 1]], []]);
  equal(extremes.count, 7);
});
