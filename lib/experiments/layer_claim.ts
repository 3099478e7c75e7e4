/**
 * The verdict on section 4.1: "the first layer is dominated by redundancy, … the last layer is
 * dominated by synergy". The criteria were written after small prototypes had been seen and before the
 * program ran.
 * @module
 */
import { fromNats } from "../information/mod.ts";
import { summarise, type Summary } from "../statistics/mod.ts";
import type { MultipletSearch } from "../subnetworks/layer_extremes.ts";
import { type Figure1Result, layerDominance, type LayerResult } from "./figure1_result.ts";
import { type Verdict, verdictOf } from "./verdict.ts";
import { signed, withInterval } from "./wording.ts";

/** Which reading of the claim is judged. */
export interface LayerClaimOptions {
  /** The layer that counts as the last one: the last hidden layer, or the output layer. */
  readonly last: "fc3" | "fc_out";
  /** Default `"greedy"`, the paper's search. */
  readonly search?: MultipletSearch;
  /**
   * - `"trained"` (default): the trained networks, as in the paper.
   * - `"difference"`: trained minus untrained, what training itself has changed.
   */
  readonly networks?: "trained" | "difference";
}

/** A verdict with what it rests on. */
export interface LayerClaim {
  /** How the claim fares in this reading. */
  readonly verdict: Verdict;
  /** The reading, with its defaults filled in. */
  readonly options: Required<LayerClaimOptions>;
  /** d of the first layer over the networks, in bits. */
  readonly first: Summary;
  /** d of the last layer over the networks, in bits. */
  readonly last: Summary;
  /** One sentence that gives both intervals and says why. */
  readonly reason: string;
}

/**
 * Judges the layer claim. Per network and layer, d is the mean over k = 2..n−1 of max Ω_k + min Ω_k:
 * positive where redundancy outweighs synergy. Reproduced if the 95 % interval over networks lies above
 * 0 for fc1 and below 0 for the last layer, partly if one of the two holds, else not; undecided with
 * fewer than two networks.
 */
export function judgeLayerClaim(
  { networks }: Figure1Result,
  options: LayerClaimOptions,
): LayerClaim {
  const filled = { search: "greedy", networks: "trained", ...options } as const;
  const of = (layer: string) =>
    summarise(networks.map(({ layers }) => {
      const own = layers.find((one) => one.layer === layer);
      if (own === undefined) throw new RangeError(`The networks have no layer ${layer}`);
      return fromNats(dominance(own, filled), "bits");
    }));
  const first = of("fc1");
  const last = of(filled.last);
  const redundant = first.confidenceInterval && first.confidenceInterval[0] > 0;
  const synergistic = last.confidenceInterval && last.confidenceInterval[1] < 0;
  return {
    verdict: verdictOf([redundant, synergistic]),
    options: filled,
    first,
    last,
    reason: reasonOf(first, last, filled.last),
  };
}

/** d of one layer of one network, in nats. */
function dominance(layer: LayerResult, { search, networks }: Required<LayerClaimOptions>): number {
  const trained = layerDominance(layer[search]);
  return networks === "trained" ? trained : trained - layerDominance(layer.untrained[search]);
}

function reasonOf(first: Summary, last: Summary, lastLayer: string): string {
  return `${sideOf("fc1", first)}; ${sideOf(lastLayer, last)}.`;
}

/** Where the interval of one layer lies. */
function sideOf(layer: string, { mean, count, confidenceInterval }: Summary): string {
  if (confidenceInterval === undefined) {
    return `${layer} has d = ${bits(mean)} in ${count} network, without an interval`;
  }
  const [low, high] = confidenceInterval;
  const side = low > 0
    ? "redundancy outweighs synergy"
    : high < 0
    ? "synergy outweighs redundancy"
    : "neither outweighs the other";
  return `in ${layer} ${side} (d = ${bits(mean)}, 95 % interval ${signed(low)} to ${bits(high)})`;
}

const bits = (value: number) => `${signed(value)} bits`;

/**
 * The claim judged in every reading: fc3 and fc_out as the last layer, trained networks and what
 * training changed, the paper's search and the exact one. Readings whose last layer the networks lack
 * are left out.
 */
export function layerClaims(result: Figure1Result): LayerClaim[] {
  const layers = new Set(result.networks[0]?.layers.map(({ layer }) => layer));
  return (["fc3", "fc_out"] as const).filter((last) => layers.has(last)).flatMap((last) =>
    (["trained", "difference"] as const).flatMap((networks) =>
      (["greedy", "exact"] as const).map((search) =>
        judgeLayerClaim(result, { last, networks, search })
      )
    )
  );
}

/** The reading of a claim in words. */
export function layerClaimReading({ options: { last, networks, search } }: LayerClaim): string {
  const which = networks === "trained" ? "trained networks" : "trained minus untrained";
  return `${last} as the last layer, ${which}, ${search} search`;
}

/** A claim as one sentence: the reading, the verdict, the reason. */
export function layerClaimSentence(claim: LayerClaim): string {
  return `${layerClaimReading(claim)}: ${claim.verdict}; ${claim.reason}`;
}

/** A claim as the row of a table. */
export type LayerClaimRow = {
  readonly last: string;
  readonly networks: string;
  readonly search: string;
  readonly verdict: Verdict;
  /** d of the first and of the last layer with its 95 % interval, in bits. */
  readonly first: string;
  readonly lastLayer: string;
};

/** One row per reading of the claim. */
export function layerClaimRows(claims: readonly LayerClaim[]): LayerClaimRow[] {
  return claims.map(({ verdict, options, first, last }) => ({
    last: options.last,
    networks: options.networks === "trained" ? "trained" : "trained − untrained",
    search: options.search,
    verdict,
    first: withInterval(first.mean, first.confidenceInterval),
    lastLayer: withInterval(last.mean, last.confidenceInterval),
  }));
}
