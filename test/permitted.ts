/**
 * What plain `deno test` leaves out: it grants no permission, `deno test -P` those of `deno.json`.
 * A test that reads or writes files, starts programs or workers or listens is registered as
 * `Deno.test("name", permitted, async () => { … })`. What tests do when a module is loaded, before
 * any of them runs, must need no permission at all.
 */

/** One permission of each kind that `deno test -P` grants. */
const KINDS = [
  { name: "read" },
  { name: "write" },
  { name: "run" },
  { name: "env", variable: "PATH" },
  { name: "net", host: "127.0.0.1" },
  { name: "sys", kind: "cpus" },
] as const;

/** Whether this process has the permissions of `deno test -P`. Asking for them would stop it. */
export const PERMITTED = KINDS.every((kind) =>
  Deno.permissions.querySync(kind).state === "granted"
);

/** Options of a test that needs permissions. */
export const permitted = { ignore: !PERMITTED } as const;

/** A variable of the environment, unset where it must not be read. */
export function variable(name: string): string | undefined {
  return PERMITTED ? Deno.env.get(name) : undefined;
}
