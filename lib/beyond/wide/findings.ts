/** Findings of the study of wide layers beside the claims of the paper: titles of its figures, and their numbers. */
import { estimate } from "../../figures/kit/estimate.ts";
import { enumerate, percent } from "../../figures/kit/text.ts";
import {
  balanceBySizeFinding,
  balanceInWords,
  estimateOf,
  judgedLayers,
  sideOf,
} from "../../paper/claims/layer_balance.ts";
import { targetFinding } from "../../paper/claims/label_findings.ts";
import { greedyFinding, greedyGaps, isCompared } from "../../paper/claims/layer_findings.ts";
import { sizeRanges } from "../../paper/claims/layers.ts";
import { biasedOptima, rankBiasFinding } from "../../paper/claims/rank_bias_findings.ts";
import { accuraciesOf, estimateOf as accuracyDifference } from "../../paper/claims/subnetworks.ts";
import { standing, titleOf, withoutEstimates } from "../../paper/claims/wording.ts";
import type { RetrainingResult } from "../../paper/subnetworks/result.ts";
import { inBits } from "../../paper/layers/result.ts";
import { bestRows, byPlace } from "../../paper/layers/rows.ts";
import { type IntervalSide, pairedDifference, summarise } from "../../statistics/mod.ts";
import { decimal, withInterval } from "../../statistics/words.ts";
import type { Finding } from "../../studies/finding.ts";
import { EXHAUSTIVE_UP_TO } from "../../search/cost/cost.ts";
import type { WideConfig, WideSize } from "./config.ts";
import {
  dependenceBySizeFinding,
  dependenceFinding,
  structuredRows,
  structureFinding,
} from "./structure_findings.ts";
import type { WideLayerSearch, WidthResult } from "./layers.ts";

/**
 * How often the ladder search misses the extreme at six neurons, where greedy compares all multiplets and the ladder
 * search does not; the estimates are the shares at both ends, and the largest gap.
 */
export function ladderMissesFinding(result: WideLayerSearch): Finding {
  const own = greedyGaps(result).filter(isCompared);
  const ends = [["synergy", "smallest"], ["redundancy", "largest"]] as const;
  const found = ends.map(([end, words]) => {
    const searches = own.filter((one) => one.end === end);
    const missed = searches.filter(({ greedyAhead }) => greedyAhead);
    const most = Math.max(0, ...missed.map(({ gap }) => inBits(-gap)));
    return { words, searches, missed, most };
  });
  if (found.some(({ searches }) => searches.length === 0)) {
    return withoutEstimates(
      `Not tested: no layer has multiplets of ${EXHAUSTIVE_UP_TO} neurons that the ladder search does not compare`,
    );
  }
  const clauses = found.map(({ words, searches, missed, most }) =>
    `the ${words} Ω in ${missed.length} of ${searches.length} layers` +
    (missed.length === 0
      ? ""
      : `, by up to ${decimal(most)} bits (${
        enumerate([...new Set(missed.map(({ layer }) => layer))])
      })`)
  );
  return {
    statement:
      `At ${EXHAUSTIVE_UP_TO} neurons, where greedy search compares all multiplets, the ladder ` +
      `search misses ${clauses.join("; ")}`,
    estimates: found.map(({ words, searches, missed }) => ({
      label: `missed, ${words} Ω`,
      mean: 100 * missed.length / searches.length,
      unit: "%",
    })),
  };
}

/**
 * The share of the labels in Ω of the synergistic optima of size k*, by layer: over all sizes ({@link targetFinding})
 * large multiplets, which have a large Ω(X), decide.
 */
export function targetAtBestFinding(result: WideLayerSearch): Finding {
  const best = [...Map.groupBy(bestRows(structuredRows(result)), ({ layer }) => layer)];
  const found = best.map(([layer, own]) => {
    const shares = own.map(({ featuresOInformation, targetContribution }) => {
      const target = Math.abs(targetContribution);
      return 100 * target / (target + Math.abs(featuresOInformation));
    });
    return { layer, summary: summarise(shares) };
  });
  const layers = found.map(({ layer, summary }) => `${percent(summary.mean / 100)} in ${layer}`);
  return found.length === 0 ? withoutEstimates("No layer has a synergistic optimum") : {
    statement: titleOf(
      result.networks,
      `in the multiplet with the smallest Ω, of size k*, the labels contribute ${
        enumerate(layers)
      } of |Ω(X)| + |Δ|`,
    ),
    estimates: found.map(({ layer, summary }) =>
      estimateOf(`|Δ| of |Ω(X)| + |Δ| at k*, ${layer}`, summary, "%")
    ),
  };
}

/**
 * In which layers the best found multiplet of so many neurons has Ω above 0: the strategy synergy keeps the least
 * redundant neurons there. Empty where it is below 0 in every network.
 */
export function leastRedundantNote(result: WideLayerSearch, size: WideSize): string {
  if (typeof size !== "number") return "";
  const rows = structuredRows(result).filter((row) => row.size === size);
  const clauses = [...Map.groupBy(rows, ({ layer }) => layer)].flatMap(([layer, own]) => {
    const above = own.filter(({ oInformation }) => oInformation > 0).length;
    return above === 0 ? [] : `${layer} in ${above} of ${own.length} networks`;
  });
  return clauses.length === 0
    ? ""
    : `The smallest Ω that was found for ${size} neurons is above 0 in ${
      enumerate(clauses)
    }: there, ` +
      "“synergy” keeps the least redundant neurons.";
}

/** What was found at one width, in one layer: means over networks with 95 % intervals. */
export interface WidthPoint {
  readonly layer: string;
  /** Neurons in each hidden layer. */
  readonly width: number;
  /** One value per network. */
  readonly values: readonly number[];
}

/** Quantities that are compared between widths. */
export type WidthQuantity = "d" | "d untrained" | "d of k ≤ 6" | "k* / n" | "missed by greedy";

/**
 * What the paper's studies test and a configuration leaves out, for its pages: a few words each.
 *
 * @example
 * ```ts
 * import { notTestedHere, WIDE_PRESETS } from "@multiplet/multiplet/wide";
 * import { ok } from "node:assert/strict";
 * ok(notTestedHere(WIDE_PRESETS.fashion).includes("frozen neurons"));
 * ok(!notTestedHere(WIDE_PRESETS.embedded).includes("frozen neurons"));
 * ```
 */
export function notTestedHere(
  { otherWidths, frozenSizes, strategies, subnetworkSizes, rankBiasDraws, dataset }: WideConfig,
): string[] {
  const parts: [string, boolean][] = [
    ["Fashion-MNIST", dataset !== "fashion-mnist"],
    ["other widths of the layers", otherWidths.length === 0],
    ["the bias of the ranks", rankBiasDraws === 0],
    ["frozen neurons", frozenSizes.length === 0],
    ["complements of synergistic neurons", !strategies.includes("complement")],
    ["iterative magnitude pruning", !strategies.includes("iterative-magnitude")],
    [
      "more than one size of sub-networks beside k*",
      subnetworkSizes.filter((size) => typeof size === "number").length < 2,
    ],
    ["label encodings beside the ordinal one, and renumbered classes", true],
    ["one hidden layer at a time", true],
    ["new initial weights (the lottery ticket hypothesis)", true],
    ["neurons chosen on training or validation data", true],
    ["synergy without the label, random live neurons, neurons frozen at final weights", true],
    ["another batch order, cumulative ablation", true],
    ["the greedy search before training", true],
  ];
  return parts.flatMap(([words, isMissing]) => isMissing ? [words] : []);
}

/**
 * The synergistic sub-network of the ladder search against that of the paper's greedy search, both of the size k*, re-trained with
 * the other neurons removed: the paired difference with its 95 % interval, in points.
 */
export function searchesFinding(result: RetrainingResult): Finding {
  const choice = { size: "k* ladder", removal: "zero" } as const;
  const [ladder, greedy] = (["synergy", "synergy-greedy"] as const).map((strategy) =>
    accuraciesOf(result, { ...choice, strategy })
  ) as [number[], number[]];
  if (ladder.length === 0 || greedy.length === 0) {
    return withoutEstimates("Not tested by this preset: one of both searches chose no sub-network");
  }
  const difference = pairedDifference(ladder, greedy);
  const { mean, interval } = difference;
  const names = ["synergy by the ladder search", "synergy by the greedy search"] as const;
  const words = interval === undefined
    ? `${names[0]} − ${names[1]} is ${decimal(mean)} points`
    : standing(...names, mean, interval);
  return {
    statement: titleOf(result.networks, words),
    estimates: [accuracyDifference("synergy, ladder − greedy", difference)],
  };
}

/** A quantity by layer and width, in bits or per cent. */
export function widthPoints(
  widths: readonly WidthResult[],
  quantity: WidthQuantity,
): WidthPoint[] {
  return widths.flatMap(({ width, layers: result }) =>
    result.layers.flatMap(({ name: layer }): WidthPoint[] => {
      const values = valuesOf(result, layer, quantity);
      return values.length === 0 ? [] : [{ layer, width, values }];
    })
  );
}

function valuesOf(result: WideLayerSearch, layer: string, quantity: WidthQuantity): number[] {
  const dominance = (options: Parameters<typeof judgedLayers>[1]) => {
    const own = judgedLayers(result, { search: "ladder", ...options })
      .find((one) => one.layer === layer)!;
    return own.dominance === undefined ? [] : [...own.values];
  };
  switch (quantity) {
    case "d":
      return dominance({});
    case "d untrained":
      return dominance({ networks: "untrained" });
    case "d of k ≤ 6":
      return dominance({ upTo: EXHAUSTIVE_UP_TO });
    case "k* / n": {
      const { units } = result.layers.find(({ name }) => name === layer)!;
      const best = bestRows(structuredRows(result).filter((row) => row.layer === layer));
      return best.map(({ size }) => 100 * size / units);
    }
    case "missed by greedy":
      return byPlace(greedyGaps(result).filter((one) => one.layer === layer && one.canMiss))
        .map((own) => 100 * own.filter(({ missed }) => missed).length / own.length);
  }
}

/** Whether the end of Ω that dominates a layer depends on the width; the estimates are d by layer and width. */
export function widthFinding(widths: readonly WidthResult[]): Finding {
  if (widths.length < 2) {
    return withoutEstimates("Not tested by this preset: networks of one width were trained");
  }
  const points = widthPoints(widths, "d").map((point) => ({
    ...point,
    side: sideOf(summarise(point.values)),
  }));
  const sides = [...Map.groupBy(points, ({ layer }) => layer)].map(([layer, own]) => (
    { layer, sides: new Set(own.map(({ side }) => side)) }
  ));
  const reversed = sides.filter(({ sides }) => sides.has("above") && sides.has("below"));
  const changed = sides.filter(({ sides }) => sides.size > 1);
  const names = (own: typeof sides) => enumerate(own.map(({ layer }) => layer));
  const { networks } = widths[0]!.layers;
  return {
    statement: titleOf(
      networks,
      reversed.length > 0
        ? `the width reverses which end of Ω dominates ${names(reversed)}`
        : changed.length > 0
        ? `the width decides whether an end of Ω significantly dominates ${names(changed)}`
        : "over all sizes below n, " + everywhere(sides.map(({ sides }) => [...sides][0]!)),
    ),
    estimates: points.map(({ layer, width, values }) =>
      estimateOf(`d of ${layer}, width ${width}`, summarise(values), "bits")
    ),
  };
}

/** What holds at every width, from the side of each layer. */
function everywhere(sides: readonly IntervalSide[]): string {
  const [first] = sides;
  return sides.every((side) => side === first) && first !== "around"
    ? `${first === "above" ? "redundancy" : "synergy"} dominates every layer at every width`
    : "each layer is dominated by the same end of Ω at every width, or by none";
}

/** One width as the row of a table. */
export type WidthRow = {
  readonly layer: string;
  readonly width: number;
  /** d in bits, with its 95 % interval. */
  readonly d: string;
  readonly untrained: string;
  readonly small: string;
  /** k* in neurons per 100 neurons of the layer: mean over networks, smallest and largest. */
  readonly best: string;
  /** Searches that can miss in which greedy does, in per cent: mean over networks, smallest and largest. */
  readonly missed: string;
};

/** One row per layer and width. */
export function widthRows(widths: readonly WidthResult[]): WidthRow[] {
  const text = (quantity: WidthQuantity, layer: string, width: number) => {
    const found = widthPoints(widths, quantity)
      .find((one) => one.layer === layer && one.width === width);
    if (found === undefined) return "";
    const { mean, minimum, maximum, confidenceInterval } = summarise(found.values);
    return quantity === "k* / n" || quantity === "missed by greedy"
      ? withInterval(mean, [minimum, maximum])
      : withInterval(mean, confidenceInterval);
  };
  return widths[0]!.layers.layers.flatMap(({ name: layer }) =>
    widths.map(({ width }) => ({
      layer,
      width,
      d: text("d", layer, width),
      untrained: text("d untrained", layer, width),
      small: text("d of k ≤ 6", layer, width),
      best: text("k* / n", layer, width),
      missed: text("missed by greedy", layer, width),
    }))
  );
}

/** The balance of the layers, or its change by training, by the ladder search over each range of sizes. */
function rangesFinding(layers: WideLayerSearch, networks: "trained" | "difference"): Finding {
  const clauses = sizeRanges(layers).map((upTo) => {
    const options = { search: "ladder", networks, upTo } as const;
    const range = upTo === Infinity ? "over all sizes below n" : `over k ≤ ${upTo}`;
    return `${range}, ${balanceInWords(judgedLayers(layers, options), options)}`;
  });
  return withoutEstimates(titleOf(layers.networks, clauses.join("; ")));
}

/** What was found beside the claims of the paper, the most important first: the titles of figures. */
export function wideFindings(
  { layers, widths }: {
    readonly layers: WideLayerSearch;
    readonly widths: readonly WidthResult[];
  },
  subnetworks: RetrainingResult,
): Finding[] {
  return [
    rangesFinding(layers, "trained"),
    rangesFinding(layers, "difference"),
    balanceBySizeFinding(layers),
    greedyFinding(greedyGaps(layers)),
    ladderMissesFinding(layers),
    structureFinding(layers),
    dependenceFinding(layers),
    dependenceBySizeFinding(layers),
    rankBiasFinding(layers, biasedOptima(layers)),
    targetFinding(layers),
    targetAtBestFinding(layers),
    widthFinding(widths),
    searchesFinding(subnetworks),
  ];
}

/** A point of a figure over widths. */
export const widthEstimates = (points: readonly WidthPoint[]) =>
  points.map(({ values, ...point }) => ({ ...point, size: point.width, ...estimate(values) }));
