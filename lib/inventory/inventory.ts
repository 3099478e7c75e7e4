/**
 * What a store keeps, by what it belongs to.
 * @module
 */
import { join } from "node:path";
import type { StoreContents, StoredArtifact } from "../system/artifacts/scan.ts";
import { amountOf, NETWORK } from "./amount.ts";
import { type Configuration, configurationsOf } from "./configuration.ts";

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
  const age = ({ networks, results }: Configuration) =>
    amountOf([...networks, ...results]).newest ?? "";
  return {
    ...contents,
    configurations: configurationsOf(networks, ({ key }) => byNetwork.get(key) ?? [])
      .map((configuration) => ({ configuration, newest: age(configuration) }))
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
function partition<Item>(
  items: readonly Item[],
  test: (item: Item) => boolean,
): [Item[], Item[]] {
  const groups = Map.groupBy(items, test);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}
