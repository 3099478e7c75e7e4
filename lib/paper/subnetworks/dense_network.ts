/**
 * The step that trains dense networks as wide as the sub-networks of one network, from new initial weights and in
 * the batch order of its own training.
 */
import { initialParameters } from "../../models/parameters.ts";
import { jsonFile, need, type Step } from "../../studies/step.ts";
import { randomSource } from "../../system/random/mod.ts";
import { DATASET, TRAINER } from "../resources.ts";
import { NETWORK, type NetworkInput, networkKey, networkSeeds } from "../training/network.ts";
import type { Accuracies } from "./result.ts";
import { accuraciesSchema, COHORT, trainedAccuracies } from "./retraining.ts";

/** One dense network to be trained. Plain JSON. */
export interface DenseNetworkInput {
  /** The network that gives inputs, classes, hyperparameters and batch order. */
  readonly network: NetworkInput;
  /** Neurons of the hidden layers. */
  readonly widths: readonly number[];
  /** Seed of the initial weights, which are drawn for this shape: the bounds are those of its own fan-in. */
  readonly fresh: number;
}

/** Raised whenever the same network would give another result. Part of every artifact key. */
const DENSE_NETWORK_REVISION = 1;

/** Trains dense networks that are as wide as sub-networks. */
export const DENSE_NETWORK: Step<DenseNetworkInput, Accuracies> = {
  kind: "dense-network",
  module: import.meta.url,
  identify: ({ network, widths, fresh }) => ({
    network: networkKey(network),
    widths,
    fresh,
    revision: DENSE_NETWORK_REVISION,
  }),
  describe: ({ network }) => `a dense network beside network ${network.index}`,
  ...jsonFile("accuracies.json", () => accuraciesSchema),
  needs: ({ network }) => [need(DATASET, network.data), need(TRAINER, network.trainer)],
  staysHere: ({ network }) => NETWORK.staysHere!(network),
  // Networks that are trained side by side have one shape.
  together: { most: COHORT, by: ({ network, widths }) => `${networkKey(network)} ${widths}` },
  run: async (inputs, tools) => {
    const { network, widths } = inputs[0]!;
    const layers = network.spec.layers.map((layer, l) => ({
      ...layer,
      units: widths[l] ?? layer.units,
    }));
    const spec = { ...network.spec, layers };
    const batchSeed = networkSeeds(network, network.index).batches;
    const jobs = inputs.map(({ fresh }) => (
      { initial: initialParameters(spec, network.initialisation, randomSource(fresh)) }
    ));
    return await trainedAccuracies(network, { spec, batchSeed, jobs }, tools);
  },
};

export default DENSE_NETWORK;
