/** The losses of a trainer along the first 500 steps of a convolutional network, beside those of a reference. */
import { ok } from "node:assert/strict";
import type { Trainer, TrainingRequest } from "../../lib/training/mod.ts";
import { tfjsTrainer } from "../../lib/training/tfjs/mod.ts";
import { permitted } from "../permitted.ts";
import { toyImages } from "../toy_images.ts";
import { plainLosses } from "./plain_training.ts";
import { CONVOLUTIONAL } from "./toy_request.ts";

/** What a trainer is compared with. */
interface Reference {
  readonly title: string;
  /** The loss on the training set, before and after each epoch. */
  readonly losses: (training: TrainingRequest) => Promise<number[]>;
}

/** The trainer that defines the results of training. */
export const TFJS: Reference = {
  title: "tfjs",
  losses: async (training) => {
    const [network] = await tfjsTrainer("wasm").train(training);
    return network!.history.map(({ trainLoss }) => trainLoss);
  },
};

/** Plain backpropagation. */
export const FLOAT64: Reference = {
  title: "float64 backpropagation",
  losses: (training) => Promise.resolve(plainLosses(training)),
};

/** Declares the test that a trainer follows a reference. */
export function testTrajectory(trainer: Trainer, { title, losses }: Reference = TFJS): void {
  Deno.test(
    `${trainer.name}, convolutional: the losses of the first 500 steps are those of ${title} to 1e-4`,
    permitted,
    async () => {
      // 1,600 images give 50 steps an epoch.
      const training = {
        ...CONVOLUTIONAL.request,
        dataset: toyImages({ train: 1600, test: 40 }),
        hyperparameters: { epochs: 10, batchSize: 32, learningRate: 0.1 },
      };
      const [network] = await trainer.train(training);
      const expected = await losses(training);
      ok(expected[10]! < expected[0]! / 10, "it learns");
      expected.forEach((loss, epoch) => {
        const difference = Math.abs(network!.history[epoch]!.trainLoss / loss - 1);
        ok(difference < 1e-4, `step ${50 * epoch}: relative difference ${difference}`);
      });
    },
  );
}
