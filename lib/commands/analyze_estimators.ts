/** The options of `analyze` that choose estimators. */
import type { AnalysisOptions, RescoringOptions } from "../analysis/mod.ts";
import {
  gaussianMoments,
  MULTIPLET_ESTIMATORS,
  type MultipletEstimatorName,
  NEIGHBOUR_SCALES,
  type TargetEncoding,
} from "../information/mod.ts";
import { choice, integer, UsageError } from "./options.ts";

/** What of the command line estimators depend on, as texts. */
interface EstimatorTexts {
  readonly estimator?: string | undefined;
  readonly rescore?: string | undefined;
  readonly neighbours?: string | undefined;
  readonly scale?: string | undefined;
}

/** The other options of the command line, by their names. */
export type Given = Readonly<Record<string, unknown>>;

/** Options that need a search, or a search by the estimator of named multiplets. */
const OF_SEARCHES = [
  "sizes",
  "objective",
  "exhaustive-up-to",
  "calls",
  "islands",
  "resume",
  "top",
  "max-seconds",
  "significance",
  "rescore",
];

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
  for (const option of ["neighbours", "scale"] as const) {
    if (texts[option] === undefined || name === "ksg") continue;
    throw new UsageError(
      `--${option} needs --estimator ksg or --rescore ksg, got ${
        name === undefined ? "neither" : `${named ? "--estimator" : "--rescore"} ${name}`
      }`,
    );
  }
  const neighbours = texts.neighbours === undefined
    ? undefined
    : integer("--neighbours", texts.neighbours, 1);
  const scale = choice("--scale", texts.scale, NEIGHBOUR_SCALES, String);
  return {
    named,
    isGaussian,
    rescore: name && {
      estimator: name,
      ...(neighbours !== undefined && { neighbours }),
      ...(scale && { scale }),
    },
  };
}

/** Throws unless there are multiplets, and no options for a search. */
function requireNamed(estimator: string, given: Given): void {
  const option = OF_SEARCHES.find((name) => given[name] !== undefined);
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

/** Throws where the bounded estimator has no classes. */
function requireClasses(
  name: MultipletEstimatorName | undefined,
  option: string,
  given: Given,
  hasLabels: boolean,
): void {
  if (name !== "bounded") return;
  if (!hasLabels) {
    throw new UsageError(
      `${option} bounded needs --labels FILE, or --label-column NAME for a column of the features, got neither`,
    );
  }
  if (given.encoding === "none") {
    throw new UsageError(`${option} bounded needs labels, got --label-encoding none`);
  }
  if (given.continuous) throw new UsageError(`${option} bounded needs classes, got --continuous`);
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
    rescore: isEncoded ? { ...rescore, encoding } : rescore,
    search: named ? "none" : search,
  };
}
