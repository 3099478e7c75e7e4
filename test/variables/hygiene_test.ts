import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import {
  degenerateColumns,
  DegenerateColumnsError,
  dropDegenerateColumns,
  InformationError,
} from "../../lib/information/mod.ts";
import { features, fromColumns } from "./reference.ts";

const x = [0.5, -1, 3, 2, 2];

const samples = {
  ...fromColumns([
    x,
    [0, 0, 0, 0, -0],
    x.map((value) => Math.exp(value)),
    [1, 2, NaN, 4, 5],
    [5, 4, 3, 1, 2],
    x.map((value) => -(value ** 3)),
    [0, 0, 0, 0, -0],
  ]),
  names: ["x", "dead", "exp x", "broken", "y", "minus x³", "dead too"],
};

Deno.test("constant, non-finite and duplicate columns are found, with name and reason", () => {
  deepEqual(degenerateColumns(samples), [
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
  deepEqual(degenerateColumns(features), []);
});

Deno.test("almost a copy is none: one exchanged pair, one tie more", () => {
  deepEqual(degenerateColumns(fromColumns([[1, 5, 2, 8, 3], [1, 5, 3, 8, 2]])), []);
  deepEqual(degenerateColumns(fromColumns([[1, 5, 2, 8, 3], [1, 5, 2, 8, 2]])), []);
  // Neighbouring samples rise and fall alike, yet the orders differ.
  deepEqual(degenerateColumns(fromColumns([[1, 9, 2, 8, 3], [1, 8, 2, 9, 3]])), []);
});

Deno.test("dropping keeps the first of each kind, in order, with names", () => {
  const { features: kept, kept: indices, dropped } = dropDegenerateColumns(samples);
  deepEqual(indices, [0, 4]);
  deepEqual(kept, { ...fromColumns([x, [5, 4, 3, 1, 2]]), names: ["x", "y"] });
  deepEqual(dropped, degenerateColumns(samples));
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
          degenerateColumns(fromColumns([values, copy])).map((
            { index, reason },
          ) => [index, reason]),
          [[1, "duplicate"]],
        );
      },
    ),
    { seed: 1 },
  );
});

Deno.test("nothing left, or a shape that does not fit, is an error", () => {
  throws(() => dropDegenerateColumns(fromColumns([[1, 1], [NaN, 2]])), (error) => {
    if (!(error instanceof DegenerateColumnsError)) return false;
    equal(error.columns.length, 2);
    return true;
  });
  throws(() => degenerateColumns({ ...samples, variables: 3 }), InformationError);
});
