/** The analysis of samples, with its options: extreme multiplets and measures. */
import type { Catalogue } from "../system/checks/catalogue.ts";
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { deriveSeed } from "../system/random/derive_seed.ts";
import { randomSource } from "../system/random/random.ts";
import {
  type Block,
  blocks,
  checkedVariables,
  type Estimator,
  type FeatureMatrix,
  fromNats,
  GAUSSIAN_OPTIONS,
  gaussianCopula,
  type GaussianOptions,
  type Grouping,
  INFORMATION_UNITS,
  InformationError,
  type InformationUnit,
  type Labels,
  positionsOf,
  type System,
  type Target,
  type Variables,
} from "../information/mod.ts";
import { ColumnThreads } from "../information/column_threads.ts";
import { prepareAhead } from "../information/normalisation.ts";
import { discreteTarget, isDiscrete, isTarget, requireLabelled } from "../variables/target.ts";
import { toOwnVariables } from "../variables/variables.ts";
import { EXACT_UP_TO } from "../search/cost/cost.ts";
import { requireCount } from "../search/interface.ts";
import {
  type Found,
  type Search,
  SEARCH_RUN,
  SEARCHES,
  type SearchRun,
  type SizeExtremes,
} from "../search/mod.ts";
import {
  entropyWarnings,
  nearDependenceWarnings,
  sequenceWarnings,
  tieWarnings,
} from "./doubts.ts";
import { dependentInMultiplets, without, withoutDependence, withoutLabel } from "./examine.ts";
import { AnalysisError, findExtremes, measureMultiplet } from "./pipeline.ts";
import type { AnalysedSize, AnalysisResult, Extreme } from "./result.ts";
import {
  renumberedRanges,
  type RobustMultiplet,
  type Robustness,
  splitHalves,
  tieEffect,
} from "./robustness.ts";
import {
  type SampleSize,
  sampleSizeOf,
  sampleSizeWarnings,
  supportedSizes,
} from "./sample_size.ts";

/** What is done about columns that others determine linearly; see {@link AnalysisOptions.dependence}. */
export const DEPENDENCE_RULES = ["examined", "ignored"] as const;

/** Options of {@link analyse}. */
export interface AnalysisOptions extends Omit<GaussianOptions, "random">, SearchRun {
  /**
   * The estimator of information. Default: the Gaussian copula, with the options `encoding`, `ties`,
   * `biasCorrected`, `degenerate` and `dependence`, which no other estimator has.
   */
  readonly estimator?: Estimator | undefined;
  /**
   * The ranks of equal values. Default `"average"`, which does not depend on the order of the samples; the paper's
   * study uses `"index"`.
   */
  readonly ties?: GaussianOptions["ties"];
  /**
   * Columns that others determine linearly, whose Ω is −∞ in truth; see `linearDependences`:
   * - `"examined"` (default): an error that names them, or with `degenerate: "drop"` they are left out and listed.
   * - `"ignored"`: they are not looked for.
   */
  readonly dependence?: (typeof DEPENDENCE_RULES)[number] | undefined;
  /**
   * A search of the library by its name, or your own. Default `"exact"` for up to 20 variables, not counting
   * those left out; `"greedy"` above, with `exhaustiveUpTo`, or if the estimator has no log-determinants.
   */
  readonly search?: string | Search | undefined;
  /** The catalogue for names of searches. Default: the searches of the library. */
  readonly searches?: Catalogue<Search> | undefined;
  /** Number of multiplets to report per extreme, as a list. Default: one, not as a list. */
  readonly top?: number | undefined;
  /** Multiplets to measure in addition to the search: indices of variables. Default none. */
  readonly multiplets?: readonly (readonly number[])[] | undefined;
  /** Columns that form one variable together; others are left out. Default: each column is a variable. */
  readonly blocks?: readonly Block[] | undefined;
  /** A grouping that forms variables, instead of `blocks`. Default: each column is a variable. */
  readonly grouping?: Grouping | undefined;
  /**
   * The group of each sample, as a number or a name: samples that belong together, such as the frames of a video or
   * the tokens of a text, stay together in halves. Default: samples are independent.
   */
  readonly groups?: ArrayLike<number | string> | undefined;
  /**
   * Root of all seeds, an integer from 0: for groupings (branch `"grouping"`), random ties (`"ties"`), halves of the
   * samples (`"halves"`) and numbers of classes (`"renumberings"`). Default 0.
   */
  readonly seed?: number | undefined;
  /** Unit of all values. Default `"bits"`. */
  readonly units?: InformationUnit | undefined;
  /**
   * Number of threads for ranks, covariances and searches that take long. Default 1; `"cores"`: one per core. The
   * result does not depend on it. The search `"exact"` has one thread.
   */
  readonly workers?: SearchRun["workers"];
}

/** The options that other estimators do not have. */
const COPULA_OPTIONS = [
  ...GAUSSIAN_OPTIONS.filter((name) => name !== "random"),
  "dependence",
] as const satisfies (keyof AnalysisOptions)[];

/** The names of {@link AnalysisOptions}, for the check of unknown ones. */
const ANALYSIS_OPTIONS = [
  ...COPULA_OPTIONS,
  "estimator",
  "search",
  "searches",
  ...SEARCH_RUN,
  "multiplets",
  "blocks",
  "grouping",
  "groups",
  "seed",
  "units",
] as const satisfies (keyof AnalysisOptions)[];

/**
 * The multiplets of features with the smallest and the largest O-information by size, with the target if there is
 * one, and the measures of given multiplets: copula normalisation, target encoding and search in one call. The
 * result is plain JSON and depends only on the arguments.
 *
 * With fewer than 20 samples per column, sizes are searched by default up to a tenth of the samples (with encoding
 * `"model"`, of the smallest class), and each extreme has its value in two halves of the samples.
 *
 * @param labels a label per sample, or a target; `undefined`: none, the result is Ω(X). Texts are classes. For a
 *   quantity that is not a class, pass `continuousTarget(values)`
 * @throws InformationError that names columns or classes that cannot be analysed, among them columns that the label
 *   determines
 * @throws AnalysisError or SearchError for options that do not fit each other or the features
 * @example
 * ```ts
 * import { analyse, ranked } from "@multiplet/multiplet/analysis";
 * import { normals, randomSource } from "@multiplet/multiplet/random";
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 * // Three noisy copies of one signal, and the sign of that signal.
 * const random = randomSource(1);
 * const signal = normals(100, random);
 * const noise = normals(300, random);
 * const values = noise.map((value, at) => signal[Math.floor(at / 3)]! + 0.7 * value);
 * const labels = [...signal].map((one) => one > 0);
 * const { sizes, units } = await analyse({ samples: 100, variables: 3, values }, labels);
 * deepStrictEqual(sizes.map(({ size, multipletCount }) => [size, multipletCount]), [[2, 3], [3, 1]]);
 * // The only multiplet of all three, with the sign, is redundant.
 * strictEqual(ranked(sizes[1]!.redundancy)[0]!.oInformation.toFixed(6), "0.568698");
 * strictEqual(units, "bits");
 * ```
 */
export async function analyse(
  features: FeatureMatrix | Variables,
  labels: Labels | Target | undefined,
  options: AnalysisOptions = {},
): Promise<AnalysisResult> {
  rejectUnknownOptions(AnalysisError, "analyse", options, ANALYSIS_OPTIONS);
  const { units = "bits", seed = 0, top } = options;
  requireChoice(AnalysisError, "units", units, INFORMATION_UNITS);
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new AnalysisError(`seed must be an integer from 0, got ${seed}`);
  }
  const target = labels === undefined || isTarget(labels) ? labels : discreteTarget(labels);
  const all = withNeededValues(
    grouped("values" in features ? toOwnVariables(features) : features, options, seed),
  );
  if (target !== undefined) requireLabelled(all, target);
  const groups = groupsOf(options.groups, all.samples);

  const { variables, system, found, size } = await searched(all, target, options, seed);
  const measured = (options.multiplets ?? []).map((multiplet) =>
    measureMultiplet(system, positionsIn(system, all, multiplet))
  );
  const reported = [
    ...found.sizes.flatMap(({ synergy, redundancy }) => [...synergy, ...redundancy]),
    ...measured,
  ];
  const multiplets = reported.map(({ multiplet }) => multiplet);
  const estimator = estimatorOf(options, seed);
  const subject = { variables, target, prepare: prepareWith(estimator), seed };
  const isNumbered = system.encoding === "copula";
  const renumbered = isNumbered ? renumberedRanges(subject, multiplets) : undefined;
  const halves = size.isSmall ? splitHalves(subject, multiplets, groups?.of) : undefined;
  const robustness = new Map(reported.map((one, at): [unknown, Robustness] => [one, {
    ...(halves && { halves: halves[at]! }),
    ...(renumbered && { renumbered: renumbered[at]! }),
  }]));
  const robust = <Score extends object>(one: Score) => ({ ...one, ...robustness.get(one) });

  const names = namesByNumber(all);
  const classNames = target && "names" in target ? target.names : undefined;
  return {
    version: 1,
    units,
    biasCorrected: system.biasCorrected ?? false,
    estimator: estimator.name,
    ...(system.ties && { ties: system.ties }),
    seed,
    samples: all.samples,
    ...(groups && { groups: groups.count }),
    variables: names.length,
    featureNames: names,
    ...(options.blocks && { blocks: options.blocks }),
    dropped: system.leftOut.map(({ index, name, reason }) => ({
      index,
      name: name ?? `x${index}`,
      reason,
    })),
    warnings: [
      ...sampleSizeWarnings(size, found.sizes.map((one) => one.size)),
      ...(groups ? [] : sequenceWarnings(variables, target)),
      ...effectOfTies(subject, system, options, reported),
      ...(options.estimator ? [] : nearDependenceWarnings(system, size.samples)),
      ...entropyWarnings(system, multiplets),
    ],
    targetEncoding: system.encoding,
    ...(classNames && { classNames }),
    search: found.search,
    sizes: found.sizes.map((one) => sizeIn(units, one, robust, top !== undefined)),
    multiplets: measured.map((one) => inUnits(units, robust(one))),
  };
}

/** Among more columns than samples, what was found is examined for dependence, by the values themselves. */
function withNeededValues(all: Variables): Variables {
  const { overwritable: _, ...kept } = all;
  return all.samples > all.columns.length ? all : kept;
}

/** What a search was made of, and what it found. */
interface Searched {
  /** Without columns that cannot be analysed. */
  readonly variables: Variables;
  readonly system: System;
  readonly found: Found;
  readonly size: SampleSize;
}

/** Examines the columns, prepares the system and searches it. */
async function searched(
  all: Variables,
  target: Target | undefined,
  options: AnalysisOptions,
  seed: number,
): Promise<Searched> {
  const { degenerate = "error", searches = SEARCHES } = options;
  requireChoice(AnalysisError, "degenerate", degenerate, ["error", "drop"]);
  const { dependence = options.estimator ? "ignored" : "examined" } = options;
  requireChoice(AnalysisError, "dependence", dependence, DEPENDENCE_RULES);
  if (typeof options.search === "string") {
    requireChoice(AnalysisError, "search", options.search, searches.names);
  }
  const examined = dependence === "examined";
  const named = withoutLabel(all, target, degenerate);
  using threads = new ColumnThreads({ workers: threadsOf(options), signal: options.signal });
  let variables = examined ? await withoutDependence(named, degenerate, threads) : named;
  const estimator = estimatorOf(options, seed);
  for (;;) {
    if (options.estimator === undefined) {
      await prepareAhead(variables, target, copulaOptions(options), threads);
    }
    threads.rest();
    const system = prepareWith(estimator)(variables, target);
    requireSystem(system, all, estimator);
    for (const multiplet of options.multiplets ?? []) positionsIn(system, all, multiplet);
    const size = sampleSizeOf(variables, target, system.encoding);
    const search = searchOf(options, system, size);
    const { workers, ...run } = pick(options, SEARCH_RUN);
    const found = await findExtremes(system, {
      ...run,
      ...(search.options.includes("workers") && { workers }),
      sizes: supportedSizes(options.sizes, system.variables.length, size),
      search,
    });
    // Among more columns than samples, only the multiplets themselves show what determines what.
    const dependent = examined && variables.samples <= variables.columns.length
      ? dependentInMultiplets(variables, multipletsOf(found))
      : [];
    if (dependent.length === 0) return { variables, system, found, size };
    variables = without(variables, dependent, degenerate);
  }
}

/** Threads for columns. */
function threadsOf({ workers = 1 }: AnalysisOptions): number {
  return workers === "cores" ? navigator.hardwareConcurrency : requireCount("workers", workers);
}

function multipletsOf({ sizes }: Found): (readonly number[])[] {
  return sizes.flatMap(({ synergy, redundancy }) =>
    [...synergy, ...redundancy].map(({ multiplet }) => multiplet)
  );
}

/** The warning about ties, if the estimator ranks and columns have many of them. */
function effectOfTies(
  subject: Parameters<typeof tieEffect>[0],
  { ties }: System,
  options: AnalysisOptions,
  reported: Parameters<typeof tieEffect>[1],
): string[] {
  if (ties === undefined || options.estimator !== undefined) return [];
  // Other random orders differ as much as any: those are compared with average ranks.
  const other = ties === "random" ? "average" : "random";
  const prepare: typeof subject.prepare = (variables, target) =>
    prepareWith(estimatorOf({ ...options, ties: other }, 1))(variables, target);
  const found = tieEffect({ ...subject, prepare }, reported);
  return found === undefined ? [] : tieWarnings(found, subject.variables, options.units ?? "bits");
}

/** Samples that belong together. */
function groupsOf(
  groups: ArrayLike<number | string> | undefined,
  samples: number,
): { readonly count: number; readonly of: readonly number[] } | undefined {
  if (groups === undefined) return undefined;
  if (groups.length !== samples) {
    throw new AnalysisError(
      `groups needs the group of every sample: ${samples} samples, ${groups.length} groups`,
    );
  }
  const numbers = new Map<number | string, number>();
  const of = Array.from(groups, (name) => {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name)!;
  });
  if (numbers.size < 2) throw new AnalysisError("groups needs at least 2 groups, got 1");
  return { count: numbers.size, of };
}

/** Prepares variables with any target that the estimator can use. */
function prepareWith(
  estimator: Estimator,
): (variables: Variables, target: Target | undefined) => System {
  return (variables, target) => {
    if (target === undefined || isDiscrete(target)) return estimator.prepare(variables, target);
    if (estimator.prepareContinuous) return estimator.prepareContinuous(variables, target);
    throw new AnalysisError(
      `The estimator "${estimator.name}" has no continuous targets; give classes`,
    );
  };
}

/** Throws unless the variables of a system are among those passed to its estimator. */
function requireSystem({ variables, shape }: System, all: Variables, { name }: Estimator): void {
  const known = new Map(all.variables.map((one) => [one.index, one.name]));
  const other = variables.find((one) => known.get(one.index) !== one.name);
  if (other === undefined && shape.variables === variables.length) return;
  throw new AnalysisError(
    `The estimator "${name}" returned a system that does not fit: ` +
      (other
        ? `it has a variable "${other.name}" with number ${other.index}, which was not passed to it`
        : `shape.variables is ${shape.variables}, but it lists ${variables.length} variables`),
  );
}

/** Names of variables by their own numbers, including variables that were left out. */
function namesByNumber({ variables, leftOut, columns: all }: Variables): string[] {
  // A left-out column has the number of a variable only if each variable is the column of the same number.
  const separate = variables.every((one) =>
    one.columns.length === 1 && all[one.columns[0]!]!.index === one.index
  );
  const columns = separate ? leftOut : [];
  const known = new Map([...columns, ...variables].map(({ index, name }) => [index, name]));
  const count = 1 + [...known.keys()].reduce((most, index) => Math.max(most, index), -1);
  return Array.from({ length: count }, (_, index) => known.get(index) ?? `variable ${index}`);
}

/** The options in `names` that have a value. */
function pick<Name extends keyof AnalysisOptions>(
  options: AnalysisOptions,
  names: readonly Name[],
): Pick<AnalysisOptions, Name> {
  const given = names.filter((name) => options[name] !== undefined);
  return Object.fromEntries(given.map((name): unknown[] => [name, options[name]]));
}

function estimatorOf(options: AnalysisOptions, seed: number): Estimator {
  const { estimator } = options;
  if (estimator === undefined) {
    const own = copulaOptions(options);
    const random = own.ties === "random" ? randomSource(deriveSeed(seed, "ties")) : undefined;
    return gaussianCopula({ ...own, ...(random && { random }) });
  }
  const [name] = Object.keys(pick(options, COPULA_OPTIONS));
  if (name === undefined) return estimator;
  throw new AnalysisError(
    `The option ${name} is for the Gaussian copula, but the estimator is "${estimator.name}"; leave it out`,
  );
}

/** The options of the Gaussian copula, without a random source. */
function copulaOptions(options: AnalysisOptions): GaussianOptions {
  const { dependence: _, ...own } = pick(options, COPULA_OPTIONS);
  return { ...own, ties: own.ties ?? "average" };
}

/** The search in the options, or the default for the options and the number of variables. */
function searchOf(
  { search, searches = SEARCHES, exhaustiveUpTo }: AnalysisOptions,
  system: System,
  { samples, columns }: SampleSize,
): Search {
  if (typeof search === "object") return search;
  if (search !== undefined) return searches.get(search);
  // The exact search needs the covariance of all columns to have an inverse.
  const isNarrow = system.variables.length <= EXACT_UP_TO.byDefault && samples > columns + 1;
  const suitsExact = exhaustiveUpTo === undefined && isNarrow && system.determinants !== undefined;
  return SEARCHES.get(suitsExact ? "exact" : "greedy");
}

/** The variables to analyse. */
function grouped(variables: Variables, options: AnalysisOptions, seed: number): Variables {
  const { grouping } = options;
  const random = randomSource(deriveSeed(seed, "grouping"));
  if (options.blocks === undefined) {
    return checkedVariables(grouping ? grouping.group(variables, random) : variables);
  }
  if (grouping !== undefined) throw new AnalysisError("Give blocks or a grouping, got both");
  try {
    return blocks(options.blocks).group(variables, random);
  } catch (cause) {
    if (!(cause instanceof InformationError)) throw cause;
    throw new AnalysisError(`The blocks do not fit the features. ${cause.message}`, { cause });
  }
}

/**
 * The positions of variables in a system, by their own numbers.
 *
 * @throws AnalysisError for an empty list, or an index that does not exist, was dropped or occurs twice
 */
function positionsIn(
  { variables }: System,
  all: Variables,
  multiplet: readonly number[],
): number[] {
  if (multiplet.length === 0) throw new AnalysisError("A multiplet needs a variable, got none");
  const title = `Multiplet ${multiplet.join(",")}`;
  if (new Set(multiplet).size < multiplet.length) {
    throw new AnalysisError(`${title} contains a variable twice; list each variable once`);
  }
  for (const index of multiplet) {
    const known = all.variables.find((variable) => variable.index === index);
    if (known === undefined) {
      const most = all.variables.at(-1)!.index;
      throw new AnalysisError(
        most < all.variables.length
          ? `${title}: variables are 0..${most}, got ${index}`
          : `${title}: no variable has the number ${index}`,
      );
    }
    if (variables.every((variable) => variable.index !== index)) {
      throw new AnalysisError(`${title}: variable ${index} ("${known.name}") was dropped`);
    }
  }
  return positionsOf(variables, multiplet);
}

/** A score in nats, converted to another unit. */
function inUnits<Score extends RobustMultiplet>(
  units: InformationUnit,
  { multiplet, ...values }: Score,
): Score {
  const convert = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(convert) : fromNats(value as number, units);
  const converted = Object.entries(values).map(([name, value]) => [name, convert(value)]);
  return { multiplet, ...Object.fromEntries(converted) };
}

/** @param robust adds the values under other choices to a score */
function sizeIn(
  units: InformationUnit,
  { size, multipletCount, synergy, redundancy, guarantee }: SizeExtremes,
  robust: (one: RobustMultiplet) => RobustMultiplet,
  asList: boolean,
): AnalysedSize {
  const extreme = (ranked: readonly RobustMultiplet[]): Extreme => {
    const all = ranked.map((one) => inUnits(units, robust(one)));
    return asList ? { top: all } : all[0]!;
  };
  return {
    size,
    multipletCount,
    synergy: extreme(synergy),
    redundancy: extreme(redundancy),
    guarantee,
  };
}
