/** Opens the studies of feature maps. */
import { openContext, type PaperContext } from "../../paper/context.ts";
import type { NetworkSpec } from "../../models/mod.ts";
import type { Runner } from "../../studies/runner.ts";
import type { OpenOptions } from "../../studies/study.ts";
import { experimentConfig, type MapsConfig, mapsNetwork } from "./config.ts";

/** The data set and the engine of a run, and its networks. */
export interface MapsContext extends PaperContext {
  /** The layers of all networks. */
  readonly spec: NetworkSpec;
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
