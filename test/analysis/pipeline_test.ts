/** The pipeline with systems and searches that are not those of the library. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import {
  analyse,
  AnalysisError,
  findAllExtremes,
  findExtremes,
  measureMultiplet,
  toCsv,
  toTable,
} from "../../lib/analysis/mod.ts";
import {
  discreteTarget,
  type Estimator,
  gaussianCopula,
  gaussianSystem,
  SingularMultipletError,
  type System,
  toVariables,
} from "../../lib/information/mod.ts";
import { type Search, searchCost, SearchCostError, SEARCHES } from "../../lib/search/mod.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { handMadeSpace } from "../search/hand_made.ts";

const { features, labels } = mixedSignals({ variables: 5, samples: 100 });
const target = discreteTarget(labels);
const variables = toVariables(features);
const system = gaussianSystem(variables, target);

/** Scores alone: no entropies, and no log-determinants. */
function withoutEntropies({ entropy: _, determinants: __, ...rest }: System): System {
  return { ...rest, shape: { ...rest.shape, secondsPerScore: 1e-5 } };
}

/** The greedy search under another name, with workers, and with what it was asked for its cost. */
function otherSearch(): { search: Search; asked: unknown[] } {
  const asked: unknown[] = [];
  const search: Search = {
    name: "other",
    options: ["workers"],
    needsSizes: false,
    cost: (shape, request) => {
      asked.push(request);
      return { ...searchCost(shape, { search: "greedy" }), seconds: 200, bytes: 1000 };
    },
    run: (subject, { workers: _, ...run }) => SEARCHES.get("greedy").run(subject, run),
  };
  return { search, asked };
}

Deno.test("variables without a joint covariance are named by their own numbers", async () => {
  // Column 1 is dead: column 3, at place 2, is what the covariance calls a copy of the first.
  const values = features.values.map((value, at) => at % 5 === 1 ? 0 : value);
  const rest = gaussianSystem(toVariables({ ...features, values }), target, { degenerate: "drop" });
  const broken = { ...rest, determinants: handMadeSpace(4, [[0, 2, 2]], { hasTarget: true }) };
  await rejects(
    findExtremes(broken, { search: SEARCHES.get("exhaustive"), sizes: [3] }),
    (error) => {
      ok(error instanceof SingularMultipletError, `${error}`);
      ok([0, 3].every((number) => error.multiplet.includes(number)), `${error.multiplet}`);
      ok(!error.multiplet.includes(1));
      return true;
    },
  );
});

Deno.test("several runs of a search from outside are paid for together, and asked with its workers", async () => {
  const { search, asked } = otherSearch();
  const plans: [number, number][] = [];
  const run = {
    search,
    workers: 3,
    onPlan: (cost: { seconds: number; bytes: number }) => plans.push([cost.seconds, cost.bytes]),
  };
  const found = await findAllExtremes([system, system], run);
  deepEqual(found[0], found[1]);
  // The seconds of both, and the memory of one.
  deepEqual(plans, [[400, 1000]]);
  const needed = { sizes: [2, 3, 4, 5], top: 1, exhaustiveUpTo: undefined };
  deepEqual(asked[0], { ...needed, workers: 3 });
  await findAllExtremes([system], { search, workers: "cores" });
  deepEqual(asked.at(-1), { ...needed, workers: navigator.hardwareConcurrency });
  await rejects(
    findAllExtremes([system, system], { ...run, maxSeconds: 300 }),
    (error) => error instanceof SearchCostError && error.refusal.cost.seconds === 400,
  );
  deepEqual(await findAllExtremes([], run), []);
});

Deno.test("workers are for searches that have them", async () => {
  await rejects(
    findExtremes(system, { search: SEARCHES.get("exact"), workers: 2 }),
    (error) =>
      error instanceof AnalysisError &&
      /"exact" has no option workers; searches with this option: exhaustive, greedy, ladder$/
        .test(error.message),
  );
});

Deno.test("without entropies a multiplet has its score alone, and empty cells in every format", async () => {
  const scored = measureMultiplet(withoutEntropies(system), [0, 2, 3]);
  deepEqual(scored, system.score([0, 2, 3]));
  const estimator: Estimator = {
    name: "scores-alone",
    revision: 1,
    prepare: (all, labels) => withoutEntropies(gaussianCopula().prepare(all, labels)),
  };
  const result = await analyse(features, target, { estimator, sizes: [2], multiplets: [[0, 2]] });
  equal(result.multiplets[0]!.totalCorrelation, undefined);
  // TC, DTC and S, before the halves.
  match(toCsv(result).trimEnd().split("\n").at(-1)!, /\d,,,,+-?\d/);
  ok(/TC\(X,y\)/.test(toTable(result)));
});

Deno.test("an estimator whose system has other variables than its shape says is refused", async () => {
  const estimator: Estimator = {
    name: "wide",
    revision: 1,
    prepare: (all, labels) => {
      const own = withoutEntropies(gaussianCopula().prepare(all, labels));
      return { ...own, shape: { ...own.shape, variables: 9 } };
    },
  };
  await rejects(
    analyse(features, target, { estimator }),
    new AnalysisError(
      'The estimator "wide" returned a system that does not fit: shape.variables is 9, but it lists 5 variables',
    ),
  );
});
