/**
 * The networks that a configuration asks for: their shape, their seeds, and themselves in the store.
 */
import { type Dataset, inputSize } from "../../data/dataset.ts";
import { mlp, mlpWidths, type NetworkSpec } from "../../models/spec.ts";
import { deriveSeed } from "../../system/random/mod.ts";
import type { ExperimentConfig } from "../config.ts";
import { z } from "zod";
import { parseJsonFile } from "../../system/artifacts/json.ts";
import {
  type Artifact,
  ArtifactError,
  type ArtifactFiles,
  type ArtifactId,
  type Json,
} from "../../system/artifacts/mod.ts";
import {
  fromModelFiles,
  NetworkError,
  type NetworkParameters,
  toModelFiles,
  validateParameters,
} from "../../models/mod.ts";
import type { EpochMetrics } from "../../training/trainer.ts";
import { storedNumber } from "../json_artifact.ts";
import { type NetworkRun, weakerAccuracy } from "./result.ts";
import type { Workbench } from "../workbench.ts";

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
 * Seeds of network `index`: where its weights start, and the order of its mini-batches.
 *
 * @example
 * ```ts
 * import { networkSeeds, resolveConfig } from "@multiplet/multiplet/paper";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(networkSeeds(resolveConfig("paper"), 0).initialisation, 1411003884);
 * ```
 */
export function networkSeeds(
  config: ExperimentConfig,
  index: number,
): { readonly initialisation: number; readonly batches: number } {
  return {
    initialisation: deriveSeed(config.seed, "network", index, "initialisation"),
    batches: deriveSeed(config.seed, "network", index, "batches"),
  };
}

/** What identifies network `index` of a configuration. */
export function networkId(
  config: ExperimentConfig,
  spec: NetworkSpec,
  index: number,
  { dataset, trainer }: Pick<Workbench, "dataset" | "trainer">,
): ArtifactId {
  const { epochs, batchSize, learningRate, initialisation, seed } = config;
  const widths = mlpWidths(spec);
  return {
    kind: "network",
    inputs: {
      dataset: dataset.fingerprint,
      // Its widths stand for a network where they say all.
      ...(widths ? { widths } : { network: spec as unknown as Json }),
      initialisation,
      hyperparameters: { epochs, batchSize, learningRate },
      trainer: trainer.name,
      revision: trainer.revision,
      seed,
      index,
    },
  };
}

/** The files of a trained network: itself before and after training, and its metrics. */
export function networkFiles(
  spec: NetworkSpec,
  { initial, final, history }: Pick<NetworkRun, "initial" | "final" | "history">,
): ArtifactFiles {
  return {
    ...modelFiles("initial", spec, initial),
    ...modelFiles("final", spec, final),
    "history.json": new TextEncoder().encode(JSON.stringify(history, null, 1) + "\n"),
  };
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

/**
 * Network `index` read back; whether it is accepted is up to the configuration that asks.
 *
 * @throws ArtifactError when the files are not those of a network of shape `spec`
 */
export function toNetworkRun(
  { minAccuracy }: Pick<ExperimentConfig, "minAccuracy">,
  spec: NetworkSpec,
  index: number,
  { key, folder, files, sidecar }: Artifact,
): NetworkRun {
  const contents = networkContents(spec, files);
  if (typeof contents === "string") {
    throw new ArtifactError(`The network ${folder} cannot be read: ${contents}`);
  }
  return {
    index,
    ...contents,
    accepted: weakerAccuracy(contents) >= minAccuracy,
    key,
    folder,
    ...noteOf(sidecar),
  };
}

/** What {@link networkFiles} were made from, or a sentence that says why they cannot have been. */
export function networkContents(
  spec: NetworkSpec,
  files: ArtifactFiles,
): Pick<NetworkRun, "initial" | "final" | "history"> | string {
  const history = parseJsonFile("history.json", files["history.json"], historySchema);
  if (typeof history === "string") return history;
  try {
    return {
      history: history.value,
      initial: parametersIn("initial", spec, files),
      final: parametersIn("final", spec, files),
    };
  } catch (error) {
    if (error instanceof NetworkError) return error.message.replaceAll(/\s*\n\s*/g, " ");
    throw error;
  }
}

function parametersIn(folder: string, spec: NetworkSpec, files: ArtifactFiles): NetworkParameters {
  const [model, weights] = ["model.json", "weights.bin"].map((name) => files[`${folder}/${name}`]);
  if (model === undefined || weights === undefined) {
    throw new NetworkError(`${folder} has ${model ? "no weights.bin" : "no model.json"}`);
  }
  const { parameters } = fromModelFiles({ "model.json": model, "weights.bin": weights }, folder);
  validateParameters(spec, parameters);
  return parameters;
}

/** What was noted beside a network when it was trained; the note may be gone, the network counts. */
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
