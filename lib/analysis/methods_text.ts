/** The methods of an analysis as a paragraph for a paper. */
import { byReason } from "../variables/errors.ts";
import { readableName } from "./formats.ts";
import { type AnalysisResult, askedVariables } from "./result.ts";
import { countedInText as counted } from "./table_layout.ts";

/** Where a method is from. */
const REFERENCES = {
  oInformation: "Rosas et al. (2019), Phys. Rev. E 100, 032305, doi:10.1103/PhysRevE.100.032305",
  copula: "Ince et al. (2017), Hum. Brain Mapp. 38, 1541–1573, doi:10.1002/hbm.23471",
  stepDown: "Westfall and Young (1993), Resampling-Based Multiple Testing, Wiley, New York",
  totalCorrelation: "Watanabe (1960), IBM J. Res. Dev. 4, 66–82, doi:10.1147/rd.41.0066",
  dualTotalCorrelation: "Han (1978), Inf. Control 36, 133–156, doi:10.1016/S0019-9958(78)90275-9",
  ksg: "Kraskov et al. (2004), Phys. Rev. E 69, 066138, doi:10.1103/PhysRevE.69.066138",
  maximum: "Nichols and Holmes (2002), Hum. Brain Mapp. 15, 1–25, doi:10.1002/hbm.1058",
  discovery:
    "Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57, 289–300, doi:10.1111/j.2517-6161.1995.tb02031.x",
} as const;

/** A paragraph, and the references that it names. */
export interface MethodsText {
  /** With the numbers of references in brackets. */
  readonly paragraph: string;
  /** By number, from 1. */
  readonly references: readonly string[];
}

/** How the label enters; its number as it is, or ranked, of a class or of a quantity. */
const ENCODINGS: Readonly<
  Record<string, (own: { readonly isRanked: boolean; readonly isQuantity: boolean }) => string>
> = {
  "copula": ({ isRanked, isQuantity }) =>
    (isQuantity ? "a quantity" : "the number of its class") +
    (isRanked ? ", ranked like a column" : ""),
  "one-hot": () => "one indicator per class, as one variable of several columns",
  "model": () =>
    "I(X;y) = H(X) − Σ p(c) H(X | c), with one Gaussian per class c and one for all samples",
};

/**
 * What was computed, in sentences to adapt: sample, estimator, search, tests, version and seed.
 *
 * @param version of this software
 * @example
 * ```ts
 * import { analyse, methodsText } from "@multiplet/multiplet/analysis";
 * import { ok } from "node:assert/strict";
 * const values = Float64Array.of(1, 4, 2, 1, 3, 3, 4, 2, 5, 5);
 * const result = await analyse({ samples: 5, variables: 2, values }, undefined);
 * const { paragraph } = methodsText(result, "0.1.0");
 * ok(paragraph.includes("5 samples of 2 variables"));
 * ```
 */
export function methodsText(result: AnalysisResult, version: string): MethodsText {
  const { units, samples, groups, targetEncoding, sizes, seed } = result;
  const { significance, biasCorrected, estimator, ties, rescoring } = result;
  const references: string[] = [];
  const cite = (name: keyof typeof REFERENCES): string => {
    if (!references.includes(REFERENCES[name])) references.push(REFERENCES[name]);
    return `[${references.indexOf(REFERENCES[name]) + 1}]`;
  };
  const hasTarget = targetEncoding !== "none";
  const isRanked = estimator === "gaussian-copula";
  const tests = significance?.tests ?? [];
  const sentences = [
    `We analysed ${counted(samples, "sample")} of ${variablesText(result)}.`,
    groups === undefined ? "" : `The samples are ${counted(groups, "group")} that belong together` +
      (tests.length === 0
        ? "."
        : "; halves, bootstrap draws and permutations kept groups together."),
    ...filesText(result),
    `For multiplets of variables X${hasTarget ? " and the label y" : ""}, the ${
      measureText(result, cite)
    } was ` +
    (isRanked
      ? `estimated with a Gaussian copula ${cite("copula")}: each column was ranked` +
        (ties ? ` (equal values: ${ties === "index" ? "order of samples" : ties})` : "") +
        " and mapped to normal scores, of which Gaussian entropies were computed"
      : estimator === "gaussian-moments"
      ? "estimated with Gaussian entropies of the values as they are, from their covariances"
      : `estimated with the estimator ${estimator}`) +
    (biasCorrected
      ? `, corrected for their bias, in ${units}.`
      : ` without bias correction, in ${units}.`),
    hasTarget
      ? `The label entered as ${
        ENCODINGS[targetEncoding]?.({ isRanked, isQuantity: result.continuous ?? false }) ??
          readableName(targetEncoding)
      } (${readableName(targetEncoding)}).`
      : "",
    sizes.length === 0 ? "" : searchSentence(result),
    ...testSentences(result, cite),
    rescoring === undefined
      ? ""
      : `The numbers by the estimator ${rescoring.estimator}${
        rescoring.estimator === "ksg" ? ` ${cite("ksg")}` : ""
      } have the settings ${
        Object.entries(rescoring.settings).map(([name, value]) => `${name} ${value}`).join(", ") ||
        "by default"
      }.`,
    `Computed with multiplet ${version}, seed ${seed}.`,
  ];
  return { paragraph: sentences.filter((one) => one !== "").join(" "), references };
}

/** How files were read, where a reader must know it; without the names of files. */
function filesText({ notices = [] }: AnalysisResult): string[] {
  const own = [...new Set(notices.map((notice) => notice.replace(/^\S+: /, "")))];
  return own.length === 0 ? [] : [`Of the files: ${own.join("; ")}.`];
}

/** What was analysed: variables, their columns, and those that were left out, by reasons. */
function variablesText(result: AnalysisResult): string {
  const { dropped, blocks, components } = result;
  const made = blocks
    ? `, blocks of ${counted(blocks.flat().length, "column")} in all`
    : components
    ? ", each a block of principal components"
    : "";
  return counted(askedVariables(result), "variable") + made +
    leftOutText(dropped, made !== "");
}

/** @param ofColumns true where columns are not the variables, but parts of them */
function leftOutText(dropped: AnalysisResult["dropped"], ofColumns: boolean): string {
  const flawed = byReason(dropped);
  const count = flawed.reduce((sum, { columns }) => sum + columns.length, 0);
  if (count === 0) return "";
  const reasons = flawed.map(({ words, columns }) => `${columns.length} ${words}`).join(", ");
  return ofColumns
    ? `, without ${counted(count, "column")} (${reasons})`
    : `, of which ${count} ${count === 1 ? "was" : "were"} left out (${reasons})`;
}

/** The measure that ranked the multiplets, with its reference. */
function measureText(
  { objective }: Pick<AnalysisResult, "objective">,
  cite: (name: keyof typeof REFERENCES) => string,
): string {
  if (objective === "total-correlation") return `total correlation ${cite("totalCorrelation")}`;
  if (objective === "dual-total-correlation") {
    return `dual total correlation ${cite("dualTotalCorrelation")}`;
  }
  return `O-information Ω ${cite("oInformation")}`;
}

function searchSentence({ search, sizes }: AnalysisResult): string {
  const [first, last] = [sizes[0]!.size, sizes.at(-1)!.size];
  const proven = sizes.filter(({ guarantee }) =>
    guarantee.synergy === "optimal" && guarantee.redundancy === "optimal"
  );
  const scope = proven.length === sizes.length
    ? "compared all multiplets of each size"
    : proven.length === 0
    ? "reports the best multiplets that it found, not the best of all"
    : `compared all multiplets of ${proven.length} of ${sizes.length} sizes, and reports the best that it found of the others`;
  return `Multiplets of ${
    first === last ? counted(first, "variable") : `${first} to ${last} variables`
  } with the smallest and the largest value were searched for by the search "${
    readableName(search)
  }", which ${scope}.`;
}

function testSentences(
  { significance: summary, multiplets, targetEncoding, groups, continuous }: AnalysisResult,
  cite: (name: keyof typeof REFERENCES) => string,
): string[] {
  if (summary === undefined) return ["No test of significance was made."];
  const { tests, draws, bootstrapDraws } = summary;
  const hasSplit = tests.includes("split");
  const permuted = [
    ...(tests.includes("target") ? [`${counted(draws ?? 0, "time")} with permuted labels`] : []),
    ...(tests.includes("max")
      ? [`${counted(draws ?? 0, "time")} with every variable permuted by itself`]
      : []),
  ];
  const byDiscovery = [
    ...(tests.includes("target")
      ? ["two-sided p-values of the label's part Δ = Ω(X, y) − Ω(X)"]
      : []),
    ...(tests.includes("max") && multiplets.length > 0 ? ["those of given multiplets"] : []),
  ];
  return [
    hasSplit
      ? `Half of the samples${
        groups === undefined && targetEncoding !== "none" && !continuous
          ? ", half of each class,"
          : ""
      } were searched, and what was found was estimated in the other half. Its 95 % intervals, for each multiplet by ` +
        `itself, are the 2.5 and 97.5 % quantiles of ${
          counted(bootstrapDraws ?? 0, "bootstrap draw")
        }; where the mean of ` +
        "the draws is farther from the estimate than a tenth of the width of the interval, both ends are shifted by that difference."
      : "",
    permuted.length === 0
      ? ""
      : `The search was repeated ${
        permuted.join(" and ")
      }; p-values of extremes are adjusted for all sizes and both ends by ` +
        `the step-down test of the largest standardised value ${cite("stepDown")}, ${
          cite("maximum")
        }` +
        (byDiscovery.length === 0
          ? "."
          : `; ${byDiscovery.join(" and ")} by the false discovery rate ${cite("discovery")}.`),
  ].filter((one) => one !== "");
}
