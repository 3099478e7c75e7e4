/**
 * Whether a command may use a folder that the environment names.
 * @module
 */
import { InputError } from "./options.ts";

/** A folder that a command reads and writes. */
export interface WorkFolder {
  /** What is there, with its verb, e.g. `"Results go to"`. */
  readonly use: string;
  readonly path: string;
  /** The environment variables that can name another one than the task's permissions do. */
  readonly variables: string;
  /** The permission set of the task, as `deno.json` names it. */
  readonly permissions: string;
}

/**
 * Makes sure, before any work, that a folder may be read and written. At a terminal Deno asks the user
 * for what is missing.
 *
 * @throws InputError without the permission, with the call that has it
 */
export async function requireAccess(
  { use, path, variables, permissions }: WorkFolder,
): Promise<void> {
  const missing: string[] = [];
  for (const name of ["read", "write"] as const) {
    const { state } = await Deno.permissions.request({ name, path });
    if (state !== "granted") missing.push(name);
  }
  if (missing.length === 0) return;
  const flags = missing.map((name) => `--allow-${name}=${path}`).join(" ");
  throw new InputError(
    `${use} ${path}, which this process has no permission to ${missing.join(" and ")}; unset ` +
      `${variables}, or run deno run -P=${permissions} ${flags} lib/cli.ts with the command and its options`,
  );
}
