/**
 * One row of a training's history, whoever measured it.
 * @module
 */
import type { Evaluation } from "../models/evaluation.ts";
import { TrainingError } from "./request.ts";
import type { EpochMetrics } from "./trainer.ts";

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
