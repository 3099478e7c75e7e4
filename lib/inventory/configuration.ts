/**
 * Networks that were trained alike, with all that was computed from them.
 * @module
 */
import type { StoredArtifact } from "../system/artifacts/scan.ts";
import { canonicalJson, type Json, sha256 } from "../system/artifacts/json.ts";
import { datasetNames, fingerprintOf, presetsOf } from "./network_notes.ts";

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
