/** Ranks and covariances on several threads: those of one thread, to the last bit. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { rankColumns, type RankJob } from "../../lib/information/column_jobs.ts";
import { ColumnThreads } from "../../lib/information/column_threads.ts";
import { soundCovariance } from "../../lib/information/covariance.ts";
import { columnDependence, columnDependenceOn } from "../../lib/information/dependence.ts";
import { prepareAhead } from "../../lib/information/normalisation.ts";
import {
  discreteTarget,
  gaussianMoments,
  type GaussianOptions,
  gaussianSystem,
  InformationError,
  ranks,
  rowBootstrap,
  TARGET_ENCODINGS,
  toVariables,
  type Variables,
} from "../../lib/information/mod.ts";
import { allScores } from "../../lib/information/scored_columns.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import { inSharedMemory } from "../../lib/system/workers/in_parallel.ts";
import { rowsByClass } from "../../lib/variables/target.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { permitted } from "../permitted.ts";
import { replacedWorker } from "../system/workers/replaced_worker.ts";

const { features, labels } = mixedSignals({ samples: 150, variables: 140, classes: 3, noise: 1 });
const target = discreteTarget(labels);

/** Columns in float32 with ties, one of them constant and one a copy; the same numbers at each call. */
function drawn(overwritable?: true): Variables {
  const random = randomSource(5);
  const values = Float32Array.from(
    features.values,
    (value) => uniform(random) < 0.3 ? Math.round(value) : value,
  );
  for (let row = 0; row < 150; row++) {
    values[row * 140 + 3] = 7;
    values[row * 140 + 50] = 2 * values[row * 140 + 1]!;
  }
  const variables = toVariables({ ...features, values });
  return overwritable ? { ...variables, overwritable } : variables;
}

/** The same overwritable columns in shared memory. */
function shared(): Variables {
  const { columns, ...variables } = drawn(true);
  const moved = columns.map((one) => ({ ...one, values: inSharedMemory(one.values) }));
  return { ...variables, columns: moved };
}

/** Threads that begin whatever work there is. */
const threads = (workers: number, signal?: AbortSignal) =>
  new ColumnThreads({ workers, signal, longerThan: 0 });

for (const workers of [2, 3]) {
  Deno.test(`covariances on ${workers} threads have the bits of one`, permitted, async () => {
    using some = threads(workers);
    const raw = { ...drawn(), samples: 150 };
    deepEqual(await some.covariance(raw), soundCovariance(raw));
    const lists = rowsByClass(raw, target).map(({ rows }) => rows);
    deepEqual(
      await some.covariancesOf(raw, lists),
      lists.map((rows) => soundCovariance(raw, rows)),
    );
    const scored = { ...raw, columns: await some.scored(raw.columns, "average", false) };
    deepEqual(await some.covariance(scored), soundCovariance(scored));
    deepEqual(
      scored.columns.map((column) => [...column.ranks]),
      raw.columns.map(({ values }) => [...ranks(values, { ties: "average" })].map((r) => 2 * r)),
    );
  });
}

for (const encoding of TARGET_ENCODINGS) {
  for (const ties of ["index", "average"] as const) {
    const name = `${encoding}, ties by ${ties}: a system prepared ahead is the same`;
    Deno.test(name, permitted, async () => {
      const options: GaussianOptions = { encoding, ties, degenerate: "drop" };
      const given = encoding === "none" ? undefined : target;
      const partsOf = (variables: Variables) => {
        const { covariance, target, leftOut } = gaussianSystem(variables, given, options);
        return { covariance, target, leftOut };
      };
      const expected = partsOf(drawn());
      for (const variables of [drawn(), drawn(true), shared()]) {
        using some = threads(2);
        await prepareAhead(variables, given, options, some);
        deepEqual(partsOf(variables), expected);
        // Only shared memory can be written by workers.
        const isReplaced = variables.columns[0]!.values[0] !== drawn().columns[0]!.values[0];
        equal(
          isReplaced,
          ties === "average" && variables.columns[0]!.values.buffer instanceof SharedArrayBuffer,
        );
      }
    });
  }
}

Deno.test("a system that was prepared ahead is not computed again", permitted, async () => {
  const variables = drawn(true);
  using some = threads(2);
  await prepareAhead(variables, target, { encoding: "model", degenerate: "drop" }, some);
  // These values would give other ranks.
  for (const { values } of variables.columns) values.fill(NaN);
  const system = gaussianSystem(variables, target, { encoding: "model", degenerate: "drop" });
  ok(Number.isFinite(system.score([0, 1, 2]).oInformation));
  const again = gaussianSystem(variables, target, { encoding: "model", degenerate: "drop" });
  ok(again.target.encoding === "model" && system.target.encoding === "model");
  equal(again.covariance, system.covariance);
  equal(again.target.gaussians.classes, system.target.gaussians.classes);
});

Deno.test("short work, work of one thread and random ties start no worker", permitted, async () => {
  class Refused extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      throw new Error("a worker was started");
    }
  }
  await replacedWorker(Refused, async () => {
    const variables = drawn();
    using short = new ColumnThreads({ workers: 2 });
    await prepareAhead(variables, target, { degenerate: "drop" }, short);
    deepEqual(await columnDependenceOn(short, variables), columnDependence(variables));
    await prepareAhead(variables, target, { degenerate: "drop" }, threads(1));
    const random = randomSource(1);
    const options = { degenerate: "drop", ties: "random", random } as const;
    await prepareAhead(variables, target, options, threads(2));
  });
});

Deno.test("linear dependence on threads is that of one", permitted, async () => {
  using some = threads(2);
  const variables = drawn();
  const sum = new Float64Array(150).map((_, row) =>
    variables.columns[0]!.values[row]! - variables.columns[9]!.values[row]!
  );
  const columns = [...variables.columns.slice(0, 40), { index: 999, name: "sum", values: sum }]
    .filter(({ index }) => index !== 3);
  const found = await columnDependenceOn(some, { samples: 150, columns });
  deepEqual(found.exact, [{ column: 39, on: [0, 8] }]);
  deepEqual(found, columnDependence({ samples: 150, columns }));
});

Deno.test("values are replaced by others of the same order and ties, with permission alone", () => {
  const before = drawn().columns.map(({ values }) => values.slice());
  const system = (variables: Variables, options: GaussianOptions = {}) =>
    gaussianSystem(variables, target, { ties: "average", degenerate: "drop", ...options });
  const kept = drawn();
  system(kept);
  deepEqual(kept.columns.map(({ values }) => values), before);

  const replaced = drawn(true);
  const { covariance } = system(replaced);
  replaced.columns.forEach(({ index, values }, at) => {
    if ([3, 50].includes(index)) return deepEqual(values, before[at]!);
    ok(values.some((value, row) => value !== before[at]![row]));
    deepEqual(ranks(values, { ties: "average" }), ranks(before[at]!, { ties: "average" }));
  });
  deepEqual(covariance, system(kept).covariance);
  // Other rules for ties, other targets and bootstraps find the same ranks.
  const others: GaussianOptions[] = [{ ties: "index" }, { encoding: "one-hot" }];
  for (const options of others) {
    deepEqual(system(replaced, options).covariance, system(kept, options).covariance);
  }
  const draw = (variables: Variables) =>
    rowBootstrap({ ...variables, variables: variables.variables.slice(4, 7) }, target, {
      ties: "average",
    })(randomSource(1)).covariance;
  deepEqual(draw(replaced), draw(kept));
});

Deno.test("values that were replaced are refused where they matter", () => {
  const variables = drawn(true);
  gaussianSystem(variables, undefined, { ties: "average", degenerate: "drop" });
  const sound = { ...variables, columns: variables.columns.slice(0, 3) };
  throws(
    () => columnDependence(sound),
    (error) =>
      error instanceof InformationError &&
      /^A search for linear dependence needs the values of column "x0", .* leave overwritable out$/
        .test(error.message),
  );
  const separate = sound.columns.map(({ index, name }, at) => ({ index, name, columns: [at] }));
  throws(
    () => gaussianMoments().prepare({ ...sound, variables: separate }, undefined),
    /An estimate without ranks needs the values of column "x0"/,
  );
});

Deno.test("columns in float64 are not replaced, nor those with ties by index", () => {
  const single = drawn(true);
  const double = {
    ...single,
    columns: single.columns.map((column) => ({
      ...column,
      values: Float64Array.from(column.values),
    })),
  };
  const before = double.columns.map(({ values }) => values.slice());
  gaussianSystem(double, target, { ties: "average", degenerate: "drop" });
  deepEqual(double.columns.map(({ values }) => values), before);
  gaussianSystem(single, target, { ties: "index", degenerate: "drop" });
  single.columns.forEach(({ values }, at) => deepEqual([...values], [...before[at]!]));
});

Deno.test("an aborted signal ends work on threads", permitted, async () => {
  using some = threads(2, AbortSignal.abort(new Error("enough")));
  await rejects(some.covariance(drawn()), /enough/);
  equal(await prepareAhead(drawn(), undefined, { degenerate: "drop" }, threads(1)), undefined);
});

Deno.test("a job that begins again ranks what is not ranked, and refuses a column half written", () => {
  const scores = allScores(4);
  const values = Float32Array.of(3, 1, 2, 2);
  const into = new Uint32Array(values.buffer);
  const job: RankJob = {
    columns: [{ values, into }],
    states: new Uint32Array(1),
    ties: "average",
    scores,
  };
  const [mean] = rankColumns(job);
  deepEqual([...into], [8, 2, 5, 5]);
  // As other ranks these would be ranked anew.
  into.set([2, 8, 5, 5]);
  deepEqual(rankColumns(job), [mean]);
  deepEqual([...into], [2, 8, 5, 5]);
  throws(
    () => rankColumns({ ...job, states: Uint32Array.of(1) }),
    (error) =>
      error instanceof InformationError && /load the values and analyse/.test(error.message),
  );
});
