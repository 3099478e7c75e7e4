/** What all strategies promise, through their names. */
import {
  deepStrictEqual as deepEqual,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import fc from "fast-check";
import { InformationError } from "../../lib/information/mod.ts";
import { mlp, NetworkError } from "../../lib/models/mod.ts";
import { randomSource, shuffle, uniform } from "../../lib/system/random/mod.ts";
import {
  MULTIPLET_SEARCHES,
  STRATEGIES,
  strategyNamed,
  SubnetworkError,
} from "../../lib/selection/mod.ts";
import { layerOf, reordered, subjectOf, toySubject } from "./toy_subject.ts";

for (const name of STRATEGIES) {
  Deno.test(`${name}: goes by its name, keeps as many as asked for, ascending, and all at size n`, async () => {
    const strategy = strategyNamed(name);
    equal(strategy.name, name);
    const select = strategy.prepare(toySubject());
    for (const sizes of [[7, 5], [1, 5], [4, 2], [6, 3]]) {
      const kept = await select({ sizes, seed: 3 });
      deepEqual(kept.map((layer) => layer.length), sizes);
      for (const layer of kept) {
        deepEqual(layer, [...new Set(layer)].sort((a, b) => a - b));
      }
    }
    deepEqual(await select({ sizes: [7, 5], seed: 3 }), [[0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4]]);
  });

  if (name !== "random") {
    Deno.test(`${name}: the seed makes no difference`, async () => {
      const select = strategyNamed(name).prepare(toySubject());
      const sizes = [3, 2];
      deepEqual(await select({ sizes, seed: 1 }), await select({ sizes, seed: 2 }));
    });

    Deno.test(`${name}: the order of neurons makes no difference`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(1000),
          // Sizes of one neuron, kept or removed, are ties of Ω and go by index.
          fc.constantFrom(2, 3, 4, 5, 7),
          fc.constantFrom(2, 3, 5),
          fc.constantFrom(...MULTIPLET_SEARCHES),
          async (seed, first, second, search) => {
            const subject = toySubject({ seed, samples: 120 });
            const random = randomSource(seed);
            const orders = [7, 5].map((width) => shuffle([...Array(width).keys()], random));
            const strategy = strategyNamed(name, { search });
            const selection = { sizes: [first, second], seed: 0 };
            const kept = await strategy.prepare(subject)(selection);
            const found = await strategy.prepare(reordered(subject, orders))(selection);
            const oldNeurons = found.map((layer, l) =>
              layer.map((neuron) => orders[l]![neuron]!).sort((a, b) => a - b)
            );
            deepEqual(oldNeurons, kept);
          },
        ),
        { seed: 5, numRuns: 25 },
      );
    });
  }

  Deno.test(`${name}: sizes and seeds that cannot be, and a subject that does not fit, are errors`, async () => {
    const subject = toySubject();
    const select = strategyNamed(name).prepare(subject);
    await rejects(
      select({ sizes: [4], seed: 0 }),
      new SubnetworkError("The network has 2 hidden layers, got sizes for 1"),
    );
    for (const size of [0, 6, 1.5]) {
      await rejects(
        select({ sizes: [4, size], seed: 0 }),
        new SubnetworkError(`A sub-network keeps 1 to 5 neurons of fc2, got size ${size}`),
      );
    }
    await rejects(
      select({ sizes: [4, 4], seed: NaN }),
      new SubnetworkError("The seed of a selection must be an integer, got NaN"),
    );
    const prepare = (changes: Partial<typeof subject>) => () =>
      strategyNamed(name).prepare({ ...subject, ...changes });
    throws(prepare({ layers: subject.layers.toReversed() }), SubnetworkError);
    throws(prepare({ final: subject.final.slice(1) }), NetworkError);
    throws(prepare({ initial: subject.initial.slice(1) }), NetworkError);
    throws(prepare({ spec: mlp([5]), initial: [], final: [], layers: [] }), NetworkError);
    const [first, second] = subject.layers;
    throws(prepare({ layers: [{ ...first!, values: second!.values }, second!] }), InformationError);
    throws(prepare({ target: toySubject({ samples: 60 }).target }), InformationError);
  });

  Deno.test(`${name}: an aborted signal stops the selection`, async () => {
    const reason = new Error("enough");
    const select = strategyNamed(name).prepare(toySubject({ signal: AbortSignal.abort(reason) }));
    await rejects(select({ sizes: [3, 3], seed: 0 }), reason);
  });
}

Deno.test("planted: synergy finds the neurons that make the class together, redundancy and MI their copies", async () => {
  const random = randomSource(1);
  const labels: number[] = [];
  const rows = Array.from({ length: 2000 }, () => {
    const [a, b, c] = [uniform(random), uniform(random), uniform(random)];
    labels.push(Math.floor(3 * (a + b + c)));
    const telling = () => a + b + c + 0.5 * uniform(random);
    return [telling(), a, telling(), b, c, telling()];
  });
  const select = (name: typeof STRATEGIES[number]) =>
    strategyNamed(name).prepare(subjectOf([layerOf(rows)], labels))({ sizes: [3], seed: 0 });
  const together = [[1, 3, 4]];
  const copies = [[0, 2, 5]];
  deepEqual(await select("synergy"), together);
  deepEqual(await select("complement"), copies);
  deepEqual(await select("redundancy"), copies);
  deepEqual(await select("mi-model"), copies);
  deepEqual(await select("mi-mixture"), copies);
});

Deno.test("unknown names and options are errors", () => {
  throws(
    () => Reflect.apply(strategyNamed, undefined, ["best"]),
    new SubnetworkError(`Unknown strategy "best", use ${STRATEGIES.join(", ")}`),
  );
  throws(
    () => Reflect.apply(strategyNamed, undefined, ["random", { seed: 1 }]),
    new SubnetworkError(`strategyNamed has no option "seed"; it takes search`),
  );
});
