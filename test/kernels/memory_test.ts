import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { KernelMemory, KernelMemoryError } from "../../lib/kernels/fused_kernel.ts";

Deno.test("addresses begin at the base, in multiples of 16, and grow the memory", () => {
  const raw = new WebAssembly.Memory({ initial: 1 });
  const memory = new KernelMemory(raw, 1001);
  equal(memory.allocate(1), 1008);
  equal(memory.allocate(16), 1024);
  const far = memory.allocate(200_000);
  equal(far, 1040);
  ok(raw.buffer.byteLength >= far + 200_000);
});

Deno.test("what is placed comes back, also from a part of an array", () => {
  const memory = new KernelMemory(new WebAssembly.Memory({ initial: 1 }), 0);
  const values = Float32Array.of(1, 2, 3, 4);
  const address = memory.copyIn(values.subarray(1, 3));
  deepEqual([...memory.floats(address, 2)], [2, 3]);
  memory.write(address, Float32Array.of(7));
  deepEqual([...memory.floats(address, 2)], [7, 3]);
});

Deno.test("memory that cannot be had is an error that says what to do", () => {
  const memory = new KernelMemory(new WebAssembly.Memory({ initial: 1, maximum: 2 }), 0);
  memory.allocate(100);
  throws(
    () => memory.allocate(1e6),
    (error: Error) =>
      error instanceof KernelMemoryError &&
      /holds 112 bytes and cannot get 1000000 more; use fewer samples/.test(error.message),
  );
  equal(memory.allocate(16), 112);
});

Deno.test("memory that is taken back is handed out again, as zeros", () => {
  const memory = new KernelMemory(new WebAssembly.Memory({ initial: 1 }), 0);
  const kept = memory.copyIn(Float32Array.of(1));
  const { mark } = memory;
  const address = memory.copyIn(Float32Array.of(2, 3));
  memory.release(mark);
  equal(memory.allocate(8), address);
  deepEqual([...memory.floats(address, 2)], [0, 0]);
  deepEqual([...memory.floats(kept, 1)], [1]);
});
