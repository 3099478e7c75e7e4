/**
 * Where a result was computed.
 * @module
 */
import { cpus, totalmem } from "node:os";

/** Machine and runtime, recorded beside results; never part of a key. */
export type Environment = {
  readonly deno: string;
  readonly v8: string;
  readonly os: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
};

/** Describes the machine and the runtime. Needs the `sys` permission. */
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
