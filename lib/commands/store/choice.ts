/** The results in a store that a user names for removal, and their removal. */
import { type Removable, removeFromStore } from "../../system/artifacts/removal.ts";
import {
  isDamaged,
  type Leftover,
  leftover,
  type StoredArtifact,
} from "../../system/artifacts/scan.ts";
import { UsageError } from "../../request/values.ts";
import { type Configuration, type Inventory, NETWORK, networkOf, partition } from "./inventory.ts";

export interface Choice {
  readonly artifacts: readonly StoredArtifact[];
  readonly damaged: readonly Leftover[];
  readonly partial: readonly Leftover[];
  /** Notes to read before the removal; one sentence each, without a full stop. */
  readonly notes: readonly string[];
}

/** True if no process uses an unfinished file, which takes seconds: its last change is over an hour ago. */
function isAbandoned({ changed }: Pick<Leftover, "changed">, now: number): boolean {
  return now - changed > 3_600_000;
}

/**
 * The files that match `names`: configurations by the first digits of their key, kinds, `orphans`, `damaged` or
 * `partial`. A configuration includes the results computed from its networks, a kind does not.
 *
 * @param now milliseconds since 1970
 * @throws UsageError for a name that matches nothing, or several configurations
 */
export function choose(
  inventory: Inventory,
  names: readonly string[],
  now: number = Date.now(),
): Choice {
  const notes: string[] = [];
  const named = [...new Set(names)].flatMap((name): readonly StoredArtifact[] => {
    if (name === "damaged" || name === "partial") return [];
    if (name === "orphans") return inventory.orphans;
    if (inventory.kinds.includes(name)) {
      return inventory.artifacts.filter(({ kind }) => kind === name);
    }
    const { id, presets, artifacts } = configurationNamed(name, inventory);
    if (presets.length > 1) {
      notes.push(
        `configuration ${id} is shared by the presets ${presets.join(", ")}: ` +
          "a run of any of them trains its networks again",
      );
    }
    return artifacts;
  });
  const chosen = new Set(named);
  const partial = names.includes("partial") ? inventory.partial : [];
  const abandoned = partial.filter((one) => isAbandoned(one, now));
  const busy = partial.length - abandoned.length;
  if (busy > 0) {
    notes.push(`${busy} of partial changed within the last hour and may be in use: not removed`);
  }
  notes.push(...orphaningNote(inventory, chosen));
  return {
    artifacts: [...chosen],
    damaged: names.includes("damaged") ? inventory.damaged : [],
    partial: abandoned,
    notes,
  };
}

function configurationNamed(name: string, { kinds, configurations }: Inventory): Configuration {
  // Fewer digits are taken for a typing error.
  const named = /^[0-9a-f]{4,}$/.test(name);
  const found = named ? configurations.filter(({ key }) => key.startsWith(name)) : [];
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    const keys = found.map(({ key }) => key).join(", ");
    throw new UsageError(
      `"${name}" matches ${found.length} configurations; write more digits of one of ${keys}`,
    );
  }
  const ids = configurations.map(({ id }) => id).join(", ") || "there is none";
  throw new UsageError(
    `"${name}" matches nothing in the store: name a configuration by the first 4 or more digits of its ` +
      `id (${ids}), a kind (${kinds.join(", ") || "there is none"}), or orphans, damaged, partial`,
  );
}

/** A note with the number of results that stay although their network is removed. */
function orphaningNote(
  { configurations }: Inventory,
  chosen: ReadonlySet<StoredArtifact>,
): string[] {
  const networks = new Set([...chosen].flatMap(({ kind, key }) => kind === NETWORK ? [key] : []));
  const left = configurations.flatMap(({ results }) => results)
    .filter((one) => !chosen.has(one) && networks.has(networkOf(one) ?? ""));
  if (left.length === 0) return [];
  return [
    `${left.length} results of these networks are not removed and become orphans; they are used again ` +
    "when the same networks are trained again",
  ];
}

/**
 * Removes the choice from the store `root`: results before the networks that they were computed from, so that
 * an interrupt leaves no orphans.
 *
 * @throws ArtifactError when something cannot be removed
 */
export function prune(
  root: string,
  { artifacts, damaged, partial }: Choice,
  options: { readonly signal?: AbortSignal } = {},
) {
  const [networks, results] = partition(artifacts, ({ kind }) => kind === NETWORK);
  const parts: Removable[] = [
    ...[...results, ...networks].map(({ folder }) => ({ path: folder })),
    ...damaged.map(({ path, location }) => (
      { path, isStill: () => location === undefined || isDamaged(location) }
    )),
    ...partial.map(({ path, reason }) => ({
      path,
      isStill: () => isAbandoned(leftover(path, reason), Date.now()),
    })),
  ];
  return removeFromStore(root, parts, options);
}
