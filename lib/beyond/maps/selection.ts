/** The step that makes all choices of maps in one network, by what was found in them by their means. */
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
import { jsonFile, need, type Step } from "../../studies/step.ts";
import { MAP_LAYERS_STEP, type MapLayerResult, type MapLayersInput } from "./layer.ts";
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
    plan: input.plan.map(({ strategy, size, search, draw }) => [strategy, size, search, draw]),
    seed: input.network.seed,
    keepBias: input.keepRemovedBias,
    trainer: input.network.trainer.name,
    trainerRevision: input.network.trainer.revision,
    revision: MAP_SELECTION_REVISION,
  }),
  describe: ({ network }) => `the choice of maps in network ${network.index}`,
  ...jsonFile("selection.json", () => selectionSchema),
  needs: ({ network }) => [need(DATASET, network.data), need(TRAINER, network.trainer)],
  // Iterative pruning trains.
  staysHere: ({ network }) => NETWORK.staysHere!(network),
  run: async ([input], tools) => {
    const { network, mapValues, plan, keepRemovedBias } = input!;
    const layers = (await tools.read(MAP_LAYERS_STEP, searchesOf(input!))).map(searchedMaps);
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

/** What was found in a layer by the means of maps, for strategies: with size 1, whose Ω is 0 by definition. */
function searchedMaps({ layer, trained: { mean, meanShares } }: MapLayerResult): SearchedLayer {
  const units = meanShares.length;
  const degenerate = mean.dropped.map(({ map }) => map);
  const sound = allUnits(units).filter((map) => !degenerate.includes(map));
  const first = { multiplet: sound.slice(0, 1), oInformation: 0 };
  const one = { size: 1, synergy: first, redundancy: first };
  const extremes = mean.extremes[0]!.size === 1 ? mean.extremes : [one, ...mean.extremes];
  return { layer, neurons: sound, degenerate, extremes };
}
