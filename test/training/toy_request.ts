/** Small trainings, for tests of every trainer. */
import {
  convolutional,
  initialParameters,
  layersOf,
  mlp,
  type NetworkParameters,
  type NetworkSpec,
} from "../../lib/models/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import type { TrainingRequest, Treatments, UnitTreatment } from "../../lib/training/mod.ts";
import { toyDataset } from "../toy_dataset.ts";
import { toyImages } from "../toy_images.ts";

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

/** A training on which `testTrainer` tries a trainer. */
export interface ToyTraining {
  /** Part of the names of tests; empty for the dense network. */
  readonly title: string;
  readonly request: TrainingRequest;
  readonly draw: (seed: number) => NetworkParameters;
  readonly everywhere: (treatment: UnitTreatment) => Treatments;
  /** In each hidden layer units that are trained, zero and frozen, or two of these; the first one is trained. */
  readonly treatments: Treatments;
}

/** Dense layers of 6 and 5 neurons. */
export const DENSE: ToyTraining = {
  title: "",
  request,
  draw,
  everywhere,
  treatments: {
    fc1: ["trained", "zero", "frozen", "trained", "trained", "trained"],
    fc2: ["frozen", "trained", "trained", "zero", "trained"],
  },
};

const images: NetworkSpec = convolutional({ height: 6, width: 9, channels: 2 }, [3, 4], [5, 4]);

/** Of seed 47, which is the first one, every unit is positive on 20 % of the samples and more. */
const drawImages = (seed: number) => initialParameters(images, "default", randomSource(46 + seed));

/**
 * Convolutions of 3 and 4 maps, each with pooling, of images of 6 × 9 × 2; then 5 neurons. Pooling leaves out a last
 * row and a last column; two pixels of four maps enter the first dense layer.
 */
export const CONVOLUTIONAL: ToyTraining = {
  title: ", convolutional",
  request: {
    ...request,
    spec: images,
    dataset: toyImages(),
    jobs: [{ name: "a", initial: drawImages(1) }],
  },
  draw: drawImages,
  everywhere: (treatment) =>
    Object.fromEntries(
      layersOf(images)
        .filter(({ role }) => role === "hidden")
        .map(({ name, units }) => [name, Array.from({ length: units }, () => treatment)]),
    ),
  treatments: {
    conv1: ["trained", "zero", "frozen"],
    conv2: ["trained", "frozen", "zero", "trained"],
    fc1: ["trained", "zero", "trained", "frozen", "trained"],
  },
};
