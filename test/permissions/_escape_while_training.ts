/**
 * Trains by the command and tries to get out meanwhile, from the main thread and from a worker of the
 * kind that trains: `_escape_while_training.ts TARGETS ARGUMENTS…`. Prints what came of it as JSON.
 */
import { runCommand } from "../../lib/commands/main.ts";
import { WorkerPool } from "../../lib/system/workers/mod.ts";
import { type Outcomes, type Targets, tryToEscape } from "./_escape.ts";

/** What came of training and of the attempts, by where they were made. */
export interface Attempts {
  readonly status: number;
  readonly mainThread: readonly Outcomes[];
  readonly worker: readonly Outcomes[];
}

if (import.meta.main) {
  const targets = JSON.parse(Deno.args[0]!) as Targets;
  const { signal } = new AbortController();
  let trained = false;
  const training = runCommand(["train", ...Deno.args.slice(1)], signal).finally(() => {
    trained = true;
  });
  using pool = new WorkerPool(new URL("./_escape_worker.ts", import.meta.url), { size: 1 });
  const mainThread: Outcomes[] = [];
  const worker: Outcomes[] = [];
  while (!trained) {
    mainThread.push(await tryToEscape(targets));
    worker.push(await pool.run<Outcomes>("tryToEscape", targets));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  console.log(JSON.stringify({ status: await training, mainThread, worker } satisfies Attempts));
}
