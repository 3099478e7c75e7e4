/**
 * The verdict on section 4.1: "the first layer is dominated by redundancy, … the last layer is dominated by
 * synergy", and what a reader must know before believing a number. The criteria were written after small
 * prototypes had been seen and before the program ran.
 */
import {
  balanceFinding,
  balanceInWords,
  type BalanceOptions,
  type JudgedLayer,
  judgedLayers,
  sideOf,
  symbolOf,
} from "./layer_balance.ts";
import type { Layer } from "../../models/spec.ts";
import type { IntervalSide, Summary } from "../../statistics/mod.ts";
import { inBits, type LayerPlace, type LayerSearchResult } from "../layers/result.ts";
import { extremesIn } from "../layers/rows.ts";
import { decimal, rangeText, withInterval } from "../../statistics/words.ts";
import type { Finding } from "../../studies/finding.ts";
import { type Verdict, verdictOf } from "../../studies/verdict.ts";

/** The reading of the claim that is judged. */
export interface LayerClaimOptions extends Omit<BalanceOptions, "encoding"> {
  /** The layer that counts as the last one: the last hidden layer, or the output layer. */
  readonly last: Layer["role"];
}

/** A verdict with what it rests on. */
export interface LayerClaim extends Finding {
  /** The verdict in this reading. */
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
 * Judges the layer claim by {@link judgedLayers}. Reproduced if the 95 % interval of d over networks lies
 * above 0 for the first layer and below 0 for the last one, partly if one of the two holds, else not.
 * Undecided with fewer than two networks, where d is not defined, and where the first hidden layer is
 * the last one too.
 *
 * @throws {RangeError} when there is no network, or a network without a hidden layer
 */
export function judgeLayerClaim(result: LayerSearchResult, options: LayerClaimOptions): LayerClaim {
  const filled = { search: "greedy", networks: "trained", ...options } as const;
  const judged = judgedLayers(result, filled);
  const [first, last] = endsOf(result, filled.last)
    .map((end) => judged.find(({ layer }) => layer === end)!) as [JudgedLayer, JudgedLayer];
  const claim = {
    ...balanceFinding(result, filled, judged.filter((one) => one === first || one === last)),
    options: filled,
    first,
    last,
  };
  if (first === last) {
    const reason =
      `${first.layer} is the first and the last hidden layer, so no layer is left to ` +
      `compare it with.`;
    return { ...claim, verdict: "undecided", reason };
  }
  return {
    ...claim,
    verdict: verdictOf([isOn(first.dominance, "above"), isOn(last.dominance, "below")]),
    reason: `${reasonOf(result, first, filled)}; ${reasonOf(result, last, filled)}.`,
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

/** Whether an interval lies on that side; `undefined` where there is none. */
function isOn(summary: Summary | undefined, wanted: IntervalSide): boolean | undefined {
  return summary?.confidenceInterval && sideOf(summary) === wanted;
}

/** The finding in one layer, with d. */
function reasonOf(
  { networks }: LayerSearchResult,
  judged: JudgedLayer,
  options: BalanceOptions,
): string {
  const { layer, dominance } = judged;
  if (dominance === undefined) {
    return `${layer} has fewer than three neurons that can be analysed, so d is not defined`;
  }
  const found = balanceInWords([judged], options);
  const { mean, confidenceInterval } = dominance;
  const value = `${symbolOf(options)}${options.networks === "difference" ? ":" : " ="} ` +
    `${decimal(mean)} bits`;
  return confidenceInterval === undefined
    ? `in network ${networks[0]} ${found} (${value}, one network has no interval)`
    : `${found} (${value}, 95 % interval ${rangeText(confidenceInterval)} bits)`;
}

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

/** The networks of a reading in words. */
const NETWORKS = {
  trained: "trained networks",
  untrained: "untrained networks",
  difference: "change by training",
} as const;

/** The reading of a claim in words. */
export function layerClaimReading({ last, options: { networks, search } }: LayerClaim): string {
  return `${last.layer} as the last layer, ${NETWORKS[networks]}, ${search} search`;
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
    networks: NETWORKS[options.networks],
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
export function layerWarnings(result: LayerSearchResult): string[] {
  const where = ({ network, layer }: LayerPlace) => `network ${network}, ${layer}`;
  return [
    ...result.leftOut.map((one) => `${where(one)}: neuron ${one.neuron} left out, ${one.reason}`),
    ...result.warnings.map((one) => `${where(one)}: ${one.warning}`),
    ...result.layers.flatMap(({ name }) => excessWarning(name, result)),
  ];
}

/** One sentence where the class-conditional model finds more information than there is. */
function excessWarning(name: string, result: LayerSearchResult): string[] {
  const { targetEntropy: limit, networks } = result;
  const excessive = extremesIn(result, { layer: name })
    .filter(({ informationTogether }) => (informationTogether ?? 0) > limit);
  if (excessive.length === 0) return [];
  const smallest = Math.min(...excessive.map(({ size }) => size));
  const largest = Math.max(...excessive.map(({ informationTogether }) => informationTogether!));
  const [most, bound] = [decimal(inBits(largest), 1), decimal(inBits(limit))];
  const concerned = new Set(excessive.map(({ network }) => network)).size;
  return [
    `${name}: from k = ${smallest} on, the class-conditional model estimates up to ${most} bits of ` +
    `information about the class for extreme multiplets of ${concerned} of ${networks.length} ` +
    `networks, more than H(y) = ${bound} bits: do not interpret those values of I(X; y).`,
  ];
}
