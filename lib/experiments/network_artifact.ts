/**
 * Trained networks in the store.
 * @module
 */
import { z } from "zod";
import type { Artifact, ArtifactFiles, ArtifactId, Json } from "../artifacts/mod.ts";
import {
  fromModelFiles,
  type MlpParameters,
  type MlpSpec,
  type ModelFiles,
  toModelFiles,
} from "../networks/mod.ts";
import type { EpochMetrics } from "../training/trainer.ts";
import type { ExperimentConfig } from "./config.ts";
import { type NetworkRun, weakerAccuracy } from "./training_result.ts";
import type { Workbench } from "./workbench.ts";

/** What identifies network `index` of a configuration. */
export function networkId(
  config: ExperimentConfig,
  spec: MlpSpec,
  index: number,
  { dataset, trainer }: Pick<Workbench, "dataset" | "trainer">,
): ArtifactId {
  const { epochs, batchSize, learningRate, initialisation, seed } = config;
  return {
    kind: "network",
    inputs: {
      dataset: dataset.fingerprint,
      widths: spec.widths,
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
  spec: MlpSpec,
  { initial, final, history }: Pick<NetworkRun, "initial" | "final" | "history">,
): ArtifactFiles {
  return {
    ...modelFiles("initial", spec, initial),
    ...modelFiles("final", spec, final),
    "history.json": new TextEncoder().encode(JSON.stringify(history, null, 1) + "\n"),
  };
}

function modelFiles(folder: string, spec: MlpSpec, parameters: MlpParameters): ArtifactFiles {
  const files = toModelFiles(spec, parameters);
  return {
    [`${folder}/model.json`]: files["model.json"],
    [`${folder}/weights.bin`]: files["weights.bin"],
  };
}

/** Network `index` read back; whether it is accepted is up to the configuration that asks. */
export function toNetworkRun(
  { minAccuracy }: Pick<ExperimentConfig, "minAccuracy">,
  index: number,
  artifact: Artifact,
): NetworkRun {
  const parameters = (name: string): MlpParameters => {
    const files: ModelFiles = {
      "model.json": artifact.files[`${name}/model.json`]!,
      "weights.bin": artifact.files[`${name}/weights.bin`]!,
    };
    return fromModelFiles(files, `${artifact.folder}/${name}`).parameters;
  };
  const history = JSON.parse(
    new TextDecoder().decode(artifact.files["history.json"]),
  ) as EpochMetrics[];
  return {
    index,
    history,
    accepted: weakerAccuracy({ history }) >= minAccuracy,
    initial: parameters("initial"),
    final: parameters("final"),
    key: artifact.key,
    folder: artifact.folder,
    ...noteOf(artifact.sidecar),
  };
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
