/** A small training, for tests of every trainer. */
import { initialParameters, mlp } from "../../lib/models/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import type { TrainingRequest, Treatments, UnitTreatment } from "../../lib/training/mod.ts";
import { toyDataset } from "../toy_dataset.ts";

export const widths = [12, 6, 5, 4] as const;

export const spec = mlp(widths);

export const draw = (seed: number) => initialParameters(spec, "default", randomSource(seed));

export const request: TrainingRequest = {
  spec,
  dataset: toyDataset(),
  hyperparameters: { epochs: 3, batchSize: 32, learningRate: 0.1 },
  batchSeed: 7,
  jobs: [{ name: "a", initial: draw(1) }],
};

/** The same treatment for all hidden units. */
export const everywhere = (treatment: UnitTreatment): Treatments => ({
  fc1: Array.from({ length: widths[1] }, () => treatment),
  fc2: Array.from({ length: widths[2] }, () => treatment),
});
