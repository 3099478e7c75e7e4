/** Copula normalisation, of all samples together and within classes. */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { DegenerateColumnsError, InformationError } from "../variables/errors.ts";
import { requireVaryingColumns } from "../variables/hygiene.ts";
import { TIE_OPTIONS, type TieOptions } from "../variables/ranks.ts";
import { type DiscreteTarget, samplesByClass } from "../variables/target.ts";
import type { Column, ColumnValues, Variables } from "../variables/variables.ts";
import type { Sampled } from "./covariance.ts";
import { scoredColumn } from "./scored_columns.ts";

/**
 * Replaces the values of every column by normal scores, which keep their order: value → rank r in 1..N →
 * Φ⁻¹(r/(N+1)). Information does not depend on such monotone changes of single variables, so the Gaussian
 * formulas describe the dependence between columns (Ince et al. 2017, doi:10.1002/hbm.23471).
 *
 * The rule for ties matters for repeated values, as after a ReLU or in labels: two independent units that are
 * 80 % zero get a spurious correlation of 0.35 to 0.4 with ties by index.
 *
 * @returns the same variables, with columns in float64
 * @throws DegenerateColumnsError that lists the columns with a NaN, an infinity or one value only
 * @throws InformationError for an unknown option, or a random source without ties `"random"`
 * @example
 * ```ts
 * import { copulaNormalise, toVariables } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * const column = toVariables({ samples: 3, variables: 1, values: Float64Array.of(10, 1000, -3) });
 * const { values } = copulaNormalise(column).columns[0]!;
 * // Ranks 2, 3, 1 of three samples: Φ⁻¹(2/4), Φ⁻¹(3/4), Φ⁻¹(1/4).
 * [0, 0.6744897501960817, -0.6744897501960817].forEach((expected, i) => {
 *   ok(Math.abs(values[i]! - expected) < 1e-15);
 * });
 * ```
 */
export function copulaNormalise(variables: Variables, options: TieOptions = {}): Variables {
  rejectUnknownOptions(InformationError, "copulaNormalise", options, TIE_OPTIONS);
  requireVaryingColumns("Copula normalisation", variables.columns);
  return { ...variables, columns: normalScoreColumns(variables.columns, options) };
}

/** Normal scores of checked columns. */
export function normalScoreColumns(
  columns: readonly Column[],
  ties: TieOptions,
): (Column & { readonly values: Float64Array })[] {
  return columns.map((column) => ({ ...column, values: scoredColumn(column, ties).values }));
}

/** Options of the normalisation within classes. */
export interface ClassCopulaOptions extends TieOptions {
  /**
   * Scaling of the normalised columns of a class:
   * - `"standard"` (default): mean 0 and variance about 1 in every class, for dependence given the
   *   class.
   * - `"robust"`: scaled by 1.4826 times the class's median absolute deviation and shifted to its
   *   median, so that classes keep their location and width, for mixtures.
   */
  readonly scaling?: "standard" | "robust" | undefined;
}

/** Standard deviation of a normal variable whose median absolute deviation is 1: 1/Φ⁻¹(3/4). */
const DEVIATION_PER_MAD = 1.482602218505602;

/**
 * {@link copulaNormalise} on the samples of every class by themselves (Ince et al. 2017,
 * doi:10.1002/hbm.23471).
 *
 * @returns the same columns in float64
 * @throws DegenerateColumnsError that lists the columns with one value only within a class, or,
 *   for scaling `"robust"`, with the same value in at least half of its samples
 * @throws TooFewSamplesError that names a class with one sample only
 * @throws InformationError for an unknown option, or when labels and samples do not match
 * @example
 * ```ts
 * import { copulaNormaliseWithinClasses } from "@multiplet/multiplet/information";
 * import { discreteTarget, toVariables } from "@multiplet/multiplet/variables";
 * import { ok } from "node:assert/strict";
 * const column = toVariables({ samples: 5, variables: 1, values: Float64Array.of(1, 20, 2, 40, 3) });
 * const target = discreteTarget([0, 1, 0, 1, 0]);
 * // Ranks 1, 2, 3 of the three samples of class 0.
 * const { values } = copulaNormaliseWithinClasses(column, target).columns[0]!;
 * ok(Math.abs(values[0]! - -0.6744897501960817) < 1e-15);
 * ok(Math.abs(values[4]! - 0.6744897501960817) < 1e-15);
 * ```
 */
export function copulaNormaliseWithinClasses(
  sampled: Sampled,
  target: DiscreteTarget,
  options: ClassCopulaOptions = {},
): Sampled {
  const known = ["scaling", ...TIE_OPTIONS] as const;
  rejectUnknownOptions(InformationError, "copulaNormaliseWithinClasses", options, known);
  const { scaling = "standard", ...ties } = options;
  requireChoice(InformationError, "scaling", scaling, ["standard", "robust"]);
  const columns = sampled.columns.map((column) => ({
    ...column,
    values: new Float64Array(sampled.samples),
  }));
  for (const { label, rows, sampled: own } of samplesByClass(sampled, target)) {
    const action = `Copula normalisation within class ${label}`;
    requireVaryingColumns(action, own.columns);
    normalScoreColumns(own.columns, ties).forEach(({ values: scores }, j) => {
      if (scaling === "robust") moveToClass(action, scores, own.columns[j]!);
      rows.forEach((row, at) => columns[j]!.values[row] = scores[at]!);
    });
  }
  return { samples: sampled.samples, columns };
}

/** Scales and shifts standard scores to the width and location of their column within the class. */
function moveToClass(action: string, scores: Float64Array, { index, name, values }: Column): void {
  const centre = median(values);
  const deviation = median(values.map((value) => Math.abs(value - centre)));
  if (deviation === 0) {
    throw new DegenerateColumnsError(action, [{
      index,
      name,
      reason: "constant",
      explanation: `at least half of its values are ${centre}`,
    }]);
  }
  for (let at = 0; at < scores.length; at++) {
    scores[at] = scores[at]! * (DEVIATION_PER_MAD * deviation) + centre;
  }
}

function median(values: ColumnValues): number {
  const sorted = values.slice().sort();
  const upper = sorted.length >>> 1;
  return sorted.length % 2 === 1 ? sorted[upper]! : (sorted[upper - 1]! + sorted[upper]!) / 2;
}
