/**
 * Settings of a run that need no configuration: how many jobs run at once; and the error for any setting.
 */

/** A preset, an override or an environment variable that cannot be used. */
export class ConfigError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "ConfigError";
}

/**
 * A number of workers from text.
 *
 * @throws ConfigError unless it is an integer from 1 to 1024
 * @example
 * ```ts
 * import { parseWorkers } from "@multiplet/multiplet/paper";
 * import { strictEqual as equal, throws } from "node:assert/strict";
 * equal(parseWorkers("4"), 4);
 * throws(() => parseWorkers("0"), /an integer from 1 to 1024, got "0"/);
 * ```
 */
export function parseWorkers(text: string): number {
  const workers = Number(text);
  if (!/^\d+$/.test(text) || workers < 1 || workers > 1024) {
    throw new ConfigError(`The number of workers is an integer from 1 to 1024, got "${text}"`);
  }
  return workers;
}

/**
 * The number of workers in `WORKERS`, or one for each processor core.
 *
 * @throws ConfigError as {@link parseWorkers}
 * @example
 * ```ts
 * import { workersFromEnvironment } from "@multiplet/multiplet/paper";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(workersFromEnvironment({ get: () => "4" }), 4);
 * equal(workersFromEnvironment({ get: () => undefined }), navigator.hardwareConcurrency);
 * ```
 */
export function workersFromEnvironment(
  environment: { get(name: string): string | undefined } = Deno.env,
): number {
  const text = environment.get("WORKERS");
  return text ? parseWorkers(text) : navigator.hardwareConcurrency;
}
