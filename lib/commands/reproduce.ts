/**
 * `reproduce`: everything, from the data to the reports.
 * @module
 */
import { runAll } from "./all_experiments.ts";
import { figure1WithProgress } from "./figure1.ts";
import { figure2WithControl } from "./figure2.ts";
import {
  CONFIG_OPTIONS,
  type ConfigChoice,
  parseOptions,
  UsageError,
  workersFromOptions,
} from "./options.ts";
import { reportAll } from "./report.ts";
import { trainWithProgress } from "./train.ts";
import { writeVerdicts } from "./verdicts.ts";

/** Parts that can be asked for alone, and the beginnings of their notebooks' names. */
const PARTS = { training: "01", figure1: "02", figure2: "03" } as const;

type Part = keyof typeof PARTS;

/**
 * Runs the experiments in the terminal, then executes the notebooks, which find the results, exports
 * their reports and writes the page of all verdicts. What is finished is kept, whatever fails later.
 * With `--only` it does one part, and leaves the page as it is.
 */
export async function reproduce(args: string[], signal: AbortSignal): Promise<void> {
  const { only, ...choice } = parseOptions(args, { ...CONFIG_OPTIONS, only: { type: "string" } });
  if (only !== undefined) {
    const part = requirePart(only);
    await runPart(choice, part, signal);
    await reportAll(choice, signal, PARTS[part]);
    return;
  }
  const results = await runAll(choice, signal);
  await reportAll(choice, signal);
  await writeVerdicts(results);
}

/** One experiment, and the networks that it needs. */
async function runPart(choice: ConfigChoice, part: Part, signal: AbortSignal): Promise<void> {
  const studies = part === "training" ? [] : [part];
  const networks = await trainWithProgress(choice, signal, studies);
  if (part === "figure1") await figure1WithProgress(networks, signal);
  if (part === "figure2") await figure2WithControl(networks, workersFromOptions(choice), signal);
}

function requirePart(name: string): Part {
  if (Object.hasOwn(PARTS, name)) return name as Part;
  throw new UsageError(`--only takes ${Object.keys(PARTS).join(", ")}, got "${name}"`);
}
