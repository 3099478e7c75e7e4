/**
 * `reproduce`: everything, from the data to the reports.
 * @module
 */
import type { ExperimentConfig, ExperimentResults } from "../experiments/mod.ts";
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
  const choice = parseOptions(args, { ...CONFIG_OPTIONS, only: { type: "string" } });
  const only = choice.only === undefined ? undefined : requirePart(choice.only);
  const results = await runExperiments(choice, only, signal);
  await reportAll(choice, signal, only === undefined ? "" : PARTS[only]);
  if (results !== undefined) await writeVerdicts(results.config, results);
}

/** All experiments, or those that one part needs; all results where there are all. */
async function runExperiments(
  choice: ConfigChoice,
  only: Part | undefined,
  signal: AbortSignal,
): Promise<ExperimentResults & { config: ExperimentConfig } | undefined> {
  const networks = await trainWithProgress(choice, signal);
  const first = only === undefined || only === "figure1"
    ? await figure1WithProgress(networks, signal)
    : undefined;
  const second = only === undefined || only === "figure2"
    ? await figure2WithControl(networks, workersFromOptions(choice), signal)
    : undefined;
  const { config, training } = networks;
  return first && second && { config, training, figure1: first, ...second };
}

function requirePart(name: string): Part {
  if (Object.hasOwn(PARTS, name)) return name as Part;
  throw new UsageError(`--only takes ${Object.keys(PARTS).join(", ")}, got "${name}"`);
}
