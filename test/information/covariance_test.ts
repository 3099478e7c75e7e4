import {
  deepStrictEqual as deepEqual,
  notStrictEqual as notEqual,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import fc from "fast-check";
import {
  choleskyFactor,
  dependentColumns,
  withMoreColumns,
} from "../../lib/information/covariance.ts";
import {
  copulaNormalise,
  correlation,
  covariance,
  covarianceFromMatrix,
  DegenerateColumnsError,
  InformationError,
  NotPositiveDefiniteError,
  TooFewSamplesError,
  toVariables,
} from "../../lib/information/mod.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import { close, features, reference, variablesOf } from "./reference.ts";

Deno.test("covariance with N − 1 is THOI's", () => {
  const { columnCount, samples, values } = covariance(copulaNormalise(features));
  deepEqual([columnCount, samples], [6, 200]);
  reference.thoi.cov_of_copnorm_x_ddof1.forEach((row, i) =>
    row.forEach((expected, j) => close(values[6 * i + j]!, expected, 1e-12, `(${i}, ${j})`))
  );
});

Deno.test("a covariance is exactly symmetric, keeps names and survives a large mean", () => {
  const offset = 1e8;
  const samples = variablesOf([[1, 2, 4].map((value) => value + offset), [0, 3, 9]], ["a", "b"]);
  const { values, names } = covariance(samples);
  equal(values[1], values[2]);
  deepEqual(names, ["a", "b"]);
  // (1, 2, 4) and (0, 3, 9): variances 7/3 and 21, covariance 7.
  [7 / 3, 7, 7, 21].forEach((expected, at) => close(values[at]!, expected, 1e-7));
});

Deno.test("columns with NaN or infinities are named", () => {
  throws(
    () => covariance(variablesOf([[1, 2], [3, -Infinity]])),
    (error) =>
      error instanceof DegenerateColumnsError && error.columns[0]!.index === 1 &&
      error.message.includes('column 1 ("x1"): its value in sample 1 is -Infinity'),
  );
});

/** Samples of some columns, in float64 or as float32 rounds them. */
const sampled = fc.record({
  samples: fc.integer({ min: 2, max: 70 }),
  width: fc.integer({ min: 1, max: 5 }),
  more: fc.integer({ min: 1, max: 3 }),
  single: fc.boolean(),
  seed: fc.nat(),
}).map(({ samples, width, more, single, seed }) => {
  const random = randomSource(seed);
  const value = () => 10 ** (4 * uniform(random)) * (uniform(random) - 0.3);
  const values = Float64Array.from({ length: samples * (width + more) }, value);
  return {
    width,
    all: toVariables({
      samples,
      variables: width + more,
      values: single ? Float32Array.from(values) : values,
    }),
  };
});

Deno.test("more columns behind those of a covariance: that of all columns, bit for bit", () => {
  fc.assert(
    fc.property(sampled, ({ width, all: { samples, columns } }) => {
      const first = { samples, columns: columns.slice(0, width) };
      const known = covariance(first);
      const before = known.values.slice();
      const whole = withMoreColumns(known, first, columns.slice(width));
      // Columns behind are none of the samples: their index is −1.
      const indices = columns.map(({ index }, at) => at < width ? index : -1);
      deepEqual(whole, { ...covariance({ samples, columns }), indices });
      deepEqual(known.values, before);
    }),
    { seed: 1 },
  );
});

Deno.test("a matrix from elsewhere is copied, with its names", () => {
  const values = Float64Array.of(4, 1, 1, 9);
  const taken = covarianceFromMatrix(values, 50, ["a", "b"]);
  notEqual(taken.values, values);
  deepEqual(taken, { columnCount: 2, values, samples: 50, names: ["a", "b"] });
});

Deno.test("a matrix that is no covariance is refused, with the place", () => {
  const refused = (values: number[], samples: number, message: RegExp, names?: string[]) =>
    throws(
      () => covarianceFromMatrix(Float64Array.from(values), samples, names),
      (error) => error instanceof InformationError && message.test(error.message),
    );
  refused([1, 2, 3], 10, /got 3, which is not a square number/);
  refused([], 10, /got 0/);
  refused([1, 2, 3, 1], 10, /at \(1, 0\) it has 3, at \(0, 1\) 2/);
  refused([1, 0, 0, NaN], 10, /at \(1, 1\) it has NaN/);
  refused([1], 1, /at least 2 samples, or is known exactly \(Infinity\); got 1/);
  refused([1], 10, /1 columns needs as many names, got 2/, ["a", "b"]);
});

Deno.test("correlations: covariances over standard deviations, exactly 1 on the diagonal", () => {
  const { values, samples } = correlation(
    covarianceFromMatrix(Float64Array.of(4, 1.5, 1.5, 9), 7),
  );
  deepEqual([...values], [1, 0.25, 0.25, 1]);
  equal(samples, 7);
  equal(correlation(covarianceFromMatrix(Float64Array.of(3), 7)).values[0], 1); // √3·√3 < 3
});

// c = a + b, d = a
const singular = covarianceFromMatrix(
  Float64Array.of(1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 2, 1, 1, 0, 1, 1),
  100,
  ["a", "b", "c", "d"],
);

Deno.test("a singular covariance names the first column determined by those before it", () => {
  throws(() => choleskyFactor(singular, [0, 1, 2, 3]), (error) => {
    if (!(error instanceof NotPositiveDefiniteError)) return false;
    deepEqual(error.column, { index: 2, name: "c" });
    deepEqual(
      error.message,
      'The covariance is not positive definite: column 2 ("c") has no variance of its own beside ' +
        "the columns before it. Remove it, or its copy",
    );
    return true;
  });
  // The order of the columns asked for decides which one fails.
  throws(
    () => choleskyFactor({ ...singular, label: 7 }, [3, 1, 0]),
    (error) =>
      error instanceof NotPositiveDefiniteError && error.column.index === 0 && error.label === 7 &&
      error.message.startsWith("The covariance within class 7 is not positive definite"),
  );
});

Deno.test("all dependent columns are found, the earliest ones kept", () => {
  deepEqual(dependentColumns(singular, [0, 1, 2, 3]), [2, 3]);
  deepEqual(dependentColumns(singular, [0, 2, 3]), [3]);
  deepEqual(dependentColumns(singular, [1, 2]), []);
});

Deno.test("not more samples than columns: an error with both numbers, and the class", () => {
  const few = { ...singular, samples: 2 };
  for (const attempt of [choleskyFactor, dependentColumns]) {
    throws(
      () => attempt(few, [0, 1]),
      (error) =>
        error instanceof TooFewSamplesError && error.samples === 2 && error.variables === 2 &&
        error.message.includes("2 columns needs at least 3 samples, there are 2"),
    );
    throws(
      () => attempt({ ...few, label: 5 }, [0, 1]),
      (error) =>
        error instanceof TooFewSamplesError && error.label === 5 && error.samples === 2 &&
        error.message.includes("within class 5 needs at least 3 samples, the class has 2"),
    );
  }
});
