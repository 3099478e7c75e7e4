/** The command line of all tasks; `deno run lib/cli.ts help` lists its commands. */
import { runCommand } from "./commands/main.ts";

if (import.meta.main) {
  const controller = new AbortController();
  Deno.addSignalListener("SIGINT", () => controller.abort(new Error("interrupted")));
  Deno.exit(await runCommand(Deno.args, controller.signal));
}
