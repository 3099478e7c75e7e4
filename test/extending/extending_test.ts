/** Additions from outside the library, by its public imports alone, each through `analyse` to a result. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { analyse, AnalysisError, ranked, toCsv, toTable } from "@multiplet/multiplet/analysis";
import { discreteTarget } from "@multiplet/multiplet/information";
import { randomSource, shuffle, uniform } from "@multiplet/multiplet/random";
import { SearchCostError, SEARCHES } from "@multiplet/multiplet/search";
import type { Grouping } from "@multiplet/multiplet/variables";
import { BINNED } from "./_binned_entropy.ts";
import { randomSearch } from "./_random_search.ts";

/** Two coins, a third column of noise, and as label whether the coins differ. */
const samples = 4000;
const random = randomSource(1);
const coins = Array.from({ length: samples }, () => [
  Math.round(uniform(random)),
  Math.round(uniform(random)),
]);
const values = Float64Array.from(
  coins.flatMap((
    [a, b],
  ) => [a! + 1e-3 * uniform(random), b! + 1e-3 * uniform(random), uniform(random)]),
);
const features = { samples, variables: 3, values };
const target = discreteTarget(coins.map(([a, b]) => a! ^ b!));

Deno.test("estimator: binned entropies see the synergy of exclusive or, the Gaussian copula none", async () => {
  const binned = await analyse(features, target, { estimator: BINNED, multiplets: [[0, 1]] });
  deepEqual([binned.estimator, binned.search], ["binned-entropy", "greedy"]);
  const [best] = ranked(binned.sizes[0]!.synergy);
  deepEqual(best!.multiplet, [0, 1]);
  ok(Math.abs(best!.oInformation - -1) < 0.01, `${best!.oInformation} bits, expected −1`);
  // TC = DTC + Ω, and all of the 3 bits less the 2 that there are.
  ok(Math.abs(binned.multiplets[0]!.totalCorrelation! - 1) < 0.01);
  const gaussian = await analyse(features, target);
  equal(gaussian.estimator, "gaussian-copula");
  ok(Math.abs(ranked(gaussian.sizes[0]!.synergy)[0]!.oInformation) < 0.01);
  ok(toTable(binned).includes("greedy search") && toCsv(binned).split("\n").length > 4);
});

Deno.test("estimator: what it has not is refused, and its cost counts", async () => {
  await rejects(
    analyse(features, target, { estimator: BINNED, search: "exact" }),
    /The exact search needs log-determinants/,
  );
  await rejects(
    analyse(features, target, { estimator: BINNED, encoding: "model" }),
    (error) => error instanceof AnalysisError && /encoding belongs to the/.test(error.message),
  );
  await rejects(
    analyse(features, target, { estimator: BINNED, maxSeconds: 0.01 }),
    (error) => error instanceof SearchCostError && error.refusal.cost.seconds > 0.01,
  );
});

/** Pairs of columns, drawn at random; the last one stays alone where their number is odd. */
const RANDOM_PAIRS: Grouping = {
  name: "random-pairs",
  group: (all, source) => {
    const order = shuffle(all.columns.map((_, place) => place), source);
    const pairs = Array.from({ length: Math.ceil(order.length / 2) }, (_, index) => {
      const columns = order.slice(2 * index, 2 * index + 2);
      return { index, name: `pair ${index}`, columns };
    });
    return { ...all, variables: pairs };
  },
};

Deno.test("grouping: random pairs are blocks of those columns", async () => {
  const drawn = RANDOM_PAIRS.group({
    samples,
    columns: [0, 1, 2].map((index) => ({
      index,
      name: `x${index}`,
      values: new Float64Array(samples),
    })),
    variables: [],
    leftOut: [],
  }, randomSource(5)).variables.map(({ columns }) => columns);
  const grouped = await analyse(features, target, {
    grouping: RANDOM_PAIRS,
    random: randomSource(5),
  });
  const blocks = await analyse(features, target, { blocks: drawn });
  deepEqual(grouped.featureNames, ["pair 0", "pair 1"]);
  deepEqual(grouped.sizes, blocks.sizes);
});

Deno.test("search: random multiplets, never better than all of them, and said to be best found", async () => {
  const sizes = [2, 3];
  const drawn = await analyse(features, target, { search: randomSearch(20, 3), sizes });
  const all = await analyse(features, target, { sizes });
  equal(drawn.search, "random");
  drawn.sizes.forEach((size, at) => {
    deepEqual(size.guarantee, { synergy: "best found", redundancy: "best found" });
    deepEqual(all.sizes[at]!.guarantee, { synergy: "optimal", redundancy: "optimal" });
    const [own, best] = [size, all.sizes[at]!].map(({ synergy }) => ranked(synergy)[0]!);
    ok(own!.oInformation >= best!.oInformation);
  });
  // Twenty draws of the three pairs meet each.
  deepEqual(ranked(drawn.sizes[0]!.synergy), ranked(all.sizes[0]!.synergy));
});

Deno.test("search: it is refused by its own cost, and found by its name in a catalogue", async () => {
  const searches = SEARCHES.with(randomSearch(20, 3));
  equal(searches.get("random").name, "random");
  await rejects(
    analyse(features, target, { search: randomSearch(1e12, 3), sizes: [2] }),
    (error) => error instanceof SearchCostError && /A random search at size 2/.test(error.message),
  );
  await rejects(
    analyse(features, target, { search: searches.get("random"), sizes: [2], workers: 2 }),
    /The search "random" has no option workers; those that have it: exhaustive/,
  );
});
