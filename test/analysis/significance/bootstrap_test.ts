/** Bootstrap intervals of multiplets. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import {
  bootstrapEstimates,
  type BootstrapSubject,
} from "../../../lib/analysis/significance/bootstrap.ts";
import { discreteTarget, gaussianCopula, toVariables } from "../../../lib/information/mod.ts";
import { mixedSignals } from "../../mixed_signals.ts";

const never = () => undefined;

function subjectOf(
  samples: number,
  seed = 1,
  more: Partial<BootstrapSubject> = {},
): BootstrapSubject {
  const { features, labels } = mixedSignals({ variables: 4, samples, seed, noise: 0.6 });
  return {
    variables: toVariables(features),
    target: discreteTarget(labels),
    groups: undefined,
    objective: "o-information",
    gaussian: { ties: "average" },
    seed: 1,
    ...more,
  };
}

const TRIPLE = { multiplet: [0, 1, 2], contained: [0, 1] };

Deno.test("the value is that of the samples; the interval holds it and narrows with the root of their number", async () => {
  const widths = [];
  for (const samples of [250, 4000]) {
    const subject = subjectOf(samples);
    const [found] = await bootstrapEstimates(subject, [TRIPLE], 200, never);
    const system = gaussianCopula({ ties: "average" }).prepare(
      subject.variables,
      subject.target as never,
    );
    equal(found!.value, system.score([0, 1, 2]).oInformation);
    const [low, high] = found!.interval;
    ok(low < found!.value && found!.value < high);
    widths.push(high - low);
    const { difference } = found!;
    const contained = system.score([0, 1]).oInformation;
    ok(Math.abs(difference!.value - (found!.value - contained)) < 1e-12);
  }
  // 16 times the samples: a quarter of the width.
  ok(widths[0]! / widths[1]! > 3 && widths[0]! / widths[1]! < 5.5, `${widths}`);
});

Deno.test("other samples of the same system lie in the interval, mostly", async () => {
  const truth = gaussianCopula({ ties: "average" });
  const large = subjectOf(40_000, 99);
  const { oInformation } = truth.prepare(large.variables, large.target as never).score([0, 1, 2]);
  let covered = 0;
  for (let seed = 100; seed < 120; seed++) {
    // The weights of the mixture are those of the large sample: only the rows differ.
    const rows = Array.from({ length: 500 }, (_, at) => 500 * (seed - 100) + at);
    const variables = {
      ...large.variables,
      samples: 500,
      columns: large.variables.columns.map((column) => ({
        ...column,
        values: Float64Array.from(rows, (row) => column.values[row]!),
      })),
    };
    const labels = (large.target as { classes: ArrayLike<number> }).classes;
    const target = discreteTarget(rows.map((row) => labels[row]!));
    const [found] = await bootstrapEstimates({ ...large, variables, target }, [TRIPLE], 200, never);
    const [low, high] = found!.interval;
    if (low <= oInformation && oInformation <= high) covered++;
  }
  ok(covered >= 16, `${covered} of 20`);
});

Deno.test("all encodings have intervals; those whose columns are not all ranked by draws of whole rows", async () => {
  for (const encoding of ["copula", "none", "one-hot", "model"] as const) {
    const subject = subjectOf(400, 3, { gaussian: { encoding, ties: "average" } });
    const [found] = await bootstrapEstimates(subject, [TRIPLE], 60, never);
    const [low, high] = found!.interval;
    ok(low < high && high - low < 0.5, `${encoding}: ${low} to ${high}`);
    // The same numbers again.
    deepEqual((await bootstrapEstimates(subject, [TRIPLE], 60, never))[0], found, encoding);
  }
});

Deno.test("rows of one group are drawn together: copies of rows do not narrow the interval", async () => {
  const single = subjectOf(300, 5);
  const repeated = {
    ...single,
    variables: {
      ...single.variables,
      samples: 1200,
      columns: single.variables.columns.map((column) => ({
        ...column,
        values: Float64Array.from({ length: 1200 }, (_, at) => column.values[at % 300]!),
      })),
    },
    target: discreteTarget(
      Array.from(
        { length: 1200 },
        (_, at) => (single.target as { classes: ArrayLike<number> }).classes[at % 300]!,
      ),
    ),
  };
  const groups = Array.from({ length: 1200 }, (_, at) => at % 300);
  const widthOf = async (subject: BootstrapSubject) => {
    const [found] = await bootstrapEstimates(subject, [TRIPLE], 150, never);
    return found!.interval[1] - found!.interval[0];
  };
  const [alone, together, apart] = [
    await widthOf(single),
    await widthOf({ ...repeated, groups }),
    await widthOf(repeated),
  ];
  ok(together / alone > 0.8 && together / alone < 1.25, `${together} ${alone}`);
  ok(apart / alone < 0.7, `${apart} ${alone}`);
});

Deno.test("a multiplet that the samples cannot measure has no estimate; others do", async () => {
  const subject = subjectOf(300, 6);
  const columns = subject.variables.columns.map((column, at) =>
    at === 3 ? { ...column, values: new Float64Array(300) } : column
  );
  const constant = { ...subject, variables: { ...subject.variables, columns } };
  const found = await bootstrapEstimates(
    constant,
    [{ multiplet: [0, 3] }, { multiplet: [0, 1] }],
    40,
    never,
  );
  equal(found[0], undefined);
  ok(found[1] !== undefined);
});
