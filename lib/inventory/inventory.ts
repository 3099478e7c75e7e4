/**
 * What a store keeps, by what it belongs to, and added up as plain data.
 * @module
 */
import { join } from "node:path";
import { z } from "zod";
import type {
  Footprint,
  Leftover,
  StoreContents,
  StoredArtifact,
} from "../system/artifacts/scan.ts";
import { artifactsOf, type Configuration, configurationsOf, ID_LENGTH } from "./configuration.ts";

/** Artifacts, added up. */
export interface Amount extends Footprint {
  readonly artifacts: number;
  /** Seconds of work, as far as it was noted. */
  readonly seconds: number;
  /** When the newest was finished, e.g. `"2026-11-28T14:55:39.519Z"`; `null` where none has a note. */
  readonly newest: string | null;
}

/** What was noted beside an artifact; the note may be gone or changed, the artifact counts. */
const note = z.looseObject({ seconds: z.number().min(0), finished: z.iso.datetime() }).partial();

/** Footprints, added up. */
export function footprintOf(parts: readonly Footprint[]): Footprint {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    bytes: sum(parts.map(({ bytes }) => bytes)),
    bytesOnDisk: sum(parts.map(({ bytesOnDisk }) => bytesOnDisk)),
  };
}

/** The amount of artifacts. */
export function amountOf(artifacts: readonly StoredArtifact[]): Amount {
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

/** A kind of artifacts with its amount. */
export interface KindAmount extends Amount {
  readonly kind: string;
}

/** The amounts of the kinds among artifacts, networks first, then in alphabetical order. */
export function amountsByKind(artifacts: readonly StoredArtifact[]): KindAmount[] {
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
      .map((configuration) => {
        return { configuration, newest: amountOf(artifactsOf(configuration)).newest ?? "" };
      })
      .sort((a, b) => a.newest > b.newest ? -1 : 1)
      .map(({ configuration }) => configuration),
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
  if (typeof inputs !== "object" || inputs === null || !("network" in inputs)) return undefined;
  return typeof inputs.network === "string" ? inputs.network : undefined;
}

/** Those for which the test holds, and the others. */
export function partition<Item>(
  items: readonly Item[],
  test: (item: Item) => boolean,
): [Item[], Item[]] {
  const groups = Map.groupBy(items, test);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}

/** Artifacts that belong together, added up. */
export interface GroupReport extends Amount {
  readonly kinds: readonly KindAmount[];
}

/** A configuration, added up. */
export interface ConfigurationReport
  extends Pick<Configuration, "key" | "settings" | "dataset" | "presets">, GroupReport {
  /** The beginning of the key, which names the configuration. */
  readonly id: string;
}

/** A file or folder that is no finished artifact. */
export interface LeftoverReport extends Footprint {
  readonly path: string;
  readonly reason: string;
  /** When it was changed last; `null` where that is not told. */
  readonly changed: string | null;
}

/** What a store keeps. */
export interface StoreReport extends GroupReport {
  /** Of the format: it changes when a key changes its meaning. */
  readonly version: 1;
  /** Folder of the store. */
  readonly store: string;
  /** The newest first. */
  readonly configurations: readonly ConfigurationReport[];
  /** Results of networks that are not in the store any more. */
  readonly orphans: GroupReport;
  /** Artifacts that were not computed from a network. */
  readonly others: GroupReport;
  readonly damaged: readonly LeftoverReport[];
  readonly partial: readonly LeftoverReport[];
  readonly foreign: readonly LeftoverReport[];
}

/** The inventory of a store, added up. */
export function storeReport(inventory: Inventory): StoreReport {
  const { root, artifacts, configurations, orphans, others } = inventory;
  return {
    version: 1,
    store: root,
    ...groupReport(artifacts),
    configurations: configurations.map((configuration) => {
      const { key, settings, dataset, presets } = configuration;
      const id = key.slice(0, ID_LENGTH);
      return { id, key, presets, dataset, settings, ...groupReport(artifactsOf(configuration)) };
    }),
    orphans: groupReport(orphans),
    others: groupReport(others),
    damaged: inventory.damaged.map(leftoverReport),
    partial: inventory.partial.map(leftoverReport),
    foreign: inventory.foreign.map(leftoverReport),
  };
}

function groupReport(artifacts: readonly StoredArtifact[]): GroupReport {
  return { ...amountOf(artifacts), kinds: amountsByKind(artifacts) };
}

function leftoverReport({ path, reason, bytes, bytesOnDisk, changed }: Leftover): LeftoverReport {
  const when = changed === 0 ? null : new Date(changed).toISOString();
  return { path, reason, bytes, bytesOnDisk, changed: when };
}
