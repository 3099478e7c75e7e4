/** The step that analyses a layer as `analyze` does, with the details that a page shows. */
import { analyse, type AnalysisResult } from "../../analysis/mod.ts";
import { type LayerInput, readLayer } from "../../paper/layers/layer.ts";
import { DATASET } from "../../paper/resources.ts";
import { networkKey } from "../../paper/training/network.ts";
import { jsonFile, need, type Step } from "../../studies/step.ts";
import { deriveSeed } from "../../system/random/mod.ts";
import { analysisSchema } from "../analysis_file.ts";

/** Raised whenever the same layer would give another result. Part of each artifact key. */
export const EXPLORED_REVISION = 1;

/** The extremes of a layer of a trained network on the test set, by the search and the ranks of the paper. */
export const EXPLORED: Step<Pick<LayerInput, "network" | "layer">, AnalysisResult> = {
  kind: "layer-analysis",
  module: import.meta.url,
  identify: ({ network, layer }) => ({
    network: networkKey(network),
    dataset: network.data.fingerprint,
    layer,
    revision: EXPLORED_REVISION,
  }),
  describe: ({ network, layer }) => `the analysis of ${layer} in network ${network.index}`,
  ...jsonFile("analysis.json", () => analysisSchema),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([input], tools) => {
    const { samples: { trained }, target } = await readLayer(input!, tools);
    const { network: { seed, index }, layer } = input!;
    const result = await analyse(trained, target, {
      degenerate: "drop",
      ties: "index",
      seed: deriveSeed(seed, "network", index, layer, "analysis"),
      signal: tools.signal,
      details: {},
    });
    return [result];
  },
};

export default EXPLORED;
