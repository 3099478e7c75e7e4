/**
 * The experiments of the paper, one after the other, in the terminal.
 * @module
 */
import type { ExperimentConfig, ExperimentResults } from "../experiments/mod.ts";
import { figure1WithProgress } from "./figure1.ts";
import { figure2WithControl } from "./figure2.ts";
import { type ConfigChoice, workersFromOptions } from "./options.ts";
import { trainWithProgress } from "./train.ts";

/** All results, and what they were computed with. */
export interface AllResults extends ExperimentResults {
  readonly config: ExperimentConfig;
}

/** Runs all experiments, or reads what is finished, with progress on standard error. */
export async function runAll(choice: ConfigChoice, signal: AbortSignal): Promise<AllResults> {
  const networks = await trainWithProgress(choice, signal, ["figure1", "figure2"]);
  const figure1 = await figure1WithProgress(networks, signal);
  const second = await figure2WithControl(networks, workersFromOptions(choice), signal);
  return { config: networks.config, training: networks.training, figure1, ...second };
}
