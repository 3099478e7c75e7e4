/**
 * `figure1`: the searches behind figure 1, in the terminal.
 * @module
 */
import {
  analyseNetworks,
  type Figure1Result,
  layerClaims,
  layerClaimSentence,
  type LayerProgress,
} from "../experiments/mod.ts";
import { CONFIG_OPTIONS, parseOptions } from "./options.ts";
import { type Output, standardError } from "./output.ts";
import { progressLines } from "./progress_lines.ts";
import { announceStudy } from "./study_cost.ts";
import { type TrainedNetworks, trainWithProgress } from "./train.ts";

/** Trains the networks where they are missing and searches their layers. */
export async function figure1(args: string[], signal: AbortSignal): Promise<void> {
  const networks = await trainWithProgress(parseOptions(args, CONFIG_OPTIONS), signal, ["figure1"]);
  await figure1WithProgress(networks, signal);
}

/** The searches with progress on standard error and the verdicts at the end. */
export async function figure1WithProgress(
  { config, workbench, training }: TrainedNetworks,
  signal: AbortSignal,
): Promise<Figure1Result> {
  const output = standardError();
  announceStudy("figure1", { config, workbench, training }, output);
  const onProgress = layerProgress(output);
  const result = await analyseNetworks(config, training, { ...workbench, signal, onProgress });
  for (const claim of layerClaims(result)) output.write(`${layerClaimSentence(claim)}\n`);
  return result;
}

/** A listener that shows the layers done: on one line of a terminal, or about ten lines in a log. */
export function layerProgress(output: Output): (progress: LayerProgress) => void {
  const show = progressLines(output);
  return ({ network, layer, done, total, finished }) => {
    const name = `network ${String(network).padStart(2)}`;
    const text = `${name}  ${layer.padEnd(6)}  ${finished.padEnd(8)}  ${done} of ${total} layers`;
    show(text, done, total);
  };
}
