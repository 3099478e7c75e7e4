/** The step that makes all choices of neurons in one network of wide layers, by what was found in its layers. */
import { hiddenLayers } from "../../models/spec.ts";
import { TRAINER } from "../../paper/resources.ts";
import {
  CHOICES,
  choicesKey,
  type PlannedSelection,
  selectionJob,
  type SelectionResult,
  selectSubnetworks,
} from "../../paper/subnetworks/selection.ts";
import { type ProvenExtremes, searchedLayer } from "../extremes.ts";
import type { Step } from "../../studies/step.ts";
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
    ...choicesKey(input),
    revision: WIDE_SELECTION_REVISION,
  }),
  describe: ({ network }) => `the choice of neurons in network ${network.index}`,
  ...CHOICES,
  run: async ([input], tools) => {
    const { network, plan, keepRemovedBias } = input!;
    const layers: WideLayerResult[] = [];
    for (const one of layersOf(input!)) layers.push(await tools.read(WIDE_LAYER, one));
    const foundBy = (found: (layer: WideLayerResult) => readonly ProvenExtremes[]) =>
      layers.map((own) =>
        searchedLayer(own.layer, own.neurons, own.dropped.map(({ neuron }) => neuron), found(own))
      );
    const searched = {
      greedy: foundBy(({ greedy }) => greedy),
      ladder: foundBy(({ ladder }) => ladder),
    };
    const job = await selectionJob(network, "test", tools);
    const trainer = await tools.resource(TRAINER, network.trainer);
    const options = { plan, keepRemovedBias, onlyLayer: null, searched };
    return [await selectSubnetworks({ ...job, ...options }, trainer, tools.signal, "ladder")];
  },
};

export default WIDE_SELECTION;
