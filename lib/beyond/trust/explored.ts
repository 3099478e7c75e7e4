/** The step that analyses a layer as `analyze` does, with the details that a page shows. */
import { z } from "zod";
import { analyse, type AnalysisResult } from "../../analysis/mod.ts";
import { type LayerInput, readLayer } from "../../paper/layers/layer.ts";
import { DATASET } from "../../paper/resources.ts";
import { networkKey } from "../../paper/training/network.ts";
import { jsonFile, need, type Step } from "../../studies/step.ts";
import { deriveSeed } from "../../system/random/mod.ts";

/** Raised whenever the same layer would give another result. Part of each artifact key. */
export const EXPLORED_REVISION = 1;

/** The contents of a file: what `analyse` returned, of which the version is examined. */
const schema = z.looseObject({
  version: z.literal(1),
  sizes: z.array(z.looseObject({ size: z.int() })).min(1),
  details: z.looseObject({ multiplets: z.array(z.looseObject({})).min(1) }),
}) as unknown as z.ZodType<AnalysisResult>;

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
  ...jsonFile("analysis.json", () => schema),
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
