/** The result of figure 1 by layers: quantities of layers in words, and rows of tables. */
import type { LayerExtremes, LayerResult, LayerSearchResult } from "../result.ts";
import { fromNats } from "../../../information/units.ts";
import type { ScoredMultiplet } from "../../../search/interface.ts";
import type { IntervalSide } from "../../../statistics/summary.ts";
import { type Estimate, estimate } from "../../../figures/kit/estimate.ts";
import { PlotError } from "../../../figures/kit/figure.ts";
import type { Columns } from "../../../studies/table.ts";
import { enumerate, finding, integer, plural, unbroken } from "../../../figures/kit/text.ts";

/** The two ends of Ω among multiplets of one size, from the top of a figure. */
export const ENDS = ["redundancy", "synergy"] as const;
/** One of {@link ENDS}: the largest Ω, or the smallest. */
export type End = typeof ENDS[number];

/**
 * Each end in a key, what its multiplets are called, the sign that makes Ω grow towards it, and where a
 * layer keeps the most extreme multiplet of all sizes.
 */
export const END_LOOKS = {
  redundancy: {
    label: "redundancy (max Ω)",
    adjective: "most redundant",
    sign: 1,
    best: "bestRedundancy",
  },
  synergy: {
    label: "synergy (min Ω)",
    adjective: "most synergistic",
    sign: -1,
    best: "bestSynergy",
  },
} as const;

/** An amount of information in nats, in bits: results are in nats, figures in bits. */
export const inBits = (nats: number): number => fromNats(nats, "bits");

/** One layer in every network. */
export interface LayerGroup {
  readonly name: string;
  /** Whether it is the output layer, whose neurons stand for the classes. */
  readonly output: boolean;
  readonly results: readonly NetworkLayer[];
}

/** A layer's result, and the network that it is of. */
export interface NetworkLayer extends LayerResult {
  /** Position of the network in the order of seeds. */
  readonly network: number;
}

type Sized = { readonly size: number };

/** What networks have at one multiplet size of a layer. */
export interface SizePoint extends Estimate, Sized {
  readonly layer: string;
}

/** A measure of a multiplet. */
export type Part = Exclude<keyof ScoredMultiplet, "multiplet">;

/** A quantity of one layer over the networks, and its values where they are numbers. */
export interface LayerEstimate extends Estimate {
  readonly layer: string;
  readonly values: readonly number[];
}
export type SideWords = Readonly<Record<IntervalSide, string>>;

/** What a {@link LayerEstimate} means where the quantity is the dominance d. */
export const OUTWEIGHS: SideWords = {
  above: "redundancy outweighs synergy",
  below: "synergy outweighs redundancy",
  around: "neither redundancy nor synergy prevails",
};

/** More layers than this are not kept on one line. */
const MOST_TOGETHER = 3;

/** "redundancy outweighs synergy in fc1 and fc2; neither … prevails in fc3"; or empty. */
export function sidesInWords(estimates: readonly LayerEstimate[], phrases: SideWords): string {
  const clauses = (["above", "below", "around"] as const).flatMap((side) => {
    const layers = estimates.filter((one) => one.side === side).map(({ layer }) => layer);
    if (layers.length === 0) return [];
    const all = layers.length === estimates.length && layers.length > 1;
    const where = `in ${all ? every(layers.length, side) : enumerate(layers)}`;
    return [`${phrases[side]} ${layers.length > MOST_TOGETHER ? where : unbroken(where)}`];
  });
  return clauses.join("; ");
}

/** All of at least two layers: "neither … in all" would mean less than "neither … in any". */
function every(layers: number, side: IntervalSide): string {
  if (side === "around") return layers === 2 ? "either layer" : "any layer";
  return layers === 2 ? "both layers" : `all ${layers} layers`;
}

/** {@link sidesInWords} as a title, after words that belong to all of it. */
export function sidesTitle(
  result: LayerSearchResult,
  estimates: readonly LayerEstimate[],
  phrases: SideWords,
  before = "",
): string {
  return estimates.length === 0
    ? "No layer has the three neurons that it takes to compare redundancy with synergy"
    : finding(result, before + sidesInWords(estimates, phrases));
}

/** Where a row of a table belongs. */
export type Place = Pick<NetworkLayer, "network" | "layer">;
const placeOf = ({ network, layer }: Place): Place => ({ network, layer });
export const PLACE_COLUMNS = {
  network: (row) => row.network,
  layer: (row) => row.layer,
} as const satisfies Columns<Place>;

export type EndPlace = Place & { readonly end: End };

/** Columns of what has a size at one end. */
export const END_COLUMNS = {
  ...PLACE_COLUMNS,
  size: (row) => row.size,
  extreme: (row) => row.end,
} as const satisfies Columns<EndPlace & { readonly size: number }>;

/** An extreme multiplet as a row of a table. */
export interface ExtremeRow extends EndPlace {
  readonly size: number;
  readonly found: ScoredMultiplet;
}
export const EXTREME_COLUMNS = {
  ...END_COLUMNS,
  o_information_bits: (row) => inBits(row.found.oInformation),
  features_o_information_bits: (row) => inBits(row.found.featuresOInformation),
  target_contribution_bits: (row) => inBits(row.found.targetContribution),
  multiplet: (row) => row.found.multiplet.join(" "),
} as const satisfies Columns<ExtremeRow>;

/** The layers of all networks, and what figures take from them. */
export class Layers {
  /** In the order of the network. */
  readonly groups: readonly LayerGroup[];
  /** All of them in all networks, layer by layer. */
  readonly all: readonly NetworkLayer[];

  /** @throws {PlotError} where there is none, or networks differ in their layers */
  constructor(readonly result: LayerSearchResult) {
    this.groups = layerGroups(result);
    this.all = this.groups.flatMap(({ results }) => results);
  }

  /** One sentence on neurons that take no part; empty where all do. */
  droppedNote(): string {
    const neurons = this.all.reduce((sum, own) => sum + own.neurons, 0);
    const dropped = this.all.reduce((sum, own) => sum + own.dropped.length, 0);
    if (dropped === 0) return "";
    return `${plural(dropped, "neuron")} of ${integer(neurons)} cannot be analysed and ` +
      `${dropped === 1 ? "is" : "are"} left out.`;
  }

  /** A quantity, as it is shown, in each layer; networks where it is not a number are left out. */
  estimates(read: (own: NetworkLayer) => number): LayerEstimate[] {
    return this.groups.flatMap(({ name, results }) => {
      const values = results.map(read).filter((value) => !Number.isNaN(value));
      return values.length === 0 ? [] : [{ layer: name, values, ...estimate(values) }];
    });
  }

  /** Means over networks of each layer and size, ascending. Default `unit`: nats into bits. */
  points<One extends Sized>(
    read: (own: NetworkLayer) => readonly One[],
    valueOf: (one: One) => number,
    unit: (value: number) => number = inBits,
  ): SizePoint[] {
    return this.groups.flatMap(({ name, results }) => {
      const bySize = Map.groupBy(results.flatMap(read), ({ size }) => size);
      return [...bySize].sort(([a], [b]) => a - b).map(([size, ones]) => (
        { layer: name, size, ...estimate(ones.map((one) => unit(valueOf(one)))) }
      ));
    });
  }

  /** Means of extremes at one end; of Ω(X, y) where no part is named. */
  extremes(
    read: (own: NetworkLayer) => readonly LayerExtremes[],
    end: End,
    part: Part = "oInformation",
  ): SizePoint[] {
    return this.points(read, (extremes) => extremes[end][part]);
  }

  /** What networks have at both ends of every layer, as rows of a table. */
  endRows<One extends object>(
    read: (own: NetworkLayer, end: End) => readonly One[],
  ): (EndPlace & One)[] {
    return this.all.flatMap((own) =>
      ENDS.flatMap((end) => read(own, end).map((one) => ({ ...placeOf(own), end, ...one })))
    );
  }

  /** Two rows a size: the most redundant multiplet and the most synergistic one; of each variant. */
  extremeRows<Variant>(
    variants: readonly Variant[],
    read: (own: NetworkLayer, variant: Variant) => readonly LayerExtremes[],
  ): (ExtremeRow & { readonly variant: Variant })[] {
    return this.all.flatMap((own) =>
      variants.flatMap((variant) =>
        read(own, variant).flatMap(({ size, ...found }) =>
          ENDS.map((end) => ({ ...placeOf(own), variant, size, end, found: found[end] }))
        )
      )
    );
  }
}

function layerGroups({ networks, layers: all }: LayerSearchResult): LayerGroup[] {
  const [first] = networks;
  if (first === undefined) throw new PlotError("Cannot draw figure 1 without networks");
  if (first.layers.length === 0) throw new PlotError("Cannot draw figure 1 without layers");
  return first.layers.map(({ layer: name }, at) => ({
    name,
    output: all.find((layer) => layer.name === name)?.role === "output",
    results: networks.map(({ index, layers }) => {
      const own = layers[at];
      if (own?.layer !== name || layers.length !== first.layers.length) {
        throw new PlotError(
          `Networks of figure 1 need the same layers: network ${first.index} has ` +
            `${first.layers.map(({ layer }) => layer).join(", ")}, network ${index} has ` +
            layers.map(({ layer }) => layer).join(", "),
        );
      }
      return { ...own, network: index };
    }),
  }));
}

/** Pairs up entries of the same size; sizes that only one list has are left out. */
export function matchedSizes<First extends Sized, Second extends Sized>(
  first: readonly First[],
  second: readonly Second[],
): { readonly size: number; readonly first: First; readonly second: Second }[] {
  return first.flatMap((one) => {
    const other = second.find(({ size }) => size === one.size);
    return other === undefined ? [] : [{ size: one.size, first: one, second: other }];
  });
}
