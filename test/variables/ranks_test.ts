import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { InformationError, ranks, type TieOptions } from "../../lib/variables/mod.ts";
import { doubledRanks, TIE_RULES } from "../../lib/variables/ranks.ts";
import { randomSource } from "../../lib/system/random/mod.ts";

/** Ranks by their definition: 1 + number of samples that come before. */
function byCounting(values: readonly number[], before: (i: number, j: number) => number): number[] {
  return values.map((_, i) =>
    values.reduce((rank, _, j) => rank + (i === j ? 0 : before(j, i)), 1)
  );
}

const values = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 40 });

Deno.test("ranks with ties by sample index (default)", () => {
  deepEqual([...ranks(Float64Array.of(2, 1, 2, 1, 0))], [4, 2, 5, 3, 1]);
  fc.assert(
    fc.property(values, (values) => {
      const expected = byCounting(
        values,
        (j, i) => values[j]! < values[i]! || (values[j]! === values[i]! && j < i) ? 1 : 0,
      );
      deepEqual([...ranks(Float64Array.from(values))], expected);
      deepEqual([...ranks(Float64Array.from(values), { ties: "index" })], expected);
    }),
    { seed: 1 },
  );
});

Deno.test("ranks with ties averaged", () => {
  fc.assert(
    fc.property(values, (values) => {
      const expected = byCounting(
        values,
        (j, i) => values[j]! < values[i]! ? 1 : values[j]! === values[i]! ? 0.5 : 0,
      );
      deepEqual([...ranks(Float64Array.from(values), { ties: "average" })], expected);
    }),
    { seed: 1 },
  );
});

Deno.test("ranks with random ties: seeded, each order equally frequent, order of values kept", () => {
  const tied = Float64Array.of(5, 7, 5, 5, 1);
  const draw = (seed: number) => [...ranks(tied, { ties: "random", random: randomSource(seed) })];
  deepEqual(draw(3), draw(3));
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed++) {
    const [a, seven, b, c, one] = draw(seed);
    deepEqual([seven, one], [5, 1]);
    deepEqual([a, b, c].sort(), [2, 3, 4]);
    const order = `${a}${b}${c}`;
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  // 6 orders, 1000 expected each; 5 standard deviations are 5·√(6000·(1/6)(5/6)) = 144.
  deepEqual([...counts.values()].filter((count) => Math.abs(count - 1000) > 144), []);
  deepEqual(counts.size, 6);
});

Deno.test("+0 and −0 are a tie", () => {
  deepEqual([...ranks(Float64Array.of(0, -0, 0))], [1, 2, 3]);
  deepEqual([...ranks(Float64Array.of(0, -0), { ties: "average" })], [1.5, 1.5]);
});

Deno.test("tie rule and random source must fit together", () => {
  const refused = (options: TieOptions, message: RegExp) =>
    throws(
      () => ranks(Float64Array.of(1, 2), options),
      (error) => error instanceof InformationError && message.test(error.message),
    );
  refused({ ties: "random" }, /needs a source of randomness/);
  refused({ random: randomSource(1) }, /only used with ties "random"/);
  refused(JSON.parse('{"ties": "first"}'), /ties must be one of index, average, random, got first/);
});

Deno.test("a NaN has no rank, whatever its sign and the rule for ties", () => {
  const negative = new Float64Array(new BigUint64Array([0xfff8_0000_0000_0000n]).buffer)[0]!;
  for (const nan of [NaN, negative]) {
    for (const ties of ["index", "average", "random"] as const) {
      const options = { ties, ...(ties === "random" && { random: randomSource(1) }) };
      for (const Values of [Float32Array, Float64Array]) {
        throws(
          () => ranks(Values.of(3, 1, nan, 1), options),
          new InformationError("Ranks need numbers, the value of sample 2 is NaN"),
        );
      }
    }
  }
});

Deno.test("doubled ranks replace the values in their own memory", () => {
  const numbers = fc.array(fc.double({ noNaN: true, min: -1e30, max: 1e30 }), { minLength: 1 });
  fc.assert(
    fc.property(fc.oneof(values, numbers), fc.constantFrom(...TIE_RULES), (values, ties) => {
      for (const Values of [Float32Array, Float64Array]) {
        const options = () => ({ ties, ...(ties === "random" && { random: randomSource(1) }) });
        const column = Values.from(values);
        const expected = ranks(column, options());
        const into = new Uint32Array(column.buffer, 0, column.length);
        equal(doubledRanks(column, options(), into), into);
        deepEqual([...into], [...expected].map((rank) => 2 * rank));
      }
    }),
    { seed: 1 },
  );
});
