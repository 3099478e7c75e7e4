/** The methods of an analysis as a paragraph for a paper. */
import { counted } from "../system/printable.ts";
import { readableName } from "./formats.ts";
import type { AnalysisResult } from "./result.ts";

/** Where a method is from. */
const REFERENCES = {
  oInformation: "Rosas et al. (2019), Phys. Rev. E 100, 032305, doi:10.1103/PhysRevE.100.032305",
  copula: "Ince et al. (2017), Hum. Brain Mapp. 38, 1541–1573, doi:10.1002/hbm.23471",
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

const ENCODINGS: Readonly<Record<string, string>> = {
  "copula": "its number, ranked like a column",
  "one-hot": "one indicator per class",
  "model": "one Gaussian per class",
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
  const { units, samples, variables, dropped, groups, targetEncoding, search, sizes, seed } =
    result;
  const { significance, biasCorrected, estimator, ties } = result;
  const references: string[] = [REFERENCES.oInformation];
  const cite = (name: keyof typeof REFERENCES): string => {
    if (!references.includes(REFERENCES[name])) references.push(REFERENCES[name]);
    return `[${references.indexOf(REFERENCES[name]) + 1}]`;
  };
  const hasTarget = targetEncoding !== "none";
  const used = variables - dropped.length;
  const of = dropped.length === 0 || result.blocks
    ? counted(variables, "variable")
    : `${used} of ${counted(variables, "variable")}`;
  const together = groups === undefined
    ? ""
    : ` in ${counted(groups, "group")} of samples that belong together`;
  const objective = result.objective?.replaceAll("-", " ") ?? "O-information Ω";
  const sentences = [
    `We analysed ${counted(samples, "sample")} of ${of}${together}.`,
    `For multiplets of variables X${
      hasTarget ? " and the label y" : ""
    }, the ${objective} [1] was estimated ` +
    (estimator === "gaussian-copula"
      ? `with a Gaussian copula ${cite("copula")}: each column was ranked` +
        (ties ? ` (equal values: ${ties === "index" ? "order of samples" : ties})` : "") +
        " and mapped to normal scores, of which Gaussian entropies were computed"
      : `with the estimator ${estimator}`) +
    (biasCorrected
      ? `, corrected for their bias, in ${units}.`
      : ` without bias correction, in ${units}.`),
    hasTarget
      ? `The label entered as ${ENCODINGS[targetEncoding] ?? readableName(targetEncoding)} (${
        readableName(targetEncoding)
      }).`
      : "",
    sizes.length === 0 ? "" : searchSentence(result),
    ...testSentences(significance, cite),
    `Computed with multiplet ${version}${search === "none" ? "" : `, seed ${seed}`}.`,
  ];
  return { paragraph: sentences.filter((one) => one !== "").join(" "), references };
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
  } with the smallest and the largest value were searched for by the search "${search}", which ${scope}.`;
}

function testSentences(
  summary: AnalysisResult["significance"],
  cite: (name: keyof typeof REFERENCES) => string,
): string[] {
  if (summary === undefined) return ["No test of significance was made."];
  const { tests, draws, bootstrapDraws } = summary;
  const permuted = {
    target: "the label",
    max: "each variable by itself",
  } as const;
  const nulls = (["target", "max"] as const).filter((test) => tests.includes(test));
  return [
    tests.includes("split")
      ? "Half of the samples were searched, and what was found was estimated in the other half, with percentile intervals of " +
        `95 % (${counted(bootstrapDraws ?? 0, "bootstrap draw")}).`
      : "",
    nulls.length === 0
      ? ""
      : `The search was repeated ${draws} times with ${
        nulls.map((test) => permuted[test]).join(", and with ")
      } permuted; p-values of extremes are adjusted for all sizes and both ends by the step-down test of the largest ` +
        `standardised value ${
          cite("maximum")
        }, those of given multiplets by the false discovery rate ${cite("discovery")}.`,
  ].filter((one) => one !== "");
}
