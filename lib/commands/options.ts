/**
 * Options that all commands share, parsed strictly.
 * @module
 */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import {
  ConfigError,
  configFromEnvironment,
  type ExperimentConfig,
  parseOverrides,
} from "../experiments/config.ts";
import { DownloadError } from "../data/sources/download.ts";
import { DatasetError } from "../data/dataset.ts";
import { parseWorkers, workersFromEnvironment } from "../experiments/workbench.ts";

/** The command line is not one that the program understands. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A file or value that a command was given cannot be worked with. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/** Options that choose a configuration, and how many jobs run at once. */
export const CONFIG_OPTIONS = {
  preset: { type: "string" },
  set: { type: "string", multiple: true },
  workers: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

/**
 * Parses `args` by `options`; no positional arguments.
 *
 * @throws UsageError for an unknown option, a missing value, a positional argument, or a second value of
 * an option that has one
 */
export function parseOptions<T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  const { values, tokens } = parsed(args, options, false);
  requireSingleValues(tokens, options);
  return values;
}

/** As {@link parseOptions}, with positional arguments: names, in their order. */
export function parseOptionsAndNames<T extends ParseArgsOptionsConfig>(
  args: string[],
  options: T,
) {
  const { values, positionals: names, tokens } = parsed(args, options, true);
  requireSingleValues(tokens, options);
  return { values, names };
}

function parsed<T extends ParseArgsOptionsConfig>(
  args: string[],
  options: T,
  allowPositionals: boolean,
) {
  try {
    return parseArgs({ args, options, allowPositionals, tokens: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0]! : String(error);
    // Where names are allowed, how to write one that begins with a dash is told as well.
    const [what] = reason.split(". To specify");
    throw new UsageError(`${what!.replace(/\.$/, "")}; --help lists the options`);
  }
}

/** Throws for an option with two values where one is meant: which one counts would be a guess. */
function requireSingleValues(
  tokens: readonly { readonly kind: string; readonly name?: string; readonly value?: unknown }[],
  options: ParseArgsOptionsConfig,
): void {
  const given = new Map<string, unknown>();
  for (const { kind, name, value } of tokens) {
    if (kind !== "option" || name === undefined) continue;
    if (options[name]?.type !== "string" || options[name].multiple) continue;
    if (given.has(name)) {
      throw new UsageError(
        `--${name} is given twice, "${given.get(name)}" and "${value}"; it takes one value`,
      );
    }
    given.set(name, value);
  }
}

/** What `--preset NAME --set name=value … --workers N` ask for. */
export interface ConfigChoice {
  readonly workers?: string | undefined;
  readonly preset?: string | undefined;
  readonly set?: string[] | undefined;
}

/**
 * The configuration that the options choose; the environment (`PRESET`, `OVERRIDES`) fills in what
 * they leave out.
 *
 * @throws ConfigError for an unknown preset, an unknown name or a value out of range
 */
export function configFromOptions(choice: ConfigChoice): ExperimentConfig {
  const variables = notebookVariables(choice);
  return configFromEnvironment({ get: (name) => variables[name] });
}

/**
 * The number of workers that the options ask for; the environment (`WORKERS`) or the number of cores
 * where they do not.
 *
 * @throws ConfigError when it is no positive integer
 */
export function workersFromOptions({ workers }: ConfigChoice): number {
  return workers === undefined ? workersFromEnvironment() : parseWorkers(workers);
}

/** The environment variables that give a notebook the same configuration and workers. */
export function notebookVariables(choice: ConfigChoice): Record<string, string> {
  const { preset, set } = choice;
  return {
    WORKERS: `${workersFromOptions(choice)}`,
    PRESET: preset ?? Deno.env.get("PRESET") ?? "",
    OVERRIDES: set === undefined ? Deno.env.get("OVERRIDES") ?? "" : inOneText(set),
  };
}

/** Overrides as one text, as {@link configFromEnvironment} takes it. */
function inOneText(set: string[]): string {
  return Object.entries(parseOverrides(set))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(" ");
}

/** Whether an error is the user's to mend: exit status 2 instead of 1. */
export function isUserError(error: unknown): boolean {
  // What servers and the network do is a failure of the work; files and sizes were given.
  if (error instanceof DownloadError) return false;
  return [UsageError, InputError, ConfigError, DatasetError].some((kind) => error instanceof kind);
}
