/**
 * The verdict on section 4.1: "the first layer is dominated by redundancy, … the last layer is
 * dominated by synergy", and what a reader must know before believing a number. The criteria were written
 * after small prototypes had been seen and before the program ran.
 */
import { fromNats } from "../../information/mod.ts";
import type { Layer } from "../../models/spec.ts";
import { type IntervalSide, intervalSide, summarise, type Summary } from "../../statistics/mod.ts";
import type { MultipletSearch } from "../../selection/strategy.ts";
import { layerDominance, type LayerResult, type LayerSearchResult } from "../layers/result.ts";
import { decimal, rangeText, withInterval } from "../../statistics/words.ts";
import { type Verdict, verdictOf } from "../../studies/verdict.ts";

/** Which reading of the claim is judged. */
export interface LayerClaimOptions {
  /** The layer that counts as the last one: the last hidden layer, or the output layer. */
  readonly last: Layer["role"];
  /** Default `"greedy"`, the paper's search. */
  readonly search?: MultipletSearch;
  /**
   * - `"trained"` (default): the trained networks, as in the paper.
   * - `"difference"`: trained minus untrained, what training itself has changed.
   */
  readonly networks?: "trained" | "difference";
}

/** A layer, and whether redundancy or synergy outweighs in it. */
export interface JudgedLayer {
  /** Name of the layer. */
  readonly layer: string;
  /** d over the networks, in bits; `undefined` where a network has fewer than three neurons in it. */
  readonly dominance: Summary | undefined;
}

/** A verdict with what it rests on. */
export interface LayerClaim {
  /** How the claim fares in this reading. */
  readonly verdict: Verdict;
  /** The reading, with its defaults filled in. */
  readonly options: Required<LayerClaimOptions>;
  /** The first layer. */
  readonly first: JudgedLayer;
  /** The layer that counts as the last one. */
  readonly last: JudgedLayer;
  /** One sentence that gives both intervals and says why. */
  readonly reason: string;
}

/**
 * Judges the layer claim. Per network and layer, d is the mean over k = 2..n−1 of max Ω_k + min Ω_k:
 * positive where redundancy outweighs synergy. Reproduced if the 95 % interval over networks lies above
 * 0 for the first layer and below 0 for the last one, partly if one of the two holds, else not.
 * Undecided with fewer than two networks, where d is not defined, and where the first hidden layer is
 * the last one too.
 *
 * @param result networks whose layers are the same
 * @throws {RangeError} when there is no network, or a network without a hidden layer
 */
export function judgeLayerClaim(result: LayerSearchResult, options: LayerClaimOptions): LayerClaim {
  const filled = { search: "greedy", networks: "trained", ...options } as const;
  const [firstName, lastName] = endsOf(result, filled.last);
  const first = judged(result, firstName, filled);
  const last = judged(result, lastName, filled);
  const both = { options: filled, first, last };
  if (first.layer === last.layer) {
    const reason =
      `${first.layer} is the first and the last hidden layer, so no layer is left to ` +
      `compare it with.`;
    return { ...both, verdict: "undecided", reason };
  }
  return {
    ...both,
    verdict: verdictOf([isOn(first.dominance, "above"), isOn(last.dominance, "below")]),
    reason: `${sideOf(first)}; ${sideOf(last)}.`,
  };
}

/** Names of the first hidden layer, and of the last layer with the role `last`. */
function endsOf({ networks, layers }: LayerSearchResult, last: Layer["role"]): [string, string] {
  const first = layers.find(({ role }) => role === "hidden");
  const end = layers.findLast(({ role }) => role === last);
  if (networks.length > 0 && first && end) return [first.name, end.name];
  throw new RangeError(
    `The claim about layers needs networks with a hidden layer and an output layer, found ` +
      `${networks.length} networks with layers [${layers.map(({ name }) => name).join(", ")}]`,
  );
}

/** d of one layer over the networks. */
function judged(
  { networks }: LayerSearchResult,
  layer: string,
  options: Required<LayerClaimOptions>,
): JudgedLayer {
  const values = networks.map(({ index, layers }) => {
    const own = layers.find((one) => one.layer === layer);
    if (own === undefined) throw new RangeError(`Network ${index} has no layer ${layer}`);
    return fromNats(dominance(own, options), "bits");
  });
  return { layer, dominance: values.some(Number.isNaN) ? undefined : summarise(values) };
}

/** d of one layer of one network, in nats. */
function dominance(layer: LayerResult, { search, networks }: Required<LayerClaimOptions>): number {
  const trained = layerDominance(layer[search]);
  return networks === "trained" ? trained : trained - layerDominance(layer.untrained[search]);
}

function isOn(summary: Summary | undefined, wanted: IntervalSide): boolean | undefined {
  const found = side(summary);
  return found && found === wanted;
}

/** Where an interval lies; `undefined` where there is none. */
function side(summary: Summary | undefined): IntervalSide | undefined {
  return summary?.confidenceInterval && intervalSide(summary.confidenceInterval);
}

const SIDES: Readonly<Record<IntervalSide, string>> = {
  above: "redundancy outweighs synergy",
  below: "synergy outweighs redundancy",
  around: "neither outweighs the other",
};

function sideOf({ layer, dominance }: JudgedLayer): string {
  if (dominance === undefined) {
    return `${layer} has fewer than three neurons that can be analysed, so d is not defined`;
  }
  const where = side(dominance);
  if (where === undefined) {
    return `${layer} has d = ${bits(dominance.mean)} in ${dominance.count} network, ` +
      `without an interval`;
  }
  return `in ${layer} ${SIDES[where]} ` +
    `(d = ${bits(dominance.mean)}, 95 % interval ${rangeText(dominance.confidenceInterval!)} bits)`;
}

const bits = (value: number) => `${decimal(value)} bits`;

/**
 * The claim judged in every reading: the last hidden layer and the output layer as the last one,
 * trained networks and what training changed, the paper's search and the exact one. None without
 * networks.
 */
export function layerClaims(result: LayerSearchResult): LayerClaim[] {
  if (result.networks.length === 0) return [];
  return (["hidden", "output"] as const).flatMap((last) =>
    (["trained", "difference"] as const).flatMap((networks) =>
      (["greedy", "exact"] as const).map((search) =>
        judgeLayerClaim(result, { last, networks, search })
      )
    )
  );
}

/** The reading of a claim in words. */
export function layerClaimReading(
  { last, options: { networks, search } }: LayerClaim,
): string {
  const which = networks === "trained" ? "trained networks" : "trained minus untrained";
  return `${last.layer} as the last layer, ${which}, ${search} search`;
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
  /** d of the first and of the last layer with its 95 % interval, in bits; empty where not defined. */
  readonly first: string;
  readonly lastLayer: string;
};

/** One row per reading of the claim. */
export function layerClaimRows(claims: readonly LayerClaim[]): LayerClaimRow[] {
  return claims.map(({ verdict, options, first, last }) => ({
    last: last.layer,
    networks: options.networks === "trained" ? "trained" : "trained − untrained",
    search: options.search,
    verdict,
    first: dominanceText(first),
    lastLayer: dominanceText(last),
  }));
}

function dominanceText({ dominance }: JudgedLayer): string {
  return dominance === undefined ? "" : withInterval(dominance.mean, dominance.confidenceInterval);
}

/**
 * One sentence for each neuron that was left out and for each single neuron whose estimate exceeds
 * H(y), and one for each layer with multiplets whose estimate does.
 */
export function layerWarnings({ networks, targetEntropy: limit }: LayerSearchResult): string[] {
  const single = networks.flatMap(({ index, layers }) =>
    layers.flatMap(({ layer, dropped, warnings }) => {
      const where = `network ${index}, ${layer}`;
      return [
        ...dropped.map(({ neuron, reason }) => `${where}: neuron ${neuron} left out, ${reason}`),
        ...warnings.map((warning) => `${where}: ${warning}`),
      ];
    })
  );
  const layers = Map.groupBy(networks.flatMap((network) => network.layers), ({ layer }) => layer);
  return [...single, ...[...layers].flatMap(([layer, own]) => excessWarning(layer, own, limit))];
}

/** One sentence where the class-conditional model finds more information than there is. */
function excessWarning(layer: string, own: readonly LayerResult[], limit: number): string[] {
  const excessive = own.map(({ synergyByParts, redundancyByParts }) =>
    [...synergyByParts, ...redundancyByParts].filter(({ together }) => together > limit)
  ).filter((found) => found.length > 0);
  if (excessive.length === 0) return [];
  const smallest = Math.min(...excessive.flat().map(({ size }) => size));
  const largest = Math.max(...excessive.flat().map(({ together }) => together));
  return [
    `${layer}: from k = ${smallest} on, the class-conditional model gives extreme multiplets of ` +
    `${excessive.length} of ${own.length} networks more information about the class than it has, ` +
    `up to ${fromNats(largest, "bits").toFixed(1)} of ${
      fromNats(limit, "bits").toFixed(2)
    } bits: ` +
    `those values of I(X; y) are no information estimates.`,
  ];
}
