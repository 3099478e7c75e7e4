/** The step that estimates the bias of the ranks for the extremes that the ladder search found in one layer. */
import { layerRankBias, rankBiasSchema } from "../../paper/layers/rank_bias.ts";
import type { RankBiasResult } from "../../paper/layers/result.ts";
import { DATASET } from "../../paper/resources.ts";
import { jsonFile, need, type Step } from "../../studies/step.ts";
import { WIDE_LAYER, type WideLayerInput } from "./layer.ts";

/** One layer whose extremes are estimated anew. Plain JSON. */
export interface WideRankBiasInput extends WideLayerInput {
  /** Gaussian samples, and as many bootstrap draws of the rows. At least 1. */
  readonly draws: number;
}

/** Raised whenever the same network would give other numbers. Part of each artifact key. */
export const WIDE_RANK_BIAS_REVISION = 1;

/** Estimates the bias of the ranks in a wide layer. */
export const WIDE_RANK_BIAS: Step<WideRankBiasInput, RankBiasResult> = {
  kind: "wide-rank-bias",
  module: import.meta.url,
  identify: ({ draws, ...input }) => (
    { searched: WIDE_LAYER.identify(input), draws, revision: WIDE_RANK_BIAS_REVISION }
  ),
  describe: ({ network, layer }) => `the bias of the ranks of ${layer} in network ${network.index}`,
  ...jsonFile("rank-bias.json", ({ layer }: WideRankBiasInput) => rankBiasSchema(layer)),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([asked], tools) => {
    const { draws: _, ...input } = asked!;
    const { ladder } = await tools.read(WIDE_LAYER, input);
    return [await layerRankBias(asked!, ladder, tools)];
  },
};

export default WIDE_RANK_BIAS;
