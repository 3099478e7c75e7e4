import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import { blocks, InformationError, soundVariables } from "../../lib/variables/mod.ts";
import { variablesOf } from "../information/reference.ts";

const all = variablesOf(
  [[1, 2, 3, 4], [2, 1, 3, 4], [7, 7, 7, 7], [5, 3, 4, 1], [0, 8, 4, 5]],
  [..."abcde"],
);

Deno.test("listed columns form variables, numbered as the lists; others are left out", () => {
  const grouped = blocks([[4, 0], [3], [1]]).group(all, randomSource(1));
  equal(grouped.samples, 4);
  deepEqual(grouped.columns, [0, 1, 3, 4].map((position) => all.columns[position]));
  deepEqual(grouped.variables, [
    { index: 0, name: "e+a", columns: [3, 0] },
    { index: 1, name: "d", columns: [2] },
    { index: 2, name: "b", columns: [1] },
  ]);
  deepEqual(grouped.leftOut, []);
  equal(blocks([[0]]).name, "blocks");
  // A permission to overwrite columns stays.
  equal(grouped.overwritable, undefined);
  const overwritable = { ...all, overwritable: true } as const;
  equal(blocks([[0]]).group(overwritable, randomSource(1)).overwritable, true);
});

Deno.test("columns are listed by their own numbers, also where some were left out before", () => {
  const sound = soundVariables(all, { degenerate: "drop" });
  deepEqual(sound.leftOut.map(({ index }) => index), [2]);
  const grouped = blocks([[4, 3]]).group(sound, randomSource(1));
  deepEqual(grouped.columns.map(({ index }) => index), [3, 4]);
  deepEqual(grouped.variables, [{ index: 0, name: "e+d", columns: [1, 0] }]);
  deepEqual(grouped.leftOut, sound.leftOut);
  throws(() => blocks([[2, 3]]).group(sound, randomSource(1)), /No column has the number 2/);
});

Deno.test("nothing is drawn from the source of randomness", () => {
  const random = randomSource(3);
  blocks([[0, 1]]).group(all, random);
  equal(uniform(random), uniform(randomSource(3)));
});

Deno.test("blocks that are empty, overlap or name no column are refused", () => {
  const refused = (lists: number[][], message: RegExp) =>
    throws(
      () => blocks(lists).group(all, randomSource(1)),
      (error) => error instanceof InformationError && message.test(error.message),
    );
  refused([], /At least one column is needed/);
  refused([[0], []], /got an empty block/);
  refused([[0, 1], [1]], /Column 1 occurs twice/);
  refused([[5]], /integers in 0\.\.4, got 5/);
  refused([[0.5]], /integers in 0\.\.4, got 0\.5/);
});
