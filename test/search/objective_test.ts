/**
 * Searches by total correlation and dual total correlation, against all multiplets by the definitions: with joint
 * entropies where there are any, else TC(X, y) = TC(X) + I(X; y) and DTC = TC − Ω.
 */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import fc from "fast-check";
import {
  type ColumnsOf,
  type GaussianSystem,
  multipletMeasures,
  TARGET_ENCODINGS,
  targetSplit,
} from "../../lib/information/mod.ts";
import { scoreMultiplet } from "../../lib/information/search_space.ts";
import {
  annealingSearch,
  crossEntropySearch,
  exactSearch,
  exhaustiveSearch,
  geneticSearch,
  greedySearch,
  ladderSearch,
  multiplets,
  type Objective,
  OBJECTIVES,
  type RankedMultiplet,
  type Searchable,
  searchCost,
  SearchCostError,
  SearchError,
  SEARCHES,
  searchSpace,
  type SizeExtremes,
} from "../../lib/search/mod.ts";
import { compareMultiplets } from "../../lib/search/ranking.ts";
import { permitted } from "../permitted.ts";
import { handMadeSpace } from "./hand_made.ts";
import { plantedSystem } from "./planted.ts";

type Other = Exclude<Objective, "o-information">;
const OTHERS = ["total-correlation", "dual-total-correlation"] as const;
const KEYS = {
  "total-correlation": "totalCorrelation",
  "dual-total-correlation": "dualTotalCorrelation",
} as const;

interface Plain {
  readonly multiplet: readonly number[];
  readonly value: number;
}

/** All multiplets of a size with the value of an objective, smallest first; equal ones in lexicographic order. */
function plain(
  system: GaussianSystem,
  size: number,
  objective: Other,
  { biasCorrected = true, variables }: {
    biasCorrected?: boolean;
    variables?: readonly ColumnsOf[] | undefined;
  } = {},
): Plain[] {
  const all = variables ?? system.variables.map((_, at) => at);
  const { target } = system;
  return [...multiplets(all.length, size)].map((multiplet) => {
    const chosen = multiplet.map((one) => all[one]!);
    const options = { biasCorrected };
    const split = targetSplit(system, chosen, options);
    const alone = multipletMeasures(system.covariance, chosen, options);
    const total = alone.totalCorrelation + split.targetInformation;
    const value = objective === "total-correlation" ? total : total - split.oInformation;
    if ("block" in target) {
      const joint = multipletMeasures(system.covariance, [...chosen, target.block], options);
      near(value, joint[KEYS[objective]], `${objective} of ${multiplet}`);
    }
    return { multiplet, value };
  }).sort((a, b) => a.value - b.value || compareMultiplets(a.multiplet, b.multiplet));
}

function near(actual: number | undefined, expected: number, what: string, tolerance = 1e-10) {
  ok(Math.abs(actual! - expected) <= tolerance, `${what}: ${actual}, expected ${expected}`);
}

function agree(
  found: readonly SizeExtremes[],
  system: GaussianSystem,
  objective: Other,
  options: Parameters<typeof plain>[3] = {},
) {
  const space = searchSpace(system, options);
  for (const { size, multipletCount, ...ends } of found) {
    const ascending = plain(system, size, objective, options);
    equal(multipletCount, ascending.length);
    const descending = ascending.toSorted((a, b) =>
      b.value - a.value || compareMultiplets(a.multiplet, b.multiplet)
    );
    for (const [end, all] of [["synergy", ascending], ["redundancy", descending]] as const) {
      ends[end].forEach((one, at) => {
        const what = `${objective}, ${end} of size ${size}, rank ${at}`;
        deepEqual(one.multiplet, all[at]!.multiplet, what);
        near(one[KEYS[objective]], all[at]!.value, what);
        const { [KEYS[objective]]: _, ...score } = one;
        deepEqual(score, scoreMultiplet(space, one.multiplet));
      });
    }
  }
}

for (const objective of OTHERS) {
  for (const encoding of TARGET_ENCODINGS) {
    Deno.test(`${objective}, ${encoding}: exact, exhaustive and greedy find what all multiplets have`, async () => {
      for (const biasCorrected of [true, false]) {
        const system = plantedSystem({ encoding, seed: 3 });
        const space = searchSpace(system, { biasCorrected });
        const options = { objective, top: 3 };
        const sizes = [2, 3, 4, 5, 6];
        agree(await exactSearch(space, options), system, objective, { biasCorrected });
        agree(await exhaustiveSearch(space, { ...options, sizes }), system, objective, {
          biasCorrected,
        });
        const greedy = await greedySearch(space, options);
        agree(greedy, system, objective, { biasCorrected });
        deepEqual(greedy.map(({ size }) => size), sizes);
      }
    });

    Deno.test(`${objective}, ${encoding}: blocks of different widths count as one variable`, async () => {
      const variables = [[0, 3], 1, [2, 4, 6], 5];
      const options = { objective, top: 6 };
      const sizes = [2, 3, 4];
      // With few samples, the biases of wide and narrow sets differ by more than their values.
      for (const samples of [300, 30]) {
        const system = plantedSystem({ encoding, variables: 7, samples, noise: 2, classes: 2 });
        const space = searchSpace(system, { variables });
        for (
          const found of [
            await exactSearch(space, options),
            await exhaustiveSearch(space, { ...options, sizes }),
            await greedySearch(space, { ...options, exhaustiveUpTo: 4 }),
          ]
        ) agree(found, system, objective, { variables });
      }
    });

    Deno.test(`${objective}, ${encoding}: a single variable has its information about the target`, async () => {
      const system = plantedSystem({ encoding, variables: 5 });
      const space = searchSpace(system);
      const exhaustive = await exhaustiveSearch(space, { objective, sizes: [1], top: 3 });
      const exact = await exactSearch(space, { objective, sizes: [1], top: 3 });
      deepEqual(exact, exhaustive);
      deepEqual(await greedySearch(space, { objective, sizes: [1], top: 3 }), exact);
      if (encoding === "none") {
        // 0 by definition: equal ones in lexicographic order.
        for (const end of ["synergy", "redundancy"] as const) {
          deepEqual(exact[0]![end].map(({ multiplet }) => multiplet), [[0], [1], [2]]);
        }
      } else agree(exact, system, objective);
    });
  }

  Deno.test(`${objective}: exact, exhaustive and greedy agree on any system, with or without determinants`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.nat(),
        fc.constantFrom(...TARGET_ENCODINGS),
        async (variables, seed, encoding) => {
          const system = plantedSystem({ variables, seed, encoding, samples: 200 });
          const exact = await exactSearch(system, { objective });
          const sizes = exact.map(({ size }) => size);
          deepEqual(await exhaustiveSearch(system, { objective, sizes }), exact);
          deepEqual(await greedySearch(system, { objective, exhaustiveUpTo: 8 }), exact);
          const slow = withoutDeterminants(system);
          deepEqual(await exhaustiveSearch(slow, { objective, sizes }), exact);
          deepEqual(await greedySearch(slow, { objective, exhaustiveUpTo: 8 }), exact);
        },
      ),
      { seed: 4, numRuns: 25 },
    );
  });

  Deno.test(`${objective}: greedy adds the variable that gives the most extreme value`, async () => {
    for (const encoding of ["copula", "model", "none"] as const) {
      const system = plantedSystem({ encoding, variables: 8, seed: 5 });
      const found = await greedySearch(searchSpace(system), {
        objective,
        exhaustiveUpTo: 3,
        top: 2,
      });
      for (const [at, { size, guarantee, ...ends }] of found.entries()) {
        if (size <= 3) continue;
        for (const [end, sign] of [["synergy", 1], ["redundancy", -1]] as const) {
          const from = found[at - 1]![end][0]!.multiplet;
          const all = plain(system, size, objective)
            .filter(({ multiplet }) => from.every((one) => multiplet.includes(one)))
            .sort((a, b) => sign * (a.value - b.value));
          deepEqual(
            ends[end].map(({ multiplet }) => multiplet),
            all.slice(0, 2).map(({ multiplet }) => multiplet),
          );
        }
        equal(guarantee.synergy, size === 8 ? "optimal" : "best found");
      }
    }
  });

  Deno.test(`${objective}: of equal values the first in lexicographic order, at both ends`, async () => {
    for (const hasTarget of [true, false]) {
      const space = handMadeSpace(7, [], { hasTarget });
      const options = { objective, top: 3 };
      const sizes = [2, 3, 5];
      for (
        const found of [
          await exactSearch(space, { ...options, sizes }),
          await exhaustiveSearch(space, { ...options, sizes }),
          await greedySearch(space, { ...options, sizes }),
        ]
      ) {
        for (const { size, synergy, redundancy } of found) {
          const first = [...multiplets(7, size).take(3)];
          deepEqual(synergy.map(({ multiplet }) => multiplet), first);
          deepEqual(redundancy.map(({ multiplet }) => multiplet), first);
          for (const one of synergy) equal(Math.abs(one[KEYS[objective]]!), 0);
        }
      }
    }
  });

  Deno.test(`${objective}: workers do not change what is found`, permitted, async () => {
    const space = searchSpace(plantedSystem({ variables: 12, samples: 400 }));
    const options = { objective, sizes: [1, 2, 3, 5], top: 4 };
    const alone = await exhaustiveSearch(space, options);
    deepEqual(await exhaustiveSearch(space, { ...options, workers: 2 }), alone);
    deepEqual(await greedySearch(space, { ...options, exhaustiveUpTo: 5, workers: 2 }), alone);
  });

  Deno.test(`${objective}: triples of many variables are walked, not filtered by Ω`, async () => {
    const system = plantedSystem({ variables: 34, samples: 500, noise: 0.6 });
    agree(
      await exhaustiveSearch(system.determinants, { objective, sizes: [3], top: 5 }),
      system,
      objective,
    );
  });

  Deno.test(`${objective}: the walk names the same multiplet that is not positive definite as with Ω`, async () => {
    const copies = handMadeSpace(6, [[1, 4, 1]], { hasTarget: true });
    for (const sizes of [[2], [3], [4]]) {
      const messages = await Promise.all(
        ["o-information", objective].map((one) =>
          exhaustiveSearch(copies, { sizes, objective: one as Objective }).then(
            () => "found",
            (error) => `${error}`,
          )
        ),
      );
      equal(messages[0], messages[1]);
      ok(messages[0] !== "found");
    }
  });
}

/** A system that has entropies and scores alone. */
function withoutDeterminants({ shape, score, entropy }: GaussianSystem): Searchable {
  return { shape: { ...shape, secondsPerScore: 1e-6 }, score, entropy };
}

Deno.test("best-start grows the multiplet with the most extreme value of all small sizes", async () => {
  const space = searchSpace(plantedSystem({ variables: 7, seed: 2 }));
  const objective = "total-correlation";
  // TC grows with each variable: its smallest value is that of one variable, its largest of three.
  const small = await exactSearch(space, { objective, sizes: [1, 3] });
  const [grown] = await greedySearch(space, {
    objective,
    exhaustiveUpTo: 3,
    start: "best-start",
    sizes: [4],
  });
  const from = (end: "synergy" | "redundancy", at: number) => small[at]![end][0]!.multiplet;
  const has = (all: readonly RankedMultiplet[], own: readonly number[]) =>
    own.every((one) => all[0]!.multiplet.includes(one));
  ok(has(grown!.redundancy, from("redundancy", 1)));
  ok(has(grown!.synergy, from("synergy", 0)));
});

Deno.test("Ω as the objective is the default, to the last bit", async () => {
  const space = searchSpace(plantedSystem({ variables: 7 }));
  const objective = "o-information";
  deepEqual(await exactSearch(space, { objective }), await exactSearch(space));
  const sizes = [2, 3, 4];
  deepEqual(
    await exhaustiveSearch(space, { objective, sizes }),
    await exhaustiveSearch(space, { sizes }),
  );
  deepEqual(await greedySearch(space, { objective }), await greedySearch(space));
  deepEqual(
    searchCost(space, { search: "ladder", objective }),
    searchCost(space, { search: "ladder" }),
  );
});

Deno.test("what cannot rank by an objective is refused: searches, systems, known extremes, other names", async () => {
  const system = plantedSystem();
  const space = searchSpace(system);
  const objective = "total-correlation";
  for (const search of [ladderSearch, annealingSearch, crossEntropySearch, geneticSearch]) {
    await rejects(search(space, { objective } as object), /has no option "objective"/);
  }
  for (const name of SEARCHES.names.filter((one) => !ABLE.includes(one))) {
    throws(
      () => searchCost(space, { search: name, objective }),
      new RegExp(
        `SearchError: The search "${name}" ranks by the O-information alone; searches that can rank by ` +
          "total-correlation: exact, exhaustive, greedy",
      ),
    );
    deepEqual(SEARCHES.get(name).options.includes("objective"), false);
  }
  for (const name of ABLE) ok(SEARCHES.get(name).options.includes("objective"));
  const { entropy: _, ...scored } = withoutDeterminants(system);
  await rejects(
    exhaustiveSearch(scored, { objective, sizes: [2] }),
    /The objective total-correlation needs entropies, which this estimator does not provide/,
  );
  await rejects(exactSearch(withoutDeterminants(system), { objective }), /needs log-determinants/);
  const known = await exhaustiveSearch(space, { sizes: [2, 3] });
  await rejects(
    greedySearch(space, { known, exhaustiveUpTo: 3, objective }),
    /known has extremes of the O-information, but the objective is total-correlation/,
  );
  for (const search of [exactSearch, greedySearch]) {
    await rejects(
      search(space, { objective: "s-information" as Objective }),
      new RegExp(
        `SearchError: objective must be one of ${OBJECTIVES.join(", ")}, got s-information`,
      ),
    );
  }
  await rejects(
    exhaustiveSearch(space, { sizes: [2], objective: "omega" as Objective }),
    SearchError,
  );
});

const ABLE: readonly string[] = ["exact", "exhaustive", "greedy"];

Deno.test("the cost counts what is done: no filter of triples, two scores of DTC without determinants", async () => {
  const cost = (objective: Objective, rest: object = {}, shape: object = {}) =>
    searchCost({ variables: 300, ...shape }, {
      search: "exhaustive",
      sizes: [3],
      objective,
      ...rest,
    });
  ok(cost("total-correlation").seconds > 1.5 * cost("o-information").seconds);
  const estimated = { secondsPerScore: 1e-3 };
  const [omega, total, dual] = OBJECTIVES.map((one) => cost(one, {}, estimated).seconds);
  ok(total! < 1.01 * omega! && dual! > 1.9 * omega!);
  // A size that Ω makes trivial is not.
  ok(
    cost("total-correlation", { sizes: [2] }, { hasTarget: false }).seconds >
      cost("o-information", { sizes: [2] }, { hasTarget: false }).seconds,
  );
  const space = searchSpace(plantedSystem({ variables: 14 }));
  await rejects(
    exhaustiveSearch(space, { sizes: [7], objective: "total-correlation", maxSeconds: 1e-4 }),
    (error) => {
      ok(error instanceof SearchCostError);
      ok(error.refusal.possible.every(({ request }) => request.objective === "total-correlation"));
      return true;
    },
  );
});
