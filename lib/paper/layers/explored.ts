/** The step that analyses a layer as `analyze` does, with the details that a page shows. */
import { analyse, type AnalysisResult } from "../../analysis/mod.ts";
import { jsonFile, need, type Step } from "../../studies/step.ts";
import { stage, type Stages } from "../../studies/study.ts";
import { machineMemoryLimit } from "../../system/machine.ts";
import { deriveSeed } from "../../system/random/mod.ts";
import { DATASET } from "../resources.ts";
import { networkKey } from "../training/network.ts";
import { analysisSchema, type LayerAnalysis } from "./analysis_file.ts";
import { type LayerInput, readLayer } from "./layer.ts";
import type { LayerSearchResult } from "./result.ts";

/** A layer to be analysed. Plain JSON. */
export interface ExploredInput extends Pick<LayerInput, "network" | "layer"> {
  /** The ladder search with these numbers in place of the exact one. */
  readonly ladder?: { readonly calls: number; readonly islands: number };
}

/** Raised whenever the same layer would give another result. Part of each artifact key. */
export const EXPLORED_REVISION = 1;

/** The extremes of a layer of a trained network on the test set, with the ranks of the paper. */
export const EXPLORED: Step<ExploredInput, AnalysisResult> = {
  kind: "layer-analysis",
  module: import.meta.url,
  identify: ({ network, layer, ladder }) => ({
    network: networkKey(network),
    dataset: network.data.fingerprint,
    layer,
    ...(ladder && { ladder: { ...ladder } }),
    revision: EXPLORED_REVISION,
  }),
  describe: ({ network, layer }) => `the analysis of ${layer} in network ${network.index}`,
  ...jsonFile("analysis.json", () => analysisSchema),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([input], tools) => {
    const { samples: { trained }, target } = await readLayer(input!, tools);
    const { network: { seed, index }, layer, ladder } = input!;
    const result = await analyse(trained, target, {
      ...(ladder ? { search: "ladder", ...ladder } : { search: "exact" }),
      degenerate: "drop",
      ties: "index",
      seed: deriveSeed(seed, "network", index, layer, "analysis"),
      // The limits were checked before the networks were trained.
      maxSeconds: Infinity,
      maxBytes: machineMemoryLimit(),
      signal: tools.signal,
      details: {},
    });
    return [result];
  },
};

export default EXPLORED;

/** Analyses the searched layers of a network in which two neurons or more can be analysed. */
export function* exploredStage(
  network: LayerInput["network"],
  { layers, leftOut }: Pick<LayerSearchResult, "layers" | "leftOut">,
  ladder?: ExploredInput["ladder"],
): Stages<readonly LayerAnalysis[]> {
  const names = layers.filter(({ name, units }) => {
    const lost = leftOut.filter((one) => one.network === network.index && one.layer === name);
    return units - lost.length > 1;
  }).map(({ name }) => name);
  const analyses = yield* stage(
    "analyses",
    EXPLORED,
    names.map((layer) => ({ network, layer, ...(ladder && { ladder }) })),
  );
  return names.map((layer, at) => ({ layer, analysis: analyses[at]! }));
}
