/** The step that searches one wide layer of one network, before and after training. */
import { z } from "zod";
import {
  type DiscreteTarget,
  frustratedTriangles,
  isIrreducible,
  memberDependence,
  type ScoredMultiplet,
  type SearchShape,
  type SearchSpace,
  searchSpace,
  SingularMultipletError,
  type System,
} from "../../information/mod.ts";
import type { Layer } from "../../models/spec.ts";
import { type LayerSamples, systemOf } from "../../paper/layers/layer_analysis.ts";
import { readLayer } from "../../paper/layers/layer.ts";
import { DATASET } from "../../paper/resources.ts";
import { type NetworkInput, networkKey } from "../../paper/training/network.ts";
import { EXHAUSTIVE_UP_TO, inTurn } from "../../search/cost/cost.ts";
import { defaultSizes } from "../../search/interface.ts";
import {
  exhaustiveSearch,
  greedySearch,
  ladderSearch,
  type SearchCost,
  searchCost,
  type SizeExtremes,
} from "../../search/mod.ts";
import { bestOf, inOwnNumbers, type ProvenExtremes, provenExtremes } from "../extremes.ts";
import { jsonFile, need, type Step, type WorkProgress } from "../../studies/step.ts";
import { deriveSeed, randomSource, shuffle } from "../../system/random/mod.ts";

/** One layer to be searched. Plain JSON. */
export interface WideLayerInput {
  readonly network: NetworkInput;
  readonly layer: string;
  /** New starts of the ladder search per end and island. */
  readonly calls: number;
  /** Islands of the ladder search. */
  readonly islands: number;
}

/** The inputs of some layers of a network, in their order. */
export function wideLayerInputs(
  layers: readonly Pick<Layer, "name">[],
  { network, calls, islands }: Omit<WideLayerInput, "layer">,
): WideLayerInput[] {
  return layers.map(({ name: layer }) => ({ network, layer, calls, islands }));
}

/** How dependent the members of a multiplet are: see `memberDependence` and `frustratedTriangles`. */
export interface WideDependence {
  /** Largest R² of a member given the other members, 0..1. */
  readonly rSquared: number;
  /** Share of triangles with a negative product of correlations, 0..1; `null` below three neurons. */
  readonly frustrated: number | null;
}

/** What makes the optima of one size, and what multiplets of that size have that nobody sought. */
export interface WideStructure {
  readonly size: number;
  /** The multiplet with the smallest Ω. */
  readonly synergy: WideDependence & {
    /** Whether no removal of one member makes Ω(X, y) smaller. */
    readonly irreducible: boolean;
  };
  /** The multiplet with the largest Ω. */
  readonly redundancy: WideDependence;
  /** Random multiplets: the mean R² of a few; of triangles the share in the whole layer, which is the mean of all multiplets. */
  readonly random: WideDependence;
}

/** What was found in one layer of one network. */
export interface WideLayerResult {
  /** Name of the layer. */
  readonly layer: string;
  /** Number of its neurons. */
  readonly neurons: number;
  /** Neurons that cannot be analysed, and why. */
  readonly dropped: readonly { readonly neuron: number; readonly reason: string }[];
  /** Of the trained network, by the paper's greedy search. */
  readonly greedy: readonly ProvenExtremes[];
  /** Of the trained network, by the ladder search, after an exhaustive search of the sizes up to 5. */
  readonly ladder: readonly ProvenExtremes[];
  /** By the same ladder search before training. */
  readonly untrained: readonly ProvenExtremes[];
  /** The optima of {@link ladder}, and random multiplets of the same sizes. */
  readonly structure: readonly WideStructure[];
}

const dependence = z.object({ rSquared: z.number(), frustrated: z.number().nullable() });

/** The contents of the file of the layer of that name. */
const schemaOf = (layer: string): z.ZodType<WideLayerResult> =>
  z.object({
    layer: z.literal(layer),
    neurons: z.int().min(1),
    dropped: z.array(z.object({ neuron: z.int().min(0), reason: z.string() })),
    greedy: provenExtremes,
    ladder: provenExtremes,
    untrained: provenExtremes,
    structure: z.array(z.object({
      size: z.int().min(1),
      synergy: dependence.extend({ irreducible: z.boolean() }),
      redundancy: dependence,
      random: dependence,
    })),
  });

/** Raised whenever the same network would give other numbers. Part of each artifact key. */
export const WIDE_LAYER_REVISION = 3;

/** Searches a wide layer. */
export const WIDE_LAYER: Step<WideLayerInput, WideLayerResult> = {
  kind: "wide-layer",
  module: import.meta.url,
  identify: ({ network, layer, calls, islands }) => ({
    network: networkKey(network),
    dataset: network.data.fingerprint,
    layer,
    calls,
    islands,
    seed: network.seed,
    revision: WIDE_LAYER_REVISION,
  }),
  describe: ({ network, layer }) => `the search of ${layer} in network ${network.index}`,
  ...jsonFile("wide-layer.json", ({ layer }: WideLayerInput) => schemaOf(layer)),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([input], tools) => {
    const { samples, target } = await readLayer(input!, tools);
    const { report, signal } = tools;
    return [await searchWideLayer(samples, target, input!, { report, signal })];
  },
};

export default WIDE_LAYER;

/**
 * Sizes up to this are searched exhaustively before a ladder search, which then grows their best multiplets; the ladder
 * is the same before and after training. The paper's greedy search compares all multiplets of one more size.
 */
const ENUMERATED_UP_TO = 5;

/** Multiplets per end of the largest of these sizes that the ladder can grow. */
const GROWN = 200;

/** Searches a layer: greedily and by the ladder after training, by the ladder before training. */
export async function searchWideLayer(
  { layer, trained, untrained }: LayerSamples,
  target: DiscreteTarget,
  { network: { seed, index }, calls, islands }: Omit<WideLayerInput, "layer">,
  { report = () => {}, signal }: {
    readonly report?: (progress: WorkProgress) => void;
    readonly signal?: AbortSignal | undefined;
  } = {},
): Promise<WideLayerResult> {
  const [after, before] = [systemOf(trained, target), systemOf(untrained, target)];
  const [costs, costsBefore] = [after, before].map(({ shape }) =>
    wideLayerCosts(shape, { calls, islands })
  );
  const seconds = [costs!.ladder, costs!.greedy, costsBefore!.ladder].map((cost) => cost.seconds);
  const total = seconds.reduce((sum, one) => sum + one, 0);
  // The limits were checked before the networks were trained.
  const options = { signal, maxSeconds: Infinity, maxBytes: Infinity, workers: 1 };
  const progressOf = (part: number) => {
    const begun = seconds.slice(0, part).reduce((sum, one) => sum + one, 0);
    return (share: number) => report({ done: begun + share * seconds[part]!, total });
  };
  const ladderOf = async (system: System, state: "trained" | "untrained", part: number) => {
    const { sizes } = enumeratedSizes(system.shape.variables);
    const known = await exhaustiveSearch(system, { ...options, sizes, top: GROWN });
    const found = await ladderSearch(system, {
      ...options,
      known,
      calls,
      islands,
      seed: deriveSeed(seed, "network", index, layer, "ladder", state),
      onProgress: progressOf(part),
    });
    return { known, found };
  };
  const { known, found: ladder } = await ladderOf(after, "trained", 0);
  const { next } = enumeratedSizes(after.shape.variables);
  const more = next.length === 0
    ? []
    : await exhaustiveSearch(after, { ...options, sizes: next, onProgress: progressOf(1) });
  const greedy = await greedySearch(after, { ...options, known: [...known, ...more] });
  const { found: beforeTraining } = await ladderOf(before, "untrained", 2);
  return {
    layer,
    neurons: trained.variables.length,
    dropped: after.leftOut.map((one) => ({ neuron: one.index, reason: one.explanation })),
    greedy: bestOf(inOwnNumbers(after, greedy)),
    ladder: bestOf(inOwnNumbers(after, ladder)),
    untrained: bestOf(inOwnNumbers(before, beforeTraining)),
    structure: structureOf(
      after,
      ladder,
      deriveSeed(seed, "network", index, layer, "random multiplets"),
    ),
  };
}

/** The cost of the searches of one layer of one network in one state. */
export function wideLayerCosts(
  shape: SearchShape,
  { calls, islands }: Pick<WideLayerInput, "calls" | "islands">,
): Readonly<Record<"ladder" | "greedy", SearchCost>> {
  const { sizes, next } = enumeratedSizes(shape.variables);
  return {
    ladder: inTurn([
      searchCost(shape, { search: "exhaustive", sizes, top: GROWN }),
      searchCost(shape, { search: "ladder", calls, islands, known: sizes }),
    ]),
    greedy: inTurn([
      ...(next.length === 0 ? [] : [searchCost(shape, { search: "exhaustive", sizes: next })]),
      searchCost(shape, { search: "greedy", known: [...sizes, ...next] }),
    ]),
  };
}

/** The sizes whose multiplets are all compared: those that the ladder grows, and the next ones, for greedy alone. */
function enumeratedSizes(variables: number) {
  const all = defaultSizes(variables).filter((size) => size <= EXHAUSTIVE_UP_TO);
  return {
    sizes: all.filter((size) => size <= ENUMERATED_UP_TO),
    next: all.filter((size) => size > ENUMERATED_UP_TO),
  };
}

/** Random multiplets of each size that the optima are compared with. */
const RANDOM_MULTIPLETS = 10;

/** What makes the optima of a system, whose multiplets list positions; `seed` is that of random multiplets. */
function structureOf(
  system: ReturnType<typeof systemOf>,
  found: readonly SizeExtremes[],
  seed: number,
): WideStructure[] {
  const space = searchSpace(system);
  const random = randomSource(seed);
  const all = Array.from({ length: space.variables }, (_, variable) => variable);
  const ofLayer = frustratedTriangles(space, all) ?? null;
  const dependenceOf = ([best]: readonly ScoredMultiplet[]): WideDependence => ({
    rSquared: memberDependence(space, best!.multiplet).rSquared,
    frustrated: frustratedTriangles(space, best!.multiplet) ?? null,
  });
  return found.map(({ size, synergy, redundancy }) => {
    const drawn = Array.from(
      { length: RANDOM_MULTIPLETS },
      () => rSquaredOf(space, shuffle([...all], random).slice(0, size)),
    );
    return {
      size,
      synergy: {
        ...dependenceOf(synergy),
        irreducible: isIrreducible(space, synergy[0]!.multiplet, "synergy", system.score),
      },
      redundancy: dependenceOf(redundancy),
      random: {
        rSquared: drawn.reduce((sum, value) => sum + value, 0) / drawn.length,
        frustrated: size < 3 ? null : ofLayer,
      },
    };
  });
}

/** The largest R² of a member; 1 where the covariance of the multiplet is not positive definite. */
function rSquaredOf(space: SearchSpace, multiplet: readonly number[]): number {
  try {
    return memberDependence(space, multiplet).rSquared;
  } catch (error) {
    if (error instanceof SingularMultipletError) return 1;
    throw error;
  }
}
