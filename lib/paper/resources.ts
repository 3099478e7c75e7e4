/** Resources of the steps of the paper: data sets and training engines. */
import { type DatasetEntry, DATASETS, loadNamedDataset } from "../data/catalogue.ts";
import { type Dataset, DatasetError } from "../data/dataset.ts";
import { shareDataset, takeSamples, withholdValidation } from "../data/parts.ts";
import type { DownloadOptions } from "../data/sources/download.ts";
import { importDefault, type Resource } from "../studies/step.ts";
import type { Catalogue } from "../system/checks/catalogue.ts";
import { dataFolder } from "../system/files/folders.ts";
import type { Trainer } from "../training/trainer.ts";
import { ConfigError } from "./settings.ts";

/** A data set as plain JSON: enough to load it elsewhere, and to notice that it is another one. */
export interface DatasetRef {
  /** Name in its catalogue. */
  readonly name: string;
  /** Address of the module whose default export is a catalogue with that name; `null`: the library has it. */
  readonly module: string | null;
  /** Use only so many samples, all classes alike; `null`: all. */
  readonly samples: { readonly train: number; readonly test: number } | null;
  /** Seed of the validation samples that are set aside from the training set; `null`: none are. */
  readonly validation: number | null;
  /** SHA-256 of the samples that are used. */
  readonly fingerprint: string;
}

/** A training engine as plain JSON. */
export type TrainerRef = Pick<Trainer, "name" | "revision">;

/** Names of the engines of the library. */
export const TRAINERS = ["fused", "tfjs-wasm", "tfjs-cpu", "tfjs-webgpu"] as const;
/** One of {@link TRAINERS}. */
export type TrainerName = typeof TRAINERS[number];

/** Loads the engine of that name. */
export async function createTrainer(name: TrainerName): Promise<Trainer> {
  if (name === "fused") {
    const { fusedTrainer } = await import("../training/fused/mod.ts");
    return fusedTrainer();
  }
  const { tfjsTrainer } = await import("../training/tfjs/mod.ts");
  const backends = { "tfjs-wasm": "wasm", "tfjs-cpu": "cpu", "tfjs-webgpu": "webgpu" } as const;
  return tfjsTrainer(backends[name]);
}

/** Catalogue of data sets, progress and cancellation of a download. */
export interface LoadingOptions extends DownloadOptions {
  /** Default: the catalogue of the library. */
  readonly datasets?: Catalogue<DatasetEntry> | undefined;
}

/**
 * Loads the data set of a configuration, downloading files that are missing when this process may reach a
 * mirror.
 *
 * @throws DatasetError when it cannot be had
 */
export async function loadDataset(
  { dataset, samples }: { readonly dataset: string; readonly samples: DatasetRef["samples"] },
  options: LoadingOptions = {},
): Promise<Dataset> {
  const whole = await loadNamedDataset(dataset, { data: dataFolder(), ...options });
  return samples === null ? whole : takeSamples(whole, samples);
}

/** Sets validation samples aside, unless the set has its own. */
export function withValidation(dataset: Dataset, seed: number | null): Dataset {
  return seed === null || dataset.parts.validation !== undefined
    ? dataset
    : withholdValidation(dataset, seed);
}

async function catalogueOf(name: string, module: string): Promise<Catalogue<DatasetEntry>> {
  try {
    return await importDefault(module) as Catalogue<DatasetEntry>;
  } catch (cause) {
    const [reason] = `${cause}`.split("\n");
    throw new DatasetError(
      `Cannot load the data set ${name}: its module ${module} cannot be imported (${reason}); a data set from ` +
        "outside of the library must be at the same path on every machine",
      { cause },
    );
  }
}

/** Data sets, one shared copy per process. */
export const DATASET: Resource<DatasetRef, Dataset> = {
  name: "data set",
  key: ({ fingerprint }) => fingerprint,
  load: async (ref) => {
    const datasets = ref.module === null ? DATASETS : await catalogueOf(ref.name, ref.module);
    const whole = await loadDataset({ dataset: ref.name, samples: ref.samples }, { datasets });
    const dataset = withValidation(whole, ref.validation);
    if (dataset.fingerprint === ref.fingerprint) return dataset;
    throw new DatasetError(
      `The data set ${ref.name} has the fingerprint ${dataset.fingerprint} here, and the step was ` +
        `planned with ${ref.fingerprint}: use the same files`,
    );
  },
  share: shareDataset,
};

/** Training engines, one per thread. */
export const TRAINER: Resource<TrainerRef, Trainer> = {
  name: "trainer",
  key: ({ name, revision }) => `${name} ${revision}`,
  load: async ({ name, revision }) => {
    const known = TRAINERS.find((one) => one === name);
    const trainer = known && await createTrainer(known);
    if (trainer?.revision === revision) return trainer;
    throw new ConfigError(
      `Cannot train with ${name} of revision ${revision}: ` +
        (trainer === undefined
          ? `there is no such engine, use one of ${TRAINERS.join(", ")}`
          : `here it is of revision ${trainer.revision}`),
    );
  },
};
