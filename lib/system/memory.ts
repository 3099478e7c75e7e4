/**
 * The memory that a computation may take on this machine.
 * @module
 */

/** The limit where the process may not ask for the machine's memory: 2 GiB. */
const UNKNOWN = 2 ** 31;

/** Bytes: half of the machine's memory where this process may ask for it (`--allow-sys`), else 2 GiB. */
export function machineMemoryLimit(): number {
  const { state } = Deno.permissions.querySync({ name: "sys", kind: "systemMemoryInfo" });
  return state === "granted" ? Deno.systemMemoryInfo().total / 2 : UNKNOWN;
}
