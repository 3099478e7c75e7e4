/**
 * From samples to synergy and redundancy.
 * @module
 */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import {
  type DiscreteTarget,
  type FeatureMatrix,
  fromNats,
  INFORMATION_UNITS,
  type InformationUnit,
} from "../information/mod.ts";
import { type ScoredMultiplet, searchSpace, type SizeExtremes } from "../search/mod.ts";
import { AnalysisError } from "./error.ts";
import { measureMultiplet, placesOf } from "./measures.ts";
import { ANALYSIS_OPTIONS, type AnalysisOptions, SEARCH_METHODS } from "./options.ts";
import type { AnalysedSize, AnalysisResult, Extreme } from "./result.ts";
import { searchExtremes, searchMethod } from "./search.ts";
import { type Subject, subjectOf } from "./subject.ts";
import { entropyWarnings, tieWarnings } from "./warnings.ts";

/**
 * Which multiplets of features are most synergistic and most redundant about a target, by size, and
 * the measures of multiplets that are asked for: copula normalisation, target encoding and search in
 * one call. The result is plain JSON, and depends on its arguments alone.
 *
 * @param target class labels; `undefined` for none, which leaves Ω(X)
 * @throws InformationError that names columns or classes which cannot be analysed
 * @throws AnalysisError or SearchError for options that do not fit each other or the features
 * @example
 * ```ts
 * import { analyse, ranked } from "@multiplet/multiplet/analysis";
 * import { discreteTarget } from "@multiplet/multiplet/information";
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 * // Three noisy copies of one signal, and the sign of that signal.
 * const signal = [-4, -3, -2, -1, 1, 2, 3, 4];
 * const noise = [[0, 2, 1, 3, 0, 1, 2, 0], [1, 0, 2, 0, 3, 0, 1, 2], [2, 1, 0, 2, 0, 3, 0, 1]];
 * const values = Float64Array.from(signal.flatMap((s, i) => noise.map((e) => s + 0.7 * e[i]!)));
 * const labels = discreteTarget(signal.map((s) => s > 0 ? 1 : 0));
 * const { sizes, units } = await analyse({ samples: 8, variables: 3, values }, labels);
 * deepStrictEqual(sizes.map(({ size, multipletCount }) => [size, multipletCount]), [[2, 3], [3, 1]]);
 * // Of all three with the sign there is one multiplet, and it is redundant.
 * strictEqual(ranked(sizes[1]!.redundancy)[0]!.oInformation.toFixed(6), "1.508178");
 * strictEqual(units, "bits");
 * ```
 */
export async function analyse(
  features: FeatureMatrix,
  target: DiscreteTarget | undefined,
  options: AnalysisOptions = {},
): Promise<AnalysisResult> {
  rejectUnknownOptions(AnalysisError, "analyse", options, ANALYSIS_OPTIONS);
  const { units = "bits", biasCorrected = true, search, blocks, multiplets = [], top } = options;
  requireChoice(AnalysisError, "units", units, INFORMATION_UNITS);
  if (search !== undefined) requireChoice(AnalysisError, "search", search, SEARCH_METHODS);

  const subject = subjectOf(features, target, options);
  const variables = subject.variables.map(({ block }) => block);
  const space = searchSpace(subject.system, { variables, biasCorrected });
  const asked = multiplets.map((multiplet) => placesOf(subject, multiplet));
  const method = searchMethod(options, space);
  const extremes = await searchExtremes(method, space, options);

  const measured = asked.map((places) =>
    measureMultiplet(subject, space, places, { biasCorrected })
  );
  const found = extremes.flatMap(({ synergy, redundancy }) => [...synergy, ...redundancy]);
  const report = reporter(subject, units);
  return {
    version: 1,
    units,
    biasCorrected,
    samples: features.samples,
    variables: subject.names.length,
    featureNames: subject.names,
    ...(blocks && { blocks }),
    dropped: subject.dropped,
    warnings: [
      ...tieWarnings(features, subject, options),
      ...entropyWarnings(
        subject,
        [...found, ...measured].map(({ multiplet }) => multiplet),
        { biasCorrected },
      ),
    ],
    targetEncoding: subject.system.target.encoding,
    search: method,
    sizes: extremes.map((one) => reportSize(one, report, top !== undefined)),
    multiplets: measured.map((one) => ({
      ...report(one),
      totalCorrelation: fromNats(one.totalCorrelation, units),
      dualTotalCorrelation: fromNats(one.dualTotalCorrelation, units),
      sInformation: fromNats(one.sInformation, units),
    })),
  };
}

/** A multiplet as a search scores it becomes one of the result: its indices, its unit. */
function reporter(
  { variables }: Subject,
  units: InformationUnit,
): (scored: ScoredMultiplet) => ScoredMultiplet {
  return ({ multiplet, oInformation, featuresOInformation, targetContribution }) => ({
    multiplet: multiplet.map((place) => variables[place]!.index),
    oInformation: fromNats(oInformation, units),
    featuresOInformation: fromNats(featuresOInformation, units),
    targetContribution: fromNats(targetContribution, units),
  });
}

function reportSize(
  { size, multipletCount, synergy, redundancy }: SizeExtremes,
  report: (scored: ScoredMultiplet) => ScoredMultiplet,
  asList: boolean,
): AnalysedSize {
  const extreme = (ranked: readonly ScoredMultiplet[]): Extreme =>
    asList ? { top: ranked.map(report) } : report(ranked[0]!);
  return { size, multipletCount, synergy: extreme(synergy), redundancy: extreme(redundancy) };
}
