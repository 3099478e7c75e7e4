/** `store`: what the results of the experiments take, and their removal. */
import { choose, prune } from "./choice.ts";
import { type Inventory, storeReport, takeInventory } from "./inventory.ts";
import { scanStore } from "../../system/artifacts/scan.ts";
import { runsFolder } from "../../system/files/folders.ts";
import {
  optionsOf,
  parseOptions,
  parseOptionsAndNames,
  requireAccess,
  UsageError,
} from "../options.ts";
import { writeToStandardOutput } from "../output.ts";
import { choiceText, choiceWords, storeText } from "./store_text.ts";

export const STORE_HELP = `\
Usage: deno task store [--json]
       deno task store prune NAME… [--yes]
       deno task store:check [--preset NAME] [--set name=value]…

Lists the results of the experiments, which are kept in data/runs: how many of each kind, and for
which configurations, networks that were trained alike with all that was computed from them. Then
orphans (results of networks that are not kept any more), and what is damaged, not finished or
foreign (not made by the store, links, and what cannot be read: never removed). Results themselves
are not read: only a run notices flipped bytes.

prune lists what the names stand for, asks, and removes it. A NAME is
  a configuration   the first 4 or more digits of its id: its networks and their results
  a kind            network, layer, selection, retraining: all of that kind, and no others
  orphans           results of networks that are not kept any more
  damaged           results with missing or wrong files, and those that an earlier run put aside
  partial           what was being written or removed when its process ended, an hour ago or more

  --json   the list as JSON
  --yes    remove without asking; needed where no terminal is there to be asked
  --help   this text

store:check reads every result that a preset asks for, computes nothing, and fails with the name of
the first one that is missing.

A run that needs what was removed computes it again, with the same bytes. Runs may go on beside a
removal. Variable of the environment: MULTIPLET_DATA, the folder in which runs/ lies. Exit status:
0 done, 1 the work failed, 2 the call is wrong, nothing was removed.`;

/** How the user is asked; `undefined` where nobody can be. */
export type Ask = ((question: string) => string | null) | undefined;

/** Lists the store, or removes from it what is named. */
export async function store(args: string[], signal: AbortSignal): Promise<void> {
  if (args[0] === "check" && !args.includes("--help")) {
    const { checkStore } = await import("../experiments.ts");
    return await checkStore(args.slice(1), signal);
  }
  if (args[0] === "prune") return await pruneNamed(args.slice(1), signal, askAtTerminal());
  const own = args[0] === "check" ? args.slice(1) : args;
  const { help, json } = parseOptions(own, optionsOf("boolean", "help", "json"));
  if (help) return await writeToStandardOutput(`${STORE_HELP}\n`);
  const report = storeReport(await inventory(signal));
  await writeToStandardOutput(json ? `${JSON.stringify(report, null, 2)}\n` : storeText(report));
}

function askAtTerminal(): Ask {
  return Deno.stdin.isTerminal() && Deno.stderr.isTerminal() ? prompt : undefined;
}

/** Lists what is named and removes it when the user agrees, with `--yes` or in words. */
export async function pruneNamed(args: string[], signal: AbortSignal, ask: Ask): Promise<void> {
  const { values, names } = parseOptionsAndNames(args, optionsOf("boolean", "help", "yes"));
  const { help, yes } = values;
  if (help) return await writeToStandardOutput(`${STORE_HELP}\n`);
  if (names.length === 0) {
    throw new UsageError("prune takes the names of what is to be removed; --help lists them");
  }
  const kept = await inventory(signal);
  const choice = choose(kept, names);
  const tell = writeToStandardOutput;
  if (choice.artifacts.length + choice.damaged.length + choice.partial.length === 0) {
    const notes = choice.notes.map((note) => `; ${note}`).join("");
    return await tell(`There is nothing to remove${notes}.\n`);
  }
  await tell(choiceText(kept, choice));
  const what = choiceWords(choice);
  if (!yes) {
    if (ask === undefined) {
      throw new UsageError(`Nothing was removed: add --yes to remove these ${what}`);
    }
    const answer = ask(`Remove these ${what}? Type yes to do it:`);
    signal.throwIfAborted();
    if (answer?.trim().toLowerCase() !== "yes") return await tell("Nothing was removed.\n");
  }
  const { removed, passedOver } = await prune(kept.root, choice, { signal });
  const passed = passedOver === 0 ? "" : `; ${passedOver} had gone or changed meanwhile`;
  await tell(`Removed ${removed.toLocaleString("en")} of them${passed}.\n`);
}

async function inventory(signal: AbortSignal): Promise<Inventory> {
  const root = runsFolder();
  await requireAccess("store", "Results are kept in", root, "MULTIPLET_DATA");
  return takeInventory(await scanStore(root, { signal }));
}
