/**
 * Configurations from presets, overrides and variables of the environment; and how many jobs run at once, which no
 * configuration says.
 */
import { z } from "zod";
import type { Schema } from "../studies/step.ts";

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

/** The configurations of a study, or of several studies that share them. */
export interface Settings<Config> {
  /** By name. */
  readonly presets: Readonly<Record<string, Config>>;
  /** The preset of a run that names none. Default: the first one. */
  readonly defaultPreset?: string | undefined;
  /** Strict: unknown settings are errors. */
  readonly schema: Schema<Config>;
  /** Former names of settings, which are still accepted, with the new ones. */
  readonly formerNames?: ReadonlyMap<string, string> | undefined;
}

/**
 * A preset with some values replaced.
 *
 * @throws ConfigError for an unknown preset, an unknown name or a value out of range
 * @example
 * ```ts
 * import { resolveSettings, TRAINING } from "@multiplet/multiplet/paper";
 * import { strictEqual as equal, throws } from "node:assert/strict";
 * equal(resolveSettings(TRAINING, "paper", { networks: 3 }).networks, 3);
 * throws(() => resolveSettings(TRAINING, "paper", { network: 3 }), /network/);
 * ```
 */
export function resolveSettings<Config>(
  { presets, schema, formerNames = new Map(), ...settings }: Settings<Config>,
  preset: string = defaultPreset({ presets, ...settings }),
  overrides: Readonly<Record<string, unknown>> = {},
): Config {
  if (!Object.hasOwn(presets, preset)) {
    throw new ConfigError(
      `Unknown preset "${preset}", use one of ${Object.keys(presets).join(", ")}`,
    );
  }
  if (overrides.preset !== undefined && overrides.preset !== preset) {
    throw new ConfigError(
      "The preset is chosen by its own option (--preset, PRESET), not as a setting: got " +
        `${inShort(overrides.preset)} beside preset ${preset}`,
    );
  }
  const named = Object.entries(overrides)
    .map(([name, value]) => [formerNames.get(name) ?? name, value] as const);
  const twice = named.find(([name], at) => named.findIndex(([other]) => other === name) < at);
  if (twice) {
    throw new ConfigError(`The setting ${twice[0]} is given twice, once by its former name`);
  }
  const own = presets[preset] as object;
  const values = { ...own, ...Object.fromEntries(named), ..."preset" in own && { preset } };
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const flaws = issues.slice(0, MOST_FLAWS).map((issue) => flawOf(issue, values, own));
  const more = issues.length > MOST_FLAWS ? `; and ${issues.length - MOST_FLAWS} more` : "";
  throw new ConfigError(
    `The configuration (preset ${preset}) is not valid: ${flaws.join("; ")}${more}`,
  );
}

const defaultPreset = (
  { presets, defaultPreset }: Pick<Settings<unknown>, "presets" | "defaultPreset">,
): string => defaultPreset ?? Object.keys(presets)[0]!;

const MOST_FLAWS = 5;

/** A value of any kind in one line. */
function inShort(value: unknown): string {
  return Deno.inspect(value, {
    breakLength: Infinity,
    compact: true,
    depth: 1,
    iterableLimit: 10,
    strAbbreviateSize: 60,
  });
}

/** An issue as text: what is wrong, where, and the value in short. */
function flawOf(
  { message, path, ...issue }: {
    readonly message: string;
    readonly path: readonly PropertyKey[];
    readonly code?: string;
  },
  values: object,
  known: object,
): string {
  if (path.length === 0 && issue.code === "unrecognized_keys") {
    return `${message}, the names are ${Object.keys(known).join(", ")}`;
  }
  if (path.length === 0) return message;
  const value = path.reduce(
    (part: unknown, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key],
    values,
  );
  return `${message} at ${z.core.toDotPath([...path])}, got ${inShort(value)}`;
}

/**
 * Overrides from `name=value` texts, as on the command line; a value that is JSON is taken as
 * such, any other as text.
 *
 * @throws ConfigError for a text without a name and an `=`
 * @example
 * ```ts
 * import { parseOverrides } from "@multiplet/multiplet/paper";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual(parseOverrides(["networks=3", "hiddenWidths=[40,20]", "initialisation=he"]), {
 *   networks: 3,
 *   hiddenWidths: [40, 20],
 *   initialisation: "he",
 * });
 * ```
 */
export function parseOverrides(texts: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(texts.map((text) => {
    const [, name, value] = /^([A-Za-z]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new ConfigError(`An override is written name=value, got "${text}"`);
    }
    return [name, parseValue(value)];
  }));
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The variable of the environment that holds a whole configuration as JSON. */
export const CONFIG_VARIABLE = "MULTIPLET_CONFIG";

/**
 * The configuration that a notebook runs with: that of `MULTIPLET_CONFIG`, JSON with a preset and the values that differ
 * from it, as commands set it. Where it is not set: preset from `PRESET`, overrides from `OVERRIDES` (`name=value`,
 * separated by white space, which a value may have inside).
 *
 * @throws ConfigError as {@link resolveSettings} and {@link parseOverrides}, and for a text that is no JSON object
 * @example
 * ```ts
 * import { settingsFromEnvironment, TRAINING } from "@multiplet/multiplet/paper";
 * import { strictEqual as equal } from "node:assert/strict";
 * const environment = new Map([["PRESET", "smoke"], ["OVERRIDES", "networks=2 seed=7"]]);
 * equal(settingsFromEnvironment(TRAINING, environment).networks, 2);
 * ```
 */
export function settingsFromEnvironment<Config>(
  settings: Settings<Config>,
  environment: { get(name: string): string | undefined } = Deno.env,
): Config {
  const json = environment.get(CONFIG_VARIABLE);
  if (json) {
    const { data } = z.record(z.string(), z.unknown()).safeParse(parseValue(json));
    if (data === undefined) {
      throw new ConfigError(`${CONFIG_VARIABLE} must be a JSON object, got "${json.slice(0, 60)}"`);
    }
    const { preset = defaultPreset(settings), ...values } = data;
    return resolveSettings(settings, String(preset), values);
  }
  const text = (environment.get("OVERRIDES") ?? "").trim();
  // Splits only where white space begins: otherwise the time grows with the square of its length.
  const overrides = text === "" ? [] : text.split(/(?<!\s)\s+(?=[A-Za-z]+=)/);
  const preset = environment.get("PRESET") || defaultPreset(settings);
  return resolveSettings(settings, preset, parseOverrides(overrides));
}
