/** The step that re-trains sub-networks of one network, in the batch order of its own training. */
import { z } from "zod";
import { initialParameters } from "../../models/parameters.ts";
import { type Removal, treatmentsOf } from "../../selection/treatments.ts";
import { jsonFile, need, type Step, storedNumber } from "../../studies/step.ts";
import type { TrainingJob } from "../../training/trainer.ts";
import { randomSource } from "../../system/random/mod.ts";
import { DATASET, TRAINER } from "../resources.ts";
import { NETWORK, type NetworkInput, networkKey, networkSeeds } from "../training/network.ts";
import { finalMetrics } from "../training/result.ts";
import type { Accuracies, KeptNeurons } from "./result.ts";
import { keptUnits } from "./selection.ts";

/** One sub-network to be re-trained. Plain JSON. */
export interface RetrainingInput {
  readonly network: NetworkInput;
  readonly kept: KeptNeurons;
  readonly removal: Removal;
  readonly keepRemovedBias: boolean;
  readonly onlyLayer: number | null;
  /** Seed of new initial weights; `null`: rewound to the network's own. */
  readonly fresh: number | null;
}

/** The contents of the file of a re-training. */
export const accuraciesSchema: z.ZodType<Accuracies> = z.object({
  trainAccuracy: z.number(),
  testAccuracy: z.number(),
  testLoss: storedNumber,
});

/** Raised whenever the same sub-network would give another result. Part of every artifact key. */
const RETRAINING_REVISION = 1;

/** Sub-networks that are re-trained side by side. */
const COHORT = 12;

/** Re-trains sub-networks of one network. */
export const RETRAINING: Step<RetrainingInput, Accuracies> = {
  kind: "retraining",
  module: import.meta.url,
  identify: ({ network, kept, removal, keepRemovedBias, onlyLayer, fresh }) => ({
    network: networkKey(network),
    kept,
    removal,
    // A neuron that is frozen keeps its bias in any case.
    keepBias: keepRemovedBias && removal === "zero",
    prunedLayer: onlyLayer,
    fresh,
    trainer: network.trainer.name,
    trainerRevision: network.trainer.revision,
    revision: RETRAINING_REVISION,
  }),
  describe: ({ network }) => `a sub-network of network ${network.index}`,
  ...jsonFile("accuracies.json", () => accuraciesSchema),
  needs: ({ network }) => [need(DATASET, network.data), need(TRAINER, network.trainer)],
  staysHere: ({ network }) => NETWORK.staysHere!(network),
  together: { most: COHORT, by: ({ network }) => networkKey(network) },
  run: async (inputs, { signal, report, read, resource }) => {
    const { network } = inputs[0]!;
    const { spec, hyperparameters, initialisation, index } = network;
    const { initial } = await read(NETWORK, network);
    const trainer = await resource(TRAINER, network.trainer);
    const trained = await trainer.train({
      spec,
      dataset: await resource(DATASET, network.data),
      hyperparameters,
      batchSeed: networkSeeds(network, index).batches,
      jobs: inputs.map(({ kept, removal, keepRemovedBias, fresh }): TrainingJob => ({
        name: `a sub-network of network ${index}`,
        initial: fresh === null
          ? initial
          : initialParameters(spec, initialisation, randomSource(fresh)),
        treatments: treatmentsOf(spec, keptUnits(spec, kept), {
          removal,
          keepBias: keepRemovedBias && removal === "zero",
        }),
      })),
      metrics: "last-epoch",
    }, { signal, onProgress: ({ step, steps }) => report({ done: step, total: steps }) });
    return trained.map((one) => {
      const { trainAccuracy, testAccuracy, testLoss } = finalMetrics(one);
      return { trainAccuracy, testAccuracy, testLoss };
    });
  },
};

export default RETRAINING;
