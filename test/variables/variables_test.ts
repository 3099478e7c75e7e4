import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import {
  blocks,
  type DegenerateColumn,
  InformationError,
  ownNumbers,
  positionsOf,
} from "../../lib/variables/mod.ts";
import { withoutColumns } from "../../lib/variables/variables.ts";
import { variablesOf } from "../information/reference.ts";

const random = randomSource(1);
const column = () => Array.from({ length: 5 }, () => uniform(random));
const all = variablesOf([column(), column(), column(), column(), column()]);

/** A flaw of the column with this number of its own. */
const flaw = (index: number): DegenerateColumn => ({
  index,
  name: `x${index}`,
  reason: "constant",
  explanation: "all its values are 0",
});

Deno.test("without columns: numbers, names and values stay, places close up", () => {
  const rest = withoutColumns(all, [flaw(3), flaw(0)]);
  equal(rest.samples, 5);
  deepEqual(rest.columns, [1, 2, 4].map((position) => all.columns[position]));
  deepEqual(rest.variables, [
    { index: 1, name: "x1", columns: [0] },
    { index: 2, name: "x2", columns: [1] },
    { index: 4, name: "x4", columns: [2] },
  ]);
  deepEqual(rest.leftOut, [flaw(0), flaw(3)]);
  equal(all.columns.length, 5);
  equal(withoutColumns(all, []), all);
});

Deno.test("columns are named by their own numbers, also where some were left out before", () => {
  const once = withoutColumns(all, [flaw(1)]);
  const twice = withoutColumns(once, [flaw(3), flaw(0)]);
  deepEqual(twice.columns.map(({ index }) => index), [2, 4]);
  deepEqual(twice.variables.map(({ index, columns }) => [index, columns]), [[2, [0]], [4, [1]]]);
  deepEqual(twice.leftOut, [flaw(0), flaw(1), flaw(3)]);
});

Deno.test("a block that loses a column keeps the others; one that loses all takes no part", () => {
  const grouped = blocks([[4, 1, 3], [0, 2]]).group(all, random);
  const rest = withoutColumns(grouped, [flaw(1)]);
  deepEqual(rest.columns.map(({ index }) => index), [0, 2, 3, 4]);
  deepEqual(rest.variables, [
    { index: 0, name: "x4+x1+x3", columns: [3, 2] },
    { index: 1, name: "x0+x2", columns: [0, 1] },
  ]);
  const one = withoutColumns(rest, [flaw(4), flaw(3)]);
  deepEqual(one.columns.map(({ index }) => index), [0, 2]);
  deepEqual(one.variables, [{ index: 1, name: "x0+x2", columns: [0, 1] }]);
  deepEqual(one.leftOut.map(({ index }) => index), [1, 3, 4]);
  deepEqual(withoutColumns(one, [flaw(0), flaw(2)]).variables, []);
});

Deno.test("own numbers of places and places of own numbers, in the order asked for", () => {
  const { variables } = withoutColumns(all, [flaw(0), flaw(3)]);
  deepEqual(ownNumbers(variables, [2, 0]), [4, 1]);
  deepEqual(positionsOf(variables, [4, 1]), [2, 0]);
  deepEqual([ownNumbers(variables, []), positionsOf(variables, [])], [[], []]);
  const positions = variables.map((_, position) => position);
  deepEqual(positionsOf(variables, ownNumbers(variables, positions)), positions);
});

Deno.test("a number that no variable has is named", () => {
  const { variables } = withoutColumns(all, [flaw(3)]);
  for (const number of [3, 5, -1]) {
    throws(
      () => positionsOf(variables, [0, number]),
      (error) =>
        error instanceof InformationError &&
        error.message === `No variable of the system has the number ${number}`,
    );
  }
  ok(positionsOf(variables, [4]).length === 1);
});
