/** Estimated seconds of the tests, before any work. `deno task bench:significance` compares them with measured ones. */
import type { System, Variables } from "../../information/mod.ts";
import { exactCost } from "../../search/cost/cost.ts";
import { countOf, fullShape, scores } from "../../search/cost/work.ts";
import { defaultSizes } from "../../search/interface.ts";
import { SEARCHES, type SearchRun } from "../../search/mod.ts";
import { type AnalysisOptions, NO_SEARCH, type SignificanceTest, threadsOf } from "../options.ts";
import { askedOf, type ExtremesRequest } from "../pipeline.ts";
import { type NullHypothesis, TOGETHER } from "./nulls.ts";

/** What is tested, and how. */
export interface TestedSystem {
  readonly variables: Variables;
  readonly system: System;
  /** The search of the analysis. */
  readonly request: ExtremesRequest;
  readonly options: AnalysisOptions;
}

/** Bootstrap draws of each interval. */
export const BOOTSTRAP_DRAWS = 1000;

/** New starts of the ladder search in permuted samples, if the options name none. */
export const TESTED_BUDGET = { calls: 100, islands: 1 } as const;

/** The search that is compared with searches of permuted samples. */
export function testedRun({ request, options }: Pick<TestedSystem, "request" | "options">) {
  const { search, signal: _, onProgress: __, onPlan: ___, keep: ____, workers: _____, ...run } =
    request;
  const { calls, islands } = options;
  const isReduced = search.name === "ladder" && calls === undefined && islands === undefined;
  return { run: { ...run, ...(isReduced && TESTED_BUDGET), top: 1 }, isReduced };
}

/** The hypotheses of some tests. */
export const hypothesesOf = (tests: readonly SignificanceTest[]): NullHypothesis[] => [
  ...(tests.includes("target") ? ["target" as const] : []),
  ...(tests.includes("max") ? ["columns" as const] : []),
];

/** True for an estimator or a search from outside of the library, which workers cannot make anew. */
export function hasOwnMethods({ estimator, search, searches }: AnalysisOptions): boolean {
  return estimator !== undefined || searches !== undefined || typeof search === "object";
}

/** Measured nanoseconds. */
const NANOSECONDS = {
  /** Per permutation, however few rows it has. */
  permutation: 1e5,
  /** Per value that is permuted or copied. */
  moved: 20,
  /** Per value of a new column: its rank, and its part in products. */
  column: 62,
  /** Per row of a new label, and per value whose product with it is summed. */
  label: 60,
  across: 6,
  /** Per row of a product of two columns. */
  product: 0.2,
  /** Of a bootstrap draw: per row, per value and per product. */
  drawn: { row: 30, value: 7, product: 0.06 },
} as const;

/** Searches announce more seconds for a score than it takes: the part that it takes. */
const SCORED = 0.6;

/** The estimated seconds of all tests, with the threads of the options. */
export function significanceSeconds(
  { tests, draws }: { readonly tests: readonly SignificanceTest[]; readonly draws: number },
  context: TestedSystem,
): number {
  const hypotheses = hypothesesOf(tests);
  const { run, isReduced } = testedRun(context);
  const threads = hasOwnMethods(context.options) ? 1 : threadsOf(context.options);
  const nulls = hypotheses.reduce((sum, one) => sum + draws * drawSeconds(context, one), 0);
  const repeated = isReduced && hypotheses.length > 0 ? searchSeconds(context, run) : 0;
  return nulls / threads + repeated + (tests.includes("split") ? splitSeconds(context) : 0);
}

/** The estimated seconds of one draw under a hypothesis: permuting, a system, a search, and scores. */
export function drawSeconds(context: TestedSystem, hypothesis: NullHypothesis): number {
  const { variables: { samples, columns: { length: count } }, system, request } = context;
  const { run } = testedRun(context);
  const { permutation, moved, label, across, product } = NANOSECONDS;
  const given = permutation / 1e9 + givenScores(context);
  if (hypothesis === "columns") {
    const own = samples * (moved * count + newSystem(system, count));
    return own / 1e9 + given + searchSeconds(context, run);
  }
  const ofClasses = system.encoding === "model" ? product * count ** 2 : 0;
  const own = samples * (moved + label + across * count + ofClasses);
  // The exact search has the table of the variables once for several targets.
  const search = request.search === SEARCHES.get("exact")
    ? exactCost(Array.from({ length: TOGETHER }, () => system.shape), run).seconds / TOGETHER
    : searchSeconds(context, run);
  return own / 1e9 + given + search + foundScores(context, 1);
}

/** The search of one half, and the bootstrap draws of the other half; those of given multiplets are of all samples. */
function splitSeconds(context: TestedSystem): number {
  const { variables: { samples, columns }, request, system, options } = context;
  const bootstrap = (rows: number, count: number, scored: number) =>
    BOOTSTRAP_DRAWS * (rows * newDraw(system, count) / 1e9 + scored);
  const given = new Set((options.multiplets ?? []).flat()).size;
  const ofGiven = given === 0 ? 0 : bootstrap(
    samples,
    given * columns.length / system.shape.variables,
    givenScores(context),
  );
  if (request.search === NO_SEARCH) return ofGiven;
  // Each extreme is compared with a smaller multiplet.
  const ofFound = bootstrap(samples / 2, columns.length, foundScores(context, 2));
  const halves = samples * newSystem(system, columns.length) / 1e9;
  return ofGiven + ofFound + halves + searchSeconds(context, request);
}

/** Nanoseconds of a system of so many new columns, per row. */
function newSystem({ encoding }: System, count: number): number {
  const { column, label, product } = NANOSECONDS;
  // The classes together have as many rows as all samples.
  const times = encoding === "model" ? 2 : 1;
  return label + column * count + times * product * count ** 2;
}

/** Nanoseconds of a bootstrap draw of so many columns, per row. */
function newDraw(system: System, count: number): number {
  const { drawn: { row, value, product }, moved } = NANOSECONDS;
  const isRanked = system.encoding === "copula" || system.encoding === "none";
  return row +
    (isRanked ? value * count + product * count ** 2 : moved * count + newSystem(system, count));
}

function searchSeconds({ system, request: { search } }: TestedSystem, run: SearchRun): number {
  return search.cost(system.shape, askedOf(run)).seconds;
}

/** The seconds of scoring each extreme `times` times. */
function foundScores({ system, request }: TestedSystem, times: number): number {
  if (request.search === NO_SEARCH) return 0;
  const { variables } = system.shape;
  const { sizes = defaultSizes(variables), top = 1 } = request;
  return sizes.reduce((sum, size) => {
    const found = 2 * Math.min(top, countOf(variables, size));
    return sum + scoreSeconds(system, size, found * times);
  }, 0);
}

/** The seconds of scoring each given multiplet. */
function givenScores({ system, options: { multiplets = [] } }: TestedSystem): number {
  return multiplets.reduce((sum, { length }) => sum + scoreSeconds(system, length, 1), 0);
}

function scoreSeconds({ shape }: System, size: number, count: number): number {
  return SCORED * scores(fullShape(shape), size, count).nanoseconds / 1e9;
}
