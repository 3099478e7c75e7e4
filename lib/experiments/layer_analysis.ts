/**
 * Everything that figure 1 and its controls ask of one layer of one network.
 * @module
 */
import {
  type ClassGaussians,
  type DiscreteTarget,
  exceedsTargetEntropy,
  type FeatureMatrix,
  type GaussianSystem,
  gaussianSystem,
  modelMutualInformation,
  normaliseFeatures,
  oneAgainstRest,
  renameClasses,
  targetSplit,
} from "../information/mod.ts";
import type { RandomSource } from "../system/random/mod.ts";
import {
  exactSearches,
  greedySearch,
  type ScoredMultiplet,
  scoreMultiplet,
  type SearchOptions,
  searchSpace,
  type SizeExtremes,
} from "../search/mod.ts";
import type { BestMultiplet, LayerExtremes, LayerResult, TargetSummary } from "./figure1_result.ts";

/** The same layer of a network before and after training, on the same samples. */
export interface LayerSamples {
  /** `fc1`, …, `fc_out`. */
  readonly layer: string;
  /** Pre-activations, samples × neurons. */
  readonly trained: FeatureMatrix;
  /** The same neurons with their initial weights. */
  readonly untrained: FeatureMatrix;
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
  const options: SearchOptions = signal ? { signal } : {};
  const features = normaliseFeatures(trained, { degenerate: "drop" });
  const before = normaliseFeatures(untrained, { degenerate: "drop" });

  const system = gaussianSystem(features, target);
  const model = gaussianSystem(features, target, { encoding: "model" });
  const renamed = Array.from(
    { length: renamings },
    () => gaussianSystem(features, renameClasses(target, random)),
  );
  const [exact, none, byModel, oneHot, ...byRenaming] = await exactly([
    system,
    gaussianSystem(features, undefined),
    model,
    gaussianSystem(features, target, { encoding: "one-hot" }),
    ...renamed,
  ], options);
  const singles = singleInformation(model);
  const parts = summariser(system, model, singles);
  const untrainedSystem = gaussianSystem(before, target);
  const classSystems = target.labels.map((label) =>
    gaussianSystem(features, oneAgainstRest(target, label))
  );
  return {
    layer,
    neurons: trained.variables,
    dropped: system.dropped.map(({ index, explanation }) => ({
      neuron: index,
      reason: explanation,
    })),
    exact: exact!,
    greedy: await greedily(system, options),
    encodings: { none: none!, model: byModel!, "one-hot": oneHot! },
    renamings: byRenaming,
    untrained: {
      exact: (await exactly([untrainedSystem], options))[0]!,
      greedy: await greedily(untrainedSystem, options),
    },
    singles: Array.from({ length: trained.variables }, (_, neuron) => singles.get(neuron) ?? null),
    synergyByParts: exact!.map(({ size, synergy }) => parts(size, synergy)),
    redundancyByParts: exact!.map(({ size, redundancy }) => parts(size, redundancy)),
    bestSynergy: withClasses(mostExtreme(exact!, "synergy"), system, classSystems),
    bestRedundancy: withClasses(mostExtreme(exact!, "redundancy"), system, classSystems),
    warnings: warningsOf(trained, system, model, singles),
  };
}

async function exactly(
  systems: readonly GaussianSystem[],
  options: SearchOptions,
): Promise<LayerExtremes[][]> {
  const found = await exactSearches(systems.map((system) => searchSpace(system)), options);
  return found.map((extremes, at) => inNeurons(extremes, systems[at]!));
}

async function greedily(system: GaussianSystem, options: SearchOptions): Promise<LayerExtremes[]> {
  return inNeurons(await greedySearch(searchSpace(system), options), system);
}

/** Extremes with neurons by their own index, whatever was left out of the search. */
function inNeurons(extremes: readonly SizeExtremes[], system: GaussianSystem): LayerExtremes[] {
  const named = (found: ScoredMultiplet): ScoredMultiplet => ({
    ...found,
    multiplet: found.multiplet.map((variable) => system.columns[variable]!),
  });
  return extremes.map(({ size, synergy, redundancy }) => ({
    size,
    synergy: named(synergy[0]!),
    redundancy: named(redundancy[0]!),
  }));
}

/** Positions in a system of neurons given by their own index, without those that it leaves out. */
function variablesOf({ columns }: GaussianSystem, neurons: readonly number[]): number[] {
  return neurons.map((neuron) => columns.indexOf(neuron)).filter((variable) => variable >= 0);
}

/** The Gaussians of the classes in a system of encoding `"model"`. */
function gaussiansOf({ target }: GaussianSystem): ClassGaussians {
  if (target.encoding === "model") return target.gaussians;
  throw new TypeError(`A system of encoding "model" is needed, got "${target.encoding}"`);
}

/** I(x_j; y) of every neuron that the class-conditional model does not leave out, by its own index. */
function singleInformation(model: GaussianSystem): ReadonlyMap<number, number> {
  const gaussians = gaussiansOf(model);
  return new Map(model.columns.map((neuron, j) => [neuron, modelMutualInformation(gaussians, j)]));
}

/** Neurons whose information is no estimate, or that the class-conditional model alone leaves out. */
function warningsOf(
  { names }: FeatureMatrix,
  system: GaussianSystem,
  model: GaussianSystem,
  singles: ReadonlyMap<number, number>,
): string[] {
  const nameOf = (neuron: number) => names?.[neuron] ?? `x${neuron}`;
  const { target } = model;
  const limit = target.encoding === "none" ? Infinity : target.entropy;
  return [
    ...[...singles].flatMap(([neuron, information]) =>
      exceedsTargetEntropy(nameOf(neuron), information, limit) ?? []
    ),
    ...model.dropped.filter(({ index }) => system.columns.includes(index))
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
  system: GaussianSystem,
  model: GaussianSystem,
  singles: ReadonlyMap<number, number>,
): (size: number, found: ScoredMultiplet) => TargetSummary {
  const gaussians = gaussiansOf(model);
  const space = searchSpace(system);
  const pairs = system.columns.map((_, i) =>
    system.columns.map((_, j) => i < j ? scoreMultiplet(space, [i, j]).oInformation : 0)
  );
  return (size, { multiplet, oInformation }) => {
    const variables = variablesOf(system, multiplet);
    const modelled = variablesOf(model, multiplet);
    return {
      size,
      together: modelled.length === 0 ? 0 : modelMutualInformation(gaussians, modelled),
      alone: multiplet.reduce((sum, neuron) => sum + (singles.get(neuron) ?? 0), 0),
      oInformation,
      pairs: variables.reduce(
        (sum, i) => variables.reduce((inner, j) => inner + pairs[i]![j]!, sum),
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

function withClasses(
  found: ScoredMultiplet,
  system: GaussianSystem,
  classSystems: readonly GaussianSystem[],
): BestMultiplet {
  const variables = variablesOf(system, found.multiplet);
  return {
    ...found,
    classContributions: classSystems.map((own) => targetSplit(own, variables).targetContribution),
  };
}
