import {
  deepStrictEqual as deepEqual,
  notStrictEqual as notEqual,
  ok,
  strictEqual as equal,
} from "node:assert/strict";
import fc from "fast-check";
import {
  deriveSeed,
  integerBelow,
  normals,
  randomSource,
  shuffle,
  uniform,
} from "../../../lib/system/random/mod.ts";

Deno.test("the stream is numpy's RandomState(seed)", () => {
  // python3 -c "import numpy as np; print(np.random.RandomState(7).randint(0, 2**32, 3, np.uint64))"
  const random = randomSource(7);
  deepEqual([random.uint32(), random.uint32(), random.uint32()], [
    327741615,
    976413892,
    3349725721,
  ]);
});

Deno.test("uniform numbers are multiples of 2^-24 in [0, 1)", () => {
  const highest = { uint32: () => 2 ** 32 - 1 };
  equal(uniform(highest), 1 - 2 ** -24);
  equal(Math.fround(uniform(highest)), uniform(highest));
  equal(uniform({ uint32: () => 0 }), 0);
});

Deno.test("normal numbers are numpy's, in pairs", () => {
  // python3 -c "import numpy as np; print(np.random.RandomState(7).standard_normal(6))"
  const random = randomSource(7);
  deepEqual(
    [...normals(3, random), ...normals(2, random)].map((value) => value.toFixed(8)),
    ["1.69052570", "-0.46593737", "0.03282016", "-0.78892303", "0.00206557"],
  );
  // Points outside of the circle, and its centre, are drawn again.
  const words = [0, 0, 0, 0, 2 ** 31, 0, 2 ** 31, 0, 2 ** 31, 0, 3 * 2 ** 30, 0];
  const found = normals(2, { uint32: () => words.shift()! });
  deepEqual([...found], [Math.sqrt(-8 * Math.log(0.25)) / 2, 0]);
  deepEqual(words, []);
});

Deno.test("integers below a bound reject the biased tail", () => {
  // 2³² = 3·1431655765 + 1: the value 2³²−1 is the one that would favour remainder 0.
  const draws = [2 ** 32 - 1, 5];
  equal(integerBelow({ uint32: () => draws.shift()! }, 3), 2);
  deepEqual(draws, []);
  equal(integerBelow({ uint32: () => 2 ** 32 - 1 }, 2 ** 32), 2 ** 32 - 1);
});

Deno.test("a shuffle is a permutation, and every order of three is equally frequent", () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(), (length, seed) => {
      const items = Array.from({ length }, (_, i) => i);
      const shuffled = shuffle([...items], randomSource(seed));
      deepEqual([...shuffled].sort((a, b) => a - b), items);
    }),
    { seed: 1 },
  );
  const random = randomSource(1);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = shuffle([0, 1, 2], random).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  equal(counts.size, 6);
  // Binomial(6000, 1/6): standard deviation 29; five of them are 145.
  for (const count of counts.values()) ok(Math.abs(count - 1000) < 145, `${count}`);
});

Deno.test("seeds of different paths differ, and the path is not just glued together", () => {
  notEqual(deriveSeed(1, "network", 1), deriveSeed(1, "network", 2));
  notEqual(deriveSeed(1, "network", 1), deriveSeed(2, "network", 1));
  notEqual(deriveSeed(1, 12), deriveSeed(1, 1, 2));
});
