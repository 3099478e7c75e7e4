/** Lists of named entries: data sets, estimators, searches, strategies. */

import type { ErrorKind } from "./options.ts";

/**
 * Entries of one kind, each with a name of its own. A function that takes a name also takes a catalogue, by
 * default the built-in one.
 */
export interface Catalogue<Entry extends { readonly name: string }> {
  /** All names, in the order in which entries were added. */
  readonly names: readonly string[];
  /** All entries, in the order of {@link names}. */
  readonly entries: readonly Entry[];
  /** The entry of that name; if there is none, an error that lists the names. */
  get(name: string): Entry;
  /** A new catalogue: the entries of this one, then `more`. */
  with(...more: readonly Entry[]): Catalogue<Entry>;
}

/**
 * A catalogue of `entries`.
 *
 * @param kind the kind of entry in errors, e.g. `"data set"`
 * @param error the class of errors for an unknown name, and for a name that two entries have
 */
export function catalogue<Entry extends { readonly name: string }>(
  kind: string,
  error: ErrorKind,
  entries: readonly Entry[],
): Catalogue<Entry> {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const names = entries.map(({ name }) => name);
  if (byName.size < names.length) {
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    throw new error(`Two entries are called ${kind} "${twice}"; each ${kind} needs its own name`);
  }
  return {
    names,
    entries,
    get: (name) => {
      const entry = byName.get(name);
      if (entry !== undefined) return entry;
      throw new error(`Unknown ${kind} "${name}", use one of ${names.join(", ")}`);
    },
    with: (...more) => catalogue(kind, error, [...entries, ...more]),
  };
}
