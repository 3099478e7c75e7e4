/** The step that searches one layer of one network, before and after training. */
import { z } from "zod";
import type { Dataset } from "../../data/dataset.ts";
import { type DiscreteTarget, discreteTarget, layerVariables } from "../../information/mod.ts";
import { activations } from "../../models/mod.ts";
import { jsonFile, need, type Step, storedNumber, type Tools } from "../../studies/step.ts";
import { deriveSeed, type RandomSource, randomSource } from "../../system/random/mod.ts";
import { DATASET } from "../resources.ts";
import { NETWORK, type NetworkInput, networkKey, type StoredNetwork } from "../training/network.ts";
import { analyseLayer, type LayerSamples } from "./layer_analysis.ts";
import type { LayerExtremes, LayerResult } from "./result.ts";

/** One layer to be searched. Plain JSON. */
export interface LayerInput {
  readonly network: NetworkInput;
  readonly layer: string;
  /** Number of random renumberings of the classes. */
  readonly renamings: number;
}

/** A multiplet with its scores in a file. */
export const scored = z.object({
  multiplet: z.array(z.int().min(0)),
  oInformation: storedNumber,
  featuresOInformation: storedNumber,
  targetContribution: storedNumber,
});

/** The extremes of a search in a file. */
export const extremes: z.ZodType<LayerExtremes[]> = z.array(
  z.object({ size: z.int().min(1), synergy: scored, redundancy: scored }),
).min(1);

const parts = z.array(z.object({
  size: z.int().min(1),
  together: storedNumber,
  alone: storedNumber,
  oInformation: storedNumber,
  pairs: storedNumber,
}));

const best = scored.extend({ classContributions: z.array(storedNumber) });

/** The contents of the file of the layer of that name. */
export const layerSchema = (layer: string): z.ZodType<LayerResult> =>
  z.object({
    layer: z.literal(layer),
    neurons: z.int().min(1),
    dropped: z.array(z.object({ neuron: z.int().min(0), reason: z.string() })),
    exact: extremes,
    greedy: extremes,
    encodings: z.object({ "none": extremes, "model": extremes, "one-hot": extremes }),
    renamings: z.array(extremes),
    untrained: z.object({ exact: extremes, greedy: extremes }),
    singles: z.array(z.number().nullable()),
    synergyByParts: parts,
    redundancyByParts: parts,
    bestSynergy: best,
    bestRedundancy: best,
    warnings: z.array(z.string()),
  });

/** Raised whenever the same network would give other numbers. Part of each artifact key. */
export const LAYER_REVISION = 1;

/** Searches a layer. */
export const LAYER: Step<LayerInput, LayerResult> = {
  kind: "layer",
  module: import.meta.url,
  identify: ({ network, layer, renamings }) => ({
    network: networkKey(network),
    dataset: network.data.fingerprint,
    layer,
    renamings,
    revision: LAYER_REVISION,
  }),
  describe: ({ network, layer }) => `the search of ${layer} in network ${network.index}`,
  ...jsonFile("layer.json", ({ layer }: LayerInput) => layerSchema(layer)),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([input], tools) => {
    const { samples, target } = await readLayer(input!, tools);
    const random = layerSource(input!, "renamings");
    const { renamings } = input!;
    return [await analyseLayer(samples, target, { renamings, random, signal: tools.signal })];
  },
};

export default LAYER;

/** The source of all that is drawn for one purpose in a layer of a network. */
export function layerSource(
  { network: { seed, index }, layer }: Pick<LayerInput, "network" | "layer">,
  ...purpose: readonly string[]
): RandomSource {
  return randomSource(deriveSeed(seed, "network", index, layer, ...purpose));
}

/** A layer of a trained network on the test set, and the classes of its samples. */
export async function readLayer(
  { network, layer }: Pick<LayerInput, "network" | "layer">,
  { read, resource }: Pick<Tools, "read" | "resource">,
): Promise<{ readonly samples: LayerSamples; readonly target: DiscreteTarget }> {
  const dataset = await resource(DATASET, network.data);
  const layers = samplesOf(network, await read(NETWORK, network), dataset);
  return {
    samples: layers.find((one) => one.layer === layer)!,
    target: discreteTarget(dataset.parts.test.labels),
  };
}

/** The layers of the network of the last search: the next search is often in the same network. */
let newest: { readonly key: string; readonly samples: readonly LayerSamples[] } | undefined;

/** The layers of a network before and after training, on the test set. */
function samplesOf(
  input: NetworkInput,
  { initial, final }: StoredNetwork,
  { parts: { test } }: Dataset,
): readonly LayerSamples[] {
  const key = networkKey(input);
  if (newest?.key === key) return newest.samples;
  // Its memory is released before more is allocated.
  newest = undefined;
  const [before, after] = [initial, final].map((parameters) =>
    activations(input.spec, parameters, test).map(layerVariables)
  );
  const samples = after!.map((trained, at) => (
    { layer: trained.layer, trained, untrained: before![at]! }
  ));
  newest = { key, samples };
  return samples;
}
