/** The analysis of samples: extreme multiplets and measures. */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { randomSource } from "../system/random/random.ts";
import {
  blocks,
  checkedVariables,
  type DiscreteTarget,
  type Estimator,
  type FeatureMatrix,
  fromNats,
  GAUSSIAN_OPTIONS,
  gaussianCopula,
  INFORMATION_UNITS,
  InformationError,
  type InformationUnit,
  positionsOf,
  type ScoredMultiplet,
  type System,
  toVariables,
  type Variables,
} from "../information/mod.ts";
import { requireLabelled } from "../variables/target.ts";
import { EXACT_UP_TO } from "../search/cost/cost.ts";
import { type Search, SEARCH_RUN, SEARCHES, type SizeExtremes } from "../search/mod.ts";
import { ANALYSIS_OPTIONS, AnalysisError, type AnalysisOptions } from "./options.ts";
import { findExtremes, measureMultiplet } from "./pipeline.ts";
import {
  type AnalysedSize,
  type AnalysisResult,
  entropyWarnings,
  type Extreme,
  tieWarnings,
} from "./result.ts";

/**
 * The multiplets of features with the smallest and the largest O-information by size, with the target if there is
 * one, and the measures of given multiplets: copula normalisation, target encoding and search in one call. The
 * result is plain JSON and depends only on the arguments.
 *
 * @param target class labels; `undefined`: none, the result is Ω(X)
 * @throws InformationError that names columns or classes that cannot be analysed
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
 * // The only multiplet of all three, with the sign, is redundant.
 * strictEqual(ranked(sizes[1]!.redundancy)[0]!.oInformation.toFixed(6), "1.508178");
 * strictEqual(units, "bits");
 * ```
 */
export async function analyse(
  features: FeatureMatrix | Variables,
  target: DiscreteTarget | undefined,
  options: AnalysisOptions = {},
): Promise<AnalysisResult> {
  rejectUnknownOptions(AnalysisError, "analyse", options, ANALYSIS_OPTIONS);
  const { units = "bits", multiplets = [], top, searches = SEARCHES } = options;
  requireChoice(AnalysisError, "units", units, INFORMATION_UNITS);
  if (typeof options.search === "string") {
    requireChoice(AnalysisError, "search", options.search, searches.names);
  }

  const all = grouped("values" in features ? toVariables(features) : features, options);
  if (target !== undefined) requireLabelled(all, target);
  const estimator = estimatorOf(options);
  const system = estimator.prepare(all, target);
  requireSystem(system, all, estimator);
  const asked = multiplets.map((multiplet) => positionsIn(system, all, multiplet));
  const { search, sizes } = await findExtremes(system, {
    ...pick(options, SEARCH_RUN),
    search: searchOf(options, system),
  });

  const names = namesByNumber(all);
  const measured = asked.map((positions) => measureMultiplet(system, positions));
  const found = sizes.flatMap(({ synergy, redundancy }) => [...synergy, ...redundancy]);
  return {
    version: 1,
    units,
    biasCorrected: system.biasCorrected ?? false,
    estimator: estimator.name,
    samples: all.samples,
    variables: names.length,
    featureNames: names,
    ...(options.blocks && { blocks: options.blocks }),
    dropped: system.leftOut.map(({ index, name, reason }) => ({
      index,
      name: name ?? `x${index}`,
      reason,
    })),
    warnings: [
      ...tieWarnings(all, system),
      ...entropyWarnings(system, [...found, ...measured].map(({ multiplet }) => multiplet)),
    ],
    targetEncoding: system.encoding,
    search,
    sizes: sizes.map((one) => sizeIn(units, one, top !== undefined)),
    multiplets: measured.map((one) => inUnits(units, one)),
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
  return Object.fromEntries(given.map((name) => [name, options[name]])) as Pick<
    AnalysisOptions,
    Name
  >;
}

function estimatorOf(options: AnalysisOptions): Estimator {
  const own = pick(options, GAUSSIAN_OPTIONS);
  // `random` can be for the grouping alone.
  const { random: _, ...withoutRandom } = own;
  const { estimator, grouping } = options;
  if (estimator === undefined) {
    return gaussianCopula(grouping !== undefined && own.ties !== "random" ? withoutRandom : own);
  }
  const [name] = Object.keys(grouping === undefined ? own : withoutRandom);
  if (name === undefined) return estimator;
  throw new AnalysisError(
    `The option ${name} is for the Gaussian copula, but the estimator is "${estimator.name}"; leave it out`,
  );
}

/** The search in the options, or the default for the options and the number of variables. */
function searchOf(
  { search, searches = SEARCHES, exhaustiveUpTo }: AnalysisOptions,
  system: System,
): Search {
  if (typeof search === "object") return search;
  if (search !== undefined) return searches.get(search);
  const isNarrow = system.variables.length <= EXACT_UP_TO.byDefault;
  const suitsExact = exhaustiveUpTo === undefined && isNarrow && system.determinants !== undefined;
  return SEARCHES.get(suitsExact ? "exact" : "greedy");
}

/** The variables to analyse. */
function grouped(variables: Variables, options: AnalysisOptions): Variables {
  const { grouping, random = randomSource(0) } = options;
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
function inUnits<Score extends ScoredMultiplet>(
  units: InformationUnit,
  { multiplet, ...values }: Score,
): Score {
  const converted = Object.entries(values).map((
    [measure, nats],
  ) => [measure, fromNats(nats, units)]);
  return { multiplet, ...Object.fromEntries(converted) };
}

function sizeIn(
  units: InformationUnit,
  { size, multipletCount, synergy, redundancy, guarantee }: SizeExtremes,
  asList: boolean,
): AnalysedSize {
  const extreme = (ranked: readonly ScoredMultiplet[]): Extreme =>
    asList ? { top: ranked.map((one) => inUnits(units, one)) } : inUnits(units, ranked[0]!);
  return {
    size,
    multipletCount,
    synergy: extreme(synergy),
    redundancy: extreme(redundancy),
    guarantee,
  };
}
