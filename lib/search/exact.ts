/**
 * All multiplets of all sizes at once.
 * @module
 */
import { addLogDeterminants } from "./log_determinants.ts";
import { Extremes } from "./ranking.ts";
import {
  requireSizes,
  requireTop,
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
  const { variables: n, given, features } = space;
  const { top = 1, maxBytes = 2 ** 31, signal } = options;
  requireTop(top);
  const sizes = requireSizes(options.sizes ?? defaultSizes(n), n);
  const bytes = (space.hasTarget ? 16 : 8) * 2 ** n;
  if (n > MOST_VARIABLES || bytes > maxBytes) {
    throw new SearchError(
      `An exact search among ${n} variables needs ${(bytes / 2 ** 20).toFixed(0)} MiB, ` +
        `${(maxBytes / 2 ** 20).toFixed(0)} MiB are allowed. ` +
        `Raise maxBytes, or search exhaustively at small sizes or greedily`,
    );
  }
  signal?.throwIfAborted();
  const breathe = breather(options);

  const featuresTable = new Float64Array(2 ** n);
  addLogDeterminants(space, features, 1, featuresTable);
  await breathe(0.2);
  const givenTable = space.hasTarget ? new Float64Array(2 ** n) : featuresTable;
  if (space.hasTarget) {
    for (const { weight, matrix } of given) {
      addLogDeterminants(space, matrix, weight, givenTable);
      await breathe(0.4);
    }
  }

  const extremes = new Map(sizes.map((size) => [
    size,
    isTrivialSize(space, size) ? trivialExtremes(space, size, top) : new Extremes(top),
  ]));
  const bits = Math.min(LOW_BITS, n);
  const scan = new Scan(space, featuresTable, givenTable, extremes, bits);
  for (let base = 0; base < 2 ** n; base += 1 << bits) {
    scan.visit(base);
    await breathe(0.4 + 0.6 * base / 2 ** n);
  }
  return reportExtremes(space, extremes);
}

function defaultSizes(variables: number): number[] {
  return variables < 2 ? [1] : Array.from({ length: variables - 1 }, (_, i) => i + 2);
}

/** Low bits of a set that are scanned together: 2¹⁰ sums of 8 bytes stay in the nearest cache. */
const LOW_BITS = 10;
