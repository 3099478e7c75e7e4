import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  ok,
} from "node:assert/strict";
import { randomLiveUnits, randomUnits } from "../../lib/selection/mod.ts";
import { layerOf, subjectOf, toySubject } from "./toy_subject.ts";

const select = randomUnits.prepare(toySubject({ widths: [5, 5], samples: 30 }));

Deno.test("the same seed keeps the same neurons in any network, another seed and layer others", async () => {
  const three = { units: 3 };
  const twin = randomUnits.prepare(toySubject({ widths: [5, 5], samples: 30, seed: 2 }));
  const draws = await Promise.all(Array.from({ length: 20 }, (_, seed) => select(three, seed)));
  deepEqual(await twin(three, 7), draws[7]);
  notDeepEqual(draws[7], draws[8]);
  ok(draws.some(({ fc1, fc2 }) => fc1!.join() !== fc2!.join()));
});

Deno.test("with one seed a smaller subset lies within a larger one", async () => {
  for (let seed = 0; seed < 10; seed++) {
    const { fc1: two } = await select({ units: 2 }, seed);
    const { fc1: four } = await select({ units: 4 }, seed);
    ok(two!.every((neuron) => four!.includes(neuron)));
  }
});

Deno.test("every subset of a size is equally likely", async () => {
  const counts = new Map<string, number>();
  const draws = 4000;
  for (let seed = 0; seed < draws; seed++) {
    const { fc1: kept } = await select({ units: 2 }, seed);
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

Deno.test("a layer draws the same units whichever others lose some, and whatever it is called", async () => {
  const toy = toySubject({ widths: [5, 5], samples: 30 });
  const alone = randomUnits.prepare({ ...toy, layers: ["fc2"] });
  const { fc2 } = await select({ units: 3 }, 4);
  deepEqual(await alone({ units: 3 }, 4), { fc2 });
  const [fc1, second, output] = toy.spec.layers;
  const spec = { ...toy.spec, layers: [fc1!, { ...second!, name: "other" }, output!] };
  const activations = [toy.activations[0]!, { ...toy.activations[1]!, layer: "other" }];
  const { other } = await randomUnits.prepare({ ...toy, spec, activations })({ units: 3 }, 4);
  deepEqual(other, fc2);
});

Deno.test("live units, active on 1 % of the samples, are drawn first, in the order of random; then the others", async () => {
  // Of 200 samples, neurons 0 to 5 are active on 200, 0, 2, 1, 3 and 200.
  const active = [200, 0, 2, 1, 3, 200];
  const rows = Array.from(
    { length: 200 },
    (_, row) => active.map((count, neuron) => (row < count ? 1 : -1) * (1 + row * (neuron + 1))),
  );
  const labels = rows.map((_, row) => row % 3);
  const subject = subjectOf([layerOf(rows)], labels);
  const select = randomLiveUnits.prepare(subject);
  const drawn = async (units: number) =>
    await Promise.all(
      Array.from({ length: 30 }, async (_, seed) => (await select({ units }, seed)).fc1!),
    );
  deepEqual([...new Set((await drawn(2)).flat())].sort(), [0, 2, 4, 5]);
  deepEqual(new Set((await drawn(3)).map(String)).size, 4);
  for (const kept of await drawn(5)) deepEqual(kept, [0, 1, 2, 4, 5]);
  // Where all are live the draws are those of random.
  const live = subjectOf([layerOf(rows.map((row) => row.map(Math.abs)))], labels);
  for (let seed = 0; seed < 10; seed++) {
    const random = await randomUnits.prepare(live)({ units: 3 }, seed);
    deepEqual(await randomLiveUnits.prepare(live)({ units: 3 }, seed), random);
  }
});
