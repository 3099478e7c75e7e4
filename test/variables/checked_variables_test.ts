/** Variables that were made by hand, checked where they come in. */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import {
  checkedVariables,
  type Column,
  discreteTarget,
  gaussianSystem,
  InformationError,
  type Variable,
  type Variables,
} from "../../lib/information/mod.ts";

const columns: Column[] = [[1, 5, 2, 4, 3], [2, 1, 4, 3, 5], [5, 3, 1, 2, 4]].map((own, index) => ({
  index,
  name: `x${index}`,
  values: Float64Array.from(own),
}));
const variable = (index: number, own: number[]): Variable => ({
  index,
  name: `v${index}`,
  columns: own,
});
const sound: Variables = {
  samples: 5,
  columns,
  variables: [variable(0, [0]), variable(1, [1, 2])],
  leftOut: [],
};

Deno.test("variables that fit together stay as they are; columns that none uses go", () => {
  equal(checkedVariables(sound), sound);
  const one = checkedVariables({ ...sound, variables: [variable(4, [2])] });
  deepEqual(one.columns, [columns[2]]);
  deepEqual(one.variables, [variable(4, [0])]);
});

const wrong: [string, Partial<Variables>, RegExp][] = [
  ["another number of samples", { samples: 4 }, /column "x0" has 5 values, there are 4 samples/],
  ["one sample", { samples: 1 }, /at least 2 samples are needed, got 1/],
  [
    "a column number that is none",
    { columns: [{ ...columns[0]!, index: -0.5 }, ...columns.slice(1)] },
    /column "x0" has number -0.5/,
  ],
  ["no variable", { variables: [] }, /at least one variable is needed/],
  [
    "two columns of one number",
    { columns: [...columns.slice(0, 2), { ...columns[2]!, index: 0 }] },
    /two columns have the number 0/,
  ],
  ["numbers that descend", { variables: [variable(3, [0]), variable(2, [1])] }, /ascend, got 2/],
  ["a number twice", { variables: [variable(3, [0]), variable(3, [1])] }, /ascend, got 3/],
  ["a number that is no integer", { variables: [variable(0.5, [0])] }, /ascend, got 0.5/],
  ["a variable without columns", { variables: [variable(0, [])] }, /variable 0 \("v0"\) has no/],
  ["a column that there is not", { variables: [variable(0, [3])] }, /"v0" has no column 3/],
  [
    "a column of two variables",
    { variables: [variable(0, [0, 1]), variable(1, [1])] },
    /column "x1" is used twice/,
  ],
];
for (const [what, change, message] of wrong) {
  Deno.test(`${what}: refused, also by an estimator`, () => {
    const refused = (error: unknown) =>
      error instanceof InformationError && message.test(error.message);
    throws(() => checkedVariables({ ...sound, ...change }), refused);
    throws(() => gaussianSystem({ ...sound, ...change }, undefined), refused);
  });
}

Deno.test("a target with a class that it does not have is refused", () => {
  const target = { ...discreteTarget([0, 1, 0, 1, 0]), classes: Uint32Array.of(0, 1, 0, 2, 0) };
  throws(() => gaussianSystem(sound, target), /There are 2 classes, sample 3 is of class 2/);
});

Deno.test("a system takes places that exist, each once", () => {
  const system = gaussianSystem(sound, undefined);
  for (const set of [[], [0, 0], [0, 2], [-1], [0.5]]) {
    const refused = /at least one of the positions 0\.\.1, each once/;
    throws(() => system.score(set), refused);
    throws(() => system.entropy(set), refused);
  }
});
