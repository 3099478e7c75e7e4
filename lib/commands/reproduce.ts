/**
 * `reproduce`: everything, from the data to the reports.
 * @module
 */
import { figure1WithProgress } from "./figure1.ts";
import { CONFIG_OPTIONS, parseOptions } from "./options.ts";
import { reportAll } from "./report.ts";

/**
 * Runs the experiments in the terminal, then executes the notebooks, which find the results, and
 * exports their reports. What is finished is kept, whatever fails later.
 */
export async function reproduce(args: string[], signal: AbortSignal): Promise<void> {
  const choice = parseOptions(args, CONFIG_OPTIONS);
  await figure1WithProgress(choice, signal);
  await reportAll(choice, signal);
}
