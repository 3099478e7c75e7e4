/** The step that trains one network: its shape, its seeds, its files in the store. */
import { z } from "zod";
import { type Dataset, inputSize } from "../../data/dataset.ts";
import {
  fromModelFiles,
  type Initialisation,
  initialParameters,
  mlp,
  NetworkError,
  type NetworkParameters,
  type NetworkSpec,
  toModelFiles,
  validateParameters,
} from "../../models/mod.ts";
import { mlpWidths } from "../../models/architectures.ts";
import { layerShapes } from "../../models/spec.ts";
import { enumerate, plural } from "../../figures/kit/text.ts";
import { need, type Step, storedNumber } from "../../studies/step.ts";
import { artifactKey, parseJsonFile } from "../../system/artifacts/json.ts";
import type { ArtifactFiles, Json } from "../../system/artifacts/mod.ts";
import { deriveSeed, randomSource } from "../../system/random/mod.ts";
import type { EpochMetrics, Hyperparameters } from "../../training/trainer.ts";
import type { ExperimentConfig } from "../config.ts";
import type { PaperContext } from "../context.ts";
import { DATASET, type DatasetRef, TRAINER, type TrainerRef } from "../resources.ts";
import { type NetworkRun, percent } from "./result.ts";

/** One network to be trained. Plain JSON. */
export interface NetworkInput {
  readonly data: DatasetRef;
  readonly spec: NetworkSpec;
  readonly initialisation: Initialisation;
  readonly hyperparameters: Hyperparameters;
  readonly trainer: TrainerRef;
  /** Root of the seed tree. */
  readonly seed: number;
  /** Position in the order of seeds. */
  readonly index: number;
  /** The configuration that asks for it; noted beside the network, which does not depend on it. */
  readonly config: ExperimentConfig;
}

/** A network as it is trained. */
type TrainedNetwork = Pick<NetworkRun, "initial" | "final" | "history">;

/** A network as the store has it: all of a {@link NetworkRun} that no configuration decides. */
export type StoredNetwork = Omit<NetworkRun, "index" | "accepted">;

/**
 * The network that a configuration trains on a data set.
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist } from "@multiplet/multiplet/data";
 * import { networkSpec, resolveConfig } from "@multiplet/multiplet/paper";
 * import { mlp } from "@multiplet/multiplet/models";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const spec = networkSpec(resolveConfig("embedded"), await loadEmbeddedMnist());
 * deepEqual(spec, mlp([784, 20, 20, 20, 10]));
 * ```
 */
export function networkSpec(config: ExperimentConfig, dataset: Dataset): NetworkSpec {
  return mlp([inputSize(dataset.input), ...config.hiddenWidths, dataset.classes.length]);
}

/**
 * Input, layers and classes of a network in two sentences.
 *
 * @example
 * ```ts
 * import { loadEmbeddedMnist } from "@multiplet/multiplet/data";
 * import { networkSpec, networkText, resolveConfig } from "@multiplet/multiplet/paper";
 * import { strictEqual as equal } from "node:assert/strict";
 * const dataset = await loadEmbeddedMnist();
 * equal(
 *   networkText(networkSpec(resolveConfig("embedded"), dataset), dataset),
 *   "Input: images of 28 × 28 pixels, 784 values. Hidden layers with ReLU: fc1 of 20 neurons, fc2 of 20 neurons " +
 *     "and fc3 of 20 neurons; then one output for each of 10 classes.",
 * );
 * ```
 */
export function networkText(spec: NetworkSpec, { input, classes }: Dataset): string {
  const hidden = enumerate(
    layerShapes(spec).flatMap(({ layer: { name, role, units }, spec: { kind } }) =>
      role === "hidden"
        ? `${name} of ${plural(units, kind === "convolution" ? "map" : "neuron")}`
        : []
    ),
  );
  const size = plural(inputSize(input), "value");
  const kind = input.kind === "vector"
    ? "vectors"
    : `images of ${input.height} × ${input.width} pixels` +
      (input.channels === 1 ? "" : ` with ${input.channels} channels`);
  return `Input: ${kind}, ${size}. Hidden layers with ReLU: ${hidden}; then one output for each of ` +
    `${plural(classes.length, "class", "classes")}.`;
}

/**
 * Seeds of network `index`: of its initial weights, and of the order of its mini-batches.
 *
 * @example
 * ```ts
 * import { networkSeeds, resolveConfig } from "@multiplet/multiplet/paper";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(networkSeeds(resolveConfig("paper"), 0).initialisation, 1411003884);
 * ```
 */
export function networkSeeds(
  { seed }: Pick<ExperimentConfig, "seed">,
  index: number,
): { readonly initialisation: number; readonly batches: number } {
  return {
    initialisation: deriveSeed(seed, "network", index, "initialisation"),
    batches: deriveSeed(seed, "network", index, "batches"),
  };
}

/** Network `index` of a configuration. */
export function networkInput(
  config: ExperimentConfig,
  { dataset, data, trainer, spec = networkSpec(config, dataset) }: PaperContext,
  index: number,
): NetworkInput {
  const { epochs, batchSize, learningRate, initialisation, seed } = config;
  return {
    data,
    spec,
    initialisation,
    hyperparameters: { epochs, batchSize, learningRate },
    trainer,
    seed,
    index,
    config,
  };
}

/** Trains a network. */
export const NETWORK: Step<NetworkInput, TrainedNetwork, StoredNetwork> = {
  kind: "network",
  module: import.meta.url,
  identify: ({ data, spec, initialisation, hyperparameters, trainer, seed, index }) => {
    const { epochs, batchSize, learningRate } = hyperparameters;
    const widths = mlpWidths(spec);
    return {
      dataset: data.fingerprint,
      // Its widths stand for a network where they say all.
      ...(widths ? { widths } : { network: spec as unknown as Json }),
      initialisation,
      hyperparameters: { epochs, batchSize, learningRate },
      trainer: trainer.name,
      revision: trainer.revision,
      seed,
      index,
    };
  },
  describe: ({ index }) => `network ${index}`,
  encode: ({ initial, final, history }, { spec }) => ({
    ...modelFiles("initial", spec, initial),
    ...modelFiles("final", spec, final),
    "history.json": new TextEncoder().encode(JSON.stringify(history, null, 1) + "\n"),
  }),
  decode: ({ key, folder, files, sidecar }, { spec }) => {
    const history = parseJsonFile("history.json", files["history.json"], historySchema);
    if (typeof history === "string") return history;
    try {
      const initial = parametersIn("initial", spec, files);
      const final = parametersIn("final", spec, files);
      return { value: { initial, final, history: history.value, key, folder, ...noteOf(sidecar) } };
    } catch (error) {
      if (error instanceof NetworkError) return error.message.replaceAll(/\s*\n\s*/g, " ");
      throw error;
    }
  },
  note: ({ config }) => ({ config: config as unknown as Json }),
  needs: ({ data, trainer }) => [need(DATASET, data), need(TRAINER, trainer)],
  // tfjs has one backend at a time.
  staysHere: ({ trainer }) => trainer.name !== "fused",
  remark: ({ history }) => `test accuracy ${percent(history.at(-1)!.testAccuracy)}`,
  run: async ([input], { signal, report, resource }) => {
    const { data, spec, initialisation, hyperparameters, index } = input!;
    const seeds = networkSeeds(input!, index);
    const initial = initialParameters(spec, initialisation, randomSource(seeds.initialisation));
    const trainer = await resource(TRAINER, input!.trainer);
    let note = "";
    const [network] = await trainer.train({
      spec,
      dataset: await resource(DATASET, data),
      hyperparameters,
      batchSeed: seeds.batches,
      jobs: [{ name: `network ${index}`, initial }],
    }, {
      signal,
      onProgress: ({ step, steps, metrics }) => {
        if (metrics) note = `test accuracy ${percent(metrics.testAccuracy)}`;
        report({ done: step, total: steps, note });
      },
    });
    return [{ initial, final: network!.parameters, history: network!.history }];
  },
};

export default NETWORK;

/** The key of a network in the store, by which keys of results computed from it name it. */
export function networkKey(input: NetworkInput): string {
  return artifactKey({ kind: NETWORK.kind, inputs: NETWORK.identify(input) });
}

function modelFiles(
  folder: string,
  spec: NetworkSpec,
  parameters: NetworkParameters,
): ArtifactFiles {
  const files = Object.entries(toModelFiles(spec, parameters));
  return Object.fromEntries(files.map(([name, bytes]) => [`${folder}/${name}`, bytes]));
}

/** Metrics by ascending epoch, at least those of the last. */
const historySchema: z.ZodType<EpochMetrics[]> = z.array(z.object({
  epoch: z.int().min(0),
  trainLoss: z.number(),
  trainAccuracy: z.number(),
  testLoss: storedNumber,
  testAccuracy: z.number(),
})).min(1);

function parametersIn(folder: string, spec: NetworkSpec, files: ArtifactFiles): NetworkParameters {
  const [model, weights] = ["model.json", "weights.bin"].map((name) => files[`${folder}/${name}`]);
  if (model === undefined || weights === undefined) {
    throw new NetworkError(`${folder} has ${model ? "no weights.bin" : "no model.json"}`);
  }
  const { parameters } = fromModelFiles({ "model.json": model, "weights.bin": weights }, folder);
  validateParameters(spec, parameters);
  return parameters;
}

/** Notes on the training; a network whose notes are lost counts all the same. */
const sidecarSchema = z.object({
  seconds: z.number(),
  environment: z.object({ cpu: z.string(), deno: z.string() }),
});

function noteOf(sidecar: Json): Pick<NetworkRun, "seconds" | "machine"> {
  const note = sidecarSchema.safeParse(sidecar);
  if (!note.success) return { seconds: NaN, machine: "not known any more" };
  const { seconds, environment: { cpu, deno } } = note.data;
  return { seconds, machine: `${cpu}, Deno ${deno}` };
}
