/** How much the label, its encoding and the numbering of its classes decide of Ω: findings of section 4.1. */
import { TARGET_ENCODINGS, type TargetEncoding } from "../../information/target_encoding.ts";
import { bits, enumerate, percent, sentences, unbroken } from "../../figures/kit/text.ts";
import { summarise } from "../../statistics/mod.ts";
import type { Finding } from "../../studies/finding.ts";
import { inBits, type LayerSearchResult } from "../layers/result.ts";
import { endByEnd, type ExtremeRow, extremesIn, paired } from "../layers/rows.ts";
import {
  estimateOf,
  judgedLayers,
  layersInWords,
  overestimatedSizes,
  sideOf,
} from "./layer_balance.ts";
import { type ConditionedFinding, ENCODING_WORDS, titleOf, withoutEstimates } from "./wording.ts";

/** By layer: the sizes at which the encoding `model` is no estimate of information. */
const overestimated = (result: LayerSearchResult): ReadonlyMap<string, ReadonlySet<number>> =>
  new Map(result.layers.map(({ name }) => [name, overestimatedSizes(result, name)]));

const isOverestimated = (result: LayerSearchResult): boolean =>
  [...overestimated(result).values()].some(({ size }) => size > 0);

/** For the subtitle of a figure that leaves sizes out of what it says about the encoding `model`. */
const OVERESTIMATED =
  "Sizes where the model’s I(X; y) exceeds H(y) in any network are left out for it";

/** The part of the labels in the extremes under one encoding. */
export interface LabelShare {
  readonly encoding: Exclude<TargetEncoding, "none">;
  /** |Δ| of |Δ| + |Ω(X)|, both summed over the extremes of at least three neurons: 0..1. */
  readonly share: number;
}

/** By encoding; those without any such extreme are left out. */
export function labelShares(result: LayerSearchResult): LabelShare[] {
  const excessive = overestimated(result);
  return TARGET_ENCODINGS.flatMap((encoding) => {
    if (encoding === "none") return [];
    const rows = extremesIn(result, { encoding }).filter(({ layer, size }) =>
      size > 2 && !(encoding === "model" && excessive.get(layer)!.has(size))
    );
    const sum = (column: "targetContribution" | "featuresOInformation") =>
      rows.reduce((total, row) => total + Math.abs(row[column]), 0);
    const target = sum("targetContribution");
    const both = target + sum("featuresOInformation");
    return both === 0 ? [] : [{ encoding, share: target / both }];
  });
}

/** The share of the labels in the extremes under the encoding `copula`; the note has that of the others. */
export function targetFinding(result: LayerSearchResult): ConditionedFinding {
  const shares = labelShares(result);
  const [own, ...others] = shares;
  if (own?.encoding !== "copula") {
    return { ...withoutEstimates("Ω(X, y) of two neurons is the target contribution Δ"), note: "" };
  }
  const left = isOverestimated(result) ? `. ${OVERESTIMATED}` : "";
  const words = others.map(({ encoding, share }) =>
    `${ENCODING_WORDS[encoding]} ${percent(share)}`
  );
  return {
    statement: `The labels contribute ${percent(own.share)} of |Ω(X)| + |Δ| ` +
      `(${ENCODING_WORDS[own.encoding]}, ${unbroken("k ≥ 3")})`,
    estimates: shares.map(({ encoding, share }) => (
      {
        label: `|Δ| of |Ω(X)| + |Δ|, ${ENCODING_WORDS[encoding]}, k ≥ 3`,
        mean: 100 * share,
        unit: "%",
      }
    )),
    note: words.length === 0
      ? ""
      : `Share of |Δ| under the other encodings: ${enumerate(words)}${left}.`,
  };
}

/**
 * In which layers two encodings of the target give opposite signs of d, in the exact search. A significant d beside
 * one that is not significant is no difference: the note names those layers. The encoding `model` is compared with
 * the others over the sizes at which it is an estimate.
 */
export function encodingsFinding(result: LayerSearchResult): ConditionedFinding {
  const judgedUnder = (encoding: TargetEncoding, likeModel: boolean) =>
    judgedLayers(result, { search: "exact", encoding, likeModel })
      .flatMap(({ layer, dominance }) => dominance ? [{ layer, encoding, dominance }] : []);
  const others = TARGET_ENCODINGS.filter((encoding) => encoding !== "model")
    .flatMap((encoding) => judgedUnder(encoding, false));
  const common = TARGET_ENCODINGS.flatMap((encoding) => judgedUnder(encoding, true));
  const names = result.layers.map(({ name }) => name)
    .filter((name) => others.some(({ layer }) => layer === name));
  if (names.length === 0) {
    const none = "No layer has the three neurons needed to compare target encodings";
    return { ...withoutEstimates(none), note: "" };
  }
  // The model with each other encoding over its own sizes; these with each other over all sizes.
  const groupsOf = (name: string) => {
    const ofLayer = common.filter(({ layer }) => layer === name);
    const model = ofLayer.filter(({ encoding }) => encoding === "model");
    return [
      others.filter(({ layer }) => layer === name),
      ...ofLayer.filter(({ encoding }) => encoding !== "model").map((one) => [one, ...model]),
    ];
  };
  const sidesOf = (name: string) =>
    groupsOf(name).map((group) => new Set(group.map((one) => sideOf(one.dominance))));
  const depends = names.filter((name) =>
    sidesOf(name).some((sides) => sides.has("above") && sides.has("below"))
  );
  const some = names.filter((name) =>
    !depends.includes(name) && sidesOf(name).some((sides) => sides.size > 1)
  );
  const significant = names.every((name) => sidesOf(name).every((sides) => !sides.has("around")));
  const words = depends.length > 0
    ? `whether redundancy dominates depends on the encoding in ${
      layersInWords(depends, result.layers.length)
    }`
    : significant
    ? "all target encodings agree which end of Ω dominates each layer"
    : "no target encodings disagree significantly on the dominant end of Ω";
  return {
    statement: titleOf(result.networks, words),
    estimates: [...others, ...common.filter(({ encoding }) => encoding === "model")]
      .map(({ layer, encoding, dominance }) =>
        estimateOf(`d of ${layer}, ${ENCODING_WORDS[encoding]}`, dominance, "bits")
      ),
    note: sentences(
      some.length === 0 ? "" : `In ${enumerate(some)} d is significant under some encodings only.`,
      isOverestimated(result) ? `${OVERESTIMATED} and for what it is compared with.` : "",
    ),
  };
}

/** An extreme, and what renumbering the classes adds to Ω, in nats: one change per label permutation. */
export interface Renumbered extends ExtremeRow {
  readonly original: number;
  readonly changes: readonly number[];
}

/** Extremes that were searched under permuted labels as well. */
export function renumberedExtremes(result: LayerSearchResult): Renumbered[] {
  const originals = extremesIn(result);
  const permuted = Array.from(
    { length: result.renamings },
    (_, renaming) => new Map(paired(originals, extremesIn(result, { renaming }))),
  );
  return endByEnd(originals).flatMap((row) => {
    const changes = permuted.flatMap((found) => found.get(row) ?? [])
      .map(({ oInformation }) => oInformation - row.oInformation);
    return changes.length === 0 ? [] : [{ ...row, original: row.oInformation, changes }];
  });
}

/** Root mean squares of the changes and of the target contribution Δ of the same extremes. */
export function renumberingFinding(
  result: LayerSearchResult,
  renumbered: readonly Renumbered[],
): Finding {
  if (renumbered.length === 0) {
    return withoutEstimates("Not tested: the classes were not renumbered");
  }
  const change = inBits(rootMeanSquare(renumbered.flatMap(({ changes }) => changes)));
  const target = inBits(rootMeanSquare(renumbered.map((row) => row.targetContribution)));
  const share = target === 0 ? "Δ is 0" : `${percent(change / target)} of |Δ|`;
  return {
    statement: titleOf(
      result.networks,
      `renumbering the classes changes Ω by ${bits(change)}, ${share}`,
    ),
    estimates: [
      { label: "root mean square change", mean: change, unit: "bits" },
      { label: "root mean square Δ", mean: target, unit: "bits" },
    ],
  };
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(summarise(values.map((value) => value ** 2)).mean);
}
