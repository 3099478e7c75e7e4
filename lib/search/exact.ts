/** The search of all multiplets of all sizes with two tables of all sets. */
import { rejectUnknownOptions } from "../system/checks/options.ts";
import { bytesText } from "./cost/refusal.ts";
import {
  defaultSizes,
  requireCount,
  requireSizes,
  SEARCH_OPTIONS,
  type Searchable,
  searchable,
  SearchError,
  type SearchOptions,
  searchPauses,
  type SearchRequest,
  type SizeExtremes,
} from "./interface.ts";
import { requireAffordable } from "./cost/limits.ts";
import { asOption, requireObjective } from "./objective.ts";
import { addLogDeterminants, Scan } from "./tables.ts";
import { reportExtremes, startingExtremes } from "./ranking.ts";
import type { SearchSpace } from "../information/search_space.ts";

/** Options of {@link exactSearch}. */
export type ExactOptions = SearchOptions & Pick<SearchRequest, "sizes" | "objective">;

/** Low bits of the sets that are scanned together: 2¹⁰ sums of 8 bytes fit into the first-level cache. */
const LOW_BITS = 10;

/**
 * Minima and maxima of Ω(X, y), or of the `objective`, over all 2ⁿ multiplets, by size, without the paper's limit of
 * six neurons. Needs two tables of 2ⁿ float64 (16 MiB at n = 20, 256 MiB at n = 24); see `searchCost`.
 *
 * @throws SearchCostError for more than 30 variables, or above `maxBytes` or `maxSeconds`
 * @throws SearchError for sizes out of range or an unknown option
 * @example
 * ```ts
 * import { covarianceFromMatrix, fromNats } from "@multiplet/multiplet/information";
 * import { exactSearch, searchSpace } from "@multiplet/multiplet/search";
 * import { strictEqual as equal } from "node:assert/strict";
 * // z = x + y + noise, all of variance 1 before adding. Ω(x, y, z) = ½ log₂(3/4).
 * const covariance = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * const space = searchSpace({ covariance, target: { encoding: "none" } });
 * const [pairs, triple] = await exactSearch(space);
 * equal(pairs!.multipletCount, 3);
 * equal(fromNats(triple!.synergy[0]!.oInformation, "bits").toFixed(12), "-0.207518749639");
 * ```
 */
export async function exactSearch(
  subject: SearchSpace | Searchable,
  options: ExactOptions = {},
): Promise<SizeExtremes[]> {
  const [found] = await exactSearches([subject], options);
  return found!;
}

/**
 * {@link exactSearch} in several spaces, one after the other, such as the same features with several
 * targets: spaces with equal features share the table of the features, and its memory.
 *
 * @throws SearchError as {@link exactSearch}, by the cost of all together
 * @example
 * ```ts
 * import { covarianceFromMatrix } from "@multiplet/multiplet/information";
 * import { exactSearches, searchSpace } from "@multiplet/multiplet/search";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * // A class y that is the sum of x0 and x1, and one that depends on x0 alone.
 * const spaces = [[1, 1, 3], [1, 0, 2]].map(([a, b, variance]) => {
 *   const values = Float64Array.of(1, 0, a!, 0, 1, b!, a!, b!, variance!);
 *   const covariance = covarianceFromMatrix(values, Infinity);
 *   const target = { encoding: "copula", block: [2], entropy: Math.LN2 } as const;
 *   return searchSpace({ covariance, target });
 * });
 * const found = await exactSearches(spaces);
 * const synergies = found.map(([pairs]) => pairs!.synergy[0]!.oInformation.toFixed(6));
 * deepEqual(synergies, ["-0.143841", "0.000000"]); // ½ ln(3/4), and 0
 * ```
 */
export async function exactSearches(
  subjects: readonly (SearchSpace | Searchable)[],
  options: ExactOptions = {},
): Promise<SizeExtremes[][]> {
  const known = ["sizes", "objective", ...SEARCH_OPTIONS] as const;
  rejectUnknownOptions(SearchError, "exactSearch", options, known);
  const objective = requireObjective(options);
  const top = requireCount("top", options.top ?? 1);
  const systems = subjects.map(searchable);
  const shapes = systems.map(({ shape }) => shape);
  const sizes = shapes.map(({ variables }) =>
    requireSizes(options.sizes ?? defaultSizes(variables), variables)
  );
  if (systems.length === 0) return [];
  const request = { search: "exact", top, sizes: options.sizes, ...asOption(objective) };
  requireAffordable(shapes, request, options);
  const pauseIfDue = searchPauses(options);
  const results: SizeExtremes[][] = [];
  let previous: SearchSpace | undefined;
  let featuresTable = new Float64Array(0);
  let targetTable = new Float64Array(0);
  for (const [at, system] of systems.entries()) {
    const space = system.determinants;
    if (space === undefined) {
      throw new SearchError(
        "The exact search needs log-determinants, which this estimator does not provide; " +
          "use the search exhaustive or greedy",
      );
    }
    const progress = (share: number) => pauseIfDue((at + share) / systems.length);
    const entries = 2 ** space.variables;
    if (previous === undefined || !sameFeatures(previous, space)) {
      featuresTable = cleared(featuresTable, entries);
      addLogDeterminants(space, space.features, 1, featuresTable);
      await progress(0.2);
    }
    if (space.hasTarget) {
      targetTable = cleared(targetTable, entries);
      for (const { weight, matrix } of space.conditionalTerms) {
        addLogDeterminants(space, matrix, weight, targetTable);
        await progress(0.4);
      }
    }
    const conditionalTable = space.hasTarget ? targetTable : featuresTable;
    const extremes = startingExtremes(shapes[at]!, sizes[at]!, top, objective);
    const bits = Math.min(LOW_BITS, space.variables);
    const scan = new Scan(space, featuresTable, conditionalTable, extremes, bits, objective);
    for (let base = 0; base < entries; base += 1 << bits) {
      scan.visit(base);
      await progress(0.4 + 0.6 * base / entries);
    }
    results.push(reportExtremes(system, extremes, top, objective));
    previous = space;
  }
  return results;
}

function sameFeatures(a: SearchSpace, b: SearchSpace): boolean {
  return a.columns.length === b.columns.length &&
    a.columns.every((own, variable) => own.length === b.columns[variable]!.length) &&
    a.features.every((value, at) => value === b.features[at]);
}

/** A table of zeros: `table` itself, if it has so many entries. */
function cleared(table: Float64Array<ArrayBuffer>, entries: number): Float64Array<ArrayBuffer> {
  if (table.length === entries) return table.fill(0);
  try {
    return new Float64Array(entries);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new SearchError(
      `The exact search could not allocate a table of ${bytesText(8 * entries)}; search fewer ` +
        "variables, small sizes with the search exhaustive, or use the search greedy",
      { cause },
    );
  }
}
