/**
 * `store check`: whether the store has everything that a configuration asks for.
 * @module
 */
import { NotKeptError } from "../experiments/crew.ts";
import { type ExperimentConfig, openWorkbench } from "../experiments/mod.ts";
import { type KeptCounts, readKeptResults } from "../experiments/kept_results.ts";
import { runsFolder } from "../system/files/folders.ts";
import { CONFIG_OPTIONS, configFromOptions, parseOptions } from "./options.ts";
import { standardError } from "./output.ts";

/** Reads every unit of work of a configuration, and fails with the first one that is missing. */
export async function checkStore(args: string[], signal: AbortSignal): Promise<void> {
  const config = configFromOptions(parseOptions(args, CONFIG_OPTIONS));
  const open = (own: ExperimentConfig) => openWorkbench(own, { workers: 1, signal });
  const units = await readKeptResults(config, open, signal).catch((error) => {
    if (!(error instanceof NotKeptError)) throw error;
    throw new NotKeptError(
      `${error.message}, of preset ${config.preset}, in ${runsFolder()}; ` +
        `deno task reproduce with the same options computes what is missing`,
      { cause: error },
    );
  });
  standardError().write(
    `${inWords(units)} of preset ${config.preset} read from ${runsFolder()}, ` +
      `nothing is missing\n`,
  );
}

function inWords({ networks, layers, selections, retrainings }: KeptCounts): string {
  return `${networks} networks, ${layers} layers, ${selections} choices of neurons and ` +
    `${retrainings} re-trainings`;
}
