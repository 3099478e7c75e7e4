/**
 * The verdict on section 4.1: "the first layer is dominated by redundancy, … the last layer is dominated by
 * synergy", and what a reader must know before believing a number. The first criterion was written after small
 * prototypes had been seen and before the program ran; it was revised after its first results had been seen.
 */
import {
  balanceContrast,
  balanceFinding,
  balanceInWords,
  type BalanceOptions,
  estimateOf,
  type JudgedLayer,
  judgedLayers,
  symbolOf,
} from "./layer_balance.ts";
import {
  type Claim,
  type ClaimPart,
  formerVerdictOf,
  judged,
  notTested,
  outcomeOn,
  type Quotation,
} from "./claim.ts";
import { TARGET_ENCODINGS, type TargetEncoding } from "../../information/target_encoding.ts";
import type { Layer } from "../../models/spec.ts";
import { EXHAUSTIVE_UP_TO } from "../../search/cost/cost.ts";
import type { IntervalSide, Summary } from "../../statistics/mod.ts";
import { inBits, type LayerPlace, type LayerSearchResult } from "../layers/result.ts";
import { extremesIn } from "../layers/rows.ts";
import { variantText, type Verdict } from "../../studies/verdict.ts";
import { decimal, rangeText, withInterval } from "../../statistics/words.ts";

/** The claim of section 4.1. */
export const LAYER_CLAIM: Quotation = {
  name: "redundant first, synergistic last layer",
  claim: "the initial layers are dominated by redundant information […] the last layer contains " +
    "mainly synergistic information",
  section: "4.1",
};

/** The analysis variant in which the claim is judged. */
export interface LayerClaimOptions extends BalanceOptions {
  /** The layer that counts as the last one: the last hidden layer, or the output layer. */
  readonly last: Layer["role"];
}

/** Multiplet sizes as tables name them. */
const sizesText = (upTo: number) => upTo === Infinity ? "all below n" : `2 to ${upTo}`;

/** Encodings of the label as the command line and tables name them. */
const ENCODING_WORDS: Readonly<Record<TargetEncoding, string>> = {
  "copula": "ordinal",
  "none": "none",
  "model": "class-conditional model",
  "one-hot": "one-hot",
};

/** The networks of controls. */
const CONTROLS = {
  trained: undefined,
  untrained: "untrained networks",
  difference: "change by training",
} as const;

/**
 * Judges the layer claim by three parts, each with its 95 % interval over networks: d of the first layer lies above
 * 0; d of the last layer lies below 0; d of the last layer minus d of the first, over the sizes that both have, lies
 * below 0. Not tested where d is not defined, and where the first hidden layer is the last one too.
 *
 * @throws {RangeError} when there is no network, or a network without a hidden layer
 */
export function judgeLayerClaim(result: LayerSearchResult, options: LayerClaimOptions): Claim {
  const { networks = "trained", search = "greedy", encoding = "copula", upTo = Infinity } = options;
  const layers = judgedLayers(result, options);
  const [first, last] = endsOf(result, options.last)
    .map((end) => layers.find(({ layer }) => layer === end)!) as [JudgedLayer, JudgedLayer];
  const ends = first === last ? [first] : [first, last];
  // The first criterion knew neither other sizes nor other encodings.
  const judgedBefore = networks !== "untrained" && upTo === Infinity && encoding === "copula";
  const about = {
    quotation: LAYER_CLAIM,
    choices: {
      "sizes": sizesText(upTo),
      "last layer": last.layer,
      "label encoding": ENCODING_WORDS[encoding],
      search,
    },
    control: CONTROLS[networks],
    statement: balanceFinding(result, options, ends).statement,
    former: judgedBefore
      ? formerVerdictOf(first === last ? [] : [isOn(first, "above"), isOn(last, "below")])
      : undefined,
  };
  if (first === last) {
    return notTested(
      about,
      `${first.layer} is the first and the last hidden layer, so no layer is left to compare it with.`,
    );
  }
  const contrast = balanceContrast(result, last.layer, first.layer, options);
  if (!first.dominance || !last.dominance || !contrast.dominance) {
    const without = ends.filter(({ dominance }) => dominance === undefined);
    const which = (without.length > 0 ? without : ends).map(({ layer }) => layer).join(" and ");
    return notTested(
      about,
      encoding === "model"
        ? `${which}: the estimate of I(X; y) exceeds H(y) at every size, so d is not defined.`
        : `${which} has fewer than three neurons that can be analysed, so d is not defined.`,
    );
  }
  const count = result.networks.length;
  return judged(
    about,
    [
      layerPart(first, first.dominance, "above", options),
      layerPart(last, last.dominance, "below", options),
      contrastPart(first, last, contrast.values, contrast.dominance, options),
    ],
    (count < 2 ? "one network has no interval" : `95 % intervals over ${count} networks`) +
      (encoding === "model" ? "; only sizes at which the estimate of I(X; y) is at most H(y)" : ""),
  );
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

/** Whether the interval of d lies on that side; `undefined` where there is none. */
function isOn({ dominance }: JudgedLayer, wanted: "above" | "below"): boolean | undefined {
  const interval = dominance?.confidenceInterval;
  return interval && outcomeOn(wanted, interval) === "established";
}

function layerPart(
  judgedLayer: JudgedLayer,
  dominance: Summary,
  wanted: Exclude<IntervalSide, "around">,
  options: BalanceOptions,
): ClaimPart {
  const symbol = symbolOf(options);
  const value = `${symbol}${options.networks === "difference" ? ":" : " ="} ${bitsText(dominance)}`;
  const { layer, values } = judgedLayer;
  return {
    estimate: { ...estimateOf(`${symbol} of ${layer}`, dominance, "bits"), values },
    outcome: outcomeOn(wanted, dominance.confidenceInterval),
    words: `${balanceInWords([judgedLayer], options)} (${value})`,
  };
}

/** The difference of the last and the first layer. */
function contrastPart(
  { layer: first }: JudgedLayer,
  { layer: last }: JudgedLayer,
  values: readonly number[],
  dominance: Summary,
  options: BalanceOptions,
): ClaimPart {
  const symbol = symbolOf(options);
  const { mean, confidenceInterval = [mean, mean] } = dominance;
  const side = { above: "larger", below: "smaller", around: "" }[
    confidenceInterval[0] > 0 ? "above" : confidenceInterval[1] < 0 ? "below" : "around"
  ];
  const words = side === ""
    ? `no significant difference in ${symbol} between ${last} and ${first}`
    : `${symbol} is ${side} in ${last} than in ${first}`;
  return {
    estimate: { ...estimateOf(`${symbol}, ${last} − ${first}`, dominance, "bits"), values },
    outcome: outcomeOn("below", dominance.confidenceInterval),
    words: `${words} (${bitsText(dominance)})`,
  };
}

/** `"0.21 bits, 0.07 to 0.35"`. */
function bitsText({ mean, confidenceInterval }: Summary): string {
  const range = confidenceInterval === undefined ? "" : `, ${rangeText(confidenceInterval)}`;
  return `${decimal(mean)} bits${range}`;
}

/**
 * Upper ends of the ranges of sizes that the claim is judged over: all below the number of neurons, those that all
 * layers have, and those that the paper searched exhaustively; ranges that are the same in every layer occur once.
 */
export function sizeRanges({ layers }: Pick<LayerSearchResult, "layers">): number[] {
  const common = Math.min(...layers.map(({ units }) => units)) - 1;
  const inLayers = (upTo: number) => layers.map(({ units }) => Math.min(upTo, units - 1)).join();
  const ranges = [Infinity, common, EXHAUSTIVE_UP_TO];
  return ranges.filter((upTo, at) =>
    ranges.findIndex((one) => inLayers(one) === inLayers(upTo)) === at
  );
}

/**
 * The claim judged in every reading: sizes of multiplets, the last hidden layer and the output layer as the last
 * one, the paper's search and the exact one, encodings of the label. The first reading is nearest to the paper. Then
 * the same of untrained networks and of what training changed, as controls. None without networks.
 */
export function layerClaims(result: LayerSearchResult): Claim[] {
  if (result.networks.length === 0) return [];
  const ranges = sizeRanges(result);
  return (["trained", "untrained", "difference"] as const).flatMap((networks) =>
    (["hidden", "output"] as const).flatMap((last) =>
      TARGET_ENCODINGS.flatMap((encoding) =>
        ranges.flatMap((upTo) =>
          (["greedy", "exact"] as const).map((search) =>
            judgeLayerClaim(result, { last, networks, search, encoding, upTo })
          )
        )
      )
    )
  );
}

/** One reading of the layer claim as the row of a table. */
export type LayerClaimRow = {
  /** Its choices: last layer, sizes, label encoding, search. */
  readonly reading: string;
  /** d of the first layer in bits, with its 95 % interval; empty where it is not tested. */
  readonly first: string;
  /** d of the last layer. */
  readonly last: string;
  /** d of the last layer minus d of the first. */
  readonly contrast: string;
  readonly verdict: Verdict;
  /** The verdict by the first criteria; empty for a reading that they did not have. */
  readonly former: string;
  /** The verdict on the same networks before training. */
  readonly untrained: Verdict | "";
  /** The verdict on the change by training. */
  readonly change: Verdict | "";
};

/** Readings of the layer claim, with their controls. */
export function layerClaimRows(claims: readonly Claim[]): LayerClaimRow[] {
  return claims.filter(({ control }) => control === undefined).map((claim) => {
    const { choices, parts, verdict, former = "" } = claim;
    const verdictOn = (networks: "untrained" | "difference") =>
      claims.find((one) =>
        one.control === CONTROLS[networks] && variantText(one) === variantText(claim)
      )?.verdict ?? "";
    const [first = "", last = "", contrast = ""] = parts.map(({ estimate }) =>
      withInterval(estimate.mean, estimate.interval)
    );
    return {
      reading: ["last layer", "sizes", "label encoding", "search"].map((name) => choices[name])
        .join(", "),
      first,
      last,
      contrast,
      verdict,
      former,
      untrained: verdictOn("untrained"),
      change: verdictOn("difference"),
    };
  });
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
