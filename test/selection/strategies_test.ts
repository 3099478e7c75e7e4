/** What all strategies promise, through their names. */
import {
  deepStrictEqual as deepEqual,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import fc from "fast-check";
import { InformationError } from "../../lib/information/mod.ts";
import { NetworkError } from "../../lib/models/mod.ts";
import { randomSource, shuffle, uniform } from "../../lib/system/random/mod.ts";
import {
  bestSizes,
  type KeptUnits,
  MULTIPLET_SEARCHES,
  rankedStrategy,
  selectorOf,
  STRATEGIES,
  STRATEGY_NAMES,
  SubnetworkError,
} from "../../lib/selection/mod.ts";
import { inOrder, layerOf, oldUnits, reordered, subjectOf, toySubject } from "./toy_subject.ts";

for (const name of STRATEGIES.names) {
  Deno.test(`${name}: goes by its name, keeps as many as asked for, ascending, and all at size n`, async () => {
    const strategy = STRATEGIES.get(name);
    equal(strategy.name, name);
    const select = strategy.prepare(toySubject());
    for (const units of [7, 6, 5, 4, 1]) {
      const kept = await select({ units }, 3);
      deepEqual(Object.keys(kept), ["fc1", "fc2"]);
      deepEqual(inOrder(kept).map((layer) => layer.length), [units, Math.min(units, 5)]);
      for (const layer of inOrder(kept)) {
        deepEqual(layer, [...new Set(layer)].sort((a, b) => a - b));
      }
    }
    deepEqual(await select({ units: 100 }, 3), {
      fc1: [0, 1, 2, 3, 4, 5, 6],
      fc2: [0, 1, 2, 3, 4],
    });
  });

  Deno.test(`${name}: a best size is that of every layer by its search`, async () => {
    const subject = toySubject({ seed: 5, samples: 100 });
    for (const best of MULTIPLET_SEARCHES) {
      const kept = await STRATEGIES.get(name).prepare(subject)({ best }, 3);
      const sizes = Object.entries(kept).map(([layer, own]) => [layer, own.length]);
      deepEqual(Object.fromEntries(sizes), await bestSizes(subject, best));
    }
  });

  Deno.test(`${name}: units are chosen only in the layers of the subject that lose some`, async () => {
    const { fc2 } = await STRATEGIES.get(name).prepare(toySubject())({ units: 3 }, 1);
    const select = STRATEGIES.get(name).prepare(toySubject({ layers: ["fc2"] }));
    const kept = await select({ units: 3 }, 1);
    deepEqual(Object.keys(kept), ["fc2"]);
    // Rounds of pruning train with the other layer whole.
    if (name !== "iterative-magnitude") deepEqual(kept, { fc2 });
  });

  if (!STRATEGIES.get(name).draws) {
    Deno.test(`${name}: the seed makes no difference`, async () => {
      const select = STRATEGIES.get(name).prepare(toySubject());
      deepEqual(await select({ units: 3 }, 1), await select({ units: 3 }, 2));
    });

    Deno.test(`${name}: the order of neurons makes no difference`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(1000),
          // Sizes of one neuron, kept or removed, are ties of Ω and go by index.
          fc.constantFrom(
            { units: 2 },
            { units: 3 },
            { units: 5 },
            { units: 7 },
            ...MULTIPLET_SEARCHES.map((best) => ({ best })),
          ),
          async (seed, size) => {
            const subject = toySubject({ seed, samples: 120 });
            const random = randomSource(seed);
            const orders = [7, 5].map((width) => shuffle([...Array(width).keys()], random));
            const strategy = STRATEGIES.get(name);
            const kept = await strategy.prepare(subject)(size, 0);
            // So are pairs where Ω is that of the neurons alone.
            fc.pre(
              name !== "synergy-without-label" || inOrder(kept).every((one) => one.length > 2),
            );
            const found = await strategy.prepare(reordered(subject, orders))(size, 0);
            deepEqual(oldUnits(found, orders), kept);
          },
        ),
        { seed: 5, numRuns: 25 },
      );
    });
  }

  Deno.test(`${name}: sizes and seeds that cannot be, and a subject that does not fit, are errors`, async () => {
    const subject = toySubject();
    const select = STRATEGIES.get(name).prepare(subject);
    for (const units of [0, -1, 1.5, NaN]) {
      await rejects(
        select({ units }, 0),
        new SubnetworkError(`A layer keeps a positive whole number of units, got ${units}`),
      );
    }
    await rejects(
      Reflect.apply(select, undefined, [{ best: "exhaustive" }, 0]),
      new SubnetworkError("search must be one of exact, greedy, ladder, got exhaustive"),
    );
    await rejects(
      select({ units: 4 }, NaN),
      new SubnetworkError("The seed of a selection must be an integer, got NaN"),
    );
    const prepare = (changes: Partial<typeof subject>) => () =>
      STRATEGIES.get(name).prepare({ ...subject, ...changes });
    throws(prepare({ activations: subject.activations.toReversed() }), SubnetworkError);
    throws(prepare({ layers: [] }), SubnetworkError);
    throws(
      prepare({ layers: ["fc2", "fc_out"] }),
      new SubnetworkError('Units are kept in hidden layers, here fc1, fc2; got "fc_out"'),
    );
    throws(prepare({ final: subject.final.slice(1) }), NetworkError);
    throws(prepare({ initial: subject.initial.slice(1) }), NetworkError);
    throws(prepare({ spec: { input: 5, layers: [] }, initial: [], final: [] }), NetworkError);
    const [first, second] = subject.activations;
    throws(
      prepare({ activations: [{ ...first!, samples: 1 }, second!] }),
      InformationError,
    );
    throws(prepare({ target: toySubject({ samples: 60 }).target }), InformationError);
  });

  Deno.test(`${name}: an aborted signal stops the selection`, async () => {
    const reason = new Error("enough");
    const select = STRATEGIES.get(name).prepare(toySubject({ signal: AbortSignal.abort(reason) }));
    await rejects(select({ units: 3 }, 0), reason);
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
  const select = (name: string) =>
    STRATEGIES.get(name).prepare(subjectOf([layerOf(rows)], labels))({ units: 3 }, 0);
  const together = { fc1: [1, 3, 4] };
  const copies = { fc1: [0, 2, 5] };
  deepEqual(await select("synergy"), together);
  deepEqual(await select("complement"), copies);
  deepEqual(await select("redundancy"), copies);
  deepEqual(await select("mi-model"), copies);
  deepEqual(await select("mi-mixture"), copies);
});

Deno.test("an unknown name is an error that lists the names", () => {
  throws(
    () => STRATEGIES.get("best"),
    new SubnetworkError(`Unknown strategy "best", use one of ${STRATEGY_NAMES.join(", ")}`),
  );
});

Deno.test("scores that are too few or no numbers are refused with the strategy and the layer", async () => {
  const subject = toySubject();
  for (const own of [[1, 2], [1, 2, 3, NaN, 5, 6, 7], undefined]) {
    const strategy = rankedStrategy(
      { name: "own", label: "own" },
      () => own ? { fc1: own, fc2: [1, 2, 3, 4, 5] } : {},
    );
    await rejects(
      strategy.prepare(subject)({ units: 2 }, 0),
      new SubnetworkError(
        `Strategy "own" needs a score for each of the 7 units of fc1, got [${
          (own ?? []).join(", ")
        }]`,
      ),
    );
  }
});

Deno.test("a strategy that keeps too few units, or names no layer, is refused", async () => {
  const subject = toySubject();
  const keeping = (kept: KeptUnits) => selectorOf(subject, () => kept)({ units: 2 }, 0);
  const refusal = (layer: string, kept: string) =>
    new SubnetworkError(`A strategy was asked for 2 units of ${layer}, it keeps ${kept}`);
  await rejects(keeping({ fc1: [3], fc2: [0, 1] }), refusal("fc1", "1"));
  await rejects(keeping({ fc1: [0, 3] }), refusal("fc2", "all"));
});

Deno.test("a subject needs hidden layers, and its units their numbers and columns of their own", () => {
  const subject = toySubject();
  const [first, second] = subject.activations;
  const choose = () => ({});
  const withFirst = (columns: number[], index = 0) => {
    const variables = [{ index, name: "x0", columns }, ...first!.variables.slice(1)];
    return selectorOf({ ...subject, activations: [{ ...first!, variables }, second!] }, choose);
  };
  throws(
    () => withFirst([0], 1),
    new SubnetworkError("Units of fc1 need the numbers 0, 1, 2, …"),
  );
  throws(() => withFirst([0, 1]), /column "x1" is used twice/);
  throws(() => withFirst([]), /variable 0 \("x0"\) has no column/);
  throws(
    () => selectorOf({ ...subject, activations: [] }, choose),
    /Activations are given for no hidden layer, the network has 7 units of fc1, 5 units of fc2/,
  );
});
