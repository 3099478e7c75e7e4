/**
 * Options that all commands share, parsed strictly.
 * @module
 */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import {
  ConfigError,
  DEFAULT_PRESET,
  type ExperimentConfig,
  parseOverrides,
  resolveConfig,
} from "../experiments/config.ts";

/** The command line is not one that the program understands. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Options that choose a configuration. */
export const CONFIG_OPTIONS = {
  preset: { type: "string" },
  set: { type: "string", multiple: true },
} as const satisfies ParseArgsOptionsConfig;

/**
 * Parses `args` by `options`; no positional arguments.
 *
 * @throws UsageError for an unknown option, a missing value or a positional argument
 */
export function parseOptions<T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split("\n")[0]! : String(error));
  }
}

/**
 * The configuration of `--preset NAME --set name=value …`; the environment (`PRESET`, `OVERRIDES`)
 * fills in what the command line leaves out.
 */
export function configFromOptions(
  options: { readonly preset?: string | undefined; readonly set?: string[] | undefined },
): ExperimentConfig {
  const inherited = (Deno.env.get("OVERRIDES") ?? "").split(/\s+/).filter(Boolean);
  return resolveConfig(
    options.preset ?? (Deno.env.get("PRESET") || DEFAULT_PRESET),
    parseOverrides(options.set ?? inherited),
  );
}

/** Whether an error is the user's to mend: exit status 2 instead of 1. */
export function isUserError(error: unknown): boolean {
  return error instanceof UsageError || error instanceof ConfigError;
}
