import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { type FeatureMatrix, InformationError, toVariables } from "../../lib/variables/mod.ts";

/** Sizes around multiples of 32, the rows and columns that are transposed together. */
const size = (min: number) =>
  fc.oneof(fc.integer({ min, max: 6 }), fc.constantFrom(31, 32, 33, 63, 64, 65, 100));

Deno.test("each element comes to its column and sample, at any size", () => {
  fc.assert(
    fc.property(size(2), size(1), fc.boolean(), (samples, width, single) => {
      // All values differ, also in float32.
      const values = Float64Array.from({ length: samples * width }, (_, at) => at + 0.5);
      const { columns, ...rest } = toVariables({
        samples,
        variables: width,
        values: single ? Float32Array.from(values) : values,
      });
      equal(rest.samples, samples);
      deepEqual(
        columns.map(({ values }) => [...values]),
        Array.from(
          { length: width },
          (_, j) => Array.from({ length: samples }, (_, i) => values[i * width + j]!),
        ),
      );
    }),
    { seed: 1, numRuns: 60 },
  );
});

Deno.test("float32 stays float32, float64 stays float64", () => {
  const shape = { samples: 2, variables: 2 };
  const single = toVariables({ ...shape, values: Float32Array.of(0.1, 2, 3, NaN) });
  for (const { values } of single.columns) ok(values instanceof Float32Array);
  deepEqual(single.columns[0]!.values, Float32Array.of(0.1, 3));
  deepEqual(single.columns[1]!.values, Float32Array.of(2, NaN));
  const double = toVariables({ ...shape, values: Float64Array.of(0.1, 2, 3, NaN) });
  for (const { values } of double.columns) ok(values instanceof Float64Array);
  deepEqual(double.columns[0]!.values, Float64Array.of(0.1, 3));
});

Deno.test("the samples are copied: what becomes of them later changes no column", () => {
  const values = Float64Array.of(1, 2, 3);
  const { columns } = toVariables({ samples: 3, variables: 1, values });
  values.fill(0);
  deepEqual([...columns[0]!.values], [1, 2, 3]);
});

Deno.test("every column is a variable with its number and name; x0, x1, … without names", () => {
  const values = new Float64Array(6);
  const unnamed = toVariables({ samples: 2, variables: 3, values });
  deepEqual(unnamed.variables, [
    { index: 0, name: "x0", columns: [0] },
    { index: 1, name: "x1", columns: [1] },
    { index: 2, name: "x2", columns: [2] },
  ]);
  deepEqual(unnamed.columns.map(({ index, name }) => [index, name]), [
    [0, "x0"],
    [1, "x1"],
    [2, "x2"],
  ]);
  deepEqual(unnamed.leftOut, []);
  const named = toVariables({ samples: 2, variables: 3, values, names: ["a", "b", "c"] });
  deepEqual(named.columns.map(({ name }) => name), ["a", "b", "c"]);
  deepEqual(named.variables.map(({ name }) => name), ["a", "b", "c"]);
});

Deno.test("sizes that do not agree are refused", () => {
  const matrix = { samples: 3, variables: 1, values: Float64Array.of(1, 2, 3) };
  const refused = (change: Partial<FeatureMatrix>, message: RegExp) =>
    throws(
      () => toVariables({ ...matrix, ...change }),
      (error) => error instanceof InformationError && message.test(error.message),
    );
  refused({ samples: 2 }, /has 2 values, got 3/);
  refused({ samples: 1 }, /at least 2 samples, got 1/);
  refused({ samples: 2.5 }, /at least 2 samples, got 2\.5/);
  refused({ variables: 0 }, /at least 1 variable, got 0/);
  refused({ names: [] }, /needs as many names, got 0/);
  refused(
    { samples: 200, variables: 5, values: new Float64Array(1200) },
    /200 samples and 5 variables has 1000 values, got 1200/,
  );
});
