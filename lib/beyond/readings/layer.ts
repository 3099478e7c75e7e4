/** The step that searches one layer in every way that the claim about layers is judged by. */
import { z } from "zod";
import type { DiscreteTarget, Variables } from "../../information/mod.ts";
import { extremes, type LayerInput, readLayer } from "../../paper/layers/layer.ts";
import {
  extremes as findExtremes,
  informationIn,
  systemOf,
} from "../../paper/layers/layer_analysis.ts";
import { type ByEnd, ENDS, type LayerExtremes, type LayerRow } from "../../paper/layers/result.ts";
import { DATASET } from "../../paper/resources.ts";
import { networkKey } from "../../paper/training/network.ts";
import { TARGET_ENCODINGS, type TargetEncoding } from "../../information/target_encoding.ts";
import { jsonFile, need, type Step, storedNumber } from "../../studies/step.ts";
import { machineMemoryLimit } from "../../system/machine.ts";

/** The searches of a layer. */
export const LAYER_SEARCHES = ["exact", "greedy"] as const;

/** What one search found under one encoding of the target. */
export interface LayerSearched {
  readonly search: (typeof LAYER_SEARCHES)[number];
  readonly encoding: TargetEncoding;
  readonly extremes: readonly LayerExtremes[];
  /** I(X; y) of the same multiplets in the class-conditional model, in nats; of that encoding alone. */
  readonly information?: ByEnd<number> | undefined;
}

/** What was found in a trained layer. */
export interface ReadingLayerResult {
  /** Name of the layer. */
  readonly layer: string;
  /** Neurons that cannot be analysed, and why. */
  readonly dropped: readonly { readonly neuron: number; readonly reason: string }[];
  /** Every search with every encoding. */
  readonly searched: readonly LayerSearched[];
}

/** A layer to be searched. */
export type ReadingLayerInput = Pick<LayerInput, "network" | "layer">;

/** The contents of the file of the layer of that name. */
const schemaOf = (layer: string): z.ZodType<ReadingLayerResult> =>
  z.object({
    layer: z.literal(layer),
    dropped: z.array(z.object({ neuron: z.int().min(0), reason: z.string() })),
    searched: z.array(z.object({
      search: z.enum(LAYER_SEARCHES),
      encoding: z.enum(TARGET_ENCODINGS),
      extremes,
      information: z.exactOptional(z.array(
        z.object({ size: z.int().min(1), synergy: storedNumber, redundancy: storedNumber }),
      )),
    })),
  });

/** Raised whenever the same network would give other numbers. Part of each artifact key. */
export const READING_LAYER_REVISION = 1;

/** Searches a trained layer, exactly and greedily, under every encoding of the target. */
export const READING_LAYER: Step<ReadingLayerInput, ReadingLayerResult> = {
  kind: "reading-layer",
  module: import.meta.url,
  identify: ({ network, layer }) => ({
    network: networkKey(network),
    dataset: network.data.fingerprint,
    layer,
    revision: READING_LAYER_REVISION,
  }),
  describe: ({ network, layer }) => `the searches of ${layer} in network ${network.index}`,
  ...jsonFile("reading-layer.json", ({ layer }: ReadingLayerInput) => schemaOf(layer)),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([input], tools) => {
    const { samples: { layer, trained }, target } = await readLayer(input!, tools);
    return [await searchReadings(layer, trained, target, tools.signal)];
  },
};

export default READING_LAYER;

/** Searches a layer exactly and greedily under every encoding. */
export async function searchReadings(
  layer: string,
  variables: Variables,
  target: DiscreteTarget,
  signal?: AbortSignal,
): Promise<ReadingLayerResult> {
  const options = { maxBytes: machineMemoryLimit(), signal };
  const systems = TARGET_ENCODINGS.map((encoding) => systemOf(variables, target, { encoding }));
  const model = systems[TARGET_ENCODINGS.indexOf("model")]!;
  const searched: LayerSearched[] = [];
  for (const search of LAYER_SEARCHES) {
    const found = await findExtremes(search, systems, options);
    for (const [at, encoding] of TARGET_ENCODINGS.entries()) {
      const extremes = found[at]!;
      const information = extremes.map(({ size, synergy, redundancy }) => ({
        size,
        synergy: informationIn(model, synergy.multiplet),
        redundancy: informationIn(model, redundancy.multiplet),
      }));
      searched.push({ search, encoding, extremes, ...(encoding === "model" && { information }) });
    }
  }
  const [first] = systems;
  return {
    layer,
    dropped: first!.leftOut.map((one) => ({ neuron: one.index, reason: one.explanation })),
    searched,
  };
}

/** The rows of the table of layers that the claim is judged by. */
export function readingRows(network: number, result: ReadingLayerResult): LayerRow[] {
  const { layer, searched } = result;
  return searched.flatMap(({ search, encoding, extremes, information }) =>
    extremes.flatMap(({ size, ...found }, at) =>
      ENDS.map((end): LayerRow => ({
        ...{ network, layer, state: "trained", estimator: "gaussian-copula" } as const,
        ...{ search, encoding, size, end },
        ...found[end],
        ...(information && { informationTogether: information[at]![end] }),
      }))
    )
  );
}
