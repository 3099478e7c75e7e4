/** The step that searches the maps of one network, before and after training, by their means and by their components. */
import { z } from "zod";
import {
  type DiscreteTarget,
  discreteTarget,
  type System,
  type Variables,
} from "../../information/mod.ts";
import { estimateOtherHalf } from "../../analysis/significance/other_half.ts";
import { systemOf } from "../../paper/layers/layer_analysis.ts";
import type { End, ExtremeSignificance } from "../../paper/layers/result.ts";
import { otherHalfSchema } from "../../paper/layers/significance.ts";
import { DATASET } from "../../paper/resources.ts";
import { NETWORK, type NetworkInput, networkKey } from "../../paper/training/network.ts";
import { EXACT_UP_TO } from "../../search/cost/cost.ts";
import { defaultSizes } from "../../search/interface.ts";
import {
  exactSearch,
  exhaustiveSearch,
  ladderSearch,
  type SizeExtremes,
} from "../../search/mod.ts";
import { jsonFile, need, type Step, type Tools } from "../../studies/step.ts";
import { deriveSeed } from "../../system/random/mod.ts";
import { pauseEvery } from "../../system/workers/in_parallel.ts";
import { bestOf, inOwnNumbers, type ProvenExtremes, provenExtremes } from "../extremes.ts";
import type { MapValues } from "./config.ts";
import { MAP_RULES, type MapRuleName, mapsOf, type MapsOfLayer } from "./variables.ts";

/** One network whose maps are searched. Plain JSON. */
export interface MapLayersInput {
  readonly network: NetworkInput;
  /** The values of maps that are analysed. */
  readonly mapValues: MapValues;
  /** Principal components per map. */
  readonly components: number;
  /** New starts of the ladder search per end and island. */
  readonly calls: number;
  /** Islands of the ladder search. */
  readonly islands: number;
}

/** States of a network, in the order of tables. */
export const STATES = ["trained", "untrained"] as const;

/** What was found in the maps of one layer by one rule. */
export interface MapsFound {
  /** The best multiplets of every size, with the classes. */
  readonly extremes: readonly ProvenExtremes[];
  /** Maps that cannot be analysed, and why. */
  readonly dropped: readonly { readonly map: number; readonly reason: string }[];
}

/** The maps of a layer in one state of the network. */
export interface MapsState extends Readonly<Record<MapRuleName, MapsFound>> {
  /** Of each map the share of its variance that its mean has, 0..1. */
  readonly meanShares: readonly number[];
  /** Of each map the share that its components have. */
  readonly componentShares: readonly number[];
  /** Of each map the share of the images that have the most frequent value of its mean, 0..1. */
  readonly repeatedShares: readonly number[];
}

/** The extremes of one half of the images, in the other half. */
export type OtherHalves = readonly (
  & { readonly size: number }
  & Readonly<
    Record<End, ExtremeSignificance["otherHalf"] | null>
  >
)[];

/** What was found in one layer of one network. */
export interface MapLayerResult extends Readonly<Record<"trained" | "untrained", MapsState>> {
  /** Name of the layer. */
  readonly layer: string;
  /** Of the trained network. */
  readonly otherHalf: Readonly<Record<MapRuleName, OtherHalves>>;
}

const share = z.array(z.number());
const found: z.ZodType<MapsFound> = z.object({
  extremes: provenExtremes,
  dropped: z.array(z.object({ map: z.int().min(0), reason: z.string() })),
});
const state: z.ZodType<MapsState> = z.object({
  mean: found,
  components: found,
  meanShares: share,
  componentShares: share,
  repeatedShares: share,
});
const halves: z.ZodType<OtherHalves> = z.array(z.object({
  size: z.int().min(1),
  synergy: otherHalfSchema.nullable(),
  redundancy: otherHalfSchema.nullable(),
}));

/** The contents of the file. */
const schema: z.ZodType<readonly MapLayerResult[]> = z.array(z.object({
  layer: z.string(),
  trained: state,
  untrained: state,
  otherHalf: z.object({ mean: halves, components: halves }),
})).min(1);

/** Raised whenever the same network would give other numbers. Part of each artifact key. */
export const MAP_LAYERS_REVISION = 2;

/** Searches the maps of a network. */
export const MAP_LAYERS_STEP: Step<MapLayersInput, readonly MapLayerResult[]> = {
  kind: "map-layers",
  module: import.meta.url,
  identify: ({ network, mapValues, components, calls, islands }) => ({
    network: networkKey(network),
    dataset: network.data.fingerprint,
    values: mapValues,
    components,
    calls,
    islands,
    seed: network.seed,
    revision: MAP_LAYERS_REVISION,
  }),
  describe: ({ network }) => `the search of the maps of network ${network.index}`,
  ...jsonFile("map-layers.json", () => schema),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([input], tools) => [await searchMaps(input!, tools)],
};

export default MAP_LAYERS_STEP;

/**
 * Bootstrap draws of the intervals in the other half of the images. A draw takes long: it scores multiplets of over a
 * hundred columns.
 */
const BOOTSTRAP_DRAWS = 200;

/** After ReLU, maps can be 0 everywhere on several images: such equal values get average ranks. */
const GAUSSIAN = { ties: "average" } as const;

async function searchMaps(input: MapLayersInput, tools: Tools): Promise<MapLayerResult[]> {
  const { network, mapValues, components } = input;
  const { spec } = network;
  const { signal } = tools;
  const stored = await tools.read(NETWORK, network);
  const { test: samples } = (await tools.resource(DATASET, network.data)).parts;
  const target = discreteTarget(samples.labels);
  const convolutions = spec.layers.length - 1;
  // Per state: the pass of the images, and two searches per layer; then two searches of one half each.
  const total = 2 * (1 + 2 * convolutions) + 2 * convolutions;
  let done = 0;
  const step = <Result>(result: Result): Result => {
    tools.report({ done: ++done, total });
    return result;
  };
  const states = new Map<typeof STATES[number], Map<string, MapsState>>();
  const otherHalf = new Map<string, Record<MapRuleName, OtherHalves>>();
  for (const name of STATES) {
    const parameters = name === "trained" ? stored.final : stored.initial;
    const maps = step(await mapsOf({ spec, parameters, samples, mapValues }, components, signal));
    const own = new Map<string, MapsState>();
    for (const layer of maps) {
      const by = {} as Record<MapRuleName, MapsFound>;
      const halved = {} as Record<MapRuleName, OtherHalves>;
      for (const rule of MAP_RULES) {
        const seed = deriveSeed(network.seed, "network", network.index, layer.layer, rule);
        const search = searchOf(input, deriveSeed(seed, "ladder", name), signal);
        by[rule] = step(await foundIn(layer, rule, target, search));
        if (name === "trained") {
          halved[rule] = step(await otherHalves(layer[rule], target, search, seed, signal));
        }
      }
      const { meanShares, componentShares, repeatedShares } = layer;
      own.set(layer.layer, { ...by, meanShares, componentShares, repeatedShares });
      if (name === "trained") otherHalf.set(layer.layer, halved);
    }
    states.set(name, own);
  }
  return [...otherHalf].map(([layer, halves]) => ({
    layer,
    trained: states.get("trained")!.get(layer)!,
    untrained: states.get("untrained")!.get(layer)!,
    otherHalf: halves,
  }));
}

/** Sizes up to this are searched exhaustively before a ladder search, which grows their best multiplets. */
const ENUMERATED_UP_TO = 4;

/** Multiplets per end of the largest of these sizes that the ladder can grow. */
const GROWN = 200;

type Search = (system: System) => Promise<readonly SizeExtremes[]>;

/** All multiplets of few maps; of more, those of small sizes, then a ladder search. Variables by their own numbers. */
function searchOf(
  { calls, islands }: MapLayersInput,
  seed: number,
  signal: AbortSignal | undefined,
): Search {
  // Costs are checked before the networks are trained.
  const options = { signal, maxSeconds: Infinity, maxBytes: Infinity };
  return async (system) => {
    const { variables } = system.shape;
    if (variables <= EXACT_UP_TO.byDefault) {
      return inOwnNumbers(system, await exactSearch(system, options));
    }
    const sizes = defaultSizes(variables).filter((size) => size <= ENUMERATED_UP_TO);
    const known = await exhaustiveSearch(system, { ...options, sizes, top: GROWN, workers: 1 });
    const ladder = { ...options, known, calls, islands, seed, workers: 1 };
    return inOwnNumbers(system, await ladderSearch(system, ladder));
  };
}

async function foundIn(
  layer: MapsOfLayer,
  rule: MapRuleName,
  target: DiscreteTarget,
  search: Search,
): Promise<MapsFound> {
  const variables = layer[rule];
  const system = systemOf(variables, target, GAUSSIAN);
  return {
    extremes: bestOf(await search(system)),
    dropped: droppedMaps(variables, system),
  };
}

/** The maps that the system does not have, with the reason of their first column. */
function droppedMaps(all: Variables, { variables, leftOut }: System): MapsFound["dropped"] {
  const kept = new Set(variables.map(({ index }) => index));
  return all.variables.filter(({ index }) => !kept.has(index)).map(({ index, columns }) => {
    const first = all.columns[columns[0]!]!.index;
    const { explanation } = leftOut.find((one) => one.index === first)!;
    return { map: index, reason: explanation };
  });
}

async function otherHalves(
  variables: Variables,
  target: DiscreteTarget,
  search: Search,
  seed: number,
  signal: AbortSignal | undefined,
): Promise<OtherHalves> {
  const sizes = new Set<number>();
  const other = await estimateOtherHalf(
    {
      variables,
      target,
      seed: deriveSeed(seed, "other half"),
      groups: undefined,
      objective: "o-information",
      gaussian: { degenerate: "drop", ...GAUSSIAN },
    },
    async (system) => {
      const found = await search(system);
      for (const { size } of found) sizes.add(size);
      return found;
    },
    BOOTSTRAP_DRAWS,
    pauseEvery<number>(50, signal, () => {}),
  );
  if (other === undefined) return [];
  return [...sizes].map((size) => ({
    size,
    synergy: other(size, "synergy", 0) ?? null,
    redundancy: other(size, "redundancy", 0) ?? null,
  }));
}
