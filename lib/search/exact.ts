/**
 * All multiplets of all sizes at once.
 * @module
 */
import { addLogDeterminants } from "./log_determinants.ts";
import { Extremes } from "./ranking.ts";
import {
  requireCount,
  requireSizes,
  SearchError,
  type SearchOptions,
  type SizeExtremes,
} from "./result.ts";
import { isTrivialSize, reportExtremes, trivialExtremes } from "./report.ts";
import { breather } from "./breather.ts";
import { Scan } from "./scan.ts";
import type { SearchSpace } from "./space.ts";

/** How {@link exactSearch} works. */
export interface ExactOptions extends SearchOptions {
  /** Sizes to report. Default: 2..n, or 1 for a single variable. */
  readonly sizes?: readonly number[];
  /** Most bytes that the tables may take. Default 2 GiB, enough for 26 variables. */
  readonly maxBytes?: number;
}

/** Most variables that the 32 bits of a set can name. */
const MOST_VARIABLES = 30;

/**
 * Minima and maxima of Ω(X, y) over all 2ⁿ multiplets, by size. Exact: the paper's limit of six
 * neurons does not apply. Takes two tables of 2ⁿ float64 (16 MiB at n = 20, 256 MiB at n = 24).
 *
 * Leave-one-out terms are looked up, so a multiplet costs its size in additions.
 *
 * @throws SearchError when the tables do not fit, or for sizes out of range
 * @example
 * ```ts
 * import { covarianceFromMatrix, fromNats } from "@multiplet/multiplet/information";
 * import { exactSearch, searchSpace } from "@multiplet/multiplet/search";
 * import { strictEqual as equal } from "node:assert/strict";
 * // z = x + y + noise, all of variance 1 before adding. Ω(x, y, z) = ½ log₂(3/4).
 * const covariance = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * const system = { covariance, features: 3, columns: [0, 1, 2], dropped: [] };
 * const space = searchSpace({ ...system, target: { encoding: "none" } });
 * const [pairs, triple] = await exactSearch(space);
 * equal(pairs!.multipletCount, 3);
 * equal(fromNats(triple!.synergy[0]!.oInformation, "bits").toFixed(12), "-0.207518749639");
 * ```
 */
export async function exactSearch(
  space: SearchSpace,
  options: ExactOptions = {},
): Promise<SizeExtremes[]> {
  const [found] = await exactSearches([space], options);
  return found!;
}

/**
 * {@link exactSearch} in several spaces, one after the other: the same features with several targets,
 * say. The table of the features, and the memory, is used again as long as they stay the same.
 *
 * @throws SearchError when the tables do not fit, or for sizes out of range
 */
export async function exactSearches(
  spaces: readonly SearchSpace[],
  options: ExactOptions = {},
): Promise<SizeExtremes[][]> {
  for (const space of spaces) requireMemory(space, options.maxBytes ?? 2 ** 31);
  options.signal?.throwIfAborted();
  const breathe = breather(options);
  const results: SizeExtremes[][] = [];
  let previous: SearchSpace | undefined;
  let featuresTable = new Float64Array(0);
  let targetTable = new Float64Array(0);
  for (const [at, space] of spaces.entries()) {
    const progress = (share: number) => breathe((at + share) / spaces.length);
    const entries = 2 ** space.variables;
    if (previous === undefined || !sameFeatures(previous, space)) {
      featuresTable = cleared(featuresTable, entries);
      addLogDeterminants(space, space.features, 1, featuresTable);
      await progress(0.2);
    }
    if (space.hasTarget) {
      targetTable = cleared(targetTable, entries);
      for (const { weight, matrix } of space.given) {
        addLogDeterminants(space, matrix, weight, targetTable);
        await progress(0.4);
      }
    }
    const givenTable = space.hasTarget ? targetTable : featuresTable;
    results.push(await scanTables(space, featuresTable, givenTable, options, progress));
    previous = space;
  }
  return results;
}

/** Compares all sets by their finished tables. */
async function scanTables(
  space: SearchSpace,
  featuresTable: Float64Array,
  givenTable: Float64Array,
  { sizes = defaultSizes(space.variables), top = 1 }: ExactOptions,
  progress: (share: number) => Promise<void> | undefined,
): Promise<SizeExtremes[]> {
  requireCount("top", top);
  const extremes = new Map(
    requireSizes(sizes, space.variables).map((size) => [
      size,
      isTrivialSize(space, size) ? trivialExtremes(space, size, top) : new Extremes(top),
    ]),
  );
  const bits = Math.min(LOW_BITS, space.variables);
  const scan = new Scan(space, featuresTable, givenTable, extremes, bits);
  const end = 2 ** space.variables;
  for (let base = 0; base < end; base += 1 << bits) {
    scan.visit(base);
    await progress(0.4 + 0.6 * base / end);
  }
  return reportExtremes(space, extremes);
}

function requireMemory({ variables, hasTarget }: SearchSpace, maxBytes: number): void {
  const bytes = (hasTarget ? 16 : 8) * 2 ** variables;
  if (variables <= MOST_VARIABLES && bytes <= maxBytes) return;
  throw new SearchError(
    `An exact search among ${variables} variables needs ${(bytes / 2 ** 20).toFixed(0)} MiB, ` +
      `${(maxBytes / 2 ** 20).toFixed(0)} MiB are allowed. ` +
      `Raise maxBytes, or search exhaustively at small sizes or greedily`,
  );
}

/** Whether two spaces have the same table of the features. */
function sameFeatures(a: SearchSpace, b: SearchSpace): boolean {
  return a.columns.length === b.columns.length &&
    a.columns.every((own, variable) => own.length === b.columns[variable]!.length) &&
    a.features.every((value, at) => value === b.features[at]);
}

/** A table of zeros, in the same memory where the size allows. */
function cleared(
  table: Float64Array<ArrayBuffer>,
  entries: number,
): Float64Array<ArrayBuffer> {
  return table.length === entries ? table.fill(0) : new Float64Array(entries);
}

function defaultSizes(variables: number): number[] {
  return variables < 2 ? [1] : Array.from({ length: variables - 1 }, (_, i) => i + 2);
}

/** Low bits of a set that are scanned together: 2¹⁰ sums of 8 bytes stay in the nearest cache. */
const LOW_BITS = 10;
