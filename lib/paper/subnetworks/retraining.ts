/** The step that re-trains sub-networks of one network, by default in the batch order of its own training. */
import { z } from "zod";
import { initialParameters } from "../../models/parameters.ts";
import { amongTrained, treatmentsOf } from "../../selection/treatments.ts";
import { jsonFile, need, type Step, storedNumber, type Tools } from "../../studies/step.ts";
import type { TrainingJob, TrainingRequest } from "../../training/trainer.ts";
import { randomSource } from "../../system/random/mod.ts";
import { DATASET, TRAINER } from "../resources.ts";
import { NETWORK, type NetworkInput, networkKey, networkSeeds } from "../training/network.ts";
import { finalMetrics } from "../training/result.ts";
import type { Accuracies, KeptNeurons, SubnetworkRemoval } from "./result.ts";
import { keptUnits } from "./selection.ts";

/** One sub-network to be re-trained. Plain JSON. */
export interface RetrainingInput {
  readonly network: NetworkInput;
  readonly kept: KeptNeurons;
  readonly removal: SubnetworkRemoval;
  readonly keepRemovedBias: boolean;
  readonly onlyLayer: number | null;
  /** Seed of new initial weights; `null`: rewound to the network's own. */
  readonly fresh: number | null;
  /** Seed of another batch order. Absent: that of the network's own training. */
  readonly batches?: number;
}

/** The contents of the file of a re-training. */
export const accuraciesSchema: z.ZodType<Accuracies> = z.object({
  trainAccuracy: z.number(),
  testAccuracy: z.number(),
  testLoss: storedNumber,
});

/** Raised whenever the same sub-network would give another result. Part of every artifact key. */
const RETRAINING_REVISION = 1;

/** Networks that are trained side by side. */
export const COHORT = 12;

/** Trains networks as `network` was trained; their accuracies, in the order of the jobs. */
export async function trainedAccuracies(
  { data, trainer, hyperparameters, index }: NetworkInput,
  request: Pick<TrainingRequest, "spec" | "batchSeed"> & {
    readonly jobs: readonly Omit<TrainingJob, "name">[];
  },
  { signal, report, resource }: Tools,
): Promise<Accuracies[]> {
  const engine = await resource(TRAINER, trainer);
  const trained = await engine.train({
    ...request,
    dataset: await resource(DATASET, data),
    hyperparameters,
    jobs: request.jobs.map((job) => ({ name: `a sub-network of network ${index}`, ...job })),
    metrics: "last-epoch",
  }, { signal, onProgress: ({ step, steps }) => report({ done: step, total: steps }) });
  return trained.map((one) => {
    const { trainAccuracy, testAccuracy, testLoss } = finalMetrics(one);
    return { trainAccuracy, testAccuracy, testLoss };
  });
}

/** Re-trains sub-networks of one network. */
export const RETRAINING: Step<RetrainingInput, Accuracies> = {
  kind: "retraining",
  module: import.meta.url,
  identify: ({ network, kept, removal, keepRemovedBias, onlyLayer, fresh, batches }) => ({
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
    ...(batches !== undefined && { batches }),
  }),
  describe: ({ network }) => `a sub-network of network ${network.index}`,
  ...jsonFile("accuracies.json", () => accuraciesSchema),
  needs: ({ network }) => [need(DATASET, network.data), need(TRAINER, network.trainer)],
  staysHere: ({ network }) => NETWORK.staysHere!(network),
  together: {
    most: COHORT,
    by: ({ network, batches = "" }) => `${networkKey(network)} ${batches}`,
  },
  run: async (inputs, tools) => {
    const { network, batches } = inputs[0]!;
    const { spec, initialisation, index } = network;
    const { initial, final } = await tools.read(NETWORK, network);
    const batchSeed = batches ?? networkSeeds(network, index).batches;
    const jobs = inputs.map(({ kept, removal, keepRemovedBias, fresh }) => {
      const units = keptUnits(spec, kept);
      const start = fresh === null
        ? initial
        : initialParameters(spec, initialisation, randomSource(fresh));
      return removal === "frozen-final"
        ? {
          initial: amongTrained(spec, units, start, final),
          treatments: treatmentsOf(spec, units, { removal: "frozen" }),
        }
        : {
          initial: start,
          treatments: treatmentsOf(spec, units, {
            removal,
            keepBias: keepRemovedBias && removal === "zero",
          }),
        };
    });
    return await trainedAccuracies(network, { spec, batchSeed, jobs }, tools);
  },
};

export default RETRAINING;
