/**
 * The default limit of a search's memory.
 * @module
 */

/** The limit where the process may not ask for the machine's memory: 2 GiB. */
const UNKNOWN = 2 ** 31;

/** Half of the machine's memory where this process may ask for it (`--allow-sys`), else 2 GiB. */
export function defaultMaxBytes(): number {
  const { state } = Deno.permissions.querySync({ name: "sys", kind: "systemMemoryInfo" });
  return state === "granted" ? Deno.systemMemoryInfo().total / 2 : UNKNOWN;
}
