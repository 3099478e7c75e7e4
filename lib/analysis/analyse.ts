/** The analysis of samples: extreme multiplets and measures, with reasons to doubt them. */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { deriveSeed } from "../system/random/derive_seed.ts";
import { randomSource } from "../system/random/random.ts";
import {
  blocks,
  checkedVariables,
  type FeatureMatrix,
  fromNats,
  INFORMATION_UNITS,
  InformationError,
  type InformationUnit,
  type Labels,
  type System,
  type Target,
  type Variables,
} from "../information/mod.ts";
import { prepareWith } from "../information/estimator.ts";
import { discreteTarget, isDiscrete, isTarget, requireLabelled } from "../variables/target.ts";
import { toOwnVariables } from "../variables/variables.ts";
import { OBJECTIVES, type RankedMultiplet, type SizeExtremes } from "../search/mod.ts";
import { asOption } from "../search/objective.ts";
import { entropyWarnings, repeatedRowsWarnings, sequenceWarnings, tieWarnings } from "./doubts.ts";
import { detailsOf } from "./details.ts";
import { ANALYSIS_OPTIONS, type AnalysisOptions, estimatorOf } from "./options.ts";
import { AnalysisError, measureMultiplet } from "./pipeline.ts";
import type { AnalysedSize, AnalysisResult, ComponentsSummary, FoundMultiplet } from "./result.ts";
import {
  renumberedRanges,
  type RobustMultiplet,
  type Robustness,
  splitOf,
  type Subject,
  tieEffect,
  valuesInHalves,
} from "./robustness.ts";
import { sampleSizeWarnings } from "./sample_size.ts";
import { rescored, rescoringCost, rescoringEstimator } from "./rescored.ts";
import { significanceSeconds } from "./significance/cost.ts";
import { significanceOf, significanceRequest } from "./significance/significance.ts";
import { groupsOf, positionsIn, searched, sizesOf } from "./searched.ts";
import { type Structure, structuresOf } from "./structure.ts";

/** Most multiplets of an end of a size that have values under other choices, a structure, and warnings. */
const MOST_EXAMINED = 100;

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
  requireRankBias(options);
  const other = rescoringEstimator(options.rescore, options);
  const { objective = "o-information" } = options;
  requireChoice(AnalysisError, "objective", objective, OBJECTIVES);
  const target = labels === undefined || isTarget(labels) ? labels : discreteTarget(labels);
  const all = withNeededValues(
    await grouped("values" in features ? toOwnVariables(features) : features, options, seed),
    other !== undefined || options.details !== undefined,
  );
  if (target !== undefined) requireLabelled(all, target);
  const groups = groupsOf(options.groups, all.samples);

  const asked = significanceRequest(options, target);
  const { onProgress } = options;
  const stages = 1 + Number(other !== undefined) + Number(asked !== undefined);
  /** The search, another estimator and the tests, in this order, are equal parts of the progress. */
  const progressOf = (stage: number) =>
    onProgress && ((share: number) => onProgress((stage + share) / stages));
  const own = await searched(
    all,
    target,
    { ...options, onProgress: progressOf(0) },
    seed,
    groups,
    (one) => ({
      ...(asked && { significance: { seconds: significanceSeconds(asked, { ...one, options }) } }),
      ...(other && {
        rescoring: rescoringCost(
          other,
          one.variables,
          one.system.encoding === "none" ? undefined : target,
          sizesOf(one),
          options.multiplets ?? [],
        ),
      }),
    }),
  );
  const { variables, system, found, size, halves } = own;
  const measured = (options.multiplets ?? []).map((multiplet) =>
    measureMultiplet(system, positionsIn(system, all, multiplet))
  );
  const extremes = found.sizes.flatMap(({ synergy, redundancy }) => [
    ...synergy.slice(0, MOST_EXAMINED),
    ...redundancy.slice(0, MOST_EXAMINED),
  ]);
  const reported = [...extremes, ...measured];
  const multiplets = reported.map(({ multiplet }) => multiplet);
  const estimator = estimatorOf(options, seed);
  const subject = { variables, target, prepare: prepareWith(estimator), objective, seed };
  const isNumbered = system.encoding === "copula";
  const renumbered = isNumbered ? renumberedRanges(subject, system, multiplets) : undefined;
  const split = halves?.found && splitOf(subject, halves.of, halves.found, MOST_EXAMINED);
  const robustness = new Map<unknown, Robustness>(
    reported.map((one, at) => [one, renumbered ? { renumbered: renumbered[at]! } : {}]),
  );
  for (const { size: length, ...ends } of found.sizes) {
    for (const end of ["synergy", "redundancy"] as const) {
      ends[end].slice(0, MOST_EXAMINED).forEach((one, rank) => {
        const own = split?.(length, end, rank);
        if (own) robustness.set(one, { split: own, ...robustness.get(one) });
      });
    }
  }
  for (const one of halves ? measured : []) {
    const own = valuesInHalves(subject, halves!.of, one.multiplet);
    if (own) robustness.set(one, { halves: own, ...robustness.get(one) });
  }
  const isSplit = reported.some((one) => {
    const { split, halves } = robustness.get(one)!;
    return split !== undefined || halves !== undefined;
  });
  const robust = <Score extends object>(one: Score) => ({ ...one, ...robustness.get(one) });
  const warnings = [
    ...sampleSizeWarnings(
      size,
      multiplets.map(({ length }) => length),
      isSplit,
      found.sizes.length > 0,
    ),
    ...own.warnings,
    ...(groups ? [] : [...sequenceWarnings(variables, target), ...repeatedRowsWarnings(variables)]),
    ...effectOfTies(subject, system, options, reported),
    ...entropyWarnings(system, multiplets),
  ];
  const optima = objective === "o-information"
    ? found.sizes.flatMap(({ synergy }) => synergy.slice(0, MOST_EXAMINED))
    : [];
  const structures = await structuresOf({ variables, target, system, options, seed }, optima);
  const rescores = other && await rescored(other, {
    subject: {
      variables,
      target: system.encoding === "none" ? undefined : target,
      groups: groups?.of,
    },
    extremes: found.sizes.flatMap(({ synergy, redundancy }) => [
      ...synergy.slice(0, 1),
      ...redundancy.slice(0, 1),
    ]),
    given: measured,
    reported: found.sizes.reduce(
      (sum, { synergy, redundancy }) => sum + synergy.length + redundancy.length,
      0,
    ),
    units,
    seed,
    signal: options.signal,
    onProgress: progressOf(1),
  });
  const tested = asked && await significanceOf(
    asked,
    { ...own, target, groups: groups?.of, objective, seed, options },
    found.sizes.map((one) => ({
      ...one,
      synergy: one.synergy.slice(0, MOST_EXAMINED),
      redundancy: one.redundancy.slice(0, MOST_EXAMINED),
    })),
    measured,
    units,
    (share) => progressOf(stages - 1)?.(share),
  );
  const details = options.details &&
    await detailsOf({ variables, target, system, options, seed }, multiplets, options.details);
  const testsOf = (one: RankedMultiplet) => {
    const significance = tested?.of.get(one);
    return significance && { significance };
  };
  const inResult = <Score extends RobustMultiplet>(one: Score) => ({
    ...inUnits(units, robust(one)),
    ...testsOf(one),
    ...rescores?.of(one),
  });

  const names = namesByNumber(all);
  const numberOf = numbersOfComponents(all);
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
    ...componentsOf(variables, names.length),
    dropped: system.leftOut.map(({ index, name, reason, explanation }) => ({
      index: numberOf(index),
      name: name ?? `x${index}`,
      reason,
      ...(reason === "dependent" && { explanation }),
    })).sort((a, b) => a.index - b.index),
    warnings: [...warnings, ...tested?.warnings ?? []],
    targetEncoding: system.encoding,
    ...(classNames && { classNames }),
    ...(target && !isDiscrete(target) && system.encoding !== "none" && { continuous: true }),
    ...(options.dependence === "ignored" && { dependence: "ignored" }),
    search: found.search,
    ...asOption(objective),
    ...(tested && { significance: tested.summary }),
    ...(rescores && { rescoring: rescores.rescoring }),
    ...(details && { details }),
    sizes: found.sizes.map((one) => sizeOf(one, inResult, structures, top !== undefined)),
    multiplets: measured.map((one) => inResult(one)),
  };
}

/** Throws unless the bias of ranks that is asked for can be simulated. */
function requireRankBias({ rankBiasDraws: draws, encoding }: AnalysisOptions): void {
  if (draws === undefined || draws === 0) return;
  if (!Number.isSafeInteger(draws) || draws < 0) {
    throw new AnalysisError(`rankBiasDraws must be an integer from 0, got ${draws}`);
  }
  if (encoding !== "model" && encoding !== "one-hot") return;
  throw new AnalysisError(
    `rankBiasDraws needs the encoding "copula" or "none", whose columns are all ranked; got "${encoding}"`,
  );
}

/**
 * Among more columns than samples, what was found is examined for dependence, by the values themselves.
 *
 * @param isUsedAgain true: another estimator or details need the values, too
 */
function withNeededValues(all: Variables, isUsedAgain: boolean): Variables {
  const { overwritable: _, ...kept } = all;
  return all.samples > all.columns.length && !isUsedAgain ? all : kept;
}

/** The warning about ties, if the estimator ranks and columns have many of them. */
function effectOfTies(
  subject: Subject,
  { ties }: System,
  options: AnalysisOptions,
  reported: Parameters<typeof tieEffect>[1],
): string[] {
  if (ties === undefined || options.estimator !== undefined) return [];
  const found = tieEffect(subject, reported);
  return found ? tieWarnings(found, subject.variables, options.units ?? "bits") : [];
}

/** Names of variables by their own numbers, including variables that were left out. */
function namesByNumber({ variables, leftOut, columns: all }: Variables): string[] {
  // A left-out column has the number of a variable only if each variable is the column of the same number.
  const separate = variables.every((one) =>
    one.columns.length === 1 && all[one.columns[0]!]!.index === one.index
  );
  // What options leave out are variables, unless blocks are listed: then none is.
  const columns = separate ? leftOut : leftOut.filter(({ reason }) => reason === "unused");
  const known = new Map([...columns, ...variables].map(({ index, name }) => [index, name]));
  const count = 1 + [...known.keys()].reduce((most, index) => Math.max(most, index), -1);
  return Array.from({ length: count }, (_, index) => known.get(index) ?? `variable ${index}`);
}

/** The number of a left-out column; of a principal component that of its variable. */
function numbersOfComponents({ columns, variables }: Variables): (column: number) => number {
  const owners = new Map(
    variables.filter(({ varianceShare }) => varianceShare !== undefined).flatMap((variable) =>
      variable.columns.map((at) => [columns[at]!.index, variable.index] as const)
    ),
  );
  return (column) => owners.get(column) ?? column;
}

/** What components keep of the variables that were analysed, by their own numbers. */
function componentsOf(
  { variables }: Variables,
  count: number,
): Pick<AnalysisResult, "components"> {
  if (variables.every(({ varianceShare }) => varianceShare === undefined)) return {};
  const components = new Array<ComponentsSummary | null>(count).fill(null);
  for (const { index, columns, varianceShare } of variables) {
    if (varianceShare !== undefined) components[index] = { count: columns.length, varianceShare };
  }
  return { components };
}

/** The variables to analyse. */
async function grouped(
  variables: Variables,
  options: AnalysisOptions,
  seed: number,
): Promise<Variables> {
  const { grouping, signal } = options;
  const random = randomSource(deriveSeed(seed, "grouping"));
  if (options.blocks === undefined) {
    return checkedVariables(
      grouping ? await grouping.group(variables, random, { signal }) : variables,
    );
  }
  if (grouping !== undefined) throw new AnalysisError("Give blocks or a grouping, got both");
  try {
    return blocks(options.blocks).group(variables, random);
  } catch (cause) {
    if (!(cause instanceof InformationError)) throw cause;
    throw new AnalysisError(`The blocks do not fit the features. ${cause.message}`, { cause });
  }
}

/** A score in nats, converted to another unit. */
function inUnits<Score extends RobustMultiplet>(
  units: InformationUnit,
  { multiplet, ...values }: Score,
): Score {
  const convert = (value: unknown): unknown => {
    if (typeof value === "number") return fromNats(value, units);
    if (Array.isArray(value)) return value.map(convert);
    const entries = Object.entries(value as object);
    return Object.fromEntries(
      entries.map(([name, own]) => [name, name === "multiplet" ? own : convert(own)]),
    );
  };
  return { multiplet, ...convert(values) as Omit<Score, "multiplet"> } as Score;
}

/**
 * @param inResult a multiplet in the unit of the result, with its values under other choices
 * @param structures of synergy optima, in the unit of the result
 */
function sizeOf(
  { size, multipletCount, synergy, redundancy, guarantee }: SizeExtremes,
  inResult: (one: RankedMultiplet) => RobustMultiplet,
  structures: ReadonlyMap<RankedMultiplet, Structure>,
  asList: boolean,
): AnalysedSize {
  const extreme = (all: readonly FoundMultiplet[]) => asList ? { top: all } : all[0]!;
  return {
    size,
    multipletCount,
    synergy: extreme(synergy.map((one) => ({ ...inResult(one), ...structures.get(one) }))),
    redundancy: extreme(redundancy.map(inResult)),
    guarantee,
  };
}
