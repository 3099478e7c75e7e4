/** All searches of figure 1 and its controls in one layer of one network. */
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
import type { RandomSource } from "../../system/random/mod.ts";
import type { BestMultiplet, End, LayerExtremes, LayerResult, TargetSummary } from "./result.ts";

/** The same layer of a network before and after training, on the same samples. */
export interface LayerSamples {
  /** Name of the layer. */
  readonly layer: string;
  /** Pre-activations, one variable per neuron. */
  readonly trained: Variables;
  /** The same neurons with their initial weights. */
  readonly untrained: Variables;
}

/** Options of {@link analyseLayer}. */
export interface LayerAnalysisOptions {
  /** Number of random renumberings of the classes. */
  readonly renamings: number;
  /** Source of the renumberings. */
  readonly random: RandomSource;
  /** Aborting it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Searches one layer: exact and greedy, before and after training, under all target encodings and
 * under renumbered classes, and compares the extreme multiplets with their neurons, pairs and classes.
 * Neurons that cannot be analysed are left out and listed.
 *
 * @throws InformationError when a layer has no neuron that can be analysed
 */
export async function analyseLayer(
  { layer, trained, untrained }: LayerSamples,
  target: DiscreteTarget,
  { renamings, random, signal }: LayerAnalysisOptions,
): Promise<LayerResult> {
  const options = { maxBytes: machineMemoryLimit(), signal };
  const system = systemOf(trained, target);
  const model = systemOf(trained, target, { encoding: "model" });
  const before = systemOf(untrained, target);
  const [exact, none, byModel, oneHot, ...byRenaming] = await extremes("exact", [
    system,
    systemOf(trained, undefined),
    model,
    systemOf(trained, target, { encoding: "one-hot" }),
    ...Array.from({ length: renamings }, () => systemOf(trained, renameClasses(target, random))),
  ], options);
  const [greedy, greedyBefore] = await extremes("greedy", [system, before], options);
  const [exactBefore] = await extremes("exact", [before], options);
  // I(x_j; y) by the own number of a neuron.
  const singles = new Map(
    model.variables.map(({ index }) => [index, informationIn(model, [index])]),
  );
  const parts = summariser(system, model, singles);
  const classSystems = target.labels.map((one) => systemOf(trained, oneAgainstRest(target, one)));
  const withClasses = (found: ScoredMultiplet): BestMultiplet => {
    const positions = positionsOf(system.variables, found.multiplet);
    const splits = classSystems.map((own) => targetSplit(own, positions));
    return { ...found, classContributions: splits.map((split) => split.targetContribution) };
  };
  return {
    layer,
    neurons: trained.variables.length,
    dropped: system.leftOut.map((one) => ({ neuron: one.index, reason: one.explanation })),
    exact: exact!,
    greedy: greedy!,
    encodings: { none: none!, model: byModel!, "one-hot": oneHot! },
    renamings: byRenaming,
    untrained: { exact: exactBefore!, greedy: greedyBefore! },
    singles: trained.variables.map(({ index }) => singles.get(index) ?? null),
    synergyByParts: exact!.map(({ size, synergy }) => parts(size, synergy)),
    redundancyByParts: exact!.map(({ size, redundancy }) => parts(size, redundancy)),
    bestSynergy: withClasses(mostExtreme(exact!, "synergy")),
    bestRedundancy: withClasses(mostExtreme(exact!, "redundancy")),
    warnings: warningsOf(trained, system, model, singles),
  };
}

/** The neurons of a layer that can be analysed, beside a target. */
export function systemOf(
  layer: Variables,
  target: DiscreteTarget | undefined,
  options: GaussianOptions = {},
) {
  return gaussianSystem(layer, target, { degenerate: "drop", ...options });
}

/** The best multiplet of every size at both ends, of several systems. */
export async function extremes(
  search: "exact" | "greedy",
  systems: readonly System[],
  options: SearchOptions,
): Promise<LayerExtremes[][]> {
  const all = await findAllExtremes(systems, { search: SEARCHES.get(search), ...options });
  return all.map(({ sizes }) =>
    sizes.map(({ size, synergy, redundancy }) => (
      { size, synergy: synergy[0]!, redundancy: redundancy[0]! }
    ))
  );
}

/** I(S; y) of neurons in the class-conditional model; those that it leaves out add nothing. */
export function informationIn(model: System, neurons: readonly number[]): number {
  const known = neurons.filter((neuron) => model.variables.some(({ index }) => index === neuron));
  if (known.length === 0) return 0;
  return model.entropy!(positionsOf(model.variables, known)).information;
}

/** Neurons whose estimate exceeds H(y), or that the class-conditional model alone leaves out. */
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

/** Information of multiplets about the class, beside that of their neurons and pairs. */
function summariser(
  system: System,
  model: System,
  singles: ReadonlyMap<number, number>,
): (size: number, found: ScoredMultiplet) => TargetSummary {
  const pairs = system.variables.map((_, i) =>
    system.variables.map((_, j) => i < j ? system.score([i, j]).oInformation : 0)
  );
  return (size, { multiplet, oInformation }) => {
    const positions = positionsOf(system.variables, multiplet);
    const own = positions.flatMap((i) => positions.map((j) => pairs[i]![j]!));
    return {
      size,
      together: informationIn(model, multiplet),
      alone: multiplet.reduce((sum, neuron) => sum + (singles.get(neuron) ?? 0), 0),
      oInformation,
      pairs: own.reduce((sum, pair) => sum + pair, 0),
    };
  };
}

/** The extreme over all sizes; of equal ones the smallest. */
function mostExtreme(extremes: readonly LayerExtremes[], end: End): ScoredMultiplet {
  const sign = end === "synergy" ? -1 : 1;
  return extremes.map((one) => one[end]).reduce((best, one) =>
    sign * one.oInformation > sign * best.oInformation ? one : best
  );
}
