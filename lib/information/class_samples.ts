/**
 * Samples taken apart by class.
 * @module
 */
import { type DiscreteTarget, requireLabelled } from "./discrete_target.ts";
import { ClassTooSmallError } from "./errors.ts";
import { type FeatureMatrix, requireShape } from "./feature_matrix.ts";

/** The samples of one class. */
export interface ClassSamples {
  readonly label: number;
  /** Rows of its samples among all, ascending. */
  readonly rows: readonly number[];
  /** Those rows as a matrix of their own. */
  readonly features: FeatureMatrix;
}

/**
 * The samples of every class, by ascending label.
 *
 * @throws InformationError when there is not one label for every sample
 * @throws ClassTooSmallError that names a class with one sample only
 */
export function samplesByClass(features: FeatureMatrix, target: DiscreteTarget): ClassSamples[] {
  requireShape(features);
  requireLabelled(features, target);
  const rows: number[][] = target.labels.map(() => []);
  target.classes.forEach((index, row) => rows[index]!.push(row));
  return target.labels.map((label, index) => ({
    label,
    rows: rows[index]!,
    features: selectRows(features, rows[index]!, label),
  }));
}

function selectRows(
  { variables, values, names }: FeatureMatrix,
  rows: readonly number[],
  label: number,
): FeatureMatrix {
  if (rows.length < 2) throw new ClassTooSmallError(label, rows.length, 1);
  const selected = new Float64Array(rows.length * variables);
  rows.forEach((row, at) => {
    selected.set(values.subarray(row * variables, (row + 1) * variables), at * variables);
  });
  return {
    samples: rows.length,
    variables,
    values: selected,
    ...(names === undefined ? {} : { names }),
  };
}
