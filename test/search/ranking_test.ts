import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { compareMultiplets, Extremes, type Ranked, Ranking } from "../../lib/search/ranking.ts";

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

/** The oracle: everything is sorted, and the best are kept. */
function plainRanking(capacity: number, offers: readonly (readonly [number, number[]])[]): Ranked {
  const best = offers
    .toSorted(([a, first], [b, second]) => b - a || compareMultiplets(first, second))
    .slice(0, capacity);
  return {
    values: best.map(([value]) => value),
    multiplets: best.map(([, multiplet]) => multiplet),
  };
}

Deno.test("whatever is offered, the best are kept in order, equal values by their multiplets", () => {
  const pair = fc.tuple(fc.nat(5), fc.nat(5)).map(([a, b]) => [a, a + 1 + b]);
  const offers = fc.array(fc.tuple(fc.integer({ min: -2, max: 2 }), pair), { maxLength: 60 });
  fc.assert(
    fc.property(offers, fc.integer({ min: 1, max: 40 }), fc.nat(60), (all, capacity, look) => {
      const ranking = new Ranking(capacity);
      all.forEach(([value, multiplet], at) => {
        // A look at what is kept so far changes nothing.
        if (at === look) deepEqual(ranking.values, plainRanking(capacity, all.slice(0, at)).values);
        if (value >= ranking.threshold) ranking.offer(value, multiplet);
        const { values } = plainRanking(capacity, all.slice(0, at + 1));
        equal(ranking.threshold, values.length === capacity ? values.at(-1) : -Infinity);
      });
      const { values, multiplets } = ranking;
      deepEqual({ values, multiplets }, plainRanking(capacity, all));
    }),
    { seed: 8, numRuns: 500 },
  );
});

Deno.test("100,000 of 200,000 are kept in moments, whatever their order and however equal", () => {
  const count = 200_000;
  const capacity = count / 2;
  const started = performance.now();
  for (const valueOf of [(at: number) => at, (at: number) => -at, () => 0]) {
    const ranking = new Ranking(capacity);
    for (let at = 0; at < count; at++) {
      const value = valueOf(at);
      if (value >= ranking.threshold) ranking.offer(value, [count - 1 - at]);
    }
    equal(ranking.values.length, capacity);
    equal(ranking.multiplets[0]![0], valueOf(1) < 0 ? count - 1 : 0);
  }
  // About 0.3 s here; minutes where every offer walks past half of what is kept.
  ok(performance.now() - started < 10_000);
});

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
