import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  ok,
} from "node:assert/strict";
import { randomNeurons } from "../../lib/selection/mod.ts";
import { toySubject } from "./toy_subject.ts";

const select = randomNeurons.prepare(toySubject({ widths: [5, 5], samples: 30 }));

Deno.test("the same seed keeps the same neurons in any network, another seed and layer others", async () => {
  const sizes = [3, 3];
  const twin = randomNeurons.prepare(toySubject({ widths: [5, 5], samples: 30, seed: 2 }));
  const draws = await Promise.all(Array.from({ length: 20 }, (_, seed) => select({ sizes, seed })));
  deepEqual(await twin({ sizes, seed: 7 }), draws[7]);
  notDeepEqual(draws[7], draws[8]);
  ok(draws.some(([first, second]) => first!.join() !== second!.join()));
});

Deno.test("with one seed a smaller subset lies within a larger one", async () => {
  for (let seed = 0; seed < 10; seed++) {
    const [two] = await select({ sizes: [2, 2], seed });
    const [four] = await select({ sizes: [4, 4], seed });
    ok(two!.every((neuron) => four!.includes(neuron)));
  }
});

Deno.test("every subset of a size is equally likely", async () => {
  const counts = new Map<string, number>();
  const draws = 4000;
  for (let seed = 0; seed < draws; seed++) {
    const [kept] = await select({ sizes: [2, 1], seed });
    counts.set(kept!.join(), (counts.get(kept!.join()) ?? 0) + 1);
  }
  // 10 subsets, 400 expected; chi-squared with 9 degrees of freedom stays below 27.9 in 99.9 %.
  const expected = draws / 10;
  const chiSquared = [...counts.values()].reduce(
    (sum, n) => sum + (n - expected) ** 2 / expected,
    0,
  );
  ok(counts.size === 10 && chiSquared < 27.9, `χ² = ${chiSquared} over ${counts.size} subsets`);
});
