/** Whether redundancy or synergy dominates a layer: judged and worded once, for verdicts and titles. */
import type { TargetEncoding } from "../../information/mod.ts";
import { estimate } from "../../figures/kit/estimate.ts";
import { enumerate, plural, sizesInWords, unbroken } from "../../figures/kit/text.ts";
import { type IntervalSide, intervalSide, summarise, type Summary } from "../../statistics/mod.ts";
import type { MultipletSearch } from "../../selection/strategy.ts";
import {
  type End,
  inBits,
  type LayerPlace,
  type LayerRow,
  type LayerSearchResult,
} from "../layers/result.ts";
import {
  balanceBySize,
  byPlace,
  type ExtremeRow,
  extremesIn,
  placeOf,
  referenceSearch,
  type SizePoint,
} from "../layers/rows.ts";
import type { Estimate, Finding } from "../../studies/finding.ts";
import { titleOf } from "./wording.ts";

/** Each end of Ω in the key of a figure, and what its multiplets are called. */
export const END_LABELS: Readonly<Record<End, Readonly<Record<"label" | "adjective", string>>>> = {
  redundancy: { label: "redundancy (max Ω)", adjective: "most redundant" },
  synergy: { label: "synergy (min Ω)", adjective: "most synergistic" },
};

/** The condition under which the balance d is judged. */
export interface BalanceOptions {
  /** Default `"greedy"`, the paper's search. */
  readonly search?: MultipletSearch;
  /**
   * - `"trained"` (default): the trained networks, as in the paper.
   * - `"untrained"`: the same networks before training.
   * - `"difference"`: the change of d by training.
   */
  readonly networks?: "trained" | "untrained" | "difference";
  /**
   * Encoding of the class label in Ω. Default `"copula"`. With `"model"`, sizes are left out at which the estimate
   * of I(X; y) exceeds H(y) in any network: it is no estimate of information there.
   */
  readonly encoding?: TargetEncoding;
  /** Whether the sizes that the encoding `"model"` leaves out are left out under another one, too. Default false. */
  readonly likeModel?: boolean;
  /** Only sizes up to this count. Default: all below the number of neurons. */
  readonly upTo?: number;
  /**
   * Default `"oInformation"`. `"unrankedOInformation"`: Ω without ranks of the same multiplets, trained networks, exact
   * search, encoding `"copula"`; sizes count at which every network has it.
   */
  readonly score?: "oInformation" | "unrankedOInformation";
}

/** A layer, and its balance of redundancy and synergy. */
export interface JudgedLayer extends Pick<LayerPlace, "layer"> {
  /** d over the networks, in bits; `undefined` where no size counts in a network. */
  readonly dominance: Summary | undefined;
  /** d of each network, in bits. */
  readonly values: readonly number[];
  /** The sizes that count in any network, ascending. */
  readonly sizes: readonly number[];
}

/** Clauses for sides of 0 on which d lies; names of layers are their object. */
type SidePhrases = Readonly<Partial<Record<IntervalSide, (layers: string) => string>>>;

/** In words: d, its change by training, and no change. */
const DOMINANCE: SidePhrases = {
  above: (layers) => `redundancy dominates ${layers}`,
  below: (layers) => `synergy dominates ${layers}`,
  around: (layers) => `neither significantly dominates ${layers}`,
};
/** Without ranks, the multiplets are no extremes: no end of Ω can be said to dominate. */
const UNRANKED: SidePhrases = {
  above: (layers) => `without ranks, d of ${layers} is above 0`,
  below: (layers) => `without ranks, d of ${layers} is below 0`,
  around: (layers) => `without ranks, d of ${layers} does not differ significantly from 0`,
};
const SHIFTS: SidePhrases = {
  above: (layers) => `shifts ${layers} towards redundancy`,
  below: (layers) => `shifts ${layers} towards synergy`,
};
const STAYS: SidePhrases = { around: (layers) => `does not significantly shift ${layers}` };

/** Extremes by condition, then by place: tables are large, and a claim is judged in many readings. */
const known = new WeakMap<LayerSearchResult["rows"], Map<string, Map<string, ExtremeRow[]>>>();

function extremesByPlace(
  result: LayerSearchResult,
  condition: Pick<LayerRow, "state" | "search" | "encoding">,
): ReadonlyMap<string, ExtremeRow[]> {
  const own = known.getOrInsertComputed(result.rows, () => new Map());
  const { state, search, encoding } = condition;
  return own.getOrInsertComputed(`${state} ${search} ${encoding}`, () => {
    const rows = byPlace(extremesIn(result, condition));
    return new Map(rows.map((rows) => [placeOf(rows[0]!), rows]));
  });
}

/**
 * The sizes of a layer at which the class-conditional model estimates more than H(y) in any network: it is no estimate
 * of information there. Default condition: trained networks, `referenceSearch`.
 */
export function overestimatedSizes(
  result: LayerSearchResult,
  layer: string,
  { state = "trained", search = referenceSearch(result) }: Partial<
    Pick<LayerRow, "state" | "search">
  > = {},
): ReadonlySet<number> {
  const places = extremesByPlace(result, { state, search, encoding: "model" });
  const rows = result.networks.flatMap((network) => places.get(placeOf({ network, layer })) ?? []);
  return new Set(
    rows.filter(({ informationTogether = 0 }) => informationTogether > result.targetEntropy)
      .map(({ size }) => size),
  );
}

/** max Ω + min Ω by size of one layer of one network, in bits; of a difference, its change by training. */
type BalanceBySize = ReadonlyMap<number, number>;

/** Of every network, in order: the sizes that count, with max Ω + min Ω. */
function balancesBySize(
  result: LayerSearchResult,
  layer: string,
  options: BalanceOptions,
): BalanceBySize[] {
  const { search = "greedy", networks = "trained", encoding = "copula" } = options;
  const { upTo = Infinity, score = "oInformation", likeModel = encoding === "model" } = options;
  const states = networks === "difference" ? ["trained", "untrained"] as const : [networks];
  const found = states.map((state) => {
    const places = extremesByPlace(result, { state, search, encoding });
    return result.networks.map((network) => places.get(placeOf({ network, layer })) ?? []);
  });
  const excluded = [
    new Set(found.flat(2).filter((row) => row[score] === undefined).map(({ size }) => size)),
    ...(likeModel
      ? states.map((state) => overestimatedSizes(result, layer, { state, search }))
      : []),
  ];
  const counts = (size: number) => size <= upTo && excluded.every((sizes) => !sizes.has(size));
  return result.networks.map((_, at) => {
    const [first, before] = found.map((rows) => balanceBySize(rows[at]!, score));
    return new Map(
      [...first!].filter(([size]) => counts(size)).flatMap(([size, value]) => {
        const change = before === undefined ? value : value - (before.get(size) ?? NaN);
        return Number.isNaN(change) ? [] : [[size, inBits(change)]];
      }),
    );
  });
}

/** Means over sizes per network, summarised where all are defined. */
function dominanceOf(networks: readonly BalanceBySize[]): Omit<JudgedLayer, "layer"> {
  const values = networks.map((own) =>
    [...own.values()].reduce((sum, value) => sum + value, 0) / own.size
  );
  const defined = values.length > 0 && !values.some(Number.isNaN);
  const sizes = new Set(networks.flatMap((own) => [...own.keys()]));
  return {
    values,
    sizes: [...sizes].sort((a, b) => a - b),
    dominance: defined ? summarise(values) : undefined,
  };
}

/**
 * The balance d of every layer over the networks: per network the mean over sizes k of
 * max Ω_k + min Ω_k, or its change by training. Above 0 redundancy dominates, below 0 synergy.
 */
export function judgedLayers(
  result: LayerSearchResult,
  options: BalanceOptions = {},
): JudgedLayer[] {
  return result.layers.map(({ name: layer }) => (
    { layer, ...dominanceOf(balancesBySize(result, layer, options)) }
  ));
}

/** d of one layer minus d of another, in each network over the sizes that count in both. */
export function balanceContrast(
  result: LayerSearchResult,
  layer: string,
  other: string,
  options: BalanceOptions = {},
): Omit<JudgedLayer, "layer"> {
  const others = balancesBySize(result, other, options);
  return dominanceOf(
    balancesBySize(result, layer, options).map((own, at) =>
      new Map([...own].flatMap(([size, value]) => {
        const beside = others[at]!.get(size);
        return beside === undefined ? [] : [[size, value - beside]];
      }))
    ),
  );
}

/** max Ω + min Ω of a layer by size over the networks, in bits; sizes at which all networks count. */
export function balancePoints(
  result: LayerSearchResult,
  layer: string,
  options: BalanceOptions = {},
): { readonly size: number; readonly values: readonly number[] }[] {
  const networks = balancesBySize(result, layer, options);
  return [...networks[0]?.keys() ?? []].flatMap((size) => {
    const values = networks.flatMap((own) => own.get(size) ?? []);
    return values.length === networks.length ? [{ size, values }] : [];
  });
}

/** Side of 0 on which a layer's d lies: its 95 % interval, or the sign of a single network's. */
export function sideOf({ confidenceInterval, mean }: Summary): IntervalSide {
  return intervalSide(confidenceInterval ?? [mean, mean]);
}

/** More layers than this are counted, not named. */
const MOST_NAMED = 3;

/** One clause for each side that has a phrase, where there are layers on it. */
export function clausesOf(
  judged: readonly Pick<JudgedLayer, "layer" | "dominance">[],
  phrases: SidePhrases,
  all: number,
): string[] {
  return (Object.keys(phrases) as IntervalSide[]).flatMap((side) => {
    const layers = judged.filter(({ dominance }) => dominance && sideOf(dominance) === side)
      .map(({ layer }) => layer);
    return layers.length === 0 ? [] : phrases[side]!(layersInWords(layers, all, side));
  });
}

/**
 * The balance d in words: "redundancy dominates fc1 and fc2; synergy dominates fc3"; or its change: "training
 * shifts fc1 towards synergy", where other layers do not change significantly. Empty without any d.
 *
 * @param all number of layers of which these are some. Default: these are all
 */
export function balanceInWords(
  judged: readonly JudgedLayer[],
  { networks, score }: BalanceOptions,
  all: number = judged.length,
): string {
  if (networks !== "difference") {
    const phrases = score === "unrankedOInformation" ? UNRANKED : DOMINANCE;
    return clausesOf(judged, phrases, all).join("; ");
  }
  const shifts = clausesOf(judged, SHIFTS, all);
  const words = enumerate(shifts.length > 0 ? shifts : clausesOf(judged, STAYS, all));
  return words === "" ? "" : `training ${words}`;
}

/** Names of some of all layers: "fc1 and fc2", "5 of 12 layers", "both layers", or "any layer" of a negation. */
export function layersInWords(
  layers: readonly string[],
  all: number,
  side: IntervalSide = "above",
): string {
  // "neither dominates all layers" would say less than "neither dominates any layer".
  const negated = side === "around";
  if (layers.length < all || all === 1) {
    return layers.length > MOST_NAMED
      ? `${layers.length} of ${all} layers`
      : enumerate(layers, negated ? "or" : "and");
  }
  if (negated) return all === 2 ? "either layer" : "any layer";
  return all === 2 ? "both layers" : `all ${all} layers`;
}

const NOTHING_TO_COMPARE =
  "No layer has the three neurons needed to compare redundancy with synergy";

/**
 * The end of Ω that dominates each layer, or the layers that training shifts.
 *
 * @param judged layers; default: all
 */
export function balanceFinding(
  result: LayerSearchResult,
  options: BalanceOptions = {},
  judged: readonly JudgedLayer[] = judgedLayers(result, options),
): Finding {
  const words = balanceInWords(judged, options, result.layers.length);
  return {
    statement: words === "" ? NOTHING_TO_COMPARE : titleOf(result.networks, words),
    estimates: judged.flatMap(({ layer, dominance }) =>
      dominance ? estimateOf(`${symbolOf(options)} of ${layer}`, dominance, "bits") : []
    ),
  };
}

/** max Ω + min Ω at one size of a layer, in bits. */
export interface BalancePoint extends SizePoint {
  /** One value per network. */
  readonly values: readonly number[];
}

/** max Ω + min Ω of every layer by size, with the interval over networks. */
export function balancesOf(result: LayerSearchResult, options: BalanceOptions): BalancePoint[] {
  return result.layers.flatMap(({ name: layer }) =>
    balancePoints(result, layer, options).map((point) => (
      { layer, ...point, ...estimate(point.values) }
    ))
  );
}

/** Sizes whose interval lies on that side of 0. */
const sizesOn = (points: readonly BalancePoint[], side: IntervalSide) =>
  points.filter((point) => point.side === side).map(({ size }) => size);

/** By layer, in order: those in which redundancy outweighs synergy at some sizes, synergy redundancy at others. */
export function changingLayers(points: readonly BalancePoint[]): [string, BalancePoint[]][] {
  return [...Map.groupBy(points, ({ layer }) => layer)].filter(([, own]) =>
    sizesOn(own, "above").length > 0 && sizesOn(own, "below").length > 0
  );
}

/** The sides of a layer by size: `"below 0 at k = 2 to 9, above 0 at k = 12"`; empty where no interval is on one. */
export function sidesInWords(points: readonly BalancePoint[]): string {
  return (["below", "above"] as const).flatMap((side) => {
    const sizes = sizesOn(points, side);
    return sizes.length === 0 ? [] : `${side} 0 at ${unbroken(`k = ${sizesInWords(sizes)}`)}`;
  }).join(", ");
}

/** In which layers the end of Ω that dominates changes with the size of multiplets. */
export function balanceBySizeInWords(
  { layers, networks }: LayerSearchResult,
  points: readonly BalancePoint[],
): string {
  const changing = changingLayers(points);
  if (changing.length === 0) {
    const clearly = networks.length > 1 ? "significantly " : "";
    return `no layer has sizes ${clearly}dominated by synergy and others by redundancy`;
  }
  const orders = new Set(changing.map(([, own]) => {
    const [below, above] = [sizesOn(own, "below"), sizesOn(own, "above")];
    if (Math.max(...below) < Math.min(...above)) return "synergy first";
    return Math.max(...above) < Math.min(...below) ? "redundancy first" : "mixed";
  }));
  const [order] = orders.size === 1 ? orders : ["mixed"];
  const words = {
    "synergy first": "synergy dominates small multiplets, redundancy large ones,",
    "redundancy first": "redundancy dominates small multiplets, synergy large ones,",
    "mixed": "synergy and redundancy each dominate some sizes",
  }[order as "synergy first" | "redundancy first" | "mixed"];
  return `${words} in ${layersInWords(changing.map(([layer]) => layer), layers.length)}`;
}

/**
 * In which layers the end of Ω that dominates changes with the size of multiplets; the estimates are the largest and
 * the smallest max Ω + min Ω of these layers.
 */
export function balanceBySizeFinding(
  result: LayerSearchResult,
  points: readonly BalancePoint[] = balancesOf(result, { search: referenceSearch(result) }),
): Finding {
  return {
    statement: points.length === 0
      ? NOTHING_TO_COMPARE
      : titleOf(result.networks, balanceBySizeInWords(result, points)),
    estimates: changingLayers(points).flatMap(([layer, own]) => {
      const sorted = own.toSorted((a, b) => b.mean - a.mean);
      return [sorted[0]!, sorted.at(-1)!].map((point) =>
        estimateOf(`max Ω + min Ω of ${plural(point.size, "neuron")} of ${layer}`, point, "bits")
      );
    }),
  };
}

/** Name of the quantity that is estimated for a layer. */
export const symbolOf = ({ networks }: BalanceOptions) =>
  networks === "difference" ? "change of d" : "d";

/** A mean over networks, with its 95 % interval, as an estimate of a finding. */
export function estimateOf(
  label: string,
  { mean, confidenceInterval }: Summary,
  unit: string,
): Estimate {
  return { label, mean, interval: confidenceInterval, level: 0.95, unit };
}
