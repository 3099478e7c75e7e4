/**
 * Networks that were trained alike, with all that was computed from them. Results do not depend on the notes
 * beside networks; a note may be gone or have been changed.
 * @module
 */
import { z } from "zod";
import { type ExperimentConfig, PRESETS } from "../experiments/config.ts";
import { canonicalJson, type Json, sha256 } from "../system/artifacts/json.ts";
import type { StoredArtifact } from "../system/artifacts/scan.ts";

/** Networks of the same inputs but for their index, and the artifacts that name one of them. */
export interface Configuration {
  /** SHA-256 of {@link settings}; the list shows its first {@link ID_LENGTH} digits. */
  readonly key: string;
  /** The inputs that its networks share. */
  readonly settings: Json;
  /** What the data set is called, where a note beside a network trained on it tells. */
  readonly dataset: string | null;
  /** Presets that trained some of these networks, and those that ask for the same settings. */
  readonly presets: readonly string[];
  readonly networks: readonly StoredArtifact[];
  /** What was computed from the networks. */
  readonly results: readonly StoredArtifact[];
}

/** Digits of a configuration's key that are shown. */
export const ID_LENGTH = 8;

/** All artifacts of a configuration. */
export function artifactsOf({ networks, results }: Configuration): StoredArtifact[] {
  return [...networks, ...results];
}

/**
 * Networks by what they were trained with.
 *
 * @param resultsOf what was computed from a network
 */
export function configurationsOf(
  networks: readonly StoredArtifact[],
  resultsOf: (network: StoredArtifact) => readonly StoredArtifact[],
): Configuration[] {
  const names = datasetNames(networks);
  const groups = Map.groupBy(networks, (network) => canonicalJson(settingsOf(network)));
  return [...groups].map(([text, own]) => ({
    key: sha256(text),
    settings: settingsOf(own[0]!),
    dataset: names.get(fingerprintOf(own[0]!) ?? "") ?? null,
    presets: presetsOf(own),
    networks: own,
    results: own.flatMap(resultsOf),
  }));
}

/** All inputs of a network but the one that tells it from others of its configuration. */
function settingsOf({ inputs }: StoredArtifact): Json {
  if (typeof inputs !== "object" || inputs === null || Array.isArray(inputs)) return inputs;
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== "index"));
}

/** What of the configuration that trained a network is used here. */
const note = z.looseObject({
  config: z.looseObject({
    preset: z.string(),
    dataset: z.string(),
    samples: z.object({ train: z.int(), test: z.int() }).nullable(),
    selection: z.string(),
  }),
});

const configOf = ({ sidecar }: StoredArtifact) => note.safeParse(sidecar).data?.config;

/** The fingerprint of the data set that a network was trained on. */
function fingerprintOf({ inputs }: StoredArtifact): string | undefined {
  return z.looseObject({ dataset: z.string() }).safeParse(inputs).data?.dataset;
}

/** Names of data sets by their fingerprint, as the notes of networks have them. */
function datasetNames(networks: readonly StoredArtifact[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const network of networks) {
    const [fingerprint, config] = [fingerprintOf(network), configOf(network)];
    if (fingerprint === undefined || config === undefined) continue;
    const { dataset, samples, selection } = config;
    const parts = [
      dataset,
      ...(samples === null ? [] : [`${samples.train}/${samples.test} samples`]),
      ...(selection === "validation" ? ["validation samples set aside"] : []),
    ];
    names.set(fingerprint, parts.join(", "));
  }
  return names;
}

/** What a configuration says of its networks, but for how many there are. */
const NETWORK_SETTINGS = [
  "dataset",
  "samples",
  "hiddenWidths",
  "initialisation",
  "epochs",
  "batchSize",
  "learningRate",
  "seed",
  "trainer",
] as const satisfies (keyof ExperimentConfig)[];

/** Names of the presets that trained one of the networks or ask for networks like them, in order. */
function presetsOf(networks: readonly StoredArtifact[]): string[] {
  const found = new Set<string>();
  // Networks of one configuration have nearly always the same note.
  const configs = new Map(networks.map((network) => {
    const config = configOf(network);
    return [JSON.stringify(config), config];
  }));
  for (const config of configs.values()) {
    if (config === undefined) continue;
    found.add(config.preset);
    for (const [name, preset] of Object.entries(PRESETS)) {
      const alike = NETWORK_SETTINGS.every((setting) =>
        JSON.stringify(config[setting]) === JSON.stringify(preset[setting])
      );
      if (alike) found.add(name);
    }
  }
  return [...found].sort();
}

/** The inputs of today's networks. */
const networkSettings = z.looseObject({
  dataset: z.string(),
  widths: z.array(z.number()),
  initialisation: z.string(),
  hyperparameters: z.looseObject({
    epochs: z.number(),
    batchSize: z.number(),
    learningRate: z.number(),
  }),
  trainer: z.string(),
  revision: z.string(),
  seed: z.number(),
});

/** Digits of a fingerprint or revision that tell it from others. */
const DIGITS = 8;

/**
 * Data set, widths, training and seed of a configuration, in parts; the bare inputs where they are others
 * than today's networks have.
 */
export function settingsParts(
  { settings, dataset }: Pick<Configuration, "settings" | "dataset">,
): string[] {
  const parsed = networkSettings.safeParse(settings);
  if (!parsed.success) return [JSON.stringify(settings)];
  const { widths, initialisation, hyperparameters, trainer, revision, seed } = parsed.data;
  const { epochs, batchSize, learningRate } = hyperparameters;
  return [
    `data set ${dataset ?? parsed.data.dataset.slice(0, DIGITS)}`,
    widths.join("-"),
    `initialisation ${initialisation}`,
    `${epochs} epochs`,
    `batch size ${batchSize}`,
    `learning rate ${learningRate}`,
    `seed ${seed}`,
    // Of a revision that begins with a hash, the beginning of the hash.
    `trainer ${trainer} ${revision.replace(/^([0-9a-f]{8})[0-9a-f]{56}/, "$1")}`,
  ];
}
