import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import fc from "fast-check";
import { type GaussianSystem, TARGET_ENCODINGS } from "../../lib/information/mod.ts";
import {
  annealingSearch,
  crossEntropySearch,
  exactSearch,
  exactSearches,
  exhaustiveSearch,
  geneticSearch,
  greedySearch,
  ladderSearch,
  multipletCount,
  multiplets,
  type ScoredMultiplet,
  scoreMultiplet,
  searchCost,
  SearchError,
  SEARCHES,
  searchSpace,
  type SizeExtremes,
} from "../../lib/search/mod.ts";
import { handMadeSpace } from "./hand_made.ts";
import { plainSearch } from "./plain_search.ts";
import { plantedSystem } from "./planted.ts";

function near(actual: number, expected: number, what: string, tolerance = 1e-10) {
  ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, expected ${expected}`);
}

/** Checks found extremes against the plain search: same multiplets, same numbers. */
function agree(
  found: readonly SizeExtremes[],
  system: GaussianSystem,
  options: Parameters<typeof plainSearch>[2] = {},
) {
  for (const { size, multipletCount, synergy, redundancy } of found) {
    const all = plainSearch(system, size, options);
    equal(multipletCount, all.synergy.length);
    const compare = (kept: readonly ScoredMultiplet[], expected: typeof all.synergy) =>
      kept.forEach((one, at) => {
        deepEqual(one.multiplet, expected[at]!.multiplet, `size ${size}, rank ${at}`);
        near(one.oInformation, expected[at]!.oInformation, "Ω(X, y)");
        near(one.featuresOInformation, expected[at]!.featuresOInformation, "Ω(X)");
        near(one.targetContribution, one.oInformation - one.featuresOInformation, "Δ", 1e-14);
      });
    compare(synergy, all.synergy);
    compare(redundancy, all.redundancy);
  }
}

for (const encoding of TARGET_ENCODINGS) {
  for (const biasCorrected of [true, false]) {
    Deno.test(`${encoding}, bias ${biasCorrected}: exact and exhaustive find what the plain search finds`, async () => {
      const system = plantedSystem({ encoding });
      const space = searchSpace(system, { biasCorrected });
      agree(await exactSearch(space, { top: 3 }), system, { biasCorrected });
      const sizes = [1, 2, 3, 4, 5, 6];
      const found = await exhaustiveSearch(space, { sizes, top: 1 });
      agree(found.filter(({ size }) => size > 1), system, { biasCorrected });
      agree(await exhaustiveSearch(space, { sizes: [3, 4], top: 4 }), system, { biasCorrected });
    });
  }

  Deno.test(`${encoding}: blocks count as one variable`, async () => {
    const system = plantedSystem({ encoding, variables: 7 });
    const variables = [[0, 3], 1, [2, 4, 6], 5];
    const space = searchSpace(system, { variables });
    agree(await exactSearch(space), system, { variables });
    agree(await exhaustiveSearch(space, { sizes: [2, 3, 4] }), system, { variables });
    agree(await greedySearch(space, { exhaustiveUpTo: 4 }), system, { variables });
  });
}

Deno.test("exact, exhaustive and greedy agree where greedy is exhaustive, on any system", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9 }),
      fc.nat(),
      fc.constantFrom(...TARGET_ENCODINGS),
      async (variables, seed, encoding) => {
        const space = searchSpace(plantedSystem({ variables, seed, encoding, samples: 200 }));
        const exact = await exactSearch(space);
        const sizes = exact.map(({ size }) => size);
        deepEqual(await exhaustiveSearch(space, { sizes }), exact);
        deepEqual(await greedySearch(space, { exhaustiveUpTo: 9 }), exact);
      },
    ),
    { seed: 4, numRuns: 30 },
  );
});

Deno.test("at k = n synergy and redundancy are the same multiplet", async () => {
  const [last] = (await exactSearch(searchSpace(plantedSystem()))).slice(-1);
  equal(last!.size, 6);
  deepEqual(last!.synergy, last!.redundancy);
});

Deno.test("greedy never beats exact", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const space = searchSpace(plantedSystem({ variables: 10, seed }));
      const exact = await exactSearch(space);
      for (const start of ["largest", "best-start"] as const) {
        const greedy = await greedySearch(space, { exhaustiveUpTo: 3, start });
        greedy.forEach(({ size, synergy, redundancy }, at) => {
          equal(size, exact[at]!.size);
          const [least] = exact[at]!.synergy;
          const [most] = exact[at]!.redundancy;
          ok(synergy[0]!.oInformation >= least!.oInformation - 1e-12);
          ok(redundancy[0]!.oInformation <= most!.oInformation + 1e-12);
        });
      }
    }),
    { seed: 5, numRuns: 15 },
  );
});

Deno.test("best-start grows the most extreme of all small multiplets, largest that of size 3", async () => {
  const starts = new Set<number>();
  for (let seed = 1; seed <= 12; seed++) {
    const space = searchSpace(plantedSystem({ variables: 8, seed, samples: 60 }));
    const small = await exhaustiveSearch(space, { sizes: [2, 3] });
    for (const [end, sign] of [["synergy", -1], ["redundancy", 1]] as const) {
      const [pair, triple] = small.map((one) => one[end][0]!);
      const extreme = sign * pair!.oInformation >= sign * triple!.oInformation ? pair! : triple!;
      starts.add(extreme.multiplet.length);
      for (const [start, from] of [["best-start", extreme], ["largest", triple!]] as const) {
        const [grown] = await greedySearch(space, { exhaustiveUpTo: 3, sizes: [4], start });
        const { multiplet } = grown![end][0]!;
        ok(
          from.multiplet.every((one) => multiplet.includes(one)),
          `${start}, ${end}, seed ${seed}`,
        );
      }
    }
  }
  // The test means little unless pairs win, too.
  deepEqual([...starts].sort(), [2, 3]);
});

Deno.test("greedy compares its first sizes by tables where scores take longer, with the same result", async () => {
  const { determinants, shape, score } = plantedSystem({ encoding: "model" });
  let scores = 0;
  const counted = {
    shape,
    score: (multiplet: readonly number[]) => {
      scores++;
      return score(multiplet);
    },
  };
  const oneByOne = await greedySearch(counted, { exhaustiveUpTo: 3, top: 2 });
  const all = scores;
  deepEqual(await greedySearch(determinants, { exhaustiveUpTo: 3, top: 2 }), oneByOne);
  scores = 0;
  deepEqual(
    await greedySearch({ ...counted, determinants }, { exhaustiveUpTo: 3, top: 2 }),
    oneByOne,
  );
  ok(scores < all / 2, `${scores} of ${all}`);

  const seconds = (terms: number) =>
    searchCost({ variables: 20, terms }, { search: "greedy" }).seconds;
  const sizes = [1, 2, 3, 4, 5, 6];
  const ten = { variables: 20, terms: 10 };
  ok(seconds(10) < searchCost(ten, { search: "exhaustive", sizes }).seconds / 4);
  ok(seconds(1) < searchCost({ variables: 20 }, { search: "exact" }).seconds / 4);
  // Tables of more than 20 variables take much memory.
  const wide = { variables: 21, terms: 10 };
  ok(searchCost(wide, { search: "greedy" }).bytes < 2 ** 20);
});

Deno.test("greedy adds one variable at a time to the best multiplet before", async () => {
  const space = searchSpace(plantedSystem({ variables: 9 }));
  const found = await greedySearch(space, { exhaustiveUpTo: 3 });
  for (const end of ["synergy", "redundancy"] as const) {
    for (let at = 2; at < found.length; at++) {
      const smaller = found[at - 1]![end][0]!.multiplet;
      const larger = found[at]![end][0]!.multiplet;
      equal(larger.length, smaller.length + 1);
      ok(smaller.every((variable) => larger.includes(variable)), `${smaller} in ${larger}`);
    }
  }
});

Deno.test("exact ties go to the lexicographically smallest multiplet", async () => {
  // All variables alike: every multiplet of a size has the same Ω, to the last bit in the table.
  const space = handMadeSpace(5, []);
  for (
    const found of [
      await exactSearch(space, { sizes: [3], top: 2 }),
      await exhaustiveSearch(space, { sizes: [3], top: 2 }),
      await greedySearch(space, { sizes: [3], top: 2 }),
    ]
  ) {
    for (const end of ["synergy", "redundancy"] as const) {
      deepEqual(found[0]![end].map(({ multiplet }) => multiplet), [[0, 1, 2], [0, 1, 3]]);
    }
  }
});

Deno.test("the order of variables changes names, not numbers", async () => {
  const system = plantedSystem({ variables: 7 });
  const order = [4, 2, 6, 0, 1, 5, 3];
  const plain = await exactSearch(searchSpace(system));
  const permuted = await exactSearch(searchSpace(system, { variables: order }));
  permuted.forEach(({ synergy: [found] }, at) => {
    const named = found!.multiplet.map((j) => order[j]!).sort((a, b) => a - b);
    deepEqual(named, plain[at]!.synergy[0]!.multiplet);
    near(found!.oInformation, plain[at]!.synergy[0]!.oInformation, "Ω", 1e-12);
  });
});

Deno.test("scoring does not mind the order it is asked in", () => {
  const space = searchSpace(plantedSystem());
  deepEqual(scoreMultiplet(space, [4, 0, 2]), scoreMultiplet(space, [0, 2, 4]));
});

Deno.test("multiplet counts are binomial coefficients", () => {
  equal(multipletCount(60, 6), 50_063_860);
  equal(multipletCount(20, 10), 184_756);
  equal(multipletCount(5, 5), 1);
});

Deno.test("what cannot be searched is refused with what would work", async () => {
  const space = searchSpace(plantedSystem());
  await rejects(exactSearch(space, { sizes: [7] }), /integers in 1\.\.6, got 7/);
  await rejects(exhaustiveSearch(space, { sizes: [] }), /at least one multiplet size/);
  await rejects(exactSearch(space, { top: 0 }), /top must be a positive integer, got 0/);
  await rejects(greedySearch(space, { exhaustiveUpTo: 0 }), /exhaustiveUpTo/);
});

Deno.test("an unknown option is refused, whatever the search", async () => {
  const system = plantedSystem({ variables: 4 });
  const space = searchSpace(system);
  const misspelt = { sizes: [3], tops: 2 };
  const unknown = (action: string, option: string) => (error: unknown) =>
    error instanceof SearchError && error.message.startsWith(`${action} has no option "${option}"`);
  throws(
    () => searchSpace(system, { biasCorected: false } as object),
    /searchSpace has no option "biasCorected"/,
  );
  await rejects(exactSearch(space, misspelt), unknown("exactSearch", "tops"));
  await rejects(exhaustiveSearch(space, misspelt), unknown("exhaustiveSearch", "tops"));
  await rejects(greedySearch(space, misspelt), unknown("greedySearch", "tops"));
});

Deno.test("a search reports rising progress and stops when aborted", async () => {
  const space = searchSpace(plantedSystem({ variables: 60 }));
  const controller = new AbortController();
  const shares: number[] = [];
  await rejects(
    exhaustiveSearch(space, {
      sizes: [2, 6],
      signal: controller.signal,
      onProgress: (share) => {
        shares.push(share);
        if (shares.length === 2) controller.abort(new Error("enough"));
      },
    }),
    /enough/,
  );
  ok(shares[0]! > 0 && shares[1]! > shares[0]! && shares[1]! < 1, `${shares}`);
  const signal = AbortSignal.abort(new Error("begun"));
  await rejects(exactSearch(searchSpace(plantedSystem()), { signal }), /^Error: begun$/);
});

Deno.test("a search of the catalogue costs and finds what its function does", async () => {
  const system = plantedSystem();
  const sizes = [2, 3];
  const expected = {
    exact: await exactSearch(system, { sizes }),
    exhaustive: await exhaustiveSearch(system, { sizes }),
    greedy: await greedySearch(system, { sizes }),
    ladder: await ladderSearch(system, { sizes }),
    annealing: await annealingSearch(system, { sizes }),
    genetic: await geneticSearch(system, { sizes }),
    "cross-entropy": await crossEntropySearch(system, { sizes }),
  };
  deepEqual(SEARCHES.names, Object.keys(expected));
  for (const [name, own] of Object.entries(expected)) {
    const search = SEARCHES.get(name);
    deepEqual(await search.run(system, { sizes }), { search: name, sizes: own });
    const cost = searchCost(system.shape, { search: name, sizes });
    deepEqual(search.cost(system.shape, { sizes }), cost, name);
  }
  await rejects(
    SEARCHES.get("exhaustive").run(system, {}),
    (error) => error instanceof SearchError && /needs the option sizes/.test(error.message),
  );
});

Deno.test("nothing to search has no results, and too few variables no multiplets", async () => {
  deepEqual(await exactSearches([]), []);
  deepEqual([...multiplets(2, 3)], []);
});
