/**
 * Every experiment in one process, for tests that kill it: `search-layers`, then `retrain-subnetworks`, with the arguments
 * of this script.
 */
import { runCommand } from "../../lib/commands/main.ts";

for (const command of ["search-layers", "retrain-subnetworks"]) {
  const status = await runCommand([command, ...Deno.args], new AbortController().signal);
  if (status !== 0) Deno.exit(status);
}
