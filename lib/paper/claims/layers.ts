/**
 * The verdict on section 4.1: "the first layer is dominated by redundancy, … the last layer is dominated by
 * synergy", and what a reader must know before believing a number. The first criterion was written after small
 * prototypes had been seen and before the program ran; it was revised after its first results had been seen.
 */
import { sizesInWords } from "../../figures/kit/text.ts";
import {
  balanceContrast,
  balanceFinding,
  balanceInWords,
  type BalanceOptions,
  estimateOf,
  type JudgedLayer,
  judgedLayers,
  sideOf,
  symbolOf,
} from "./layer_balance.ts";
import { ENCODING_WORDS } from "./wording.ts";
import {
  type Claim,
  type ClaimPart,
  formerVerdictOf,
  judged,
  notTested,
  outcomeOn,
  type Quotation,
} from "./claim.ts";
import { TARGET_ENCODINGS } from "../../information/target_encoding.ts";
import type { Layer } from "../../models/spec.ts";
import { EXHAUSTIVE_UP_TO } from "../../search/cost/cost.ts";
import type { MultipletSearch } from "../../selection/strategy.ts";
import type { IntervalSide, Summary } from "../../statistics/mod.ts";
import { inBits, type LayerPlace, type LayerSearchResult } from "../layers/result.ts";
import { type ExtremeRow, extremesIn, referenceSearch } from "../layers/rows.ts";
import type { Verdict } from "../../studies/verdict.ts";
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

/** Whether a search compares all multiplets of sizes up to this; the ladder search does not in all wide layers. */
const isExhaustive = (search: MultipletSearch, largest: number): boolean =>
  search !== "ladder" && largest <= EXHAUSTIVE_UP_TO;

/** The range without an upper end of its own: all sizes below the number of neurons of each layer. */
export const ALL_SIZES = "all below n";

/** Multiplet sizes as tables name them. */
function sizesText({ upTo = Infinity, encoding }: LayerClaimOptions): string {
  const range = upTo === Infinity ? ALL_SIZES : `2 to ${upTo}`;
  return encoding === "model" ? `${range}, where I(X; y) ≤ H(y)` : range;
}

/** The networks of controls. */
const CONTROLS = {
  trained: undefined,
  untrained: "untrained networks",
  difference: "change by training",
} as const;

/** The control without ranks. */
const UNRANKED = "Ω without ranks, same multiplets";

/**
 * Judges the layer claim by three parts, each with its 95 % interval over networks: d of the first layer lies above
 * 0; d of the last layer lies below 0; d of the last layer minus d of the first, over the sizes that both have, lies
 * below 0. Not tested where d is not defined, where the first hidden layer is the last one too, and where only pairs of
 * neurons count, whose Ω is the target contribution alone. Layers between the first and the last one are parts that
 * decide nothing.
 *
 * @throws {RangeError} when there is no network, or a network without a hidden layer
 */
export function judgeLayerClaim(result: LayerSearchResult, options: LayerClaimOptions): Claim {
  const { networks = "trained", search = "greedy", encoding = "copula" } = options;
  const { upTo = Infinity, score = "oInformation" } = options;
  const layers = judgedLayers(result, options);
  const [first, last] = endsOf(result, options.last)
    .map((end) => layers.find(({ layer }) => layer === end)!) as [JudgedLayer, JudgedLayer];
  const ends = first === last ? [first] : [first, last];
  // The first criterion knew neither other sizes nor other encodings.
  const judgedBefore = networks !== "untrained" && upTo === Infinity && encoding === "copula" &&
    score === "oInformation";
  const about = {
    quotation: LAYER_CLAIM,
    choices: {
      "size range": sizesText(options),
      "last layer": last.layer,
      "label encoding": ENCODING_WORDS[encoding],
      "search": isExhaustive(search, Math.max(...ends.flatMap(({ sizes }) => sizes)))
        ? "exhaustive"
        : search,
    },
    control: score === "oInformation" ? CONTROLS[networks] : UNRANKED,
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
      without.length === 0
        ? `${which} have no size in common that counts, so their d cannot be compared.`
        : encoding === "model"
        ? `${which}: the estimate of I(X; y) exceeds H(y) at every size in at least one network, so d is not defined.`
        : `${which} ${
          without.length === 1 ? "has" : "have"
        } fewer than three neurons that can be ` +
          "analysed, so d is not defined.",
    );
  }
  const pairsAlone = ends.filter(({ sizes }) => Math.max(...sizes) === 2);
  if (encoding === "model" && pairsAlone.length > 0) {
    return notTested(
      about,
      `${
        pairsAlone.map(({ layer }) => layer).join(" and ")
      }: above k = 2 the estimate of I(X; y) exceeds H(y) in at least one network, ` +
        "and Ω of two neurons is the target contribution alone.",
    );
  }
  const count = result.networks.length;
  return judged(
    about,
    [
      layerPart(first, first.dominance, "above", options),
      layerPart(last, last.dominance, "below", options),
      contrastPart(first, last, { ...contrast, dominance: contrast.dominance }, options),
      ...layers.slice(layers.indexOf(first) + 1, layers.indexOf(last)).flatMap((layer, at) =>
        unjudgedPart(layer, at === 0, options)
      ),
    ],
    (count < 2 ? "one network has no interval" : `95 % intervals over ${count} networks`) +
      (score === "oInformation" ? "" : `; ${CHOSEN_WITH_RANKS}`) +
      untrainedText(result, options),
  );
}

/** What the control without ranks does not say. */
const CHOSEN_WITH_RANKS =
  "multiplets were chosen with ranks, and extremes without ranks were not searched";

/**
 * A layer between the first and the last one: the claim speaks of initial layers, and only the first is judged. The words
 * say what d above 0 would be there. None where d is not defined, or pairs alone count under the class-conditional model.
 */
function unjudgedPart(
  { layer, dominance, values, sizes }: JudgedLayer,
  isFirst: boolean,
  options: LayerClaimOptions,
): ClaimPart[] {
  const isPairsAlone = options.encoding === "model" && Math.max(...sizes) === 2;
  if (dominance === undefined || isPairsAlone) return [];
  const symbol = symbolOf(options);
  const outcome = outcomeOn("above", dominance.confidenceInterval);
  return [{
    estimate: { ...estimateOf(`${symbol} of ${layer}`, dominance, "bits"), values },
    words: (isFirst ? `${ONLY_FIRST}; ` : "") +
      `${layer} (not judged): ${symbol} = ${bitsText(dominance, sizes)}, ` +
      `so ${symbol} > 0 would be ${outcome}`,
  }];
}

/** Said with the layers between the first and the last one. */
const ONLY_FIRST = "of the initial layers, only the first is judged";

/** What untrained networks fulfil too is not learned: their verdict stands beside each reading. */
function untrainedText(result: LayerSearchResult, options: LayerClaimOptions): string {
  const { networks = "trained", score = "oInformation" } = options;
  if (networks !== "trained" || score !== "oInformation") return "";
  if (!hasRows(result, { ...options, networks: "untrained" })) return "";
  const { verdict } = judgeLayerClaim(result, { ...options, networks: "untrained" });
  return `; untrained networks by the same criterion: ${verdict}`;
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
  const { layer, values, sizes } = judgedLayer;
  const value = `${symbol}${options.networks === "difference" ? ":" : " ="} ` +
    bitsText(dominance, sizes);
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
  { values, sizes, dominance }: Omit<JudgedLayer, "layer" | "dominance"> & {
    readonly dominance: Summary;
  },
  options: BalanceOptions,
): ClaimPart {
  const symbol = symbolOf(options);
  const side = { above: "larger", below: "smaller", around: "" }[sideOf(dominance)];
  const words = side === ""
    ? `no significant difference in ${symbol} between ${last} and ${first}`
    : `${symbol} is ${side} in ${last} than in ${first}`;
  return {
    estimate: { ...estimateOf(`${symbol}, ${last} − ${first}`, dominance, "bits"), values },
    outcome: outcomeOn("below", dominance.confidenceInterval),
    words: `${words} (${bitsText(dominance, sizes)})`,
  };
}

/** `"0.21 bits, 0.07 to 0.35, k = 2 to 19"`. */
function bitsText({ mean, confidenceInterval }: Summary, sizes: readonly number[]): string {
  const range = confidenceInterval === undefined ? "" : `, ${rangeText(confidenceInterval)}`;
  return `${decimal(mean)} bits${range}, k = ${sizesInWords(sizes)}`;
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

/** The searches in the order of readings. */
const READING_SEARCHES = ["greedy", "exact", "ladder"] as const;

/** Whether the search was made in these networks with this encoding. */
function hasRows(
  { rows }: LayerSearchResult,
  { search = "greedy", encoding = "copula", networks = "trained" }: BalanceOptions,
): boolean {
  const states = networks === "difference" ? ["trained", "untrained"] as const : [networks];
  return states.every((state) =>
    rows.some((row) =>
      row.search === search && row.encoding === encoding && row.state === state &&
      row.oInformation !== undefined
    )
  );
}

/**
 * The readings of the claim: sizes of multiplets, the last hidden layer and the output layer as the last one,
 * encodings of the label, the paper's search and the exact one. Of readings with the same numbers the first: up to
 * {@link EXHAUSTIVE_UP_TO} neurons the greedy and the exact search are exhaustive, and with the class-conditional model few sizes count.
 */
function readingsOf(result: LayerSearchResult): LayerClaimOptions[] {
  const all = (["hidden", "output"] as const).flatMap((last) =>
    TARGET_ENCODINGS.flatMap((encoding) =>
      sizeRanges(result).flatMap((upTo) =>
        READING_SEARCHES.map((search) => ({ last, encoding, upTo, search }))
      )
    )
  ).filter((options) => hasRows(result, options));
  const keys = all.map((options) => {
    const ends = endsOf(result, options.last);
    const sizes = judgedLayers(result, options).filter(({ layer }) => ends.includes(layer))
      .map((layer) => layer.sizes);
    const largest = Math.max(...sizes.flat());
    const { last, encoding, search } = options;
    return JSON.stringify([last, encoding, sizes, !isExhaustive(search, largest) && search]);
  });
  return all.filter((_, at) => keys.indexOf(keys[at]!) === at);
}

/**
 * The claim judged in every reading; the first is nearest to the paper. Then controls: the same of untrained networks
 * and of what training changed, and Ω without ranks where it was estimated. None without networks.
 */
export function layerClaims(result: LayerSearchResult): Claim[] {
  if (result.networks.length === 0) return [];
  const readings = readingsOf(result);
  const firstUntrained = readings.find((options) =>
    hasRows(result, { ...options, networks: "untrained" })
  );
  const hasUnranked = result.rows.some((row) => row.unrankedOInformation !== undefined);
  // Ω without ranks is there for the extremes of one search.
  const ranked = referenceSearch(result);
  const unranked = readings.filter(({ encoding, search, upTo }) =>
    hasUnranked && encoding === "copula" &&
    (search === ranked || (ranked === "exact" && upTo! <= EXHAUSTIVE_UP_TO))
  );
  return [
    ...(["trained", "untrained", "difference"] as const).flatMap((networks) =>
      readings.filter((options) => hasRows(result, { ...options, networks })).map((options) => {
        const claim = judgeLayerClaim(result, { ...options, networks });
        const note = networks === "trained"
          ? unequalSizesNote(result, options, claim)
          : networks === "untrained" && options === firstUntrained
          ? untrainedNote(result, options, claim)
          : undefined;
        return note === undefined ? claim : { ...claim, note };
      })
    ),
    ...unranked.map((options) =>
      judgeLayerClaim(result, { ...options, search: ranked, score: "unrankedOInformation" })
    ),
    ...TARGET_ENCODINGS.filter((encoding) =>
      readings.every((options) => options.encoding !== encoding)
    ).flatMap((encoding) =>
      (["hidden", "output"] as const).map((last) => (
        withoutEncoding(result, { ...readings[0]!, last, encoding })
      ))
    ),
  ];
}

/** The claim under an encoding of the label that the configuration leaves out. */
function withoutEncoding(
  result: LayerSearchResult,
  options: LayerClaimOptions & Required<Pick<LayerClaimOptions, "encoding">>,
): Claim {
  const encoding = ENCODING_WORDS[options.encoding];
  return notTested({
    quotation: LAYER_CLAIM,
    choices: {
      "size range": sizesText(options),
      "last layer": endsOf(result, options.last)[1],
      "label encoding": encoding,
      "search": options.search ?? "greedy",
    },
    statement: `Nothing was searched with the label encoding ${encoding}`,
  }, "not tested by this preset: no layer was searched with this label encoding.");
}

/** A claim that is reproduced compares two layers, each over its own sizes: what to know where these differ. */
function unequalSizesNote(
  result: LayerSearchResult,
  options: LayerClaimOptions,
  { verdict }: Claim,
): string | undefined {
  if (verdict !== "reproduced") return undefined;
  const ends = endsOf(result, options.last);
  const layers = judgedLayers(result, options);
  const [first, last] = ends.map((end) => {
    const { sizes } = layers.find(({ layer }) => layer === end)!;
    return `d of ${end} is averaged over k = ${sizesInWords(sizes)}`;
  });
  return first!.replace(ends[0], "") === last!.replace(ends[1], "")
    ? undefined
    : `“Reproduced” with ${ends[1]} as the last layer is over unequal sizes: ${first}, ${last}.`;
}

/** d of every layer before training, under the choices of a reading. */
function untrainedNote(
  result: LayerSearchResult,
  options: LayerClaimOptions,
  { choices }: Claim,
): string | undefined {
  const layers = judgedLayers(result, { ...options, networks: "untrained" }).flatMap(
    ({ layer, dominance, sizes }) =>
      dominance === undefined ? [] : `d of ${layer} = ${bitsText(dominance, sizes)}`,
  );
  const conditions = ["label encoding", "search"].map((name) => `${name}: ${choices[name]}`);
  return layers.length === 0
    ? undefined
    : `Untrained networks (${conditions.join("; ")}): ${layers.join("; ")}.`;
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
  /** The verdict on Ω without ranks of the same multiplets; empty where it was not estimated. */
  readonly unranked: Verdict | "";
};

/** Readings of the layer claim, with their controls. */
export function layerClaimRows(claims: readonly Claim[]): LayerClaimRow[] {
  return claims.filter(({ control }) => control === undefined).map((claim) => {
    const { choices, parts, verdict, former = "" } = claim;
    const verdictOn = (control: string) =>
      claims.find((one) => one.control === control && isSameReading(one, claim))?.verdict ?? "";
    const [first = "", last = "", contrast = ""] = parts.map(({ estimate }) =>
      withInterval(estimate.mean, estimate.interval)
    );
    return {
      reading: ["last layer", "size range", "label encoding", "search"].map((name) => choices[name])
        .join(", "),
      first,
      last,
      contrast,
      verdict,
      former,
      untrained: verdictOn(CONTROLS.untrained),
      change: verdictOn(CONTROLS.difference),
      unranked: verdictOn(UNRANKED),
    };
  });
}

/** Both searches are exhaustive where no large multiplets count, which can differ between a reading and a control. */
function isSameReading(one: Claim, other: Claim): boolean {
  const searches = [one, other].map(({ choices }) => choices["search"]);
  const isSameSearch = searches[0] === searches[1] || searches.includes("exhaustive");
  return isSameSearch &&
    ["size range", "last layer", "label encoding"].every((name) =>
      one.choices[name] === other.choices[name]
    );
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
  const largest = Math.max(...excessive.map(({ informationTogether }) => informationTogether!));
  const [most, bound] = [decimal(inBits(largest), 1), decimal(inBits(limit))];
  return [
    `${name}: for extreme multiplets ${sizesOfExcess(excessive, networks.length)}, the ` +
    `class-conditional model estimates more information about the class (up to ${most} bits) than ` +
    `H(y) = ${bound} bits: do not interpret those values of I(X; y).`,
  ];
}

/** `"from k = 6 on in at least one network, from k = 8 on in all 20"`. */
function sizesOfExcess(excessive: readonly ExtremeRow[], networks: number): string {
  const counts = [...Map.groupBy(excessive, ({ size }) => size)].map(([size, rows]) => (
    { size, count: new Set(rows.map(({ network }) => network)).size }
  ));
  const from = (enough: number) =>
    Math.min(...counts.filter(({ count }) => count >= enough).map(({ size }) => size));
  const [one, all] = [from(1), from(networks)];
  if (networks === 1) return `from k = ${one} on`;
  if (one === all) return `from k = ${one} on in all ${networks} networks`;
  if (all < Infinity) {
    return `from k = ${one} on in at least one network, from k = ${all} on in all ${networks}`;
  }
  const concerned = new Set(excessive.map(({ network }) => network)).size;
  return `from k = ${one} on in ${concerned} of ${networks} networks`;
}
