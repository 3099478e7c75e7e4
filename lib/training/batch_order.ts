/**
 * Which samples form which mini-batch.
 * @module
 */
import { deriveSeed, randomSource, shuffle } from "../system/random/mod.ts";

/**
 * The order in which epoch `epoch` (1, 2, …) visits `count` samples: a Fisher–Yates shuffle of
 * 0..count−1 whose stream depends on `seed` and `epoch` alone. Batch b of size B is the slice
 * `[b·B, (b+1)·B)`; the last one may be shorter.
 *
 * @example
 * ```ts
 * import { batchOrder } from "@multiplet/multiplet/training";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual([...batchOrder(6, 1, 1)], [1, 3, 0, 5, 4, 2]);
 * ```
 */
export function batchOrder(count: number, seed: number, epoch: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  return shuffle(order, randomSource(deriveSeed(seed, "epoch", epoch)));
}
