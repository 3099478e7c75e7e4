/**
 * `figure1`: the searches behind figure 1, in the terminal.
 * @module
 */
import {
  analyseNetworks,
  claimSentence,
  layerClaims,
  type LayerProgress,
} from "../experiments/mod.ts";
import { CONFIG_OPTIONS, type ConfigChoice, parseOptions } from "./options.ts";
import { type Output, standardError } from "./output.ts";
import { trainWithProgress } from "./train.ts";

/** Trains the networks where they are missing and searches their layers. */
export async function figure1(args: string[], signal: AbortSignal): Promise<void> {
  await figure1WithProgress(parseOptions(args, CONFIG_OPTIONS), signal);
}

/** {@link figure1} with progress on standard error and the verdicts at the end. */
export async function figure1WithProgress(
  choice: ConfigChoice,
  signal: AbortSignal,
): Promise<void> {
  const output = standardError();
  const { config, workbench, training } = await trainWithProgress(choice, signal);
  const onProgress = layerProgress(output);
  const result = await analyseNetworks(config, training, { ...workbench, signal, onProgress });
  for (const claim of layerClaims(result)) output.write(`${claimSentence(claim)}\n`);
}

/** A listener that shows the layers done: on one line of a terminal, or a line a network. */
export function layerProgress(output: Output): (progress: LayerProgress) => void {
  return ({ network, layer, done, total, finished }) => {
    const name = `network ${String(network).padStart(2)}`;
    const counted = `${done} of ${total} layers`;
    const isLast = layer === "fc_out";
    if (output.isTerminal) {
      output.write(`\r\x1b[K${name}  ${layer.padEnd(6)}  ${counted}${isLast ? "\n" : ""}`);
    } else if (isLast) {
      output.write(`${name}  ${finished.padEnd(8)}  ${counted}\n`);
    }
  };
}
