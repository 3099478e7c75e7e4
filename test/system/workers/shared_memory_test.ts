import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { inSharedMemory } from "../../../lib/system/workers/in_parallel.ts";

Deno.test("values of every kind are copied into shared memory once", () => {
  for (
    const values of [Uint8Array.of(1, 255), Float32Array.of(0.1, -2), Float64Array.of(0.1, 1e300)]
  ) {
    const shared = inSharedMemory(values);
    ok(shared.buffer instanceof SharedArrayBuffer);
    equal(shared.constructor, values.constructor);
    deepEqual([...shared], [...values]);
    equal(inSharedMemory(shared), shared);
  }
});

Deno.test("of a longer array only the part that is meant is copied", () => {
  const shared = inSharedMemory(Float64Array.of(1, 2, 3, 4).subarray(1, 3));
  equal(shared.buffer.byteLength, 16);
  deepEqual([...shared], [2, 3]);
});
