/** Searches of permuted samples. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import {
  allNulls,
  type NullHypothesis,
  type NullSystem,
} from "../../../lib/analysis/significance/nulls.ts";
import { findExtremes } from "../../../lib/analysis/mod.ts";
import {
  discreteTarget,
  gaussianCopula,
  toVariables,
  type Variables,
} from "../../../lib/information/mod.ts";
import { SEARCHES } from "../../../lib/search/mod.ts";
import { permitted } from "../../permitted.ts";
import { mixedSignals } from "../../mixed_signals.ts";

const { features, labels } = mixedSignals({ variables: 6, samples: 400 });
const system: NullSystem = {
  variables: toVariables(features),
  target: discreteTarget(labels),
  groups: undefined,
  objective: "o-information",
  run: { sizes: [2, 3], top: 1 },
  named: [[0, 1, 2], [3, 5]],
  seed: 4,
};
const methods = { gaussian: { ties: "average" }, search: "exact", seed: 4 } as const;

async function drawn(
  hypothesis: NullHypothesis,
  { draws = 12, workers = 1, own = system, by = methods as Parameters<typeof allNulls>[2] } = {},
) {
  const found = await allNulls(own, hypothesis, by, { draws, seconds: 0.05, workers });
  if ("refused" in found) throw new Error(found.refused);
  return found;
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

Deno.test("permuted targets leave Ω(X) and take the target contribution away; permuted columns leave nothing", async () => {
  const observed = gaussianCopula({ ties: "average" }).prepare(
    system.variables,
    system.target as never,
  );
  const { featuresOInformation, targetContribution } = observed.score([0, 1, 2]);
  const target = await drawn("target", { draws: 40 });
  for (const { values, contributions } of target) {
    // Ω(X, y) − Δ is Ω(X), whatever the target.
    ok(Math.abs(values[0]! - contributions[0]! - featuresOInformation) < 1e-12);
  }
  ok(
    Math.abs(mean(target.map((draw) => draw.contributions[0]!))) <
      Math.abs(targetContribution) / 20,
  );
  const columns = await drawn("columns", { draws: 40 });
  ok(Math.abs(mean(columns.map((draw) => draw.values[0]!))) < Math.abs(featuresOInformation) / 20);
  // The extremes of a draw are those of its search: the smallest before the largest, by size.
  for (const { extremes, values } of columns) {
    equal(extremes.length, 4);
    ok(extremes[2]! <= values[0]! && values[0]! <= extremes[3]!);
    ok(extremes[0]! <= values[1]! && values[1]! <= extremes[1]!);
  }
});

Deno.test(
  "a draw depends on its number alone: not on how many there are, nor on the workers",
  permitted,
  async () => {
    for (const hypothesis of ["target", "columns"] as const) {
      const all = await drawn(hypothesis, { draws: 19 });
      deepEqual(await drawn(hypothesis, { draws: 5 }), all.slice(0, 5));
      deepEqual(await drawn(hypothesis, { draws: 19, workers: 2 }), all);
      equal(new Set(all.map(({ extremes }) => extremes.join())).size, all.length);
    }
    // Random ties are drawn anew for each draw, and for each alike.
    const random = { gaussian: { ties: "random" }, search: "exact", seed: 4 } as const;
    const columns = system.variables.columns.map((column) => (
      { ...column, values: column.values.map((value) => Math.round(3 * value)) }
    ));
    const tied = { ...system, variables: { ...system.variables, columns } as Variables };
    const some = await drawn("target", { own: tied, by: random, draws: 6 });
    deepEqual(await drawn("target", { own: tied, by: random, draws: 6, workers: 2 }), some);
  },
);

Deno.test("rows of one group stay together: with two groups there are two permutations of the target", async () => {
  const groups = Array.from({ length: 400 }, (_, row) => row % 2);
  const draws = await drawn("target", { own: { ...system, groups }, draws: 24 });
  equal(new Set(draws.map(({ contributions }) => contributions.join())).size, 2);
});

Deno.test("any search and estimator, in this thread: a draw is what the search finds in the permuted system", async () => {
  const calls: number[] = [];
  const estimator = gaussianCopula();
  const by = {
    prepare: (variables: Variables, target: NullSystem["target"], draw: number) => {
      calls.push(draw);
      return estimator.prepare(variables, target as never);
    },
    search: SEARCHES.get("greedy"),
  };
  const draws = await drawn("target", { by, draws: 3, workers: 2 });
  deepEqual(calls, [0, 1, 2]);
  const exact = await drawn("target", {
    draws: 3,
    by: { gaussian: {}, search: "exact", seed: 4 },
  });
  // Greedy search compares all multiplets of two and three variables.
  draws.forEach(({ extremes }, at) =>
    extremes.forEach((value, place) => ok(Math.abs(value - exact[at]!.extremes[place]!) < 1e-12))
  );
  const whole = estimator.prepare(system.variables, system.target as never);
  const { sizes } = await findExtremes(whole, { sizes: [2, 3], search: SEARCHES.get("exact") });
  ok(
    sizes[1]!.redundancy[0]!.oInformation >
        Math.max(...draws.map(({ extremes }) => extremes[3]!)) ||
      sizes[1]!.synergy[0]!.oInformation < Math.min(...draws.map(({ extremes }) => extremes[2]!)),
  );
});
