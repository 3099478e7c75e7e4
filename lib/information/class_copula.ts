/**
 * Copula normalisation within classes.
 * @module
 */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { type ClassSamples, samplesByClass } from "./class_samples.ts";
import { normaliseColumns } from "./copula.ts";
import type { DiscreteTarget } from "./discrete_target.ts";
import { columnReference, DegenerateColumnsError, InformationError } from "./errors.ts";
import { columnValues, type FeatureMatrix } from "./feature_matrix.ts";
import { TIE_OPTIONS, type TieOptions } from "./ranks.ts";

/** How columns are normalised within classes. */
export interface ClassCopulaOptions extends TieOptions {
  /**
   * Where the normalised columns of a class lie.
   * - `"standard"` (default): mean 0 and variance about 1 in every class, for dependence given the
   *   class.
   * - `"robust"`: scaled by 1.4826 times the class's median absolute deviation and shifted to its
   *   median, so that classes keep their place and width, for mixtures.
   */
  readonly place?: "standard" | "robust";
}

/** Standard deviation of a normal variable whose median absolute deviation is 1: 1/Φ⁻¹(3/4). */
const DEVIATION_PER_MAD = 1.482602218505602;

/**
 * {@link copulaNormalise} on the samples of every class by themselves (Ince et al. 2017,
 * doi:10.1002/hbm.23471).
 *
 * @returns samples × variables in float64, in the order of the samples
 * @throws DegenerateColumnsError that lists the columns with one value only within a class, or,
 *   for place `"robust"`, with the same value in at least half of its samples
 * @throws ClassTooSmallError that names a class with one sample only
 * @throws InformationError for an unknown option, or when labels and samples do not match
 * @example
 * ```ts
 * import { copulaNormaliseWithinClasses, discreteTarget } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * const features = { samples: 5, variables: 1, values: Float64Array.of(1, 20, 2, 40, 3) };
 * const target = discreteTarget([0, 1, 0, 1, 0]);
 * // Ranks 1, 2, 3 of the three samples of class 0.
 * const { values } = copulaNormaliseWithinClasses(features, target);
 * ok(Math.abs(values[0]! - -0.6744897501960817) < 1e-15);
 * ok(Math.abs(values[4]! - 0.6744897501960817) < 1e-15);
 * ```
 */
export function copulaNormaliseWithinClasses(
  features: FeatureMatrix,
  target: DiscreteTarget,
  options: ClassCopulaOptions = {},
): FeatureMatrix {
  rejectUnknownOptions(InformationError, "copulaNormaliseWithinClasses", options, [
    "place",
    ...TIE_OPTIONS,
  ]);
  const { place = "standard", ...ties } = options;
  requireChoice(InformationError, "place", place, ["standard", "robust"]);
  const values = new Float64Array(features.values.length);
  for (const one of samplesByClass(features, target)) {
    const action = `Copula normalisation within class ${one.label}`;
    const normalised = normaliseColumns(action, one.features, ties).values;
    if (place === "robust") moveToClass(action, normalised, one);
    one.rows.forEach((row, at) => {
      const from = at * features.variables;
      values.set(
        normalised.subarray(from, from + features.variables),
        row * features.variables,
      );
    });
  }
  return { ...features, values };
}

/** Scales and shifts standard scores to the width and place of their class, column by column. */
function moveToClass(
  action: string,
  scores: Float32Array | Float64Array,
  { features }: ClassSamples,
): void {
  const { variables, names } = features;
  for (let j = 0; j < variables; j++) {
    const column = columnValues(features, j);
    const centre = median(column);
    const deviation = median(column.map((value) => Math.abs(value - centre)));
    if (deviation === 0) {
      throw new DegenerateColumnsError(action, [{
        ...columnReference(j, names),
        reason: "constant",
        explanation: `at least half of its values are ${centre}`,
      }]);
    }
    for (let at = j; at < scores.length; at += variables) {
      scores[at] = scores[at]! * (DEVIATION_PER_MAD * deviation) + centre;
    }
  }
}

/** The middle value, or the mean of the two middle ones. */
function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const upper = sorted.length >>> 1;
  return sorted.length % 2 === 1 ? sorted[upper]! : (sorted[upper - 1]! + sorted[upper]!) / 2;
}
