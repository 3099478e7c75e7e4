/** The analysis of samples: extreme multiplets and measures, with reasons to doubt them. */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { deriveSeed } from "../system/random/derive_seed.ts";
import { randomSource } from "../system/random/random.ts";
import {
  blocks,
  checkedVariables,
  type Estimator,
  type FeatureMatrix,
  fromNats,
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
import { type Found, SEARCH_RUN, SEARCHES, type SizeExtremes } from "../search/mod.ts";
import {
  entropyWarnings,
  nearDependenceWarnings,
  sequenceWarnings,
  tieWarnings,
} from "./doubts.ts";
import { dependentInMultiplets, without, withoutDependence, withoutLabel } from "./examine.ts";
import {
  ANALYSIS_OPTIONS,
  type AnalysisOptions,
  copulaOptions,
  DEPENDENCE_RULES,
  estimatorOf,
  pick,
  searchOf,
  threadsOf,
} from "./options.ts";
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
      ...sampleSizeWarnings(size, found.sizes.map((one) => one.size), halves !== undefined),
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
  // Two random orders differ as well: random ties are compared with average ranks.
  const other = ties === "random" ? "average" : "random";
  const prepare: typeof subject.prepare = (variables, target) =>
    prepareWith(estimatorOf({ ...options, ties: other }, 1))(variables, target);
  const found = tieEffect({ ...subject, prepare }, reported);
  if (found === undefined) return [];
  return tieWarnings(found, subject.variables, other, options.units ?? "bits");
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
