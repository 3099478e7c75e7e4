/**
 * The contents of a store by configuration, and their sums as plain data. Results do not depend on the notes
 * (sidecar files) of networks, which can be missing or changed.
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

/** Networks with equal inputs except for their index, and the artifacts computed from them. */
export interface Configuration {
  /** SHA-256 of {@link settings}, and its first digits, which the list shows. */
  readonly key: string;
  readonly id: string;
  readonly settings: Json;
  /** The name of the data set, if the note of a network contains it. */
  readonly dataset: string | null;
  /** Presets that trained some of these networks, and presets with the same settings. */
  readonly presets: readonly string[];
  /** Artifacts computed from its networks. */
  readonly results: readonly StoredArtifact[];
  /** Networks and results. */
  readonly artifacts: readonly StoredArtifact[];
}

function configurationsOf(
  networks: readonly StoredArtifact[],
  resultsOf: (network: StoredArtifact) => readonly StoredArtifact[],
): Configuration[] {
  const names = new Map(networks.flatMap(datasetName));
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

/** All inputs of a network except its index, in which networks of one configuration differ. */
function settingsOf({ inputs }: StoredArtifact): Json {
  if (typeof inputs !== "object" || inputs === null || Array.isArray(inputs)) return inputs;
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== "index"));
}

/** The used part of the configuration in the note of a network. */
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

/** The fingerprint and the name of a network's data set; nothing if its note lacks the name. */
function datasetName(network: StoredArtifact): [fingerprint: string, name: string][] {
  const [fingerprint, config] = [fingerprintOf(network), configOf(network)];
  if (fingerprint === undefined || config === undefined) return [];
  const { dataset, samples, selection } = config;
  const parts = [
    dataset,
    ...(samples === null ? [] : [`${samples.train}/${samples.test} samples`]),
    ...(selection === "validation" ? ["with validation samples"] : []),
  ];
  return [[fingerprint, parts.join(", ")]];
}

/** Names of the presets that trained one of the networks or have the same settings, sorted. */
function presetsOf(networks: readonly StoredArtifact[]): string[] {
  const configs = networks.flatMap((network) => configOf(network) ?? []);
  const trained = new Set(configs.map(networkSettings));
  const alike = Object.values(PRESETS).filter((preset) => trained.has(networkSettings(preset)));
  return [...new Set([...configs, ...alike].map(({ preset }) => preset))].sort();
}

/** The settings in a configuration that its networks depend on, as text. */
function networkSettings(config: Partial<Record<keyof ExperimentConfig, unknown>>): string {
  const { dataset, samples, hiddenWidths, initialisation, seed, trainer } = config;
  const { epochs, batchSize, learningRate } = config;
  return JSON.stringify([
    ...[dataset, samples, hiddenWidths, initialisation, seed, trainer],
    ...[epochs, batchSize, learningRate],
  ]);
}

const networkInputs = z.looseObject({
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

/** Number of displayed digits of a key or fingerprint. */
const DIGITS = 8;

/**
 * Data set, widths, training and seed of a configuration, as separate texts; inputs in another format as JSON.
 */
export function settingsParts(
  { settings, dataset }: Pick<Configuration, "settings" | "dataset">,
): string[] {
  const parsed = networkInputs.safeParse(settings);
  if (!parsed.success) return [JSON.stringify(settings)];
  const { widths, initialisation, hyperparameters, trainer, revision, seed } = parsed.data;
  const { epochs, batchSize, learningRate } = hyperparameters;
  return [
    `data set ${dataset ?? parsed.data.dataset.slice(0, DIGITS)}`,
    widths.join("-"),
    `initialisation ${initialisation}`,
    ...[`${epochs} epochs`, `batch size ${batchSize}`, `learning rate ${learningRate}`],
    `seed ${seed}`,
    // The hash at the start of a revision is shortened.
    `trainer ${trainer} ${revision.replace(/^([0-9a-f]{8})[0-9a-f]{56}/, "$1")}`,
  ];
}

/** The used part of an artifact's note, which can be missing or changed. */
const note = z.looseObject({ seconds: z.number().min(0), finished: z.iso.datetime() }).partial();

/** Sums over files or artifacts; `newest` and `seconds` of work only from existing notes. */
export function amountOf(parts: readonly (Footprint & Partial<StoredArtifact>)[]) {
  const amount = { artifacts: parts.length, bytes: 0, bytesOnDisk: 0, seconds: 0 };
  let newest: string | null = null;
  for (const { bytes, bytesOnDisk, sidecar } of parts) {
    const { seconds = 0, finished = "" } = note.safeParse(sidecar).data ?? {};
    amount.bytes += bytes;
    amount.bytesOnDisk += bytesOnDisk;
    amount.seconds += seconds;
    if (finished > (newest ?? "")) newest = finished;
  }
  return { ...amount, newest };
}

export type Amount = ReturnType<typeof amountOf>;

/** The amounts of the kinds among artifacts, networks first, then in alphabetical order. */
export function amountsByKind(artifacts: readonly StoredArtifact[]) {
  return [...Map.groupBy(artifacts, ({ kind }) => kind)]
    .map(([kind, own]) => ({ kind, ...amountOf(own) }))
    .sort((a, b) => rank(a.kind) < rank(b.kind) ? -1 : 1);
}

const rank = (kind: string) => kind === NETWORK ? "" : kind;

/** Kind of the trained networks, from which other artifacts are computed. */
export const NETWORK = "network";

/** The contents of a store; each artifact is in one configuration, in `orphans` or in `others`. */
export interface Inventory extends StoreContents {
  /** The newest first. */
  readonly configurations: readonly Configuration[];
  /** Artifacts computed from networks that are no longer in the store. */
  readonly orphans: readonly StoredArtifact[];
  /** Artifacts not computed from a network, or from one that is listed as foreign and may be intact. */
  readonly others: readonly StoredArtifact[];
}

/** Groups the contents of a store. */
export function takeInventory(contents: StoreContents): Inventory {
  const [networks, rest] = partition(contents.artifacts, ({ kind }) => kind === NETWORK);
  // A foreign network was not read and may be intact: its results are no orphans.
  const folder = join(contents.root, NETWORK);
  const unread = new Set(contents.foreign.map(({ path }) => path));
  const [computed, others] = partition(rest, (one) => {
    const network = networkOf(one);
    return network !== undefined && !unread.has(folder) && !unread.has(join(folder, network));
  });
  const byNetwork = Map.groupBy(computed, (one) => networkOf(one)!);
  const keys = new Set(networks.map(({ key }) => key));
  return {
    ...contents,
    configurations: configurationsOf(networks, ({ key }) => byNetwork.get(key) ?? [])
      .map((one) => ({ one, newest: amountOf(one.artifacts).newest ?? "" }))
      .sort((a, b) => a.newest > b.newest ? -1 : 1).map(({ one }) => one),
    orphans: computed.filter((one) => !keys.has(networkOf(one)!)),
    others,
  };
}

const named = z.looseObject({ network: z.string() });
const searched = z.looseObject({
  searched: z.union([named.transform((one) => [one]), z.array(named)]),
});

/** The key of the network that an artifact was computed from. */
export function networkOf({ inputs }: StoredArtifact): string | undefined {
  return named.safeParse(inputs).data?.network ??
    // Computed from the searches of a layer, or of several.
    searched.safeParse(inputs).data?.searched.at(0)?.network;
}

/** The items that pass the test, and the others. */
export function partition<Item>(
  items: readonly Item[],
  test: (item: Item) => boolean,
): [Item[], Item[]] {
  const groups = Map.groupBy(items, test);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}

/** The sums of an inventory: the JSON of `store --json`. */
export function storeReport(inventory: Inventory) {
  const { root, artifacts, configurations, orphans, others, damaged, partial, foreign } = inventory;
  return {
    /** Version of the format; it changes if a key changes its meaning. */
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

/** `changed` is `null` if the time of the last change is unknown. */
function leftoverReport({ path, reason, bytes, bytesOnDisk, changed }: Leftover) {
  const when = changed === 0 ? null : new Date(changed).toISOString();
  return { path, reason, bytes, bytesOnDisk, changed: when };
}
