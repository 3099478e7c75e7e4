import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  ok,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import {
  ClassTooSmallError,
  copulaNormalise,
  covariance,
  discreteTarget,
  gaussianSystem,
  InformationError,
  normaliseFeatures,
  NotPositiveDefiniteError,
  TooFewSamplesError,
} from "../../lib/information/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { column, features, fromColumns, reference, target } from "./reference.ts";

const normalised = normaliseFeatures(features);
const labelled = fromColumns([...reference.data.x, reference.data.label]);

Deno.test("copula: the label is one more column of one covariance (default)", () => {
  const system = gaussianSystem(normalised, target);
  equal(system.features, 6);
  deepEqual([system.columns, system.dropped], [[0, 1, 2, 3, 4, 5], []]);
  deepEqual(system.covariance.values, covariance(copulaNormalise(labelled)).values);
  deepEqual(system.covariance.names, ["x0", "x1", "x2", "x3", "x4", "x5", "target"]);
  ok(system.target.encoding === "copula");
  deepEqual(system.target.block, [6]);
});

Deno.test("none: features alone (default without a target)", () => {
  const expected = covariance(copulaNormalise(features)).values;
  const systems = [
    gaussianSystem(normalised, undefined),
    gaussianSystem(normalised, target, { encoding: "none" }),
  ];
  for (const system of systems) {
    deepEqual(system.covariance.values, expected);
    deepEqual(system.target, { encoding: "none" });
  }
});

Deno.test("one-hot: an indicator column for every class but the first, as one block", () => {
  const system = gaussianSystem(normalised, target, { encoding: "one-hot" });
  ok(system.target.encoding === "one-hot");
  deepEqual(system.target.block, [6, 7]);
  deepEqual(system.covariance.names?.slice(6), ["target = 1", "target = 2"]);
  const indicators = [1, 2].map((label) =>
    reference.data.label.map((value) => value === label ? 1 : 0)
  );
  const columns = Array.from({ length: 6 }, (_, j) => column(normalised.matrix, j));
  deepEqual(system.covariance.values, covariance(fromColumns([...columns, ...indicators])).values);
});

Deno.test("model: the covariance of all and of every class of the normalised features", () => {
  const system = gaussianSystem(normalised, target, { encoding: "model" });
  ok(system.target.encoding === "model");
  const { overall, classes } = system.target.gaussians;
  equal(overall, system.covariance);
  deepEqual(overall.values, covariance(copulaNormalise(features)).values);
  deepEqual(classes.map(({ covariance }) => [covariance.label, covariance.samples]), [
    [0, 62],
    [1, 75],
    [2, 63],
  ]);
});

Deno.test("the label's ties go by the rule of the features", () => {
  const labelColumn = (options: Parameters<typeof normaliseFeatures>[1]) =>
    gaussianSystem(normaliseFeatures(features, options), target).covariance.values.slice(42);
  const average = covariance(copulaNormalise(labelled, { ties: "average" })).values.slice(42);
  deepEqual(labelColumn({ ties: "average" }), average);
  notDeepEqual(labelColumn({}), average);
  const random = () => labelColumn({ ties: "random", random: randomSource(3) });
  deepEqual(random(), random());
  notDeepEqual(random(), labelColumn({}));
});

/** A column without information, two columns that agree within class 0, and one unrelated to them. */
const agreeing = (() => {
  const first = Array.from({ length: 200 }, (_, i) => (7 * i) % 200);
  const second = first.map((value) => value < 100 ? value : 100 + (3 * value) % 100);
  return {
    samples: fromColumns([first.map(() => 0), first, second, reference.data.x[3]!]),
    label: discreteTarget(first.map((value) => value < 100 ? 0 : 1)),
  };
})();

Deno.test("a feature that others determine is dropped when asked, with the class where it is so", () => {
  const { samples, label } = agreeing;
  const sound = normaliseFeatures(samples, { degenerate: "drop" });
  const system = gaussianSystem(sound, label, { encoding: "model" });
  deepEqual(system.columns, [1, 3]);
  equal(system.features, 2);
  deepEqual(system.covariance.names, ["x1", "x3"]);
  deepEqual(system.dropped, [
    { index: 0, name: "x0", reason: "constant", explanation: "all its values are 0" },
    {
      index: 2,
      name: "x2",
      reason: "dependent",
      explanation: "the columns before it determine it within class 0",
    },
  ]);
  const without = normaliseFeatures(fromColumns([column(samples, 1), column(samples, 3)]));
  deepEqual(system.covariance.values, gaussianSystem(without, undefined).covariance.values);
  // The other encodings do not look into classes.
  equal(gaussianSystem(sound, label, { encoding: "none" }).features, 3);
});

Deno.test("else it is an error that names column and class", () => {
  const { samples, label } = agreeing;
  const sound = normaliseFeatures(fromColumns([1, 2, 3].map((j) => column(samples, j))));
  throws(
    () => gaussianSystem(sound, label, { encoding: "model" }),
    (error) =>
      error instanceof NotPositiveDefiniteError && error.label === 0 &&
      error.column.index === 1 && error.column.name === "x1",
  );
});

Deno.test("a feature that determines the target cannot be helped by dropping features", () => {
  const x = reference.data.x[1]!;
  const label = discreteTarget(x.map((_, i) => i));
  for (const degenerate of ["error", "drop"] as const) {
    const sound = normaliseFeatures(fromColumns([x.map((_, i) => i ** 3), x]), { degenerate });
    throws(
      () => gaussianSystem(sound, label),
      (error) => error instanceof NotPositiveDefiniteError && error.column.name === "target",
    );
  }
});

Deno.test("too few samples, in all or in one class", () => {
  for (const degenerate of ["error", "drop"] as const) {
    const three = normaliseFeatures(fromColumns([[1, 2, 3], [2, 1, 3], [1, 3, 2]]), { degenerate });
    throws(
      () => gaussianSystem(three, undefined),
      (error) => error instanceof TooFewSamplesError && error.samples === 3,
    );
    // Two features and the target are three columns.
    const two = normaliseFeatures(fromColumns([[1, 2, 3], [2, 1, 3]]), { degenerate });
    throws(
      () => gaussianSystem(two, discreteTarget([0, 1, 1])),
      (error) => error instanceof TooFewSamplesError && error.variables === 3,
    );
    const label = discreteTarget(reference.data.label.map((_, i) => i < 6 ? 4 : 5));
    throws(
      () =>
        gaussianSystem(normaliseFeatures(features, { degenerate }), label, { encoding: "model" }),
      (error) => error instanceof ClassTooSmallError && error.label === 4 && error.samples === 6,
    );
  }
});

Deno.test("a target that is missing, constant or does not match, and wrong options, are refused", () => {
  const refused = (attempt: () => unknown, message: RegExp) =>
    throws(attempt, (error) => error instanceof InformationError && message.test(error.message));
  refused(
    () => gaussianSystem(normalised, undefined, { encoding: "model" }),
    /"model" needs a target/,
  );
  refused(
    () => gaussianSystem(normalised, discreteTarget(new Uint8Array(200).fill(3))),
    /at least two classes, all samples have label 3/,
  );
  refused(() => gaussianSystem(normalised, discreteTarget([0, 1])), /200 samples, 2 labels/);
  const options = (text: string) => () => gaussianSystem(normalised, target, JSON.parse(text));
  refused(options('{"encodings": "model"}'), /gaussianSystem has no option "encodings"/);
  refused(options('{"encoding": "ordinal"}'), /one of copula, none, model, one-hot, got ordinal/);
});
