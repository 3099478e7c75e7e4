/**
 * An inventory as plain data, which is a file format: `version` changes when a key changes its meaning.
 * @module
 */
import type { Footprint, Leftover, StoredArtifact } from "../system/artifacts/scan.ts";
import { type Amount, amountOf, amountsByKind, type KindAmount } from "./amount.ts";
import { artifactsOf, type Configuration, ID_LENGTH } from "./configuration.ts";
import type { Inventory } from "./inventory.ts";

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
  /** Of the format. */
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
