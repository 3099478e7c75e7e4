/**
 * The one check of a training request, before any engine sees it.
 * @module
 */
import { validateInputs } from "../models/forward.ts";
import { validateParameters } from "../models/parameters.ts";
import { hiddenWidths, validateSpec } from "../models/spec.ts";
import type { MetricsSchedule, NeuronTreatment, TrainingRequest } from "./trainer.ts";

/**
 * A training could not start, or could not go on.
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist, takeSamples } from "@multiplet/multiplet/data";
 * import { TrainingError } from "@multiplet/multiplet/training";
 * import { fusedTrainer } from "@multiplet/multiplet/training/fused";
 * import { rejects } from "node:assert/strict";
 * const dataset = takeSamples(await loadEmbeddedMnist(), { train: 50, test: 50 });
 * const request = {
 *   spec: { widths: [784, 10] },
 *   dataset,
 *   hyperparameters: { epochs: 1, batchSize: 0, learningRate: 0.1 },
 *   batchSeed: 1,
 *   jobs: [],
 * };
 * await rejects(fusedTrainer().train(request), TrainingError);
 * ```
 */
export class TrainingError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "TrainingError";
}

const TREATMENTS: ReadonlySet<NeuronTreatment> = new Set(["trained", "zero", "frozen", "constant"]);

const SCHEDULES: ReadonlySet<MetricsSchedule> = new Set(["every-epoch", "last-epoch"]);

/**
 * Throws a {@link TrainingError} or a NetworkError that names the culprit.
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist, takeSamples } from "@multiplet/multiplet/data";
 * import { validateRequest } from "@multiplet/multiplet/training";
 * import { throws } from "node:assert/strict";
 * const dataset = takeSamples(await loadEmbeddedMnist(), { train: 50, test: 50 });
 * const hyperparameters = { epochs: 1, batchSize: 32, learningRate: 0.1 };
 * const spec = { widths: [784, 10] };
 * const request = { spec, dataset, hyperparameters, batchSeed: 1, jobs: [] };
 * validateRequest(request);
 * throws(
 *   () => validateRequest({ ...request, spec: { widths: [784, 7] } }),
 *   /The network has 7 outputs, .* has 10 classes/,
 * );
 * ```
 */
export function validateRequest(request: TrainingRequest): void {
  const { spec, dataset, hyperparameters: { epochs, batchSize, learningRate }, jobs } = request;
  validateSpec(spec);
  const { name, classes: { length: classes }, parts: { train, test } } = dataset;
  validateInputs(spec, train);
  validateInputs(spec, test);
  const outputs = spec.widths.at(-1);
  if (outputs !== classes) {
    throw new TrainingError(`The network has ${outputs} outputs, ${name} has ${classes} classes`);
  }
  for (const [part, { labels }] of Object.entries({ train, test })) {
    const row = labels.findIndex((label) => label >= classes);
    if (row >= 0) {
      throw new TrainingError(
        `${name}: ${part} row ${row} has label ${labels[row]}, labels are 0 to ${classes - 1}`,
      );
    }
  }
  requireInteger("epochs", epochs, 0);
  requireInteger("batchSize", batchSize, 1);
  if (!(learningRate > 0 && learningRate < Infinity)) {
    throw new TrainingError(`learningRate must be positive and finite, got ${learningRate}`);
  }
  const { metrics = "every-epoch" } = request;
  if (!SCHEDULES.has(metrics)) {
    throw new TrainingError(`Unknown metrics "${metrics}", use ${[...SCHEDULES].join(" or ")}`);
  }
  for (const job of jobs) {
    validateParameters(spec, job.initial);
    const hidden = hiddenWidths(spec);
    const widths = job.treatments?.map((layer) => layer.length);
    if (widths !== undefined && widths.join() !== hidden.join()) {
      throw new TrainingError(
        `${job.name}: treatments are given for hidden widths [${widths}], the network has [${hidden}]`,
      );
    }
    const unknown = job.treatments?.flat().find((treatment) => !TREATMENTS.has(treatment));
    if (unknown !== undefined) {
      throw new TrainingError(
        `${job.name}: unknown treatment "${unknown}", use ${[...TREATMENTS].join(", ")}`,
      );
    }
  }
}

function requireInteger(name: string, value: number, minimum: number): void {
  if (!Number.isSafeInteger(value) || value < minimum) {
    throw new TrainingError(`${name} must be an integer of at least ${minimum}, got ${value}`);
  }
}
