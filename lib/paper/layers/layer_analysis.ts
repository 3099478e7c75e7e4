/** Everything that figure 1 and its controls ask of one layer of one network. */
import {
  type DiscreteTarget,
  exceedsTargetEntropy,
  type GaussianOptions,
  gaussianSystem,
  oneAgainstRest,
  positionsOf,
  renameClasses,
  type ScoredMultiplet,
  type System,
  targetSplit,
  type Variables,
} from "../../information/mod.ts";
import { findAllExtremes } from "../../analysis/mod.ts";
import { SEARCHES, type SearchOptions } from "../../search/mod.ts";
import { machineMemoryLimit } from "../../system/machine.ts";
import { type RandomSource, randomSource } from "../../system/random/mod.ts";
import type { BestMultiplet, LayerExtremes, LayerResult, TargetSummary } from "./result.ts";

/** The same layer of a network before and after training, on the same samples. */
export interface LayerSamples {
  /** Name of the layer. */
  readonly layer: string;
  /** Pre-activations, a variable per neuron. */
  readonly trained: Variables;
  /** The same neurons with their initial weights. */
  readonly untrained: Variables;
}

/** How {@link analyseLayer} works. */
export interface LayerAnalysisOptions {
  /** Number of random renumberings of the classes. */
  readonly renamings: number;
  /** Where the renumberings are drawn from. */
  readonly random: RandomSource;
  /** Aborting it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Searches one layer: exact and greedy, before and after training, under all target encodings and
 * under renumbered classes, and takes the extreme multiplets apart.
 *
 * Neurons that cannot be analysed are left out and listed.
 *
 * @throws InformationError when a layer has no neuron that can be analysed
 */
export async function analyseLayer(
  { layer, trained, untrained }: LayerSamples,
  target: DiscreteTarget,
  { renamings, random, signal }: LayerAnalysisOptions,
): Promise<LayerResult> {
  const options = { maxBytes: machineMemoryLimit(), ...(signal && { signal }) };
  const system = systemOf(trained, target);
  const model = systemOf(trained, target, { encoding: "model" });
  const renamed = Array.from(
    { length: renamings },
    () => systemOf(trained, renameClasses(target, random)),
  );
  const [exact, none, byModel, oneHot, ...byRenaming] = await extremes("exact", [
    system,
    systemOf(trained, undefined),
    model,
    systemOf(trained, target, { encoding: "one-hot" }),
    ...renamed,
  ], options);
  const singles = singleInformation(model);
  const parts = summariser(system, model, singles);
  const before = systemOf(untrained, target);
  const classSystems = target.labels.map((label) =>
    systemOf(trained, oneAgainstRest(target, label))
  );
  const withClasses = (found: ScoredMultiplet): BestMultiplet => {
    const places = positionsOf(system.variables, found.multiplet);
    const classContributions = classSystems.map((own) =>
      targetSplit(own, places).targetContribution
    );
    return { ...found, classContributions };
  };
  return {
    layer,
    neurons: trained.variables.length,
    dropped: system.leftOut.map(({ index, explanation }) => ({
      neuron: index,
      reason: explanation,
    })),
    exact: exact!,
    greedy: (await extremes("greedy", [system], options))[0]!,
    encodings: { none: none!, model: byModel!, "one-hot": oneHot! },
    renamings: byRenaming,
    untrained: {
      exact: (await extremes("exact", [before], options))[0]!,
      greedy: (await extremes("greedy", [before], options))[0]!,
    },
    singles: trained.variables.map(({ index }) => singles.get(index) ?? null),
    synergyByParts: exact!.map(({ size, synergy }) => parts(size, synergy)),
    redundancyByParts: exact!.map(({ size, redundancy }) => parts(size, redundancy)),
    bestSynergy: withClasses(mostExtreme(exact!, "synergy")),
    bestRedundancy: withClasses(mostExtreme(exact!, "redundancy")),
    warnings: warningsOf(trained, system, model, singles),
  };
}

/** The neurons of a layer that can be analysed, beside a target. */
function systemOf(
  layer: Variables,
  target: DiscreteTarget | undefined,
  options: GaussianOptions = {},
) {
  return gaussianSystem(layer, target, { degenerate: "drop", ...options });
}

/** The best multiplet of every size at both ends, of several systems. */
async function extremes(
  search: "exact" | "greedy",
  systems: readonly System[],
  options: SearchOptions,
): Promise<LayerExtremes[][]> {
  const all = await findAllExtremes(systems, { search: SEARCHES.get(search), ...options });
  return all.map(({ sizes }) =>
    sizes.map(({ size, synergy, redundancy }) => ({
      size,
      synergy: synergy[0]!,
      redundancy: redundancy[0]!,
    }))
  );
}

/** I(S; y) of neurons in the class-conditional model; those that it leaves out tell nothing. */
function informationIn(model: System, neurons: readonly number[]): number {
  const known = neurons.filter((neuron) => model.variables.some(({ index }) => index === neuron));
  if (known.length === 0) return 0;
  return model.entropy!(positionsOf(model.variables, known)).information;
}

/** I(x_j; y) of every neuron that the class-conditional model does not leave out, by its own number. */
function singleInformation(model: System): ReadonlyMap<number, number> {
  return new Map(model.variables.map(({ index }) => [index, informationIn(model, [index])]));
}

/** Neurons whose information is no estimate, or that the class-conditional model alone leaves out. */
function warningsOf(
  { variables }: Variables,
  system: System,
  model: System,
  singles: ReadonlyMap<number, number>,
): string[] {
  const nameOf = (neuron: number) => variables[neuron]!.name;
  const limit = model.targetEntropy ?? Infinity;
  return [
    ...[...singles].flatMap(([neuron, information]) =>
      exceedsTargetEntropy(nameOf(neuron), information, limit) ?? []
    ),
    ...model.leftOut.filter(({ index }) => system.variables.some((one) => one.index === index))
      .map(({ index, explanation }) =>
        `${nameOf(index)}: left out of the class-conditional model, ${explanation}`
      ),
  ];
}

/**
 * What multiplets tell about the class, against their neurons and pairs. In the class-conditional model
 * a neuron that it leaves out tells nothing.
 */
function summariser(
  system: System,
  model: System,
  singles: ReadonlyMap<number, number>,
): (size: number, found: ScoredMultiplet) => TargetSummary {
  const pairs = system.variables.map((_, i) =>
    system.variables.map((_, j) => i < j ? system.score([i, j]).oInformation : 0)
  );
  return (size, { multiplet, oInformation }) => {
    const places = positionsOf(system.variables, multiplet);
    return {
      size,
      together: informationIn(model, multiplet),
      alone: multiplet.reduce((sum, neuron) => sum + (singles.get(neuron) ?? 0), 0),
      oInformation,
      pairs: places.reduce(
        (sum, i) => places.reduce((inner, j) => inner + pairs[i]![j]!, sum),
        0,
      ),
    };
  };
}

/** The extreme over all sizes; of equal ones the smallest. */
function mostExtreme(
  extremes: readonly LayerExtremes[],
  end: "synergy" | "redundancy",
): ScoredMultiplet {
  const sign = end === "synergy" ? -1 : 1;
  return extremes.map((one) => one[end]).reduce((best, one) =>
    sign * one.oInformation > sign * best.oInformation ? one : best
  );
}

/** One layer to be searched. */
export interface LayerJob {
  readonly samples: LayerSamples;
  readonly target: DiscreteTarget;
  /** Number of random renumberings of the classes, and the seed they are drawn from. */
  readonly renamings: number;
  readonly seed: number;
}

/** The search of one layer, with its random numbers from a seed. */
export function analyseLayerJob(
  { samples, target, renamings, seed }: LayerJob,
  signal?: AbortSignal,
): Promise<LayerResult> {
  const random = randomSource(seed);
  return analyseLayer(samples, target, { renamings, random, ...(signal && { signal }) });
}
