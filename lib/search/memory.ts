/**
 * How much memory a search may take unless it is told.
 * @module
 */

/** Where the machine's memory is not known: 2 GiB. */
const UNKNOWN = 2 ** 31;

/** Half of the machine's memory where this process may ask for it (`--allow-sys`), else 2 GiB. */
export function defaultMaxBytes(): number {
  const { state } = Deno.permissions.querySync({ name: "sys", kind: "systemMemoryInfo" });
  return state === "granted" ? Deno.systemMemoryInfo().total / 2 : UNKNOWN;
}
