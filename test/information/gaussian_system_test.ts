import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  notStrictEqual as notEqual,
  ok,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import {
  blocks,
  copulaNormalise,
  covariance,
  DegenerateColumnsError,
  discreteTarget,
  gaussianCopula,
  gaussianEntropy,
  type GaussianOptions,
  gaussianSystem,
  InformationError,
  multipletMeasures,
  NotPositiveDefiniteError,
  renameClasses,
  TARGET_ENCODINGS,
  targetEntropy,
  targetSplit,
  TooFewSamplesError,
} from "../../lib/information/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { close, features, reference, target, valuesOf, variablesOf } from "./reference.ts";

const labelled = variablesOf([...reference.data.x, reference.data.label]);

const [a, b] = [reference.data.x[0]!, reference.data.x[1]!];

/** Two sound columns among five. */
const flawed = variablesOf(
  [a, a.map(() => 7), b, a.map((value) => value * 3), b.map((_, i) => i || NaN)],
  ["a", "dead", "b", "copy", "broken"],
);

const REASONS = [[1, "dead", "constant"], [3, "copy", "duplicate"], [4, "broken", "non-finite"]];

Deno.test("sound variables are normalised, keep their numbers and are named by their column", () => {
  const system = gaussianSystem(features, undefined);
  deepEqual(system.covariance, covariance(copulaNormalise(features)));
  deepEqual(system.covariance.names, ["x0", "x1", "x2", "x3", "x4", "x5"]);
  deepEqual([system.variables, system.leftOut], [features.variables, []]);
  deepEqual(system.variables.map(({ index }) => index), [0, 1, 2, 3, 4, 5]);
  const named = gaussianSystem(variablesOf(reference.data.x, [..."abcdef"]), undefined);
  deepEqual(named.covariance.names, [..."abcdef"]);
  deepEqual(named.variables.map(({ name }) => name), [..."abcdef"]);
});

Deno.test("the tie rule is applied", () => {
  const tied = variablesOf([a.map(Math.round), b.map(Math.round)], ["a", "b"]);
  const average = gaussianSystem(tied, undefined, { ties: "average" });
  deepEqual(average.covariance, covariance(copulaNormalise(tied, { ties: "average" })));
  notDeepEqual(average.covariance, gaussianSystem(tied, undefined).covariance);
  const random = () =>
    gaussianSystem(tied, undefined, { ties: "random", random: randomSource(5) }).covariance;
  deepEqual(random(), random());
});

Deno.test("degenerate columns are all listed in one error", () => {
  for (const options of [{}, { degenerate: "error" } as const]) {
    throws(() => gaussianSystem(flawed, target, options), (error) => {
      if (!(error instanceof DegenerateColumnsError)) return false;
      deepEqual(error.columns.map(({ index, name, reason }) => [index, name, reason]), REASONS);
      return true;
    });
  }
});

Deno.test("or they are dropped, listed, and the rest is as if they had never been there", () => {
  const system = gaussianSystem(flawed, target, { degenerate: "drop" });
  const { variables, leftOut, covariance: { indices, ...known } } = system;
  deepEqual(leftOut.map(({ index, name, reason }) => [index, name, reason]), REASONS);
  deepEqual(variables.map(({ index, name, columns }) => [index, name, columns]), [
    [0, "a", [0]],
    [2, "b", [1]],
  ]);
  const alone = gaussianSystem(variablesOf([a, b], ["a", "b"]), target).covariance;
  deepEqual({ ...known, indices: alone.indices }, alone);
  deepEqual(indices?.slice(0, 2), [0, 2]);
});

Deno.test("copula: the label is one more column of one covariance (default)", () => {
  const system = gaussianSystem(features, target);
  equal(system.variables.length, 6);
  deepEqual(system.leftOut, []);
  deepEqual(system.covariance.values, covariance(copulaNormalise(labelled)).values);
  deepEqual(system.covariance.names, ["x0", "x1", "x2", "x3", "x4", "x5", "target"]);
  ok(system.target.encoding === "copula");
  deepEqual(system.target.block, [6]);
});

Deno.test("none: features alone (default without a target)", () => {
  const expected = covariance(copulaNormalise(features)).values;
  const systems = [
    gaussianSystem(features, undefined),
    gaussianSystem(features, target, { encoding: "none" }),
  ];
  for (const system of systems) {
    deepEqual(system.covariance.values, expected);
    deepEqual(system.target, { encoding: "none" });
  }
});

Deno.test("one-hot: an indicator column for every class but the first, as one block", () => {
  const system = gaussianSystem(features, target, { encoding: "one-hot" });
  ok(system.target.encoding === "one-hot");
  deepEqual(system.target.block, [6, 7]);
  deepEqual(system.covariance.names?.slice(6), ["target = 1", "target = 2"]);
  const indicators = [1, 2].map((label) =>
    reference.data.label.map((value) => value === label ? 1 : 0)
  );
  const columns = valuesOf(copulaNormalise(features));
  deepEqual(system.covariance.values, covariance(variablesOf([...columns, ...indicators])).values);
});

Deno.test("model: the covariance of all and of every class of the normalised features", () => {
  const system = gaussianSystem(features, target, { encoding: "model" });
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
  const labelColumn = (options: GaussianOptions) =>
    gaussianSystem(features, target, options).covariance.values.slice(42);
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
    samples: [first.map(() => 0), first, second, reference.data.x[3]!],
    label: discreteTarget(first.map((value) => value < 100 ? 0 : 1)),
  };
})();

Deno.test("a feature that others determine is dropped when asked, with the class where it is so", () => {
  const { samples, label } = agreeing;
  const variables = variablesOf(samples);
  const options = { degenerate: "drop" } as const;
  const system = gaussianSystem(variables, label, { ...options, encoding: "model" });
  deepEqual(system.variables.map(({ index, columns }) => [index, columns]), [[1, [0]], [3, [1]]]);
  deepEqual(system.covariance.names, ["x1", "x3"]);
  deepEqual(system.leftOut, [
    { index: 0, name: "x0", reason: "constant", explanation: "all its values are 0" },
    {
      index: 2,
      name: "x2",
      reason: "dependent",
      explanation: "the columns before it determine it within class 0",
    },
  ]);
  const without = variablesOf([samples[1]!, samples[3]!]);
  deepEqual(system.covariance.values, gaussianSystem(without, undefined).covariance.values);
  // The other encodings do not look into classes.
  equal(gaussianSystem(variables, label, { ...options, encoding: "none" }).variables.length, 3);
});

Deno.test("else it is an error that names column and class", () => {
  const { samples, label } = agreeing;
  throws(
    () => gaussianSystem(variablesOf(samples.slice(1)), label, { encoding: "model" }),
    (error) =>
      error instanceof NotPositiveDefiniteError && error.label === 0 &&
      error.column.index === 1 && error.column.name === "x1",
  );
  // By its own number, also where not all columns take part.
  const grouped = blocks([[3], [2, 1]]).group(variablesOf(samples), randomSource(1));
  throws(
    () => gaussianSystem(grouped, label, { encoding: "model" }),
    (error) =>
      error instanceof NotPositiveDefiniteError && error.column.index === 2 &&
      error.column.name === "x2",
  );
});

Deno.test("a feature that determines the target cannot be helped by dropping features", () => {
  const x = reference.data.x[1]!;
  const label = discreteTarget(x.map((_, i) => i));
  for (const degenerate of ["error", "drop"] as const) {
    throws(
      () => gaussianSystem(variablesOf([x.map((_, i) => i ** 3), x]), label, { degenerate }),
      (error) => error instanceof NotPositiveDefiniteError && error.column.name === "target",
    );
  }
});

Deno.test("too few samples for a multiplet, in all or in one class", () => {
  const three = gaussianSystem(variablesOf([[1, 2, 3], [2, 1, 3], [1, 3, 2]]), undefined);
  throws(
    () => three.score([0, 1, 2]),
    (error) => error instanceof TooFewSamplesError && error.samples === 3,
  );
  equal(three.score([0, 2]).oInformation, 0);
  // Two features and the target are three columns.
  const two = gaussianSystem(variablesOf([[1, 2, 3], [2, 1, 3]]), discreteTarget([0, 1, 1]));
  for (const ask of [two.score, two.entropy]) {
    throws(
      () => ask([0, 1]),
      (error) => error instanceof TooFewSamplesError && error.variables === 3,
    );
  }
  const label = discreteTarget(reference.data.label.map((_, i) => i < 6 ? 4 : 5));
  const classes = gaussianSystem(features, label, { encoding: "model" });
  throws(
    () => classes.score(features.variables.slice(0, 6).map((_, position) => position)),
    (error) => error instanceof TooFewSamplesError && error.label === 4 && error.samples === 6,
  );
});

Deno.test("nothing left, a target that is missing, constant or does not match, and wrong options, are refused", () => {
  throws(
    () => gaussianSystem(variablesOf([[1, 1], [2, 2]]), undefined, { degenerate: "drop" }),
    (error) =>
      error instanceof DegenerateColumnsError &&
      error.message.includes('column 0 ("x0"): all its values are 1; column 1 ("x1"): all its'),
  );
  // Constant within a class, where ties have one rank.
  throws(
    () =>
      gaussianSystem(variablesOf([[5, 5, 5, 1, 2, 3]]), discreteTarget([0, 0, 0, 1, 1, 1]), {
        degenerate: "drop",
        encoding: "model",
        ties: "average",
      }),
    (error) =>
      error instanceof DegenerateColumnsError &&
      error.message.includes("the columns before it determine it within class 0"),
  );
  const refused = (attempt: () => unknown, message: RegExp) =>
    throws(attempt, (error) => error instanceof InformationError && message.test(error.message));
  refused(
    () => gaussianSystem(features, undefined, { encoding: "model" }),
    /"model" needs a target/,
  );
  refused(
    () => gaussianSystem(features, discreteTarget(new Uint8Array(200).fill(3))),
    /at least two classes, all samples have label 3/,
  );
  refused(() => gaussianSystem(features, discreteTarget([0, 1])), /200 samples, 2 labels/);
  const options = (text: string) => () => gaussianSystem(features, target, JSON.parse(text));
  refused(
    options('{"drop": true}'),
    /gaussianSystem has no option "drop"; it takes encoding, degenerate, ties, random, biasCorrected/,
  );
  refused(options('{"encodings": "model"}'), /gaussianSystem has no option "encodings"/);
  refused(options('{"encoding": "ordinal"}'), /one of copula, none, model, one-hot, got ordinal/);
  refused(options('{"degenerate": "ignore"}'), /degenerate must be one of error, drop, got ignore/);
  refused(
    () => gaussianCopula(JSON.parse('{"drop": true}')),
    /gaussianCopula has no option "drop"; it takes encoding, degenerate, ties, random, biasCorrected/,
  );
});

Deno.test("what does not depend on the target is estimated once for the same variables", () => {
  const variables = variablesOf(reference.data.x);
  const others = [undefined, target, renameClasses(target, randomSource(1))];
  const [first, ...more] = [
    ...others.map((label) => gaussianSystem(variables, label, { encoding: "none" }).covariance),
    gaussianSystem(variables, target, { encoding: "model" }).covariance,
  ];
  equal(more.length, 3);
  for (const again of more) equal(again, first);
  // The same values in other variables are other variables.
  notEqual(gaussianSystem(variablesOf(reference.data.x), undefined).covariance, first);
  // A target beside them sees the same numbers.
  for (const encoding of ["copula", "one-hot"] as const) {
    const known = gaussianSystem(variables, target, { encoding }).covariance;
    deepEqual(
      known,
      gaussianSystem(variablesOf(reference.data.x), target, { encoding }).covariance,
    );
  }
});

Deno.test("but again where ties, degenerate columns or bias are treated otherwise", () => {
  const tied = variablesOf([a.map(Math.round), b.map(Math.round)]);
  const covarianceOf = (options: GaussianOptions) =>
    gaussianSystem(tied, undefined, options).covariance;
  equal(covarianceOf({}), covarianceOf({ ties: "index", biasCorrected: false }));
  notDeepEqual(covarianceOf({}), covarianceOf({ ties: "average" }));
  // Ties at random are drawn anew, from where the source stands.
  const random = randomSource(7);
  const draws = [1, 2].map(() => covarianceOf({ ties: "random", random }));
  notDeepEqual(draws[0], draws[1]);
  deepEqual(covarianceOf({ ties: "random", random: randomSource(7) }), draws[0]);

  gaussianSystem(flawed, undefined, { degenerate: "drop" });
  throws(() => gaussianSystem(flawed, undefined), DegenerateColumnsError);

  const [corrected, plain] = [true, false].map((biasCorrected) =>
    gaussianSystem(tied, target, { biasCorrected }).score([0, 1]).oInformation
  );
  notEqual(corrected, plain);
});

/** Columns 4 and 1 are one variable; column 5 is in none. */
const grouped = blocks([[4, 1], [0], [3], [2]]).group(features, randomSource(1));

for (const encoding of TARGET_ENCODINGS) {
  Deno.test(`${encoding}: entropies and scores of positions are those of their columns`, () => {
    for (const biasCorrected of [true, false]) {
      const system = gaussianSystem(grouped, target, { encoding, biasCorrected });
      const options = { biasCorrected };
      for (const set of [[0], [2], [1, 0], [3, 1, 2], [0, 1, 2, 3]]) {
        const variables = set.map((position) => system.variables[position]!.columns);
        const what = `${set}, ${biasCorrected}`;
        const split = targetSplit(system, variables, options);
        const { alone, information } = system.entropy(set);
        equal(information, split.targetInformation, what);
        equal(alone, gaussianEntropy(system.covariance, variables.flat(), options), what);
        close(alone - information, givenTarget(system, variables.flat(), options), 1e-12, what);
        const single = set.reduce((sum, position) => sum + system.entropy([position]).alone, 0);
        const expected = multipletMeasures(system.covariance, variables, options).totalCorrelation;
        close(single - alone, expected, 1e-12, what);

        const score = system.score(set);
        deepEqual(score.multiplet, [...set].sort());
        close(score.oInformation, split.oInformation, 1e-12, what);
        close(score.featuresOInformation, split.featuresOInformation, 1e-12, what);
        close(score.targetContribution, split.targetContribution, 1e-12, what);
      }
    }
  });

  Deno.test(`${encoding}: what a search and a report ask of a system`, () => {
    const system = gaussianCopula({ encoding }).prepare(grouped, target);
    equal(system.encoding, encoding);
    deepEqual(system.shape, {
      variables: 4,
      widths: [2, 1, 1, 1],
      terms: encoding === "model" ? 3 : 1,
      hasTarget: encoding !== "none",
    });
    equal(system.targetEntropy, encoding === "none" ? undefined : targetEntropy(target));
    equal(system.determinants, system.determinants);
    deepEqual(system.determinants?.variables, 4);
  });
}

/** H(X | y) by its definition: H(X, y) − H(y), or the mean over the classes. */
function givenTarget(
  system: ReturnType<typeof gaussianSystem>,
  columns: readonly number[],
  options: { readonly biasCorrected: boolean },
): number {
  const { covariance: known, target: encoded } = system;
  switch (encoded.encoding) {
    case "none":
      return gaussianEntropy(known, columns, options);
    case "copula":
    case "one-hot":
      return gaussianEntropy(known, [...columns, ...encoded.block], options) -
        gaussianEntropy(known, encoded.block, options);
    case "model":
      return encoded.gaussians.classes.reduce(
        (sum, { probability, covariance }) =>
          sum + probability * gaussianEntropy(covariance, columns, options),
        0,
      );
  }
}
