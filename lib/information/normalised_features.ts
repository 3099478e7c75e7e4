/**
 * Features that are ready for Gaussian measures.
 * @module
 */
import { rejectUnknownOptions, requireChoice } from "../system/checks/options.ts";
import { copulaNormalise } from "./copula.ts";
import { dropDegenerateColumns } from "./degenerate_columns.ts";
import { type DegenerateColumn, DegenerateColumnsError, InformationError } from "./errors.ts";
import { type FeatureMatrix, requireShape } from "./feature_matrix.ts";
import { TIE_OPTIONS, type TieOptions } from "./ranks.ts";

/** How features are normalised. */
export interface NormaliseOptions extends TieOptions {
  /**
   * What happens to columns that cannot be analysed: non-finite, constant, duplicate, or, once
   * there are covariances, dependent.
   * - `"error"` (default): a {@link DegenerateColumnsError} or {@link NotPositiveDefiniteError}.
   * - `"drop"`: they are left out and listed.
   */
  readonly degenerate?: "error" | "drop";
}

/** Copula-normalised features without degenerate columns. */
export interface NormalisedFeatures {
  /** Samples × n features, with names. */
  readonly matrix: FeatureMatrix;
  /** For every feature, its column in the original samples. 0..n−1 when nothing was dropped. */
  readonly columns: readonly number[];
  /** Columns of the original samples that were left out, ascending. */
  readonly dropped: readonly DegenerateColumn[];
  /** How they were normalised; a target is treated alike. */
  readonly options: NormaliseOptions;
}

/**
 * Checks features once and copula-normalises them, so that any number of targets and encodings can
 * be put beside them: see {@link gaussianSystem}.
 *
 * Features without names are called x0, x1, … by their column.
 *
 * @throws DegenerateColumnsError that lists all non-finite, constant and duplicate columns, or says
 *   that no column is left
 * @throws InformationError for unknown options, or sizes that do not agree
 * @example
 * ```ts
 * import { normaliseFeatures } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const values = Float64Array.of(1, 0, 4, 2, 0, 1, 3, 0, 3); // Column 1 is dead.
 * const features = { samples: 3, variables: 3, values };
 * const { matrix, columns, dropped } = normaliseFeatures(features, { degenerate: "drop" });
 * deepEqual([columns, matrix.names], [[0, 2], ["x0", "x2"]]);
 * deepEqual(dropped.map(({ name, reason }) => [name, reason]), [["x1", "constant"]]);
 * ```
 */
export function normaliseFeatures(
  features: FeatureMatrix,
  options: NormaliseOptions = {},
): NormalisedFeatures {
  rejectUnknownOptions(InformationError, "normaliseFeatures", options, [
    "degenerate",
    ...TIE_OPTIONS,
  ]);
  const { degenerate = "error", ...ties } = options;
  requireChoice(InformationError, "degenerate", degenerate, ["error", "drop"]);
  requireShape(features);
  const names = features.names ?? Array.from({ length: features.variables }, (_, j) => `x${j}`);
  const { features: sound, kept, dropped } = dropDegenerateColumns({ ...features, names });
  if (dropped.length > 0 && degenerate === "error") {
    throw new DegenerateColumnsError("An analysis", dropped);
  }
  return { matrix: copulaNormalise(sound, ties), columns: kept, dropped, options };
}
