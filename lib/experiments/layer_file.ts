/**
 * The results of a layer as a file of the store.
 * @module
 */
import { z } from "zod";
import type { LayerExtremes, LayerResult } from "./figure1_result.ts";
import { type JsonFile, storedNumber } from "./json_artifact.ts";

const scored = z.object({
  multiplet: z.array(z.int().min(0)),
  oInformation: storedNumber,
  featuresOInformation: storedNumber,
  targetContribution: storedNumber,
});

const extremes: z.ZodType<LayerExtremes[]> = z.array(
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

const result = z.object({
  layer: z.string(),
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

/** The file of the layer of that name. */
export function layerFile(layer: string): JsonFile<LayerResult> {
  return { name: "layer.json", schema: result.extend({ layer: z.literal(layer) }) };
}
