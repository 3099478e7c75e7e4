/** The step that draws the extremes of independent columns, which those of a layer are compared with. */
import { z } from "zod";
import { jsonFile, need, type Step } from "../../studies/step.ts";
import { DATASET } from "../resources.ts";
import { LAYER } from "./layer.ts";
import type { IndependentExtremes } from "./result.ts";
import {
  drawnExtremes,
  layerToTest,
  SIGNIFICANCE_REVISION,
  type SignificanceInput,
} from "./significance.ts";

/**
 * The extremes of independent columns: those of a layer, each permuted by itself. Pre-activations have no ties, so the
 * draws depend on the numbers of samples and of neurons and on the classes alone: one layer of a width serves all.
 */
export const INDEPENDENT: Step<SignificanceInput, IndependentExtremes> = {
  kind: "independent-extremes",
  module: import.meta.url,
  identify: ({ permutations, ...input }) => (
    { searched: LAYER.identify(input), permutations, revision: SIGNIFICANCE_REVISION }
  ),
  describe: ({ layer }) => `the extremes of independent columns, as many as in ${layer}`,
  ...jsonFile("independent.json", () => z.object({ draws: z.array(z.array(z.number())).min(1) })),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([asked], tools) => {
    const { permutations, ...input } = asked!;
    const layer = await layerToTest(input, tools);
    const draws = await drawnExtremes({ ...layer, named: [] }, "columns", {
      permutations,
      ...tools,
    });
    return [{ draws: draws.map(({ extremes }) => extremes) }];
  },
};

export default INDEPENDENT;
