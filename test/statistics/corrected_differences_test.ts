import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { correctedDifferences, pairedDifference } from "../../lib/statistics/mod.ts";
import { near, REFERENCE } from "./paired_reference.ts";

const { first, others, holm } = REFERENCE[0]!;

Deno.test("adjusted p-values of statsmodels; only where they are below 0.05 an interval excludes 0", () => {
  // The second has p = 0.0251 alone, below 0.05, but 0.0502 adjusted.
  const differences = correctedDifferences(first, others);
  differences.forEach(({ adjustedPValue }, i) => near(adjustedPValue, holm[i]!));
  deepEqual(differences.map(({ interval }) => interval![0] > 0), [true, false, false]);
  deepEqual(
    others.map((other) => pairedDifference(first, other).interval![0] > 0),
    [true, true, false],
  );
});

Deno.test("each difference is the plain one at the level that Holm gives it", () => {
  const differences = correctedDifferences(first, others, 0.9);
  deepEqual(differences.map(({ level }) => level.toFixed(4)), ["0.9667", "0.9500", "0.9000"]);
  differences.forEach(({ adjustedPValue: _, ...difference }, i) =>
    deepEqual(difference, pairedDifference(first, others[i]!, difference.level))
  );
});

Deno.test("one comparison needs no correction, and no comparison has none", () => {
  const [only] = correctedDifferences(first, others.slice(0, 1));
  equal(only!.level.toFixed(12), "0.950000000000");
  equal(only!.adjustedPValue, only!.pValue);
  deepEqual(correctedDifferences(first, []), []);
});

Deno.test("a single pair has means and nothing to correct", () => {
  deepEqual(correctedDifferences([3], [[1], [5]]), [
    { count: 1, mean: 2, level: 0.95 },
    { count: 1, mean: -2, level: 0.95 },
  ]);
});
