/** What the study of one network found: the agreement of estimators, and its tables. */
import { enumerate, unbroken } from "../../figures/kit/text.ts";
import type { Estimate, MultipletEstimate } from "../../information/mod.ts";
import { titleOf, withoutEstimates } from "../../paper/claims/wording.ts";
import {
  beyondPermutedClasses,
  END_SYMBOLS,
  keepsSign,
} from "../../paper/claims/significance_findings.ts";
import { ENDS, inBits } from "../../paper/layers/result.ts";
import { extremesIn, paired } from "../../paper/layers/rows.ts";
import { decimal, rangeText } from "../../statistics/words.ts";
import type { Finding } from "../../studies/finding.ts";
import { COMPARED, type Estimates } from "./estimates.ts";
import { type EstimatedExtreme, isImpossible, type TrustResult } from "./result.ts";

/** An extreme with its estimates, and the entropy H(y) of its classes in nats. */
export type ExtremesWithEntropy = Pick<TrustResult, "extremes"> & {
  /** H(y) in nats. */
  readonly layers: Pick<TrustResult["layers"], "targetEntropy">;
};

/** Ω(X, y) of a multiplet in nats; `undefined` where the estimator has none, or one that means nothing. */
const oInformationOf = (
  found: MultipletEstimate | null,
  targetEntropy: number,
): number | undefined =>
  found === null || "refused" in found || isImpossible(found, targetEntropy)
    ? undefined
    : found.measures.oInformation?.value;

/**
 * In how many extremes the other estimators find Ω(X, y) of the sign that the search found, by end; the estimates are the
 * same by estimator. An estimator that has no Ω(X, y) of a multiplet does not count there, nor does the estimator of the
 * search.
 */
export function estimatorsFinding(
  { extremes, layers: { targetEntropy } }: ExtremesWithEntropy,
): Finding {
  const judged = COMPARED.flatMap(({ title, isOfSearch }, at) =>
    isOfSearch ? [] : extremes.flatMap(({ row, estimates }) => {
      const other = oInformationOf(estimates[at]!, targetEntropy);
      return other === undefined
        ? []
        : [{ title, end: row.end, isSame: other * row.oInformation > 0 }];
    })
  );
  if (judged.length === 0) {
    return withoutEstimates("Not tested: no other estimator has Ω of an extreme");
  }
  const countText = (own: typeof judged) =>
    `${own.filter(({ isSame }) => isSame).length} of ${own.length}`;
  const counts = ENDS.flatMap((end) => {
    const own = judged.filter((one) => one.end === end);
    return own.length === 0 ? [] : `${countText(own)} cases of ${END_SYMBOLS[end]}`;
  });
  return {
    statement: titleOf(
      [...new Set(extremes.map(({ row }) => row.network))],
      `other estimators find the same sign in ${enumerate(counts)}`,
    ),
    estimates: [...Map.groupBy(judged, ({ title }) => title)].map(([title, own]) => ({
      label: `same sign by ${title}, of ${own.length}`,
      mean: 100 * own.filter(({ isSame }) => isSame).length / own.length,
      unit: "%",
    })),
  };
}

/** An extreme under all tests as the row of a table. */
export type TestedRow = Readonly<
  Record<
    | "extreme"
    | "neurons"
    | "estimate"
    | "bound"
    | "permuted"
    | "independent"
    | "searched"
    | "half"
    | "interval"
    | "carried"
    | "bias"
    | "untrained",
    string
  >
>;

const isSameMultiplet = (
  { multiplet }: EstimatedExtreme["row"],
  other: { readonly multiplet: readonly number[] },
): boolean => multiplet.join() === other.multiplet.join();

/** An extreme as tables name it: `"fc1, min Ω, k = 3"`. */
const extremeText = ({ layer, end, size }: EstimatedExtreme["row"]): string =>
  `${layer}, ${unbroken(`${END_SYMBOLS[end]}, k = ${size}`)}`;

const bitsText = (nats: number | undefined): string =>
  nats === undefined ? "" : decimal(inBits(nats));

const pText = (p: number | undefined): string => p === undefined ? "" : p.toFixed(3);

/** Every extreme that is estimated, with its tests. */
export function testedRows({ layers, extremes }: TrustResult): TestedRow[] {
  const untrained = new Map(
    paired(
      extremes.map(({ row }) => row),
      extremesIn(layers, { search: "exact", state: "untrained" }),
    ),
  );
  return extremes.map(({ row }) => {
    const { permutedClasses, independentColumns, otherHalf } = row;
    return {
      extreme: extremeText(row),
      neurons: row.multiplet.join(" "),
      estimate: bitsText(row.oInformation),
      bound: bitsText(permutedClasses?.nullBound),
      permuted: pText(permutedClasses?.pValue),
      independent: pText(independentColumns?.pValue),
      searched: bitsText(otherHalf?.searched),
      half: otherHalf === undefined
        ? ""
        : bitsText(otherHalf.value) + (isSameMultiplet(row, otherHalf) ? "" : "†"),
      interval: otherHalf === undefined
        ? ""
        : rangeText([inBits(otherHalf.interval[0]), inBits(otherHalf.interval[1])]),
      carried: otherHalf?.carriedOver === undefined ? "" : otherHalf.carriedOver ? "yes" : "no",
      bias: bitsText(row.rankBias),
      untrained: bitsText(untrained.get(row)?.oInformation),
    };
  });
}

/**
 * Ω of a multiplet as the cell of a table, in bits: of (X, y), where the estimator has it, else its target contribution
 * in pairs; of X alone without a class. In parentheses the difference to the reference, where the bias leaves no value;
 * "I > H(y)" where the estimate of I(X; y) is impossible.
 */
export function estimateText(
  found: MultipletEstimate | null,
  { hasClass, isPair, targetEntropy = Infinity }: {
    readonly hasClass: boolean;
    readonly isPair: boolean;
    /** H(y) in nats, which no estimate of I(X; y) may exceed. Default: not compared. */
    readonly targetEntropy?: number;
  },
): string {
  if (found === null) return "";
  if ("refused" in found) return "refused";
  if (isImpossible(found, targetEntropy)) return "I > H(y)";
  const { oInformation, featuresOInformation, targetContribution } = found.measures;
  const shown = hasClass
    // Two variables alone have Ω = 0: with a class, Ω is the target's contribution.
    ? oInformation ?? (isPair ? targetContribution : undefined)
    : featuresOInformation;
  return shown === undefined ? "–" : cellOf(shown);
}

function cellOf({ value, difference }: Estimate): string {
  return value === undefined ? `(${bitsText(difference)})` : bitsText(value);
}

/** A multiplet, or a planted system, by all estimators as the row of a table. */
export type EstimatesRow = Readonly<Record<string, string>>;

const columnsOf = (estimates: Estimates, about: Parameters<typeof estimateText>[1]): EstimatesRow =>
  Object.fromEntries(
    COMPARED.map(({ title }, at) => [title, estimateText(estimates[at]!, about)]),
  );

/** Every extreme that is estimated: Ω(X, y) by all estimators; and Ω(X) of nearest neighbours beside its reference. */
export function estimatesRows(
  { extremes, layers: { targetEntropy } }: ExtremesWithEntropy,
): EstimatesRow[] {
  const ksg = COMPARED.findIndex(({ name }) => name === "ksg");
  return extremes.map(({ row, estimates }) => {
    const found = estimates[ksg]!;
    const features = found === null || "refused" in found
      ? undefined
      : found.measures.featuresOInformation;
    return {
      extreme: extremeText(row),
      ...columnsOf(estimates, { hasClass: true, isPair: row.size === 2, targetEntropy }),
      features: bitsText(row.featuresOInformation),
      beyondGaussian: bitsText(features?.difference),
      deviation: bitsText(features?.reference?.standardDeviation),
    };
  });
}

/** Every planted system by all estimators, beside the truth. */
export function plantedRows({ planted }: Pick<TrustResult, "planted">): EstimatesRow[] {
  return planted.map(({ system, estimates }) => ({
    system: system.name,
    samples: system.description,
    truth: bitsText(system.truth),
    ...columnsOf(estimates, aboutSystem(estimates)),
  }));
}

/** Whether a planted system has a class: estimators that need one have no number without it. All with a class are pairs. */
const aboutSystem = (estimates: Estimates) => {
  const hasClass = estimates.every((found) => found !== null);
  return { hasClass, isPair: hasClass };
};

/** What remains of the extremes, in one sentence. */
export function remainsNote({ extremes, layers: { targetEntropy } }: ExtremesWithEntropy): string {
  const count = (holds: (one: EstimatedExtreme) => boolean | undefined) =>
    extremes.filter((one) => holds(one)).length;
  const byAll = count(({ row, estimates }) =>
    estimates.every((found, at) => {
      const other = COMPARED[at]!.isOfSearch ? undefined : oInformationOf(found, targetEntropy);
      return other === undefined || other * row.oInformation > 0;
    })
  );
  return `Of these ${extremes.length} extremes, ${
    count(({ row }) => keepsSign(row))
  } keep their sign in the ` +
    `other half, ${
      count(({ row }) => beyondPermutedClasses(row))
    } are beyond searches with permuted classes, and ` +
    `${byAll} have the same sign by every other estimator that has a value.`;
}

/** Reasons why estimators have no number, and doubts about numbers, each once. */
export function estimatorNotes({ extremes }: Pick<TrustResult, "extremes">): string[] {
  const notes = extremes.flatMap(({ row, estimates }) =>
    estimates.flatMap((found, at) => {
      if (found === null) return [];
      const reasons = "refused" in found ? [found.refused] : found.warnings;
      const place = `${COMPARED[at]!.title}, ${extremeText(row)}`;
      return reasons.map((reason) => ({ place, reason }));
    })
  );
  return [...Map.groupBy(notes, ({ reason }) => reason)].map(([reason, own]) =>
    `${own[0]!.place}${own.length > 1 ? ` and ${own.length - 1} more` : ""}: ${reason}`
  );
}
