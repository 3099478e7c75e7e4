/** Common parts of all engines: the check of a request, mini-batches, rows of the history. */
import type { Dataset } from "../data/dataset.ts";
import { labelFlaw } from "../data/parts.ts";
import { type Evaluation, validateInputs } from "../models/forward.ts";
import { validateParameters } from "../models/parameters.ts";
import {
  hiddenLayers,
  type ImageShape,
  type LayerSpec,
  type NetworkSpec,
  outputLayer,
  validateSpec,
} from "../models/spec.ts";
import type {
  EpochMetrics,
  MetricsSchedule,
  Trainer,
  TrainingJob,
  TrainingRequest,
  UnitTreatment,
} from "./trainer.ts";
import { requireChoice } from "../system/checks/options.ts";
import { deriveSeed, randomSource, shuffle } from "../system/random/mod.ts";

/**
 * Error: a training could not start or continue.
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist, takeSamples } from "@multiplet/multiplet/data";
 * import { mlp } from "@multiplet/multiplet/models";
 * import { TrainingError } from "@multiplet/multiplet/training";
 * import { fusedTrainer } from "@multiplet/multiplet/training/fused";
 * import { rejects } from "node:assert/strict";
 * const dataset = takeSamples(await loadEmbeddedMnist(), { train: 50, test: 50 });
 * const hyperparameters = { epochs: 1, batchSize: 0, learningRate: 0.1 };
 * const request = { spec: mlp([784, 10]), dataset, hyperparameters, batchSeed: 1, jobs: [] };
 * await rejects(fusedTrainer().train(request), TrainingError);
 * ```
 */
export class TrainingError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "TrainingError";
}

/** Milliseconds of work between two pauses for messages and signals. */
export const PAUSE_MS = 40;

const TREATMENTS = ["trained", "zero", "frozen", "constant"] as const satisfies UnitTreatment[];

const SCHEDULES = ["every-epoch", "last-epoch"] as const satisfies MetricsSchedule[];

/**
 * Throws a {@link TrainingError} or a NetworkError that names the invalid part of a request.
 *
 * @param refusal the refusal of the {@link Trainer} that is to train it, if any
 * @example
 * ```ts
 * import { loadEmbeddedMnist, takeSamples } from "@multiplet/multiplet/data";
 * import { mlp } from "@multiplet/multiplet/models";
 * import { validateRequest } from "@multiplet/multiplet/training";
 * import { throws } from "node:assert/strict";
 * const dataset = takeSamples(await loadEmbeddedMnist(), { train: 50, test: 50 });
 * const hyperparameters = { epochs: 1, batchSize: 32, learningRate: 0.1 };
 * const spec = mlp([784, 10]);
 * const request = { spec, dataset, hyperparameters, batchSeed: 1, jobs: [] };
 * validateRequest(request);
 * throws(
 *   () => validateRequest({ ...request, spec: mlp([784, 7]) }),
 *   /The network has 7 outputs, .* has 10 classes/,
 * );
 * ```
 */
export function validateRequest(request: TrainingRequest, refusal?: Trainer["refusal"]): void {
  const { spec, dataset, hyperparameters: { epochs, batchSize, learningRate }, jobs } = request;
  validateSpec(spec);
  const refused = refusal?.(spec);
  if (refused !== undefined) throw new TrainingError(refused);
  const { name, classes: { length: classes }, parts: { train, test } } = dataset;
  validateInputs(spec, train);
  validateInputs(spec, test);
  requireImages(spec, dataset);
  const { units: outputs } = outputLayer(spec);
  if (outputs !== classes) {
    throw new TrainingError(`The network has ${outputs} outputs, ${name} has ${classes} classes`);
  }
  for (const [part, { labels }] of Object.entries({ train, test })) {
    const flaw = labelFlaw(labels, classes);
    if (flaw !== undefined) throw new TrainingError(`${name}, ${part}: ${flaw}`);
  }
  requireInteger("epochs", epochs, 0);
  requireInteger("batchSize", batchSize, 1);
  if (!(learningRate > 0 && learningRate < Infinity)) {
    throw new TrainingError(`learningRate must be positive and finite, got ${learningRate}`);
  }
  const { metrics = "every-epoch" } = request;
  requireChoice(TrainingError, "metrics", metrics, SCHEDULES);
  for (const job of jobs) {
    validateParameters(spec, job.initial);
    requireTreatments(spec, job);
  }
}

/** Throws unless a network of images is trained on images of that shape. */
function requireImages({ input: needed }: NetworkSpec, { name, input }: Dataset): void {
  if (typeof needed === "number") return;
  const same = input.kind === "image" &&
    (["height", "width", "channels"] as const).every((size) => input[size] === needed[size]);
  if (same) return;
  const title = ({ height, width, channels }: ImageShape) =>
    `images of ${height} × ${width} × ${channels} values`;
  throw new TrainingError(
    `The network takes ${title(needed)} (height, width, channels), ${name} has ` +
      (input.kind === "image" ? title(input) : `vectors of ${input.size} values`),
  );
}

function requireTreatments(spec: NetworkSpec, { name, treatments = {} }: TrainingJob): void {
  const hidden = hiddenLayers(spec);
  for (const [layer, own] of Object.entries(treatments)) {
    if (own.length !== hidden.find((one) => one.name === layer)?.units) {
      throw new TrainingError(
        `${name}: treatments are given for ${own.length} units of ${layer}, the network has ` +
          `${hidden.map((one) => `${one.units} of ${one.name}`).join(", ") || "no hidden layer"}`,
      );
    }
    const what = `${name}: each treatment of ${layer}`;
    for (const treatment of own) requireChoice(TrainingError, what, treatment, TREATMENTS);
  }
}

/** The kinds of layers, in the plural. */
const KINDS: Readonly<Record<LayerSpec["kind"], string>> = {
  dense: "dense layers",
  convolution: "convolutions",
};

/** The reason why an engine for some kinds of layers cannot train a network; `undefined` if it can. */
export function kindRefusal(
  engine: string,
  kinds: readonly LayerSpec["kind"][],
  { layers }: NetworkSpec,
): string | undefined {
  const other = layers.find(({ kind }) => !kinds.includes(kind));
  return other &&
    `The trainer ${engine} trains ${
        kinds.map((kind) => KINDS[kind]).join(" and ")
      } only, and layer ` +
      `${other.name} is of kind "${other.kind}"`;
}

function requireInteger(name: string, value: number, minimum: number): void {
  if (!Number.isSafeInteger(value) || value < minimum) {
    throw new TrainingError(`${name} must be an integer of at least ${minimum}, got ${value}`);
  }
}

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
