/** The step that makes all choices of maps in one network, by what was found in them by their means. */
import { TRAINER } from "../../paper/resources.ts";
import {
  CHOICES,
  choicesKey,
  type PlannedSelection,
  selectionJob,
  type SelectionResult,
  selectSubnetworks,
} from "../../paper/subnetworks/selection.ts";
import type { Step } from "../../studies/step.ts";
import { searchedLayer } from "../extremes.ts";
import { MAP_LAYERS_STEP, type MapLayersInput } from "./layer.ts";
import { mapMeans } from "./variables.ts";

/** One network whose maps are to be chosen. Plain JSON. */
export interface MapSelectionInput extends MapLayersInput {
  /** The choices to be made. */
  readonly plan: readonly PlannedSelection[];
  /** Whether the bias of a removed map stays. */
  readonly keepRemovedBias: boolean;
}

/** Raised whenever the same network would give other choices. Part of each artifact key. */
export const MAP_SELECTION_REVISION = 1;

/** The searches of the network, without the choices. */
const searchesOf = (
  { plan: _, keepRemovedBias: _bias, ...input }: MapSelectionInput,
): MapLayersInput => input;

/** Makes all choices of a plan in one network. */
export const MAP_SELECTION: Step<MapSelectionInput, SelectionResult> = {
  kind: "map-selection",
  module: import.meta.url,
  identify: (input) => ({
    searched: MAP_LAYERS_STEP.identify(searchesOf(input)),
    ...choicesKey(input),
    revision: MAP_SELECTION_REVISION,
  }),
  describe: ({ network }) => `the choice of maps in network ${network.index}`,
  ...CHOICES,
  run: async ([input], tools) => {
    const { network, mapValues, plan, keepRemovedBias } = input!;
    const found = await tools.read(MAP_LAYERS_STEP, searchesOf(input!));
    // What was found by the means of maps.
    const layers = found.map(({ layer, trained: { mean, meanShares } }) =>
      searchedLayer(layer, meanShares.length, mean.dropped.map(({ map }) => map), mean.extremes)
    );
    const job = await selectionJob(network, "test", tools);
    const { spec, final: parameters, samples } = job;
    const activations = await mapMeans({ spec, parameters, samples, mapValues }, tools.signal);
    const trainer = await tools.resource(TRAINER, network.trainer);
    // One search was made; the greedy one has no choices in the plan.
    const searched = { greedy: layers, ladder: layers };
    const options = { plan, keepRemovedBias, onlyLayer: null, activations, searched };
    return [await selectSubnetworks({ ...job, ...options }, trainer, tools.signal, "ladder")];
  },
};

export default MAP_SELECTION;
