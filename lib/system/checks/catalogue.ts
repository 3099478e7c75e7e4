/** Things that are known by a name: data sets, estimators, searches, strategies. */

import type { ErrorKind } from "./options.ts";

/**
 * Entries of one kind, each with a name of its own. A catalogue is a value that is passed in: functions
 * that take a name take the catalogue beside it, and the built-in one is their default.
 */
export interface Catalogue<Entry extends { readonly name: string }> {
  /** All names, in the order in which entries were added. */
  readonly names: readonly string[];
  /** All entries, in the order of {@link names}. */
  readonly entries: readonly Entry[];
  /** The entry of that name; an error that lists the names where there is none. */
  get(name: string): Entry;
  /** A catalogue with more entries behind those of this one, which stays as it is. */
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
