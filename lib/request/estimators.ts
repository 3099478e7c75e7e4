/** The options of `analyze` that choose estimators. */
import type { AnalysisOptions, RescoringOptions } from "../analysis/mod.ts";
import {
  gaussianMoments,
  MULTIPLET_ESTIMATORS,
  type MultipletEstimatorName,
  NEIGHBOUR_SCALES,
  type TargetEncoding,
} from "../information/mod.ts";
import { BINS_RANGE } from "../information/rescoring/bins_estimator.ts";
import { choice, integer, UsageError } from "./values.ts";

/** What of the command line estimators depend on, as texts. */
interface EstimatorTexts {
  readonly estimator?: string | undefined;
  readonly rescore?: string | undefined;
  readonly neighbours?: string | undefined;
  readonly scale?: string | undefined;
  readonly bins?: string | undefined;
  readonly "reference-draws"?: string | undefined;
}

/** Options of estimators of named multiplets, and the estimators that have them. */
const OWN_OPTIONS = {
  neighbours: ["ksg"],
  scale: ["ksg"],
  bins: ["bins"],
  "reference-draws": ["ksg", "bins", "bounded"],
} as const satisfies Partial<Record<keyof EstimatorTexts, readonly MultipletEstimatorName[]>>;

/** The other options of the command line, by their names. */
export type Given = Readonly<Record<string, unknown>>;

/** Options that need a search. */
export const OF_SEARCHES = [
  "sizes",
  "exhaustive-up-to",
  "calls",
  "islands",
  "resume",
  "top",
  "significance",
  "objective",
] as const;

/** Options that `--estimator gaussian` does not have. */
const OF_RANKS = ["ties", "dependence", "rank-bias-draws", "continuous"];

/** The estimator by its name in the command line; checked with the other options. */
export function estimatorChoice(
  texts: EstimatorTexts,
  given: Given,
  hasLabels: boolean,
): {
  /** Named multiplets are measured by another estimator, without a search. */
  readonly named: boolean;
  readonly isGaussian: boolean;
  readonly rescore: RescoringOptions | undefined;
} {
  const estimator = choice("--estimator", texts.estimator, MULTIPLET_ESTIMATORS, String) ??
    "copula";
  const asked = choice("--rescore", texts.rescore, MULTIPLET_ESTIMATORS, String);
  const named = estimator !== "copula" && estimator !== "gaussian";
  if (named) requireNamed(estimator, given);
  else if (asked === estimator) {
    throw new UsageError(
      `--rescore ${asked} needs another --estimator than ${estimator}, which has measured already`,
    );
  }
  const isGaussian = estimator === "gaussian";
  for (const option of isGaussian ? OF_RANKS : []) {
    if (given[option] === undefined || given[option] === false) continue;
    throw new UsageError(`--${option} needs --estimator copula, got --estimator gaussian`);
  }
  const name = named ? estimator : asked;
  requireClasses(name, named ? "--estimator" : "--rescore", given, hasLabels);
  requireOwn(texts, name, named ? "--estimator" : "--rescore");
  const { neighbours, scale, bins, "reference-draws": draws } = texts;
  return {
    named,
    isGaussian,
    rescore: name && {
      estimator: name,
      ...(neighbours !== undefined && { neighbours: integer("--neighbours", neighbours, 1) }),
      ...(scale !== undefined && { scale: choice("--scale", scale, NEIGHBOUR_SCALES, String) }),
      ...(bins !== undefined && { bins: integer("--bins", bins, ...BINS_RANGE) }),
      ...(draws !== undefined && { draws: integer("--reference-draws", draws, 2) }),
    },
  };
}

/** Throws for an option that the estimator does not have. */
function requireOwn(
  texts: EstimatorTexts,
  name: MultipletEstimatorName | undefined,
  option: string,
): void {
  for (const [own, able] of Object.entries(OWN_OPTIONS)) {
    if (texts[own as keyof typeof OWN_OPTIONS] === undefined) continue;
    if (able.some((one) => one === name)) continue;
    const [last, ...others] = able.toReversed();
    const names = others.length === 0 ? last : `${others.toReversed().join(", ")} or ${last}`;
    throw new UsageError(
      `--${own} needs --estimator or --rescore with ${names}, got ${
        name === undefined ? "neither" : `${option} ${name}`
      }`,
    );
  }
}

/** Throws unless there are multiplets, and no options for a search. */
function requireNamed(estimator: string, given: Given): void {
  const option = [...OF_SEARCHES, "rescore"].find((name) => given[name] !== undefined);
  if (option !== undefined) {
    throw new UsageError(
      `--estimator ${estimator} measures named multiplets and does not search: leave --${option} out` +
        (option === "rescore" ? "" : `, or search with --estimator copula --rescore ${estimator}`),
    );
  }
  if (given.search !== undefined && given.search !== "none") {
    throw new UsageError(
      `--estimator ${estimator} measures named multiplets and does not search, got --search ${given.search}: ` +
        `search with --estimator copula --rescore ${estimator}`,
    );
  }
  if (given.multiplets !== undefined || given["multiplets-file"] !== undefined) return;
  throw new UsageError(
    `--estimator ${estimator} needs --multiplets "0,1,3" or --multiplets-file FILE, got neither; to rescore ` +
      `what a search finds, use --rescore ${estimator}`,
  );
}

/** Throws where an estimator that needs classes has none. */
function requireClasses(
  name: MultipletEstimatorName | undefined,
  option: string,
  given: Given,
  hasLabels: boolean,
): void {
  if (given.continuous && (name === "bounded" || name === "gaussian")) {
    throw new UsageError(`${option} ${name} needs classes, got --continuous`);
  }
  if (name !== "bounded") return;
  if (!hasLabels) {
    throw new UsageError(
      `${option} bounded needs --labels FILE, or --label-column NAME for a column of the features, got neither`,
    );
  }
  if (given.encoding === "none") {
    throw new UsageError(`${option} bounded needs labels, got --label-encoding none`);
  }
}

/** The options of the analysis that depend on the estimator. */
export function ofEstimator(
  { named, isGaussian, rescore }: ReturnType<typeof estimatorChoice>,
  { encoding, biasCorrected, degenerate, search }: {
    readonly encoding: TargetEncoding | undefined;
    readonly biasCorrected: boolean;
    readonly degenerate: "error" | "drop";
    readonly search: string | undefined;
  },
): Pick<
  AnalysisOptions,
  "estimator" | "rescore" | "search" | "encoding" | "biasCorrected" | "degenerate"
> {
  const own = { encoding, biasCorrected, degenerate };
  const isEncoded = rescore?.estimator === "copula" || rescore?.estimator === "gaussian";
  return {
    ...(isGaussian ? { estimator: gaussianMoments(own) } : own),
    rescore: isEncoded ? { ...rescore, encoding, biasCorrected } : rescore,
    search: named ? "none" : search,
  };
}
