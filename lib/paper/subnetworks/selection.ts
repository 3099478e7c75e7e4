/**
 * The step that makes all choices of neurons in one network, and measures its accuracy right after the other
 * neurons are removed: the part of figure 2 that comes before re-training.
 */
import { z } from "zod";
import { discreteTarget, layerVariables } from "../../information/mod.ts";
import { activations } from "../../models/forward.ts";
import { hiddenLayers, type NetworkSpec } from "../../models/spec.ts";
import {
  bestSizes,
  type KeptUnits,
  type MultipletSearch,
  type SelectionSubject,
  type Selector,
  type SizeRule,
  STRATEGIES,
  STRATEGY_NAMES,
  type StrategyName,
  SubnetworkError,
  treatmentsOf,
} from "../../selection/mod.ts";
import { allUnits } from "../../selection/strategy.ts";
import { ablatorSteps } from "../../selection/treatments.ts";
import { isExact } from "../../selection/selector.ts";
import { jsonFile, need, type Step, type Tools } from "../../studies/step.ts";
import { deriveSeed } from "../../system/random/mod.ts";
import { pauseEvery } from "../../system/workers/in_parallel.ts";
import type { Dataset, Samples } from "../../data/dataset.ts";
import { selectSamples, stratifiedSplit } from "../../data/parts.ts";
import type { Trainer } from "../../training/trainer.ts";
import { type ExperimentConfig, subnetworkSize } from "../config.ts";
import { DATASET, TRAINER } from "../resources.ts";
import {
  NETWORK,
  type NetworkInput,
  networkKey,
  networkSeeds,
  type StoredNetwork,
} from "../training/network.ts";
import type { Ablation, BestSizes, KeptNeurons, RowConditions, SubnetworkSize } from "./result.ts";

/** One choice of neurons to be made. */
export interface PlannedSelection {
  readonly strategy: StrategyName;
  readonly size: SubnetworkSize;
  /** The search of those strategies that search multiplets. */
  readonly search: MultipletSearch;
  readonly draw: number;
}

/** A planned size as strategies take it. */
export function sizeRule({ size, search }: Pick<PlannedSelection, "size" | "search">): SizeRule {
  if (typeof size === "number") return { units: size, search };
  return size === "half" ? { share: 0.5, search } : { best: search };
}

/** One network whose neurons are to be chosen. Plain JSON. */
export interface SelectionInput extends Pick<ExperimentConfig, "keepRemovedBias" | "onlyLayer"> {
  readonly network: NetworkInput;
  /** The part of the data set whose activations strategies see. */
  readonly selection: ExperimentConfig["selection"];
  /** The choices to be made. */
  readonly plan: readonly PlannedSelection[];
}

/** The choices in one network. */
export interface SelectionResult {
  readonly bestSizes: BestSizes;
  /** Neurons and accuracies in the order of the plan; test accuracy without re-training. */
  readonly ablations: readonly Ablation[];
}

/** Raised whenever the same network would give other choices. Part of each artifact key. */
export const SELECTION_REVISION = 2;

const sizes = z.array(z.int().min(1));

/** The contents of the file of the choices in one network. */
export const selectionSchema: z.ZodType<SelectionResult> = z.object({
  bestSizes: z.object({
    greedy: sizes,
    exact: z.exactOptional(sizes),
    ladder: z.exactOptional(sizes),
  }),
  ablations: z.array(z.object({
    strategy: z.enum(STRATEGY_NAMES),
    size: subnetworkSize,
    draw: z.int().min(0),
    kept: z.array(z.array(z.int().min(0))),
    testAccuracy: z.number(),
  })),
});

/** What every step that makes choices has in common: its file, what it needs, and where it runs. */
export const CHOICES = {
  ...jsonFile("selection.json", () => selectionSchema),
  needs: ({ network }: Pick<SelectionInput, "network">) => [
    need(DATASET, network.data),
    need(TRAINER, network.trainer),
  ],
  // Iterative pruning trains.
  staysHere: ({ network }: Pick<SelectionInput, "network">) => NETWORK.staysHere!(network),
};

/**
 * What choices depend on, beside the network and what was found in it: a part of their key, whose hash depends on the order
 * of its members.
 */
export const choicesKey = (
  { network, plan, keepRemovedBias, onlyLayer }:
    & Pick<SelectionInput, "network" | "plan" | "keepRemovedBias">
    & Partial<Pick<SelectionInput, "onlyLayer">>,
) => ({
  plan: plan.map(({ strategy, size, search, draw }) => [strategy, size, search, draw]),
  seed: network.seed,
  keepBias: keepRemovedBias,
  ...(onlyLayer !== undefined && { prunedLayer: onlyLayer }),
  trainer: network.trainer.name,
  trainerRevision: network.trainer.revision,
});

const widthsOf = (spec: NetworkSpec) => hiddenLayers(spec).map(({ units }) => units);

/** Makes all choices of a plan in one network. */
export const SELECTION: Step<SelectionInput, SelectionResult> = {
  kind: "selection",
  module: import.meta.url,
  identify: ({ network, selection, ...choices }) => ({
    network: networkKey(network),
    // The network's key has the data set, and with it the test set and what was set aside.
    selection,
    ...choicesKey({ network, ...choices }),
    revision: SELECTION_REVISION,
    // Older artifacts of wide layers have the sizes of the greedy search as those of the exact one.
    ...(!isExact(widthsOf(network.spec)) && { exact: false }),
  }),
  describe: ({ network }) => `the choice of neurons in network ${network.index}`,
  ...CHOICES,
  run: async ([input], tools) => {
    const { network, selection, plan, ...choices } = input!;
    const job = { ...await selectionJob(network, selection, tools), ...choices, plan };
    const trainer = await tools.resource(TRAINER, network.trainer);
    return [await selectSubnetworks(job, trainer, tools.signal)];
  },
};

export default SELECTION;

/**
 * The units that files and keys mean.
 *
 * @throws SubnetworkError unless there is one entry for every hidden layer
 */
export function keptUnits(spec: NetworkSpec, kept: KeptNeurons): KeptUnits {
  const hidden = hiddenLayers(spec);
  if (kept.length !== hidden.length) {
    throw new SubnetworkError(
      `The network has ${hidden.length} hidden layers, got kept neurons for ${kept.length}`,
    );
  }
  return Object.fromEntries(hidden.map(({ name }, at) => [name, kept[at]!]));
}

/** One network whose neurons are to be chosen. */
export interface SelectionJob
  extends
    Omit<SelectionInput, "network" | "selection">,
    Pick<NetworkInput, "spec" | "hyperparameters">,
    Pick<StoredNetwork, "initial" | "final"> {
  /** The samples that strategies see. */
  readonly samples: Samples;
  /** The data the network was trained on: iterative pruning trains its sub-networks on it as well. */
  readonly dataset: Dataset;
  readonly batchSeed: number;
  /** Seed of the draws of random neurons. */
  readonly seed: number;
  /** Pre-activations on these samples, or columns that stand for them. Default: computed, all columns of each unit. */
  readonly activations?: SelectionSubject["activations"];
  /** Searches that were already made. */
  readonly searched?: SelectionSubject["searched"];
}

/** A trained network and the samples that strategies see. */
export async function selectionJob(
  network: NetworkInput,
  selection: RowConditions["selection"],
  { read, resource }: Tools,
): Promise<Omit<SelectionJob, "plan" | "keepRemovedBias" | "onlyLayer">> {
  const { spec, hyperparameters, seed, index } = network;
  const { initial, final } = await read(NETWORK, network);
  const dataset = await resource(DATASET, network.data);
  return {
    spec,
    initial,
    final,
    samples: selectionSamples(dataset, selection, seed),
    dataset,
    hyperparameters,
    batchSeed: networkSeeds(network, index).batches,
    seed: deriveSeed(seed, "network", index, "random neurons"),
  };
}

/**
 * A part of a data set for strategies to see. `"training"`: as many training samples as there are test samples, drawn
 * in proportion to the classes; all of them where there are no more.
 */
export function selectionSamples(
  { parts, classes }: Dataset,
  selection: RowConditions["selection"],
  seed: number,
): Samples {
  const { train, test } = parts;
  if (selection !== "training") return parts[selection]!;
  if (train.count <= test.count) return train;
  const own = deriveSeed(seed, "training activations");
  const split = stratifiedSplit(train.labels, classes.length, test.count, own);
  return selectSamples(train, split.test);
}

/**
 * Makes all choices of a plan.
 *
 * @param more a search whose best sizes are wanted beside those of the greedy one. Default: the exact one, where it is
 * possible
 */
export async function selectSubnetworks(
  job: SelectionJob,
  trainer: Trainer,
  signal?: AbortSignal,
  more: "exact" | "ladder" | undefined = isExact(widthsOf(job.spec)) ? "exact" : undefined,
): Promise<SelectionResult> {
  const { subject, choose } = chooserOf(job, trainer, signal);
  const hidden = hiddenLayers(job.spec);
  const inOrder = async (search: MultipletSearch) => {
    const sizes = await bestSizes(subject, search);
    return hidden.map(({ name }) => sizes[name]!);
  };
  const best: BestSizes = {
    greedy: await inOrder("greedy"),
    ...(more !== undefined && { [more]: await inOrder(more) }),
  };
  const ablations: Ablation[] = [];
  for (const planned of job.plan) ablations.push(await choose(planned));
  return { bestSizes: best, ablations };
}

/** Chooses neurons of one network, any number of times: searches and ablations are done once. */
export function chooserOf(job: Omit<SelectionJob, "plan">, trainer: Trainer, signal?: AbortSignal) {
  const subject = subjectOf(job, trainer, signal);
  const hidden = hiddenLayers(job.spec);
  const selectors = new Map<string, Selector>();
  const accuracies = new Map<string, Promise<number>>();
  const pauseIfDue = pauseEvery(50, signal, () => {});
  /** The result of work in steps; messages are answered between them. */
  const pausing = async <Result>(steps: Generator<void, Result>): Promise<Result> => {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      await pauseIfDue();
    }
  };
  const ablating = pausing(ablatorSteps(job.spec, job.final, job.dataset.parts.test));
  /** Test accuracy without the neurons that are not kept. */
  const accuracyOf = (kept: KeptNeurons): Promise<number> =>
    accuracies.getOrInsertComputed(
      JSON.stringify(kept),
      async () => {
        const ablate = await ablating;
        const options = { keepBias: job.keepRemovedBias };
        return (await pausing(ablate(keptUnits(job.spec, kept), options))).accuracy;
      },
    );
  /** What a strategy keeps, and in all layers but `only` every neuron. */
  const keep = async (
    { strategy, size, search, draw }: PlannedSelection,
    only: number | null = null,
  ): Promise<KeptNeurons> => {
    signal?.throwIfAborted();
    const selector = selectors.getOrInsertComputed(
      strategy,
      () => STRATEGIES.get(strategy).prepare(subject),
    );
    const chosen = await selector(sizeRule({ size, search }), deriveSeed(job.seed, "draw", draw));
    // All units of a layer that is not named.
    return hidden.map(({ name, units }, at) =>
      (only === null || only === at ? chosen[name] : undefined) ?? allUnits(units)
    );
  };
  const choose = async (planned: PlannedSelection, only?: number | null): Promise<Ablation> => {
    const { strategy, size, draw } = planned;
    const kept = await keep(planned, only);
    return { strategy, size, draw, kept, testAccuracy: await accuracyOf(kept) };
  };
  return { subject, accuracyOf, keep, choose };
}

function subjectOf(
  job: Omit<SelectionJob, "plan">,
  trainer: Trainer,
  signal?: AbortSignal,
): SelectionSubject {
  const { spec, initial, final, samples, dataset, hyperparameters, batchSeed, onlyLayer } = job;
  const { searched, activations: given } = job;
  const hidden = hiddenLayers(spec).map(({ name }) => name);
  return {
    spec,
    initial,
    final,
    activations: given ?? activations(spec, final, samples).map(layerVariables)
      .filter(({ layer }) => hidden.includes(layer)),
    layers: onlyLayer === null ? undefined : [hidden[onlyLayer]!],
    target: discreteTarget(samples.labels),
    ...(searched && { searched }),
    retrain: async (kept) => {
      const treatments = treatmentsOf(spec, kept, { removal: "zero" });
      const [network] = await trainer.train({
        spec,
        dataset,
        hyperparameters,
        batchSeed,
        jobs: [{ name: "round of iterative pruning", initial, treatments }],
        metrics: "last-epoch",
      }, { signal });
      return network!.parameters;
    },
    signal,
  };
}
