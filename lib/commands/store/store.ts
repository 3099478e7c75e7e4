/** The command `store`: lists the results of the experiments, and removes them. */
import { choose, prune } from "./choice.ts";
import { type Inventory, storeReport, takeInventory } from "./inventory.ts";
import { scanStore } from "../../system/artifacts/scan.ts";
import { runsFolder } from "../../system/files/folders.ts";
import { optionsOf, UsageError } from "../../request/values.ts";
import { parseOptions, parseOptionsAndNames, requireAccess } from "../options.ts";
import { writeToStandardOutput } from "../output.ts";
import { choiceText, choiceWords, storeText } from "./store_text.ts";

export const STORE_HELP = `\
Usage: deno task store [--json]
       deno task store prune NAME… [--yes]
       deno task store:check [--only NAME] [--preset NAME] [--set name=value]…

Lists the results of the experiments in data/runs: the number of results of each kind, and the
configurations. A configuration is a set of networks with equal settings, with all results computed
from them. Also lists orphans (results whose network was removed) and files that are damaged,
unfinished or foreign. Foreign files (not made by the store, links, unreadable files) are never
removed. The list does not read the results: only a run detects changed bytes.

prune lists the results with the given names, asks, and removes them. A NAME is
  a configuration   the first 4 or more digits of its id: its networks and their results
  a kind            network, layer, selection, retraining, choice, …: all results of this kind
  orphans           results whose network was removed
  damaged           results with missing or wrong files, and damaged results that a run moved away
  partial           unfinished files of ended processes, not changed for an hour

  --json   print the list as JSON
  --yes    remove without asking; needed if there is no terminal
  --help   print this text

store:check reads every result that a preset needs and computes nothing. If a result is missing, it
fails with the name of the first one. --only NAME: the results of paper (default), wide or all.

A run that needs a removed result computes it again, with the same bytes. Runs may continue during a
removal. Environment variable: MULTIPLET_DATA, the folder that contains runs/. Exit status: 0 done,
1 the work failed, 2 invalid command line, nothing was removed.`;

/** Asks the user a question; `undefined` without a terminal. */
export type Ask = ((question: string) => string | null) | undefined;

/** Lists the store, or removes named results. */
export async function store(args: string[], signal: AbortSignal): Promise<void> {
  if (args[0] === "check" && !args.includes("--help")) {
    const { checkStore } = await import("./check.ts");
    return await checkStore(args.slice(1), signal);
  }
  const ask = Deno.stdin.isTerminal() && Deno.stderr.isTerminal() ? prompt : undefined;
  if (args[0] === "prune") return await pruneNamed(args.slice(1), signal, ask);
  const own = args[0] === "check" ? args.slice(1) : args;
  const { help, json } = parseOptions(own, optionsOf("boolean", "help", "json"));
  if (help) return await writeToStandardOutput(`${STORE_HELP}\n`);
  const report = storeReport(await inventory(signal));
  await writeToStandardOutput(json ? `${JSON.stringify(report, null, 2)}\n` : storeText(report));
}

/** Lists the named results and removes them after `--yes` or the answer yes. */
export async function pruneNamed(args: string[], signal: AbortSignal, ask: Ask): Promise<void> {
  const { values, names } = parseOptionsAndNames(args, optionsOf("boolean", "help", "yes"));
  const { help, yes } = values;
  if (help) return await writeToStandardOutput(`${STORE_HELP}\n`);
  if (names.length === 0) {
    throw new UsageError(
      "prune needs the names of the results to remove, got none; --help lists names",
    );
  }
  const kept = await inventory(signal);
  const choice = choose(kept, names);
  const print = writeToStandardOutput;
  if (choice.artifacts.length + choice.damaged.length + choice.partial.length === 0) {
    const notes = choice.notes.map((note) => `; ${note}`).join("");
    return await print(`There is nothing to remove${notes}.\n`);
  }
  await print(choiceText(kept, choice));
  const what = choiceWords(choice);
  if (!yes) {
    if (ask === undefined) {
      throw new UsageError(`Nothing was removed: add --yes to remove these ${what}`);
    }
    const answer = ask(`Remove these ${what}? Type yes to do it:`);
    signal.throwIfAborted();
    if (answer?.trim().toLowerCase() !== "yes") return await print("Nothing was removed.\n");
  }
  const { removed, passedOver } = await prune(kept.root, choice, { signal });
  const passed = passedOver && `; ${passedOver} were removed or changed by others meanwhile`;
  await print(`Removed ${removed.toLocaleString("en")} of them${passed || ""}.\n`);
}

async function inventory(signal: AbortSignal): Promise<Inventory> {
  const root = runsFolder();
  await requireAccess("store", "Results are stored in", root, "MULTIPLET_DATA");
  return takeInventory(await scanStore(root, { signal }));
}
