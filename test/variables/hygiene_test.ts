import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { degenerateColumns } from "../../lib/variables/hygiene.ts";
import {
  DegenerateColumnsError,
  InformationError,
  soundVariables,
} from "../../lib/variables/mod.ts";
import { features, variablesOf } from "../information/reference.ts";

const x = [0.5, -1, 3, 2, 2];

const samples = variablesOf(
  [
    x,
    [0, 0, 0, 0, -0],
    x.map((value) => Math.exp(value)),
    [1, 2, NaN, 4, 5],
    [5, 4, 3, 1, 2],
    x.map((value) => -(value ** 3)),
    [0, 0, 0, 0, -0],
  ],
  ["x", "dead", "exp x", "broken", "y", "minus x³", "dead too"],
);

const degenerateAmong = (columns: readonly ArrayLike<number>[]) =>
  degenerateColumns(variablesOf(columns).columns);

Deno.test("constant, non-finite and duplicate columns are found, with name and reason", () => {
  deepEqual(degenerateColumns(samples.columns), [
    { index: 1, name: "dead", reason: "constant", explanation: "all its values are 0" },
    {
      index: 2,
      name: "exp x",
      reason: "duplicate",
      explanation: 'it orders the samples exactly as column 0 ("x") does',
    },
    {
      index: 3,
      name: "broken",
      reason: "non-finite",
      explanation: "its value in sample 2 is NaN",
    },
    {
      index: 5,
      name: "minus x³",
      reason: "duplicate",
      explanation: 'it orders the samples exactly opposite to column 0 ("x")',
    },
    { index: 6, name: "dead too", reason: "constant", explanation: "all its values are 0" },
  ]);
  deepEqual(degenerateColumns(features.columns), []);
});

Deno.test("almost a copy is none: one exchanged pair, one tie more", () => {
  deepEqual(degenerateAmong([[1, 5, 2, 8, 3], [1, 5, 3, 8, 2]]), []);
  deepEqual(degenerateAmong([[1, 5, 2, 8, 3], [1, 5, 2, 8, 2]]), []);
  // Neighbouring samples rise and fall alike, yet the orders differ.
  deepEqual(degenerateAmong([[1, 9, 2, 8, 3], [1, 8, 2, 9, 3]]), []);
});

Deno.test("dropping keeps the first of each kind, in order, with names", () => {
  const kept = soundVariables(samples, { degenerate: "drop" });
  deepEqual(kept.variables, [
    { index: 0, name: "x", columns: [0] },
    { index: 4, name: "y", columns: [1] },
  ]);
  deepEqual(kept.columns, [
    { index: 0, name: "x", values: Float64Array.from(x) },
    { index: 4, name: "y", values: Float64Array.of(5, 4, 3, 1, 2) },
  ]);
  deepEqual(kept.leftOut, degenerateColumns(samples.columns));
  equal(kept.samples, 5);
});

Deno.test("any increasing or decreasing copy is found, wherever it stands", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 20 }),
      fc.constantFrom(1, -1),
      (values, sign) => {
        fc.pre(new Set(values).size > 1);
        const copy = values.map((value) => sign * (2 * value + 1) ** 3);
        deepEqual(
          degenerateAmong([values, copy]).map(({ index, reason }) => [index, reason]),
          [[1, "duplicate"]],
        );
      },
    ),
    { seed: 1 },
  );
});

Deno.test("an earlier column is the original by its own number, wherever it stands", () => {
  const [first, , copy] = samples.columns;
  const moved = [{ ...first!, index: 7 }, { ...copy!, index: 9 }];
  deepEqual(degenerateColumns(moved), [{
    index: 9,
    name: "exp x",
    reason: "duplicate",
    explanation: 'it orders the samples exactly as column 7 ("x") does',
  }]);
});

Deno.test("degenerate columns are an error unless they are to be dropped; so is nothing left", () => {
  for (const options of [undefined, {}, { degenerate: "error" } as const]) {
    throws(() => soundVariables(samples, options), (error) => {
      if (!(error instanceof DegenerateColumnsError)) return false;
      deepEqual(error.columns, degenerateColumns(samples.columns));
      return true;
    });
  }
  equal(soundVariables(features), features);
  equal(soundVariables(features, { degenerate: "drop" }), features);
  for (const degenerate of ["error", "drop"] as const) {
    throws(() => soundVariables(variablesOf([[1, 1], [NaN, 2]]), { degenerate }), (error) => {
      if (!(error instanceof DegenerateColumnsError)) return false;
      equal(error.columns.length, 2);
      return true;
    });
  }
});

Deno.test("unknown options are refused", () => {
  const refused = (options: string, message: RegExp) =>
    throws(
      () => soundVariables(features, JSON.parse(options)),
      (error) => error instanceof InformationError && message.test(error.message),
    );
  refused('{"degenerate": "ignore"}', /degenerate must be one of error, drop, got ignore/);
  refused('{"drop": true}', /soundVariables has no option "drop"; it takes degenerate/);
});
