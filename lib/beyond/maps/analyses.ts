/** The step that analyses the means of maps as `analyze` does, with the details that a page shows. */
import { z } from "zod";
import { analyse } from "../../analysis/mod.ts";
import { discreteTarget } from "../../information/mod.ts";
import { DATASET } from "../../paper/resources.ts";
import { NETWORK, networkKey } from "../../paper/training/network.ts";
import { jsonFile, need, type Step } from "../../studies/step.ts";
import { deriveSeed } from "../../system/random/mod.ts";
import { analysisSchema, type LayerAnalysis } from "../../paper/layers/analysis_file.ts";
import type { MapInformationInput } from "./information.ts";
import { mapMeans } from "./variables.ts";

/** The contents of the file. */
const schema: z.ZodType<readonly LayerAnalysis[]> = z.array(
  z.object({ layer: z.string(), analysis: analysisSchema }),
).min(1);

/** Raised whenever the same network would give other results. Part of each artifact key. */
export const MAP_ANALYSES_REVISION = 1;

/** Analyses the means of the maps of each convolution of a trained network. */
export const MAP_ANALYSES: Step<
  Pick<MapInformationInput, "network" | "mapValues">,
  readonly LayerAnalysis[]
> = {
  kind: "map-analyses",
  module: import.meta.url,
  identify: ({ network, mapValues }) => ({
    network: networkKey(network),
    dataset: network.data.fingerprint,
    values: mapValues,
    revision: MAP_ANALYSES_REVISION,
  }),
  describe: ({ network }) => `the analyses of the maps of network ${network.index}`,
  ...jsonFile("map-analyses.json", () => schema),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([input], { read, resource, signal }) => {
    const { network, mapValues } = input!;
    const { spec } = network;
    const { final: parameters } = await read(NETWORK, network);
    const { test: samples } = (await resource(DATASET, network.data)).parts;
    const target = discreteTarget(samples.labels);
    const found: LayerAnalysis[] = [];
    for (const maps of await mapMeans({ spec, parameters, samples, mapValues }, signal)) {
      const { layer, ...variables } = maps;
      const seed = deriveSeed(network.seed, "network", network.index, layer, "analysis");
      const options = { degenerate: "drop", seed, signal, details: {} } as const;
      found.push({ layer, analysis: await analyse(variables, target, options) });
    }
    return [found];
  },
};

export default MAP_ANALYSES;
