/** Strict parsing of the options of commands, errors of users, and checks of permissions for folders. */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { shellWord } from "../data/tables/advice.ts";
import { quoted } from "../data/tables/error.ts";
import { ConfigError } from "../paper/settings.ts";
import { UsageError } from "../request/values.ts";

/** Parses `args` by `options`; positional arguments and repeated options with one value are errors. */
export function parseOptions<T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  return parseOptionsAndNames(args, options, false).values;
}

/** As {@link parseOptions}, with positional arguments: names, in their order. */
export function parseOptionsAndNames<T extends ParseArgsOptionsConfig>(
  args: string[],
  options: T,
  allowPositionals = true,
) {
  try {
    const parsed = parseArgs({
      args: withDashes(args, options),
      options,
      allowPositionals,
      tokens: true,
    });
    requireSingleValues(parsed.tokens, options);
    return { values: parsed.values, names: parsed.positionals };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof Error ? error.message.split("\n")[0]! : String(error);
    // With positional arguments, Deno appends how to write one that begins with a dash.
    const [what] = reason.split(". To specify");
    throw new UsageError(`${what!.replace(/\.$/, "")}; --help lists the options`);
  }
}

/**
 * Arguments in which a value that begins with one dash is joined to its option: `--seed -1` as `--seed=-1`, because no
 * option begins with one dash.
 *
 * @throws UsageError for two dashes behind an option with a value, which can be an option or a value
 */
function withDashes(args: readonly string[], options: ParseArgsOptionsConfig): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const option = joined.at(-1) ?? "";
    const takesValue = option.startsWith("--") && options[option.slice(2)]?.type === "string";
    if (takesValue && /^-[^-]/.test(arg)) joined[joined.length - 1] = `${option}=${arg}`;
    else if (takesValue && arg.startsWith("--")) {
      throw new UsageError(
        `${option} takes a value, got ${quoted(arg)} behind it; if that is the value, write ${
          shellWord(`${option}=${arg}`)
        }`,
      );
    } else joined.push(arg);
  }
  return joined;
}

/** Throws for a repeated option with one value: it is unclear which value counts. */
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

/** True if the user caused the error: exit status 2 instead of 1. */
export async function isUserError(error: unknown): Promise<boolean> {
  if (error instanceof UsageError || error instanceof ConfigError) return true;
  // Imported only after an error: most commands start without data sets.
  const { DatasetError, DownloadError } = await import("../data/mod.ts");
  // Errors of servers and connections are failures of the work; files and sizes are input of the user.
  return error instanceof DatasetError && !(error instanceof DownloadError);
}

/**
 * Throws a UsageError, before any work, unless the process has the permissions to read and write a folder. In
 * a terminal, Deno asks the user for missing permissions.
 *
 * @param permissions the name of the task's permission set in `deno.json`
 * @param use the start of the message, e.g. `"Results go to"`
 * @param variables names of the environment variables that can name a folder outside of these permissions
 */
export async function requireAccess(
  permissions: string,
  use: string,
  path: string,
  variables: string,
): Promise<void> {
  const missing: string[] = [];
  for (const name of ["read", "write"] as const) {
    const { state } = await Deno.permissions.request({ name, path });
    if (state !== "granted") missing.push(name);
  }
  if (missing.length === 0) return;
  const flags = missing.map((name) => `--allow-${name}=${path}`).join(" ");
  throw new UsageError(
    `${use} ${path}, which this process has no permission to ${missing.join(" and ")}; ` +
      wayOut(permissions, flags, variables),
  );
}

/** As {@link requireAccess}, for the permission to connect to a host, with its port if that is not the usual. */
export async function requireHost(
  permissions: string,
  use: string,
  host: string,
  variables: string,
): Promise<void> {
  const { state } = await Deno.permissions.request({ name: "net", host });
  if (state === "granted") return;
  throw new UsageError(
    `${use} ${host}, which this process has no permission to connect to; ` +
      wayOut(permissions, `--allow-net=${host}`, variables),
  );
}

const wayOut = (permissions: string, flags: string, variables: string) =>
  `unset ${variables}, or run deno run -P=${permissions} ${flags} lib/cli.ts with the command and ` +
  "its options";
