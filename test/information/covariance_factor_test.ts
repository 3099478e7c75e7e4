import { deepStrictEqual as deepEqual, throws } from "node:assert/strict";
import { choleskyFactor, dependentColumns } from "../../lib/information/covariance_factor.ts";
import {
  ClassTooSmallError,
  covarianceFromMatrix,
  NotPositiveDefiniteError,
  TooFewSamplesError,
} from "../../lib/information/mod.ts";

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
        error instanceof ClassTooSmallError && error.label === 5 && error.samples === 2 &&
        error.message.includes("within class 5 needs at least 3 samples, the class has 2"),
    );
  }
});
