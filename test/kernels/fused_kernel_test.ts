import { deepStrictEqual as deepEqual, match, ok } from "node:assert/strict";
import { fusedKernel, kernelDigest } from "../../lib/kernels/fused_kernel.ts";
import { permitted } from "../permitted.ts";

const exponentials = (...values: number[]) => [
  ...fusedKernel().exponentials(Float32Array.from(values)),
];

Deno.test("the kernel's exponential is Math.exp to 2e-7 relative", permitted, () => {
  const kernel = fusedKernel();
  let worst = 0;
  for (let x = -87; x <= 87; x += 0.01) {
    const arguments_ = Float32Array.of(x, x + 0.003, -x, x / 100);
    kernel.exponentials(arguments_).forEach((found, at) => {
      const held = Math.max(-87, Math.min(87, arguments_[at]!));
      worst = Math.max(worst, Math.abs(found / Math.exp(held) - 1));
    });
  }
  ok(worst < 2e-7, `relative difference ${worst}`);
});

Deno.test("the kernel's exponential: 1 at 0, 0 below -87, NaN of NaN", permitted, () => {
  deepEqual(exponentials(0, -87.01, -Infinity, NaN), [1, 0, 0, NaN]);
});

Deno.test("kernels have their own memory, and one revision", permitted, () => {
  const [first, second] = [fusedKernel(), fusedKernel()];
  const address = first.memory.copyIn(Float32Array.of(1, 2));
  deepEqual(second.memory.allocate(8), address);
  deepEqual([...second.memory.floats(address, 2)], [0, 0]);
  match(kernelDigest(), /^[0-9a-f]{64}$/);
});
