/** The step that makes all choices of neurons in one network of wide layers, by what was found in its layers. */
import { hiddenLayers } from "../../models/spec.ts";
import { DATASET, TRAINER } from "../../paper/resources.ts";
import {
  type PlannedSelection,
  selectionJob,
  type SelectionResult,
  selectionSchema,
  selectSubnetworks,
} from "../../paper/subnetworks/selection.ts";
import { NETWORK } from "../../paper/training/network.ts";
import type { SearchedLayer } from "../../selection/mod.ts";
import { allUnits } from "../../selection/strategy.ts";
import type { ProvenExtremes } from "../extremes.ts";
import { jsonFile, need, type Step } from "../../studies/step.ts";
import { WIDE_LAYER, type WideLayerInput, wideLayerInputs, type WideLayerResult } from "./layer.ts";

/** One network whose neurons are to be chosen. Plain JSON. */
export interface WideSelectionInput extends Omit<WideLayerInput, "layer"> {
  /** The choices to be made. */
  readonly plan: readonly PlannedSelection[];
  /** Whether the bias of a removed neuron stays. */
  readonly keepRemovedBias: boolean;
}

/** Raised whenever the same network would give other choices. Part of each artifact key. */
export const WIDE_SELECTION_REVISION = 1;

const layersOf = (input: WideSelectionInput): WideLayerInput[] =>
  wideLayerInputs(hiddenLayers(input.network.spec), input);

/** Makes all choices of a plan in one network. */
export const WIDE_SELECTION: Step<WideSelectionInput, SelectionResult> = {
  kind: "wide-selection",
  module: import.meta.url,
  identify: (input) => ({
    searched: layersOf(input).map((one) => WIDE_LAYER.identify(one)),
    plan: input.plan.map(({ strategy, size, search, draw }) => [strategy, size, search, draw]),
    seed: input.network.seed,
    keepBias: input.keepRemovedBias,
    trainer: input.network.trainer.name,
    trainerRevision: input.network.trainer.revision,
    revision: WIDE_SELECTION_REVISION,
  }),
  describe: ({ network }) => `the choice of neurons in network ${network.index}`,
  ...jsonFile("selection.json", () => selectionSchema),
  needs: ({ network }) => [need(DATASET, network.data), need(TRAINER, network.trainer)],
  // Iterative pruning trains.
  staysHere: ({ network }) => NETWORK.staysHere!(network),
  run: async ([input], tools) => {
    const { network, plan, keepRemovedBias } = input!;
    const layers: WideLayerResult[] = [];
    for (const one of layersOf(input!)) layers.push(await tools.read(WIDE_LAYER, one));
    const searched = {
      greedy: layers.map((layer) => searchedLayer(layer, layer.greedy)),
      ladder: layers.map((layer) => searchedLayer(layer, layer.ladder)),
    };
    const job = await selectionJob(network, "test", tools);
    const trainer = await tools.resource(TRAINER, network.trainer);
    const options = { plan, keepRemovedBias, onlyLayer: null, searched };
    return [await selectSubnetworks({ ...job, ...options }, trainer, tools.signal, "ladder")];
  },
};

export default WIDE_SELECTION;

/** What was found in a layer, for strategies: with size 1, whose Ω is 0 by definition. */
function searchedLayer(
  { layer, neurons, dropped }: WideLayerResult,
  found: readonly ProvenExtremes[],
): SearchedLayer {
  const degenerate = dropped.map(({ neuron }) => neuron);
  const sound = allUnits(neurons).filter((neuron) => !degenerate.includes(neuron));
  const first = { multiplet: sound.slice(0, 1), oInformation: 0 };
  const one = { size: 1, synergy: first, redundancy: first };
  const extremes = found[0]!.size === 1 ? found : [one, ...found];
  return { layer, neurons: sound, degenerate, extremes };
}
