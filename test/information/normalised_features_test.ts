import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import {
  copulaNormalise,
  DegenerateColumnsError,
  InformationError,
  normaliseFeatures,
} from "../../lib/information/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { features, fromColumns, reference } from "./reference.ts";

const [a, b] = [reference.data.x[0]!, reference.data.x[1]!];

/** Two sound columns among five. */
const flawed = {
  ...fromColumns([a, a.map(() => 7), b, a.map((value) => value * 3), b.map((_, i) => i || NaN)]),
  names: ["a", "dead", "b", "copy", "broken"],
};

const REASONS = [[1, "dead", "constant"], [3, "copy", "duplicate"], [4, "broken", "non-finite"]];

Deno.test("sound features are normalised and named by their column", () => {
  const { matrix, columns, dropped } = normaliseFeatures(features);
  deepEqual(matrix, { ...copulaNormalise(features), names: ["x0", "x1", "x2", "x3", "x4", "x5"] });
  deepEqual([columns, dropped], [[0, 1, 2, 3, 4, 5], []]);
  deepEqual(normaliseFeatures({ ...features, names: [..."abcdef"] }).matrix.names, [..."abcdef"]);
});

Deno.test("the tie rule is applied and kept for targets", () => {
  const tied = { ...fromColumns([a.map(Math.round), b.map(Math.round)]), names: ["a", "b"] };
  const average = normaliseFeatures(tied, { ties: "average" });
  deepEqual(average.matrix, copulaNormalise(tied, { ties: "average" }));
  deepEqual(average.options, { ties: "average" });
  const random = () => normaliseFeatures(tied, { ties: "random", random: randomSource(5) }).matrix;
  deepEqual(random(), random());
});

Deno.test("degenerate columns are all listed in one error", () => {
  for (const options of [{}, { degenerate: "error" } as const]) {
    throws(() => normaliseFeatures(flawed, options), (error) => {
      if (!(error instanceof DegenerateColumnsError)) return false;
      deepEqual(error.columns.map(({ index, name, reason }) => [index, name, reason]), REASONS);
      return true;
    });
  }
});

Deno.test("or they are dropped, listed, and the rest is as if they had never been there", () => {
  const { matrix, columns, dropped } = normaliseFeatures(flawed, { degenerate: "drop" });
  deepEqual(dropped.map(({ index, name, reason }) => [index, name, reason]), REASONS);
  deepEqual(columns, [0, 2]);
  deepEqual(matrix, { ...copulaNormalise(fromColumns([a, b])), names: ["a", "b"] });
});

Deno.test("nothing left, sizes that do not agree, and wrong options are errors", () => {
  throws(
    () => normaliseFeatures(fromColumns([[1, 1], [2, 2]]), { degenerate: "drop" }),
    (error) =>
      error instanceof DegenerateColumnsError &&
      error.message.includes('column 0 ("x0"): all its values are 1; column 1 ("x1"): all its'),
  );
  const refused = (attempt: () => unknown, message: RegExp) =>
    throws(attempt, (error) => error instanceof InformationError && message.test(error.message));
  refused(() => normaliseFeatures({ ...features, variables: 5 }), /has 1000 values, got 1200/);
  refused(
    () => normaliseFeatures(features, JSON.parse('{"drop": true}')),
    /normaliseFeatures has no option "drop"; it takes degenerate, ties, random/,
  );
  refused(
    () => normaliseFeatures(features, JSON.parse('{"degenerate": "ignore"}')),
    /degenerate must be one of error, drop, got ignore/,
  );
  equal(normaliseFeatures(features, { ties: "index" }).columns.length, 6);
});
