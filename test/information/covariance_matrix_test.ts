import {
  deepStrictEqual as deepEqual,
  notStrictEqual as notEqual,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { correlation, covarianceFromMatrix, InformationError } from "../../lib/information/mod.ts";

Deno.test("a matrix from elsewhere is copied, with its names", () => {
  const values = Float64Array.of(4, 1, 1, 9);
  const taken = covarianceFromMatrix(values, 50, ["a", "b"]);
  notEqual(taken.values, values);
  deepEqual(taken, { order: 2, values, samples: 50, names: ["a", "b"] });
});

Deno.test("a matrix that is no covariance is refused, with the place", () => {
  const refused = (values: number[], samples: number, message: RegExp, names?: string[]) =>
    throws(
      () => covarianceFromMatrix(Float64Array.from(values), samples, names),
      (error) => error instanceof InformationError && message.test(error.message),
    );
  refused([1, 2, 3], 10, /got 3, which is no square/);
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
