/**
 * What the epochs of every engine have in common: which samples form which mini-batch, and a row of the
 * history.
 * @module
 */
import type { Evaluation } from "../models/forward.ts";
import { deriveSeed, randomSource, shuffle } from "../system/random/mod.ts";
import { TrainingError } from "./request.ts";
import type { EpochMetrics } from "./trainer.ts";

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

/**
 * The metrics of the network `name` after `epoch` passes.
 *
 * @throws TrainingError when the training loss is no longer finite
 */
export function epochMetrics(
  name: string,
  learningRate: number,
  epoch: number,
  train: Evaluation,
  test: Evaluation,
): EpochMetrics {
  if (!Number.isFinite(train.loss)) {
    throw new TrainingError(
      `Training of ${name} diverged: the training loss after epoch ${epoch} is ${train.loss}. ` +
        `Use a smaller learning rate than ${learningRate}.`,
    );
  }
  return {
    epoch,
    trainLoss: train.loss,
    trainAccuracy: train.accuracy,
    testLoss: test.loss,
    testAccuracy: test.accuracy,
  };
}
