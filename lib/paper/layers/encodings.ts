/**
 * The step that searches one layer under the encodings of the target beside the paper's as far as {@link LAYER} does
 * not: greedily, and before training.
 */
import { z } from "zod";
import type { DiscreteTarget } from "../../information/mod.ts";
import { jsonFile, need, type Step, storedNumber } from "../../studies/step.ts";
import { machineMemoryLimit } from "../../system/machine.ts";
import { DATASET } from "../resources.ts";
import { extremes, LAYER, type LayerInput, readLayer } from "./layer.ts";
import {
  extremes as findExtremes,
  informationIn,
  type LayerSamples,
  systemOf,
} from "./layer_analysis.ts";
import type { EncodingsResult, LayerExtremes, OtherEncoding } from "./result.ts";

const OTHER_ENCODINGS = ["none", "model", "one-hot"] as const satisfies OtherEncoding[];
const searched = {
  state: z.enum(["trained", "untrained"]),
  search: z.enum(["exact", "greedy"]),
};

/** The contents of the file of the layer of that name. */
const encodingsSchema = (layer: string): z.ZodType<EncodingsResult> =>
  z.object({
    layer: z.literal(layer),
    searches: z.array(z.object({ ...searched, encoding: z.enum(OTHER_ENCODINGS), extremes })),
    information: z.array(z.object({
      ...searched,
      sizes: z.array(
        z.object({ size: z.int().min(1), synergy: storedNumber, redundancy: storedNumber }),
      ),
    })),
  });

/** Raised whenever the same network would give other numbers. Part of each artifact key. */
export const ENCODINGS_REVISION = 1;

/** Searches a layer under the other encodings. */
export const ENCODINGS: Step<LayerInput, EncodingsResult> = {
  kind: "layer-encodings",
  module: import.meta.url,
  identify: (input) => ({ searched: LAYER.identify(input), revision: ENCODINGS_REVISION }),
  describe: ({ network, layer }) =>
    `the search of ${layer} in network ${network.index} by encoding`,
  ...jsonFile("encodings.json", ({ layer }: LayerInput) => encodingsSchema(layer)),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([input], tools) => {
    const { samples, target } = await readLayer(input!, tools);
    const { encodings: { model } } = await tools.read(LAYER, input!);
    return [await searchEncodings(samples, target, model, tools.signal)];
  },
};

export default ENCODINGS;

/**
 * Searches a layer under the encodings `"none"`, `"model"` and `"one-hot"`: greedily after training, exactly and greedily
 * before; and estimates the information of all multiplets that are found under `"model"`.
 *
 * @param exact the extremes of the trained layer by the exact search under the encoding `"model"`
 */
export async function searchEncodings(
  { layer, trained, untrained }: LayerSamples,
  target: DiscreteTarget,
  exact: readonly LayerExtremes[],
  signal?: AbortSignal,
): Promise<EncodingsResult> {
  const options = { maxBytes: machineMemoryLimit(), signal };
  const searches: EncodingsResult["searches"][number][] = [];
  const information: EncodingsResult["information"][number][] = [];
  for (const state of ["trained", "untrained"] as const) {
    const variables = { trained, untrained }[state];
    const systems = OTHER_ENCODINGS.map((encoding) => systemOf(variables, target, { encoding }));
    const model = systems[OTHER_ENCODINGS.indexOf("model")]!;
    const informationOf = (found: readonly LayerExtremes[]) =>
      found.map(({ size, synergy, redundancy }) => ({
        size,
        synergy: informationIn(model, synergy.multiplet),
        redundancy: informationIn(model, redundancy.multiplet),
      }));
    for (const search of ["exact", "greedy"] as const) {
      const isKnown = state === "trained" && search === "exact";
      const all = isKnown ? [] : await findExtremes(search, systems, options);
      const ofModel = isKnown ? exact : all[OTHER_ENCODINGS.indexOf("model")]!;
      all.forEach((extremes, at) =>
        searches.push({ state, search, encoding: OTHER_ENCODINGS[at]!, extremes })
      );
      information.push({ state, search, sizes: informationOf(ofModel) });
    }
  }
  return { layer, searches, information };
}
