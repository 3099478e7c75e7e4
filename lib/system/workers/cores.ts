/** Cores of the machine, in Deno, browsers and Node. */

/**
 * Number of logical processors. Node 20 has no `navigator`, and tells the number by a module of its own, which Node
 * before 20.16 does not give without an import: 1 there.
 */
export function coreCount(): number {
  const known = globalThis.navigator?.hardwareConcurrency;
  return known ?? globalThis.process?.getBuiltinModule?.("os").availableParallelism() ?? 1;
}
