/** The option `known` of greedy and ladder searches: what was compared before is neither searched nor counted again. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import fc from "fast-check";
import {
  exhaustiveSearch,
  greedySearch,
  ladderSearch,
  multipletCount,
  type Searchable,
  type SearchCost,
  searchCost,
  SearchCostError,
  SearchError,
  type SearchSpace,
  searchSpace,
  type SizeExtremes,
} from "../../lib/search/mod.ts";
import { ladderPlan } from "../../lib/search/cost/ladder_cost.ts";
import { fullShape } from "../../lib/search/cost/work.ts";
import { shapeOf } from "../../lib/search/interface.ts";
import { plantedSystem } from "./planted.ts";

const ENDS = ["synergy", "redundancy"] as const;

function spaceOf(variables: number, seed = 1, options: Parameters<typeof plantedSystem>[0] = {}) {
  return searchSpace(plantedSystem({ variables, seed, samples: 400, noise: 0.5, ...options }));
}

/** Variables of several columns each. */
function blockSpace(variables: number, encoding: "copula" | "none" | "model" = "copula") {
  let next = 0;
  const blocks = Array.from(
    { length: variables },
    (_, at) => Array.from({ length: 1 + at % 2 }, () => next++),
  );
  const system = plantedSystem({ variables: next, samples: 400, noise: 0.5, encoding });
  return searchSpace(system, { variables: blocks });
}

const upTo = (last: number) => Array.from({ length: last - 1 }, (_, at) => at + 2);

/** The sizes that a ladder compares completely by itself, and the number of multiplets that it grows. */
function ownSizes(space: SearchSpace, options: object) {
  const { enumerated, seeds } = ladderPlan(fullShape(shapeOf(space)), {
    search: "ladder",
    ...options,
  });
  return { sizes: enumerated, seeds };
}

Deno.test("greedy with known sizes has the result of greedy without", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 3, max: 9 }),
      fc.integer({ min: 2, max: 4 }),
      fc.nat(1000),
      fc.constantFrom("copula" as const, "none" as const, "one-hot" as const),
      fc.constantFrom("largest" as const, "best-start" as const),
      fc.integer({ min: 1, max: 3 }),
      fc.nat(4),
      async (variables, last, seed, encoding, start, top, more) => {
        const space = spaceOf(variables, seed, { encoding });
        const exhaustiveUpTo = Math.min(last, variables);
        const known = await exhaustiveSearch(space, {
          sizes: upTo(exhaustiveUpTo),
          top: top + more,
        });
        const options = { exhaustiveUpTo, start, top };
        deepEqual(
          await greedySearch(space, { ...options, known }),
          await greedySearch(space, options),
        );
      },
    ),
    { seed: 3, numRuns: 40 },
  );
});

Deno.test("greedy with known sizes: blocks, classes one by one, all sizes known, sizes that are not asked for", async () => {
  for (
    const space of [
      blockSpace(7),
      blockSpace(6, "none"),
      blockSpace(6, "model"),
      spaceOf(8, 2, { encoding: "model" }),
    ]
  ) {
    const known = await exhaustiveSearch(space, { sizes: upTo(3), top: 2 });
    for (const sizes of [undefined, [1, 3, 5], [2]]) {
      const options = { exhaustiveUpTo: 3, top: 2, sizes };
      deepEqual(
        await greedySearch(space, { ...options, known }),
        await greedySearch(space, options),
      );
    }
  }
  const space = spaceOf(5);
  const known = await exhaustiveSearch(space, { sizes: [1, 2, 3, 4, 5] });
  deepEqual(await greedySearch(space, { known, sizes: [1, 2, 3, 4, 5] }), known);
  // An empty list is no list.
  deepEqual(await greedySearch(space, { known: [] }), await greedySearch(space));
});

Deno.test("greedy scores no multiplet of a size that is known", async () => {
  const space = spaceOf(9);
  const known = await exhaustiveSearch(space, { sizes: [2, 3] });
  const { determinants: _, ...plain } = plantedSystem({
    variables: 9,
    samples: 400,
    noise: 0.5,
  });
  const scored: number[] = [];
  const counting: Searchable = {
    shape: plain.shape,
    score: (multiplet) => {
      scored.push(multiplet.length);
      return plain.score(multiplet);
    },
  };
  await greedySearch(counting, { exhaustiveUpTo: 3, known });
  // The single variables, whose Ω is 0 by definition, are reported, not searched.
  deepEqual([...new Set(scored)].sort(), [1, 4, 5, 6, 7, 8, 9]);
  equal(scored.filter((size) => size === 1).length, 2);
  // At each end 6 variables can be added to three; the best is scored again.
  equal(scored.filter((size) => size === 4).length, 2 * (6 + 1));
});

Deno.test("greedy needs all sizes that it would compare; pairs without a target are known by definition", async () => {
  const labelled = spaceOf(8);
  const [pairs, triples] = await exhaustiveSearch(labelled, { sizes: [2, 3] });
  const missing = (size: number) => (error: unknown) =>
    error instanceof SearchError && error.message.endsWith(` ${size} is missing`) &&
    error.message.startsWith("A greedy search from multiplets of 3 variables on");
  await rejects(greedySearch(labelled, { exhaustiveUpTo: 3, known: [triples!] }), missing(2));
  await rejects(greedySearch(labelled, { exhaustiveUpTo: 3, known: [pairs!] }), missing(3));
  const alone = spaceOf(8, 1, { encoding: "none" });
  const known = await exhaustiveSearch(alone, { sizes: [3] });
  deepEqual(
    await greedySearch(alone, { exhaustiveUpTo: 3, known }),
    await greedySearch(alone, { exhaustiveUpTo: 3 }),
  );
});

for (const [name, search] of [["greedy", greedySearch], ["ladder", ladderSearch]] as const) {
  Deno.test(`${name} refuses known sizes that were not compared completely, are short or do not fit`, async () => {
    const space = spaceOf(8);
    const known = await exhaustiveSearch(space, { sizes: [2, 3], top: 3 });
    const run = (changes: Partial<SizeExtremes>, top = 3) =>
      search(space, {
        top,
        sizes: [2, 3, 4],
        known: [known[0]!, { ...known[1]!, ...changes }],
        ...(name === "greedy" && { exhaustiveUpTo: 3 }),
      });
    await run({});
    const refused = (message: RegExp) => (error: unknown) => {
      ok(error instanceof SearchError);
      ok(message.test(error.message), error.message);
      return true;
    };
    for (const end of ENDS) {
      await rejects(
        run({ guarantee: { ...known[1]!.guarantee, [end]: "best found" } }),
        refused(new RegExp(`size 3 has .*3 at the end ${end} \\(best found\\)`)),
      );
      await rejects(
        run({ [end]: known[1]![end].slice(1) }),
        refused(new RegExp(`with 3 or more of them .*size 3 has .*2 at the end ${end} `)),
      );
    }
    await rejects(run({}, 4), refused(/with 4 or more of them at each end; size 2 has 3 at/));
    for (const size of [0, 9, -1]) {
      await rejects(run({ size }), refused(new RegExp(`sizes from 1 to 8 .*; size ${size} has`)));
    }
    for (const multiplet of [[0, 1], [0, 1, 8], [2, 1, 0], [-1, 2, 3], [0, 1.5, 2]]) {
      const synergy = [{ ...known[1]!.synergy[0]!, multiplet }, ...known[1]!.synergy.slice(1)];
      await rejects(
        run({ synergy }),
        refused(
          new RegExp(`positions .*from 0 to 7; size 3 has the multiplet ${multiplet.join(",")}$`),
        ),
      );
    }
    // There are only 8 of size 7: all of them are enough.
    const most = await exhaustiveSearch(space, { sizes: [7], top: 20 });
    equal(most[0]!.synergy.length, 8);
    deepEqual(await ladderSearch(space, { known: most, top: 9, sizes: [7] }), most);
  });
}

Deno.test("a ladder that knows what it would compare itself does not change a byte", async () => {
  const cases: [SearchSpace, object][] = [
    [spaceOf(40, 7), { calls: 25, islands: 2, sizes: [2, 5, 11, 20, 40] }],
    [spaceOf(30, 2, { encoding: "none" }), { calls: 10, islands: 1 }],
    [spaceOf(14, 3, { encoding: "model" }), { calls: 5, islands: 1 }],
    [blockSpace(14), { calls: 5, islands: 1 }],
    [blockSpace(12, "none"), { calls: 5, islands: 1, sizes: [1, 2, 6, 12] }],
  ];
  for (const [space, asked] of cases) {
    for (const top of [1, 3]) {
      const options = { ...asked, top, seed: 6 };
      const { sizes, seeds } = ownSizes(space, options);
      const known = await exhaustiveSearch(space, { sizes, top: Math.max(top, seeds) });
      const found = await ladderSearch(space, options);
      ok(found.some(({ guarantee }) => guarantee.synergy === "best found"), `${sizes}`);
      equal(
        JSON.stringify(await ladderSearch(space, { ...options, known })),
        JSON.stringify(found),
        `${space.variables} variables, top ${top}`,
      );
    }
  }
});

Deno.test("a ladder reports known sizes as they are given, and does not take its own for optimal", async () => {
  const spaces = [
    spaceOf(20, 5),
    spaceOf(20, 5, { encoding: "none" }),
    spaceOf(12, 5, { encoding: "model" }),
    blockSpace(12),
  ];
  for (const space of spaces) {
    const n = space.variables;
    const options = { calls: 2, islands: 1, top: 2, sizes: [1, 2, 3, 4, 5, 8, n - 1, n] };
    const own = ownSizes(space, options);
    // A size of which without being known not all multiplets would be compared.
    const given = [1, 5, n];
    ok(!own.sizes.includes(5));
    const known = await exhaustiveSearch(space, { sizes: given, top: 7 });
    // Marks that no search would make.
    const marked = known.map((one) => ({
      ...one,
      multipletCount: one.multipletCount + 0.5,
      redundancy: one.redundancy.map((score) => ({ ...score, targetContribution: 7 })),
    }));
    const found = await ladderSearch(space, { ...options, known: marked });
    deepEqual(found.map(({ size }) => size), options.sizes);
    for (const one of found) {
      const at = given.indexOf(one.size);
      if (at >= 0) {
        const { synergy, redundancy } = marked[at]!;
        deepEqual(one, {
          ...marked[at]!,
          synergy: synergy.slice(0, 2),
          redundancy: redundancy.slice(0, 2),
        });
        continue;
      }
      // All multiplets of the last size but one are compared on the way down.
      const isOptimal = own.sizes.includes(one.size) || one.size === n - 1;
      equal(one.guarantee.synergy, isOptimal ? "optimal" : "best found", `${one.size} of ${n}`);
    }
  }
});

Deno.test("known sizes above the largest that is asked for do not matter", async () => {
  const space = spaceOf(40, 8);
  const options = { calls: 3, islands: 1, sizes: [2, 9] };
  const found = await ladderSearch(space, options);
  for (const size of [38, 40]) {
    const known = await exhaustiveSearch(space, { sizes: [size] });
    deepEqual(await ladderSearch(space, { ...options, known }), found, `${size}`);
  }
});

/** The cost that a search announces. */
async function announced(
  run: (options: { onPlan: (cost: SearchCost) => void }) => Promise<unknown>,
): Promise<SearchCost> {
  let told: SearchCost | undefined;
  await run({ onPlan: (cost) => told = cost });
  return told!;
}

Deno.test("the announced cost of greedy does not count what is known", async () => {
  const space = spaceOf(40);
  const known = await exhaustiveSearch(space, { sizes: [2, 3, 4] });
  const options = { exhaustiveUpTo: 4 };
  const sizes = known.map(({ size }) => size);
  const full = searchCost(space, { search: "greedy", ...options });
  const rest = searchCost(space, { search: "greedy", ...options, known: sizes });
  const added = upTo(40).filter((size) => size > 4)
    .reduce((sum, size) => sum + 2 * (40 - size + 1), 0);
  equal(rest.multiplets, added);
  equal(full.multiplets - added, 40 + sizes.reduce((sum, k) => sum + multipletCount(40, k), 0));
  ok(rest.operations < full.operations && rest.seconds < full.seconds);
  const onPlan = (workers: number) =>
    announced((own) => greedySearch(space, { ...options, ...own, known, workers }));
  deepEqual(await onPlan(1), rest);
  // Threads are for the sizes that all multiplets are compared of.
  deepEqual(await onPlan(3), rest);
  equal(
    searchCost(space, { search: "greedy", ...options, known: sizes, workers: 3 }).workers,
    1,
  );
  // Nor are there tables, with which the sizes of few variables are compared otherwise.
  const few = { variables: 20, terms: 10 };
  const tables = searchCost(few, { search: "greedy" });
  ok(tables.bytes > 8 * 2 ** 20);
  const without = searchCost(few, { search: "greedy", known: [2] });
  ok(without.bytes < tables.bytes / 10);
  // What is not known is counted.
  equal(
    searchCost(space, { search: "greedy", ...options, known: [2, 3] }).multiplets,
    added + multipletCount(40, 4),
  );
  // A limit between both costs.
  const maxSeconds = Math.sqrt(full.seconds * rest.seconds);
  await rejects(greedySearch(space, { ...options, maxSeconds }), SearchCostError);
  await greedySearch(space, { ...options, maxSeconds, known });
  await rejects(
    greedySearch(space, { ...options, maxSeconds: rest.seconds / 2, known }),
    (error) => {
      ok(error instanceof SearchCostError);
      deepEqual(error.refusal.request.known, sizes);
      ok(error.refusal.possible.every(({ request }) => !("known" in request)));
      return true;
    },
  );
});

Deno.test("the announced cost of a ladder does not count what is known", async () => {
  const space = spaceOf(40);
  const options = { calls: 25, islands: 2, top: 2, sizes: upTo(40) };
  const { sizes, seeds } = ownSizes(space, options);
  ok(sizes.includes(3) && !sizes.includes(8));
  const cost = (known: readonly number[]) =>
    searchCost(space, { search: "ladder", ...options, known });
  const full = cost([]);
  deepEqual(full, searchCost(space, { search: "ladder", ...options }));
  const rest = cost([2, 3]);
  equal(
    Math.round(full.multiplets - rest.multiplets),
    multipletCount(40, 2) + multipletCount(40, 3),
  );
  ok(rest.seconds < full.seconds);
  const known = await exhaustiveSearch(space, { sizes: [2, 3], top: seeds });
  deepEqual(await announced((own) => ladderSearch(space, { ...options, ...own, known })), rest);
  // Nothing is left to do.
  const { seconds, multiplets } = cost(options.sizes);
  deepEqual([seconds, multiplets], [0, 0]);
  // But for a smaller size, which a ladder compares on its way.
  equal(
    searchCost(space, { search: "ladder", calls: 25, sizes: [3], known: [3] }).multiplets,
    multipletCount(40, 2),
  );
});
