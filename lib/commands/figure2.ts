/**
 * `figure2`: the re-trainings behind figure 2, in the terminal.
 * @module
 */
import {
  type Figure2Result,
  retrainSubnetworks,
  subnetworkClaims,
  subnetworkClaimSentence,
  validationConfig,
} from "../experiments/mod.ts";
import { CONFIG_OPTIONS, parseOptions, workersFromOptions } from "./options.ts";
import { standardError } from "./output.ts";
import { announceStudy } from "./study_cost.ts";
import { subnetworkProgress } from "./subnetwork_progress.ts";
import { trainConfig, type TrainedNetworks, trainWithProgress } from "./train.ts";

/** Trains the networks where they are missing and re-trains their sub-networks. */
export async function figure2(args: string[], signal: AbortSignal): Promise<void> {
  const choice = parseOptions(args, CONFIG_OPTIONS);
  const networks = await trainWithProgress(choice, signal, ["figure2"]);
  await figure2WithControl(networks, workersFromOptions(choice), signal);
}

/** Figure 2, and where its neurons were chosen by the test set the control that never saw it. */
export interface Figure2Results {
  readonly figure2: Figure2Result;
  readonly figure2Validation?: Figure2Result;
}

/** All re-trainings with progress on standard error and the verdicts at the end. */
export async function figure2WithControl(
  networks: TrainedNetworks,
  workers: number,
  signal: AbortSignal,
): Promise<Figure2Results> {
  const figure2 = await withProgress(networks, signal);
  if (networks.config.selection === "validation") return { figure2 };
  const control = await trainConfig(validationConfig(networks.config), workers, signal);
  return { figure2, figure2Validation: await withProgress(control, signal) };
}

async function withProgress(
  { config, workbench, training }: TrainedNetworks,
  signal: AbortSignal,
): Promise<Figure2Result> {
  const output = standardError();
  announceStudy("figure2", { config, workbench, training }, output);
  const onProgress = subnetworkProgress(output);
  const result = await retrainSubnetworks(config, training, { ...workbench, signal, onProgress });
  for (const claim of subnetworkClaims(result)) {
    output.write(`${subnetworkClaimSentence(claim)}\n`);
  }
  return result;
}
