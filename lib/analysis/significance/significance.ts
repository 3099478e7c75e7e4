/**
 * Whether what a search found is more than chance: its extremes in the other half of the samples, and beside searches of
 * permuted samples.
 */
import { requireChoice } from "../../system/checks/options.ts";
import { pauseEvery } from "../../system/workers/in_parallel.ts";
import {
  fromNats,
  type InformationUnit,
  positionsOf,
  type System,
  type Target,
} from "../../information/mod.ts";
import { prepareWith } from "../../information/estimator.ts";
import { permutationCount } from "../../variables/rows.ts";
import { isDiscrete } from "../../variables/target.ts";
import { someVariables } from "../../variables/variables.ts";
import type { Found, Objective, RankedMultiplet, SizeExtremes } from "../../search/mod.ts";
import { foundValue, objectiveOf } from "../../search/objective.ts";
import {
  type AnalysisOptions,
  copulaOptions,
  estimatorOf,
  SIGNIFICANCE_TESTS,
  type SignificanceTest,
  threadsOf,
} from "../options.ts";
import { AnalysisError, findExtremes } from "../pipeline.ts";
import { type BootstrapEstimate, bootstrapEstimates } from "./bootstrap.ts";
import {
  BOOTSTRAP_DRAWS,
  drawSeconds,
  hasOwnMethods,
  hypothesesOf,
  TESTED_BUDGET,
  testedRun,
  type TestedSystem,
} from "./cost.ts";
import {
  allNulls,
  type NullDraw,
  type NullHypothesis,
  type NullMethodNames,
  type NullMethods,
  type NullSystem,
  type RefusedDraws,
} from "./nulls.ts";
import { estimateOtherHalf, type OtherHalf } from "./other_half.ts";
import {
  type ExtremeTest,
  extremeTests,
  SIGNIFICANT,
  type ValueTest,
  valueTests,
} from "./tests.ts";

/** Tests of a multiplet; information values are in the unit of the result, shares and effects are not. */
export interface Significance {
  /** Of an extreme, with the test `"split"`. Absent where the half cannot be analysed. */
  readonly otherHalf?: OtherHalf;
  /** Of a given multiplet, with the test `"split"`: its value in all samples, which no search chose. */
  readonly bootstrap?: BootstrapEstimate;
  /** Of the first of an extreme, with the test `"target"`: the extreme among searches with permuted targets. */
  readonly target?: ExtremeTest;
  /** With the test `"target"`: the target contribution Δ of this multiplet, with permuted targets. */
  readonly targetContribution?: ValueTest;
  /** Of the first of an extreme, with the test `"max"`: the extreme among searches of permuted columns. */
  readonly columns?: ExtremeTest;
  /** Of a given multiplet, with the test `"max"`: its value with permuted columns. */
  readonly permuted?: ValueTest;
}

/** How the tests were made. */
export interface SignificanceSummary {
  /** Those that were made. */
  readonly tests: readonly SignificanceTest[];
  /** Permutations of each null hypothesis. */
  readonly draws?: number;
  /** Bootstrap draws of the intervals. */
  readonly bootstrapDraws?: number;
  /** The budget of the searches that are compared, where it is smaller than that of the search that is reported. */
  readonly budget?: { readonly calls: number; readonly islands: number };
}

/** Options of the tests. */
interface SignificanceRequest {
  readonly tests: readonly SignificanceTest[];
  readonly draws: number;
}

/** Draws of a null hypothesis. */
const DRAWS = { byDefault: 999, least: 19 } as const;

/**
 * The tests that the options ask for; `undefined`: none.
 *
 * @throws AnalysisError for unknown tests, a number of draws out of range, and tests that need a target without one
 */
export function significanceRequest(
  { significance, draws = DRAWS.byDefault, encoding, estimator }: AnalysisOptions,
  target: Target | undefined,
): SignificanceRequest | undefined {
  if (significance === undefined) return undefined;
  const hasTarget = target !== undefined && encoding !== "none";
  const asked = typeof significance === "string" ? [significance] : significance;
  for (const one of asked) {
    requireChoice(AnalysisError, "significance", one, [...SIGNIFICANCE_TESTS, "all"]);
  }
  if (!Number.isSafeInteger(draws) || draws < DRAWS.least) {
    throw new AnalysisError(
      `draws must be an integer from ${DRAWS.least}, so that p-values can be 0.05; got ${draws}`,
    );
  }
  if (asked.includes("target") && !hasTarget) {
    throw new AnalysisError(
      'The significance test "target" permutes the target, and there is none; leave it out, or give labels',
    );
  }
  if (asked.includes("split") && estimator !== undefined) {
    throw new AnalysisError(
      'The significance test "split" draws the rows of the Gaussian copula, but the estimator is ' +
        `"${estimator.name}"; leave it out`,
    );
  }
  const tests = SIGNIFICANCE_TESTS.filter((test) =>
    asked.includes(test) ||
    (asked.includes("all") && (test !== "target" || hasTarget) &&
      (test !== "split" || estimator === undefined))
  );
  return tests.length === 0 ? undefined : { tests, draws };
}

/** What the tests take beside the search itself. */
export interface SignificanceContext extends TestedSystem {
  readonly target: Target | undefined;
  readonly groups: readonly number[] | undefined;
  readonly found: Found;
  readonly objective: Objective;
  readonly seed: number;
}

/** Tests of reported multiplets. */
export interface SignificanceResult {
  readonly summary: SignificanceSummary;
  /** By the reported multiplet. */
  readonly of: ReadonlyMap<RankedMultiplet, Significance>;
  /** Which tests that were asked for have no result, and why; one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Makes the tests.
 *
 * @param extremes by size: those of the search that are reported
 * @param given multiplets that were named
 */
export async function significanceOf(
  { tests, draws }: SignificanceRequest,
  context: SignificanceContext,
  extremes: readonly SizeExtremes[],
  given: readonly RankedMultiplet[],
  units: InformationUnit,
  onProgress: (share: number) => void,
): Promise<SignificanceResult> {
  const found = new Map<RankedMultiplet, Significance>();
  const add = (one: RankedMultiplet, own: Significance) =>
    found.set(one, { ...found.get(one), ...own });
  const listed = [
    ...extremes.flatMap(({ synergy, redundancy }) => [...synergy, ...redundancy]),
    ...given,
  ];
  const stages = tests.length;
  let done = 0;
  const progressOf = () => {
    const before = done++;
    return (share: number) => onProgress((before + share) / stages);
  };
  if (tests.includes("split")) {
    await testOtherHalf(context, extremes, given, add, progressOf());
  }
  const refused = new Map<NullHypothesis, string>();
  const { run, isReduced } = testedRun(context);
  const hypotheses = hypothesesOf(tests);
  const observed = isReduced && hypotheses.length > 0
    ? (await findExtremes(context.system, { ...run, search: context.request.search })).sizes
    : context.found.sizes;
  for (const hypothesis of hypotheses) {
    const named = hypothesis === "target" ? listed : given;
    const nulls = await nullsOf(context, hypothesis, run, named, draws, progressOf());
    if ("refused" in nulls) {
      refused.set(hypothesis, nulls.refused);
      continue;
    }
    const values = observed.flatMap(({ synergy, redundancy }) =>
      [synergy, redundancy].map((end) => foundValue(end[0]!, context.objective))
    );
    const ofExtremes = extremeTests(values, nulls.map((draw) => draw.extremes));
    extremes.forEach(({ synergy, redundancy }, at) => {
      [synergy, redundancy].forEach((end, side) => {
        const test = ofExtremes[2 * at + side];
        if (test && end[0]) add(end[0], { [hypothesis]: test });
      });
    });
    if (hypothesis === "target") {
      const contributions = named.map((one) => one.targetContribution);
      valueTests(contributions, nulls.map((draw) => draw.contributions))
        .forEach((test, at) => test && add(named[at]!, { targetContribution: test }));
    } else {
      const valueOf = objectiveOf(context.system, context.objective);
      const own = named.map(({ multiplet }) =>
        valueOf(positionsOf(context.system.variables, multiplet))
      );
      valueTests(own, nulls.map((draw) => draw.values))
        .forEach((test, at) => test && add(named[at]!, { permuted: test }));
    }
  }
  return {
    summary: {
      tests,
      ...(hypotheses.length > 0 && { draws }),
      ...(tests.includes("split") && { bootstrapDraws: BOOTSTRAP_DRAWS }),
      ...(isReduced && hypotheses.length > 0 && { budget: TESTED_BUDGET }),
    },
    of: new Map([...found].map(([one, own]) => [one, inUnits(units, own)])),
    warnings: [
      ...tests.filter((test) => [...found.values()].every((own) => !hasResult(own, test)))
        .map((test) => noResultWarning(test, context, refused)),
      ...coarseWarnings([...found.values()], draws, context.groups),
    ],
  };
}

/** Warnings if the smallest possible p is large: of few draws, or of few groups. */
function coarseWarnings(
  found: readonly Significance[],
  draws: number,
  groups: readonly number[] | undefined,
): string[] {
  const isTwoSided = found.some((one) => (one.targetContribution ?? one.permuted) !== undefined);
  const isPermuted = groups !== undefined && found.some(({ target }) => target !== undefined);
  const ways = isPermuted ? permutationCount(groups) : Infinity;
  return [
    ...(isTwoSided && 2 / (1 + draws) > SIGNIFICANT
      ? [
        `With ${draws} permutations, no two-sided p (of Δ, and of given multiplets) is below ${
          (2 / (1 + draws)).toPrecision(2)
        }: ${SIGNIFICANT} needs at least ${Math.ceil(2 / SIGNIFICANT) - 1}`,
      ]
      : []),
    ...(ways <= draws
      ? [
        `The groups can take each other's places in ${ways} ways only: p of the test "target" is seldom below ${
          (1 / ways).toPrecision(2)
        }, however many permutations are drawn`,
      ]
      : []),
  ];
}

function hasResult(own: Significance, test: SignificanceTest): boolean {
  const results = {
    split: [own.otherHalf, own.bootstrap],
    target: [own.target, own.targetContribution],
    max: [own.columns, own.permuted],
  };
  return results[test].some((one) => one !== undefined);
}

/** Why a test that was asked for has no result. */
function noResultWarning(
  test: SignificanceTest,
  { variables: { samples }, groups, target }: Pick<
    SignificanceContext,
    "variables" | "groups" | "target"
  >,
  refused: ReadonlyMap<NullHypothesis, string>,
): string {
  const title = `The significance test "${test}" has no result`;
  if (test === "split") {
    const found = groups ? `${new Set(groups).size} groups of samples` : `${samples} samples`;
    const smallest = target && isDiscrete(target)
      ? `, ${Math.min(...target.counts)} samples in the smallest class,`
      : "";
    return `${title}: ${found}${smallest} are too few to search one half of them and to estimate in the other`;
  }
  const reason = refused.get(test === "target" ? "target" : "columns");
  return reason === undefined
    ? `${title}: no value differs between the permutations; Ω of two variables without a label is always 0`
    // Its first sentence; a remedy of single columns would be one of the permutation.
    : `${title}: the permuted samples cannot be analysed. ${reason.split(". ")[0]}`;
}

function nullsOf(
  context: SignificanceContext,
  hypothesis: NullHypothesis,
  run: NullSystem["run"],
  named: readonly RankedMultiplet[],
  draws: number,
  onProgress: (share: number) => void,
): Promise<NullDraw[] | RefusedDraws> {
  const { variables, target, groups, objective, seed, options, request, system } = context;
  const methods: NullMethodNames | NullMethods = hasOwnMethods(options)
    ? { prepare: prepareWith(estimatorOf(options, seed)), search: request.search }
    : { gaussian: copulaOptions(options), search: request.search.name, seed };
  // What was left out of the system must not enter that of a draw.
  return allNulls(
    {
      variables: someVariables(variables, system.variables.map(({ index }) => index)),
      target,
      groups,
      objective,
      run,
      named: named.map(({ multiplet }) => multiplet),
      seed,
    },
    hypothesis,
    methods,
    {
      draws,
      seconds: drawSeconds(context, hypothesis),
      workers: threadsOf(options),
      signal: options.signal,
      onProgress,
    },
  );
}

/** Searches one half of the samples, and estimates what is found there in the other half; given multiplets in all samples. */
async function testOtherHalf(
  context: SignificanceContext,
  extremes: readonly SizeExtremes[],
  given: readonly RankedMultiplet[],
  add: (one: RankedMultiplet, own: Significance) => void,
  onProgress: (share: number) => void,
): Promise<void> {
  const { variables, target, groups, objective, seed, options } = context;
  const { onPlan: _, onProgress: __, keep: ___, ...request } = context.request;
  const gaussian = copulaOptions(options);
  const subject = { variables, target, groups, objective, gaussian, seed };
  const pauseIfDue = pauseEvery<number>(50, options.signal, (share) => onProgress(share));
  const search = async (system: System) => (await findExtremes(system, request)).sizes;
  const found = await estimateOtherHalf(subject, search, BOOTSTRAP_DRAWS, pauseIfDue);
  for (const { size, ...ends } of extremes) {
    for (const end of ["synergy", "redundancy"] as const) {
      ends[end].forEach((one, rank) => {
        const otherHalf = found?.(size, end, rank);
        if (otherHalf) add(one, { otherHalf });
      });
    }
  }
  const all = given.map(({ multiplet }) => ({ multiplet }));
  const ofGiven = await bootstrapEstimates(subject, all, BOOTSTRAP_DRAWS, pauseIfDue);
  ofGiven.forEach((bootstrap, at) => bootstrap && add(given[at]!, { bootstrap }));
}

/** Information values in another unit; shares, effects and multiplets stay. */
function inUnits(units: InformationUnit, own: Significance): Significance {
  const kept = new Set(["effect", "unadjusted", "pValue", "multiplet", "contained"]);
  const convert = (value: unknown): unknown => {
    if (typeof value === "number") return fromNats(value, units);
    if (Array.isArray(value)) return value.map(convert);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, kept.has(name) ? one : convert(one)]),
    );
  };
  return convert(own) as Significance;
}
