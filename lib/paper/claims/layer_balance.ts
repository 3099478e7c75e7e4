/** Whether redundancy or synergy dominates a layer: judged and worded once, for verdicts and titles. */
import type { TargetEncoding } from "../../information/mod.ts";
import { enumerate } from "../../figures/kit/text.ts";
import { type IntervalSide, intervalSide, summarise, type Summary } from "../../statistics/mod.ts";
import type { MultipletSearch } from "../../selection/strategy.ts";
import { type End, inBits, type LayerPlace, type LayerSearchResult } from "../layers/result.ts";
import { balanceOf, byPlace, extremesIn, placeOf } from "../layers/rows.ts";
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
  /** Encoding of the class label in Ω. Default `"copula"`. */
  readonly encoding?: TargetEncoding;
}

/** A layer, and its balance of redundancy and synergy. */
export interface JudgedLayer extends Pick<LayerPlace, "layer"> {
  /** d over the networks, in bits; `undefined` where a network has fewer than three neurons in it. */
  readonly dominance: Summary | undefined;
}

/** Clauses for sides of 0 on which d lies; names of layers are their object. */
type SidePhrases = Readonly<Partial<Record<IntervalSide, (layers: string) => string>>>;

/** In words: d, its change by training, and no change. */
const DOMINANCE: SidePhrases = {
  above: (layers) => `redundancy dominates ${layers}`,
  below: (layers) => `synergy dominates ${layers}`,
  around: (layers) => `neither significantly dominates ${layers}`,
};
const SHIFTS: SidePhrases = {
  above: (layers) => `shifts ${layers} towards redundancy`,
  below: (layers) => `shifts ${layers} towards synergy`,
};
const STAYS: SidePhrases = { around: (layers) => `does not significantly shift ${layers}` };

/**
 * The balance d of every layer over the networks: per network the mean over k = 2..n−1 of
 * max Ω_k + min Ω_k, or its change by training. Above 0 redundancy dominates, below 0 synergy.
 */
export function judgedLayers(
  result: LayerSearchResult,
  { search = "greedy", networks = "trained", encoding = "copula" }: BalanceOptions = {},
): JudgedLayer[] {
  const [after, before] = (["trained", "untrained"] as const).map((state) =>
    new Map(
      byPlace(extremesIn(result, { state, search, encoding }))
        .map((rows) => [placeOf(rows[0]!), inBits(balanceOf(rows))]),
    )
  );
  return result.layers.map(({ name: layer }) => {
    const values = result.networks.map((network) => {
      const place = placeOf({ network, layer });
      const [trained, untrained] = [after!.get(place) ?? NaN, before!.get(place) ?? NaN];
      return { trained, untrained, difference: trained - untrained }[networks];
    });
    const defined = values.length > 0 && !values.some(Number.isNaN);
    return { layer, dominance: defined ? summarise(values) : undefined };
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
  judged: readonly JudgedLayer[],
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
  { networks }: BalanceOptions,
  all: number = judged.length,
): string {
  if (networks !== "difference") return clausesOf(judged, DOMINANCE, all).join("; ");
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
    statement: words === ""
      ? "No layer has the three neurons needed to compare redundancy with synergy"
      : titleOf(result.networks, words),
    estimates: judged.flatMap(({ layer, dominance }) =>
      dominance ? estimateOf(`${symbolOf(options)} of ${layer}`, dominance, "bits") : []
    ),
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
