import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { copulaNormalise, covariance, DegenerateColumnsError } from "../../lib/information/mod.ts";
import { close, features, fromColumns, reference } from "./reference.ts";

Deno.test("covariance with N − 1 is THOI's", () => {
  const { order, samples, values } = covariance(copulaNormalise(features));
  deepEqual([order, samples], [6, 200]);
  reference.thoi.cov_of_copnorm_x_ddof1.forEach((row, i) =>
    row.forEach((expected, j) => close(values[6 * i + j]!, expected, 1e-12, `(${i}, ${j})`))
  );
});

Deno.test("a covariance is exactly symmetric, keeps names and survives a large mean", () => {
  const offset = 1e8;
  const samples = fromColumns([[1, 2, 4].map((value) => value + offset), [0, 3, 9]]);
  const { values, names } = covariance({ ...samples, names: ["a", "b"] });
  equal(values[1], values[2]);
  deepEqual(names, ["a", "b"]);
  // (1, 2, 4) and (0, 3, 9): variances 7/3 and 21, covariance 7.
  [7 / 3, 7, 7, 21].forEach((expected, at) => close(values[at]!, expected, 1e-7));
});

Deno.test("columns with NaN or infinities are named", () => {
  throws(
    () => covariance(fromColumns([[1, 2], [3, -Infinity]])),
    (error) =>
      error instanceof DegenerateColumnsError && error.columns[0]!.index === 1 &&
      error.message.includes("column 1: its value in sample 1 is -Infinity"),
  );
});
