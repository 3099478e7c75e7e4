import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { confusionMatrix, StatisticsError } from "../../lib/statistics/mod.ts";

Deno.test("rows are true classes, columns predicted ones", () => {
  const labels = Uint8Array.of(0, 0, 0, 1, 2, 2);
  const predictions = Uint8Array.of(0, 2, 2, 1, 1, 2);
  deepEqual(confusionMatrix(labels, predictions, 3), [[1, 0, 2], [0, 1, 0], [0, 1, 1]]);
});

Deno.test("row sums count labels, column sums predictions", () => {
  const pairs = fc.array(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 })));
  fc.assert(
    fc.property(pairs, (samples) => {
      const matrix = confusionMatrix(samples.map(([t]) => t), samples.map(([, p]) => p), 5);
      for (let c = 0; c < 5; c++) {
        const row = matrix[c]!.reduce((sum, n) => sum + n, 0);
        const column = matrix.reduce((sum, counts) => sum + counts[c]!, 0);
        equal(row, samples.filter(([t]) => t === c).length);
        equal(column, samples.filter(([, p]) => p === c).length);
      }
    }),
    { seed: 3 },
  );
});

Deno.test("wrong lengths and classes out of range are errors that name the place", () => {
  throws(() => confusionMatrix([0, 1], [0], 2), /2 labels with 1 predictions/);
  throws(() => confusionMatrix([0, 2], [0, 1], 2), /labels\[1\] = 2 .* 0\.\.1/);
  throws(() => confusionMatrix([0, 1], [0, 0.5], 2), /predictions\[1\] = 0\.5/);
  throws(() => confusionMatrix([-1], [0], 2), StatisticsError);
});
