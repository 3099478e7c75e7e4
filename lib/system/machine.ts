/** The machine: where a result was computed, and how much memory a computation may take. */
import { cpus, totalmem } from "node:os";

/** Machine and runtime, recorded beside results; never part of a key. */
export type Environment = {
  /** Version of Deno, e.g. `"2.9.6"`. */
  readonly deno: string;
  /** Version of its engine. */
  readonly v8: string;
  /** System and architecture, e.g. `"linux x86_64"`. */
  readonly os: string;
  /** Model of the processor; `"unknown"` if the system does not report it. */
  readonly cpu: string;
  /** Number of logical processors. */
  readonly cores: number;
  /** Main memory in GiB, rounded. */
  readonly memoryGiB: number;
};

/**
 * Describes the machine and the runtime. Needs the `sys` permission.
 *
 * @example
 * ```ts
 * import { currentEnvironment } from "@multiplet/multiplet/artifacts";
 * import { ok, strictEqual as equal } from "node:assert/strict";
 * const { deno, cores } = currentEnvironment();
 * equal(deno, Deno.version.deno);
 * ok(cores >= 1);
 * ```
 */
export function currentEnvironment(): Environment {
  const processors = cpus();
  return {
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    os: `${Deno.build.os} ${Deno.build.arch}`,
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}

/** The limit without the permission to read the machine's memory size: 2 GiB. */
const UNKNOWN = 2 ** 31;

/** Bytes: half of the machine's memory where this process may ask for it (`--allow-sys`), else 2 GiB. */
export function machineMemoryLimit(): number {
  const { state } = Deno.permissions.querySync({ name: "sys", kind: "systemMemoryInfo" });
  return state === "granted" ? Deno.systemMemoryInfo().total / 2 : UNKNOWN;
}
