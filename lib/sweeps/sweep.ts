/** Sweeps: one study in many configurations, those of a design over axes. */
import { z } from "zod";
import { isDeepStrictEqual } from "node:util";
import { ConfigError, resolveSettings, type Settings } from "../paper/settings.ts";
import {
  aliasedInteractions,
  confoundedPairs,
  type Confounding,
  DesignError,
  fractionOf,
  fullDesign,
} from "./design.ts";

/** A sweep file cannot be used. */
export class SweepError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "SweepError";
}

/** One level of an axis: its name, and the settings that it replaces. */
export interface Level {
  /** Not empty. */
  readonly name: string;
  /** By name. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A choice that a sweep varies. */
export interface Axis {
  /** Letters, digits, hyphens and underscores. */
  readonly name: string;
  /** At least two. */
  readonly levels: readonly Level[];
}

/** A sweep file: the study, its settings, and what is varied. */
export interface SweepFile {
  /** Names its table. */
  readonly name: string;
  /** One of the list of studies. */
  readonly study: string;
  /** The preset that all readings begin with. */
  readonly preset: string;
  /** Settings of all readings, in place of the preset's. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** At least one. */
  readonly axes: readonly Axis[];
  /** `"full"`: all combinations of levels; or a fraction of them, see `fractionOf`. */
  readonly design: "full" | {
    readonly runs: number;
    readonly generators: Readonly<Record<string, readonly number[]>>;
  };
}

/** Letters, digits, hyphens and underscores, as names of files and columns need them. */
const name = z.string().regex(/^[\w-]+$/, "has only letters, digits, hyphens and underscores");
const settings = z.record(z.string(), z.unknown());

/** Strict: unknown names are errors. */
const schema: z.ZodType<SweepFile> = z.strictObject({
  name,
  study: z.string(),
  preset: z.string(),
  settings,
  axes: z.array(z.strictObject({
    name,
    levels: z.array(z.strictObject({ name: z.string().min(1, "is empty"), settings }))
      .min(2, "has fewer than two levels: what does not vary belongs to the settings of the sweep"),
  })).min(1, "is empty: a sweep varies at least one axis"),
  design: z.union([
    z.literal("full"),
    z.strictObject({ runs: z.int(), generators: z.record(z.string(), z.array(z.int())) }),
  ], 'is neither "full" nor { "runs": …, "generators": { … } }'),
});

/** The place of a flaw: axes and levels by their names, where they have any. */
function placeOf(path: readonly PropertyKey[], value: unknown): string {
  let at = value;
  const words = path.map((key) => {
    at = (at as Record<PropertyKey, unknown> | undefined)?.[key];
    const named = (at as { readonly name?: unknown } | undefined)?.name;
    return typeof key === "number" && typeof named === "string" ? `"${named}"` : String(key);
  });
  return words.join(".");
}

/** What is wrong, and where, in one line. */
function flawOf(issue: z.core.$ZodIssue, value: unknown): string {
  const place = placeOf(issue.path, value);
  const at = place === "" ? "" : `${place}: `;
  if (issue.code === "unrecognized_keys") {
    const known = place === ""
      ? "name, study, preset, settings, axes and design"
      : place === "design"
      ? "runs and generators"
      : /axes\.[^.]+$/.test(place)
      ? "name and levels"
      : "name and settings";
    return `${at}there is no ${issue.keys.map((key) => `"${key}"`).join(", ")}, only ${known}`;
  }
  if (issue.code === "invalid_type") {
    return `${at}${
      issue.message.replace(/^Invalid input: /, "").replace(
        "received undefined",
        "and it is missing",
      )
    }`;
  }
  return `${at}${issue.message}`;
}

/** Most configurations of a sweep. */
const MOST_READINGS = 65_536;

/**
 * The sweep of a text.
 *
 * @param file its name, for messages
 * @throws SweepError that says what is wrong and where
 */
export function parseSweep(text: string, file: string): SweepFile {
  const refused = (reason: string, cause?: unknown) =>
    new SweepError(`Cannot use the sweep file ${file}: ${reason}`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refused(`it is no JSON (${(cause as Error).message})`, cause);
  }
  const { success, data, error } = schema.safeParse(value);
  if (!success) {
    throw refused(flawOf(error.issues[0]!, value));
  }
  const { axes } = data;
  const twice = (names: readonly string[]) => names.find((one, at) => names.indexOf(one) < at);
  const axis = twice(axes.map((one) => one.name));
  if (axis !== undefined) throw refused(`two axes are called "${axis}"`);
  for (const { name, levels } of axes) {
    const level = twice(levels.map((one) => one.name));
    if (level !== undefined) throw refused(`two levels of "${name}" are called "${level}"`);
    const same = levels.findIndex((one, at) =>
      levels.slice(0, at).some((other) => isDeepStrictEqual(one.settings, other.settings))
    );
    if (same >= 0) {
      throw refused(
        `the level "${levels[same]!.name}" of "${name}" has the same settings as another one`,
      );
    }
  }
  for (const [at, { name, levels }] of axes.entries()) {
    const own = new Set(levels.flatMap((level) => Object.keys(level.settings)));
    const other = axes.slice(0, at).find((one) =>
      one.levels.some((level) => Object.keys(level.settings).some((key) => own.has(key)))
    );
    if (other !== undefined) {
      throw refused(`the axes "${other.name}" and "${name}" replace the same setting`);
    }
  }
  try {
    designOf(data);
  } catch (cause) {
    if (cause instanceof DesignError) throw refused(cause.message, cause);
    throw cause;
  }
  return data;
}

const designAxes = ({ axes }: SweepFile) =>
  axes.map(({ name, levels }) => ({ name, levels: levels.length }));

function designOf(sweep: SweepFile): number[][] {
  const axes = designAxes(sweep);
  if (sweep.design !== "full") return fractionOf(axes, sweep.design);
  const count = axes.reduce((product, { levels }) => product * levels, 1);
  if (count > MOST_READINGS) {
    throw new DesignError(`The full design has ${count} combinations, at most ${MOST_READINGS}`);
  }
  return fullDesign(axes);
}

/** The interactions that a sweep cannot tell from main effects; none in a full design. */
export function confounded(sweep: SweepFile): Confounding[] {
  return sweep.design === "full" ? [] : confoundedPairs(designAxes(sweep), sweep.design);
}

/** Sets of interactions of two axes that a sweep cannot tell from each other; none in a full design. */
export function interactions(sweep: SweepFile): (readonly [string, string])[][] {
  return sweep.design === "full" ? [] : aliasedInteractions(designAxes(sweep), sweep.design);
}

/** One configuration of a sweep. */
export interface Reading<Config> {
  /** Of each axis the name of the level. */
  readonly levels: Readonly<Record<string, string>>;
  /** The preset with the settings of all readings and of the levels. */
  readonly config: Config;
}

/**
 * All configurations of a sweep, in the order of its design.
 *
 * @throws SweepError for a preset or settings that the study does not have, with the levels that ask for them, and for two
 *   readings with the same configuration
 */
export function readingsOf<Config>(sweep: SweepFile, known: Settings<Config>): Reading<Config>[] {
  const configOf = (overrides: Readonly<Record<string, unknown>>, words: string) => {
    try {
      return resolveSettings(known, sweep.preset, overrides);
    } catch (cause) {
      if (!(cause instanceof ConfigError)) throw cause;
      const isCommon = flawIn(sweep, known) === cause.message;
      throw new SweepError(
        `Cannot use the sweep ${sweep.name}, ${
          isCommon ? "its settings" : words
        }: ${cause.message}`,
        { cause },
      );
    }
  };
  const found = new Map<string, string>();
  return designOf(sweep).map((run) => {
    const chosen = sweep.axes.map(({ levels }, at) => levels[run[at]!]!);
    const overrides = Object.assign({}, sweep.settings, ...chosen.map(({ settings }) => settings));
    const levels = Object.fromEntries(
      sweep.axes.map((axis, at) => [axis.name, chosen[at]!.name]),
    );
    const words = Object.entries(levels).map(([axis, level]) => `${axis} ${level}`).join(", ");
    const config = configOf(overrides, words);
    const other = found.getOrInsert(JSON.stringify(config), words);
    if (other !== words) {
      throw new SweepError(
        `Cannot use the sweep ${sweep.name}: two readings have the same configuration, ${other} and ${words}`,
      );
    }
    return { levels, config };
  });
}

/** What is wrong with the settings of all readings, without those of levels. */
function flawIn<Config>(
  { preset, settings }: SweepFile,
  known: Settings<Config>,
): string | undefined {
  try {
    resolveSettings(known, preset, settings);
    return undefined;
  } catch (cause) {
    if (cause instanceof ConfigError) return cause.message;
    throw cause;
  }
}
