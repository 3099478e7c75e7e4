/** Opens the studies of feature maps. */
import { openContext, type PaperContext } from "../../paper/context.ts";
import type { NetworkSpec } from "../../models/mod.ts";
import type { Runner } from "../../studies/runner.ts";
import type { OpenOptions } from "../../studies/study.ts";
import { networkInput } from "../../paper/training/network.ts";
import { acceptedRuns, type TrainingResult } from "../../paper/training/result.ts";
import { experimentConfig, type MapsConfig, mapsNetwork } from "./config.ts";
import type { MapLayersInput } from "./layer.ts";

/** The data set and the engine of a run, and its networks. */
export interface MapsContext extends PaperContext {
  /** The layers of all networks. */
  readonly spec: NetworkSpec;
}

/** What the searches of the maps of accepted networks need, in their order. */
export function mapLayersInputs(
  config: MapsConfig,
  context: MapsContext,
  training: TrainingResult,
): MapLayersInput[] {
  const { mapValues, components, calls, islands } = config;
  return acceptedRuns(training).map(({ index }) => ({
    network: networkInput(experimentConfig(config), context, index),
    mapValues,
    components,
    calls,
    islands,
  }));
}

/** Loads the data set and the engine of a configuration. */
export async function openMaps(
  config: MapsConfig,
  runner: Runner,
  options: OpenOptions,
): Promise<MapsContext> {
  const context = await openContext(experimentConfig(config), runner, options);
  return { ...context, spec: mapsNetwork(config, context.dataset) };
}
