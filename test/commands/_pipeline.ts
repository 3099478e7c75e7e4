/**
 * Every experiment in one process, for tests that kill it: `figure1`, then `figure2`, with the arguments
 * of this script.
 */
import { runCommand } from "../../lib/commands/main.ts";

for (const command of ["figure1", "figure2"]) {
  const status = await runCommand([command, ...Deno.args], new AbortController().signal);
  if (status !== 0) Deno.exit(status);
}
