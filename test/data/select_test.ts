import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { rowsByClass, selectSamples } from "../../lib/data/parts.ts";

Deno.test("rows of each class keep their order; a class may be empty", () => {
  deepEqual(rowsByClass(Uint8Array.of(2, 0, 2, 0), 4), [[1, 3], [], [0, 2], []]);
});

Deno.test("selected samples are copies, of the same type", () => {
  const labels = Uint8Array.of(4, 5, 6);
  for (const inputs of [Uint8Array.of(0, 1, 2, 3, 4, 5), Float32Array.of(0, 1, 2, 3, 4, 5)]) {
    const selected = selectSamples({ count: 3, features: 2, inputs, labels }, [2, 0, 2]);
    inputs.fill(9);
    deepEqual(selected, {
      count: 3,
      features: 2,
      inputs: (inputs.constructor as typeof Uint8Array).from([4, 5, 0, 1, 4, 5]),
      labels: Uint8Array.of(6, 4, 6),
    });
  }
});
