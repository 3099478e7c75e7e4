import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { writeAll } from "../../../lib/system/files/atomic_write.ts";

Deno.test("all bytes are written, where each write takes a few", async () => {
  const written: number[] = [];
  const sink = {
    write: (bytes: Uint8Array) => {
      const taken = bytes.subarray(0, 3);
      written.push(...taken);
      return Promise.resolve(taken.length);
    },
  };
  await writeAll(sink, Uint8Array.of(1, 2, 3, 4, 5, 6, 7));
  deepEqual(written, [1, 2, 3, 4, 5, 6, 7]);
  await writeAll(sink, new Uint8Array());
  deepEqual(written.length, 7);
});
