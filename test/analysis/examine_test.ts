/** Columns that others determine, in the multiplets that were found; and what is left of all columns. */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { dependenceInMultiplets, without } from "../../lib/analysis/examine.ts";
import { DegenerateColumnsError, toVariables } from "../../lib/information/mod.ts";
import { normals, randomSource } from "../../lib/system/random/mod.ts";
import { matrix } from "./samples.ts";

const SAMPLES = 200;
const noise = Array.from({ length: 7 }, (_, at) => normals(SAMPLES, randomSource(at + 1)));

/**
 * Independent columns 0 to 5; 6 is their sum; 7 is a multiple of 0; 8 is nearly 1, and 9 nearly 2, with less noise.
 */
const variables = toVariables(matrix(SAMPLES, 10, (row, column) => {
  const [own, extra] = [noise.map((values) => values[row]!), noise[6]![row]!];
  switch (column) {
    case 6:
      return own.slice(0, 6).reduce((sum, value) => sum + value, 0);
    case 7:
      return 3 * own[0]!;
    case 8:
      return own[1]! + 1e-2 * extra;
    case 9:
      return own[2]! + 1e-3 * extra;
    default:
      return own[column]!;
  }
}));
const found = (...multiplets: number[][]) =>
  dependenceInMultiplets(variables, undefined, multiplets);
const title = (index: number) => `column ${index} ("x${index}")`;

Deno.test("what determines a column is named: one, a few, the first four of many", () => {
  const explained = (...multiplet: number[]) =>
    found(multiplet).dependent.map(({ index, explanation }) => [index, explanation]);
  deepEqual(explained(0, 1, 2), []);
  deepEqual(explained(0, 7), [[7, `${title(0)} determines it linearly`]]);
  deepEqual(explained(0, 1, 2, 3, 4, 5, 6), [
    [6, `${[0, 1, 2, 3].map(title).join(", ")} and 2 more determine it linearly`],
  ]);
  // Of several multiplets each column once, ascending.
  deepEqual(
    found([0, 2, 7], [0, 1, 2, 3, 4, 5, 6], [0, 7]).dependent.map(({ index }) => index),
    [6, 7],
  );
});

Deno.test("of several near dependences, that with the smallest eigenvalue", () => {
  const titles = (...multiplets: number[][]) =>
    found(...multiplets).near?.members.map((one) => one.title).sort();
  equal(titles([0, 1]), undefined);
  const [weak, strong] = [[1, 8], [2, 9]] as const;
  const expected = [title(2), title(9)];
  deepEqual(titles([...strong]), expected);
  deepEqual(titles([...weak], [...strong]), expected);
  deepEqual(titles([...strong], [...weak], [0, 1]), expected);
});

Deno.test("dropping columns is an error where none is left", () => {
  const flaws = variables.columns.map(({ index, name }) => (
    { index, name, reason: "constant", explanation: "all its values are 0" } as const
  ));
  deepEqual(
    without(variables, flaws.slice(1), "drop").columns.map(({ index }) => index),
    [0],
  );
  equal(without(variables, [], "error"), variables);
  for (const [columns, treatment] of [[flaws, "drop"], [flaws.slice(0, 1), "error"]] as const) {
    throws(
      () => without(variables, columns, treatment),
      (error) => error instanceof DegenerateColumnsError && error.columns.length === columns.length,
    );
  }
});
