/**
 * What a store keeps, by what it belongs to, and added up as plain data. Results do not depend on the notes
 * beside networks; a note may be gone or have been changed.
 */
import { join } from "node:path";
import { z } from "zod";
import { type ExperimentConfig, PRESETS } from "../../paper/config.ts";
import { canonicalJson, type Json, sha256 } from "../../system/artifacts/json.ts";
import type {
  Footprint,
  Leftover,
  StoreContents,
  StoredArtifact,
} from "../../system/artifacts/scan.ts";

/** Networks of the same inputs but for their index, and the artifacts that name one of them. */
export interface Configuration {
  /** SHA-256 of {@link settings}, and its first digits, which the list shows. */
  readonly key: string;
  readonly id: string;
  readonly settings: Json;
  /** What the data set is called, where a note beside a network trained on it tells. */
  readonly dataset: string | null;
  /** Presets that trained some of these networks, and those that ask for the same settings. */
  readonly presets: readonly string[];
  /** What was computed from its networks. */
  readonly results: readonly StoredArtifact[];
  /** Networks and results. */
  readonly artifacts: readonly StoredArtifact[];
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
  return [...groups].map(([text, own]) => {
    const key = sha256(text);
    const results = own.flatMap(resultsOf);
    return {
      key,
      id: key.slice(0, DIGITS),
      settings: settingsOf(own[0]!),
      dataset: names.get(fingerprintOf(own[0]!) ?? "") ?? null,
      presets: presetsOf(own),
      results,
      artifacts: [...own, ...results],
    };
  });
}

/** All inputs of a network but the one that tells it from others of its configuration. */
function settingsOf({ inputs }: StoredArtifact): Json {
  if (typeof inputs !== "object" || inputs === null || Array.isArray(inputs)) return inputs;
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== "index"));
}

/** What of the configuration that trained a network is used here. */
const trainingNote = z.looseObject({
  config: z.looseObject({
    preset: z.string(),
    dataset: z.string(),
    samples: z.object({ train: z.int(), test: z.int() }).nullable(),
    selection: z.string(),
  }),
});

const configOf = ({ sidecar }: StoredArtifact) => trainingNote.safeParse(sidecar).data?.config;

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

/** Digits of a key or fingerprint that are shown. */
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

/** What was noted beside an artifact; the note may be gone or changed, the artifact counts. */
const note = z.looseObject({ seconds: z.number().min(0), finished: z.iso.datetime() }).partial();

export function footprintOf(parts: readonly Footprint[]): Footprint {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    bytes: sum(parts.map(({ bytes }) => bytes)),
    bytesOnDisk: sum(parts.map(({ bytesOnDisk }) => bytesOnDisk)),
  };
}

/** Artifacts, added up; `newest` and `seconds` of work as far as they were noted. */
export function amountOf(artifacts: readonly StoredArtifact[]) {
  const notes = artifacts.map(({ sidecar }) => note.safeParse(sidecar).data ?? {});
  return {
    artifacts: artifacts.length,
    ...footprintOf(artifacts),
    seconds: notes.reduce((total, { seconds = 0 }) => total + seconds, 0),
    newest: notes.reduce<string | null>(
      (newest, { finished = null }) => (finished ?? "") > (newest ?? "") ? finished : newest,
      null,
    ),
  };
}

export type Amount = ReturnType<typeof amountOf>;

/** The amounts of the kinds among artifacts, networks first, then in alphabetical order. */
export function amountsByKind(artifacts: readonly StoredArtifact[]) {
  return [...Map.groupBy(artifacts, ({ kind }) => kind)]
    .map(([kind, own]) => ({ kind, ...amountOf(own) }))
    .sort((a, b) => rank(a.kind) < rank(b.kind) ? -1 : 1);
}

const rank = (kind: string) => kind === NETWORK ? "" : kind;

/** Kind of the trained networks, which other artifacts are computed from. */
export const NETWORK = "network";

/** The contents of a store; each artifact belongs to one configuration, or to one of the other two lists. */
export interface Inventory extends StoreContents {
  /** The newest first. */
  readonly configurations: readonly Configuration[];
  /** What was computed from networks that are not in the store any more. */
  readonly orphans: readonly StoredArtifact[];
  /** What was not computed from a network, or from one that is listed as foreign and may be whole. */
  readonly others: readonly StoredArtifact[];
}

/** Sorts the contents of a store by what they belong to. */
export function takeInventory(contents: StoreContents): Inventory {
  const [networks, rest] = partition(contents.artifacts, ({ kind }) => kind === NETWORK);
  const maybe = networksNotLookedAt(contents);
  const [computed, others] = partition(rest, (one) => {
    const network = networkOf(one);
    return network !== undefined && !maybe(network);
  });
  const byNetwork = Map.groupBy(computed, (one) => networkOf(one)!);
  const keys = new Set(networks.map(({ key }) => key));
  return {
    ...contents,
    configurations: configurationsOf(networks, ({ key }) => byNetwork.get(key) ?? [])
      .map((one) => [one, amountOf(one.artifacts).newest ?? ""] as const)
      .sort(([, a], [, b]) => a > b ? -1 : 1)
      .map(([one]) => one),
    orphans: computed.filter((one) => !keys.has(networkOf(one)!)),
    others,
  };
}

/** Tells which networks may be whole where nobody looked, so that their results are no orphans. */
function networksNotLookedAt({ root, foreign }: StoreContents): (key: string) => boolean {
  const folder = join(root, NETWORK);
  const paths = new Set(foreign.map(({ path }) => path));
  return (key) => paths.has(folder) || paths.has(join(folder, key));
}

/** The key of the network that an artifact was computed from. */
export function networkOf({ inputs }: StoredArtifact): string | undefined {
  return z.looseObject({ network: z.string() }).safeParse(inputs).data?.network;
}

/** Those for which the test holds, and the others. */
export function partition<Item>(
  items: readonly Item[],
  test: (item: Item) => boolean,
): [Item[], Item[]] {
  const groups = Map.groupBy(items, test);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}

/** The inventory of a store, added up: what `store --json` writes. */
export function storeReport(inventory: Inventory) {
  const { root, artifacts, configurations, orphans, others, damaged, partial, foreign } = inventory;
  return {
    /** Of the format: it changes when a key changes its meaning. */
    version: 1,
    store: root,
    ...groupReport(artifacts),
    configurations: configurations.map(({ id, key, presets, dataset, settings, artifacts }) => {
      return { id, key, presets, dataset, settings, ...groupReport(artifacts) };
    }),
    orphans: groupReport(orphans),
    others: groupReport(others),
    damaged: damaged.map(leftoverReport),
    partial: partial.map(leftoverReport),
    foreign: foreign.map(leftoverReport),
  };
}

export type StoreReport = ReturnType<typeof storeReport>;

function groupReport(artifacts: readonly StoredArtifact[]) {
  return { ...amountOf(artifacts), kinds: amountsByKind(artifacts) };
}

/** When it was changed last is `null` where that is not told. */
function leftoverReport({ path, reason, bytes, bytesOnDisk, changed }: Leftover) {
  const when = changed === 0 ? null : new Date(changed).toISOString();
  return { path, reason, bytes, bytesOnDisk, changed: when };
}
