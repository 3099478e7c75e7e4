/**
 * What can be wrong with samples, labels and covariances. Every error names the culprit.
 * @module
 */

/** A question was asked that cannot be answered; subclasses say why. */
export class InformationError extends Error {
  override readonly name: string = "InformationError";
}

/** A column of a feature matrix or of a covariance. */
export interface ColumnReference {
  /** 0-based. */
  readonly index: number;
  /** Its name, where columns have names. */
  readonly name?: string;
}

/** How a message calls a column: `column 3 ("fc1[3]")`, or `column 3` without names. */
export function columnTitle({ index, name }: ColumnReference): string {
  return name === undefined ? `column ${index}` : `column ${index} ("${name}")`;
}

/** The reference to column `index` under the names that may be given. */
export function columnReference(
  index: number,
  names: readonly string[] | undefined,
): ColumnReference {
  const name = names?.[index];
  return name === undefined ? { index } : { index, name };
}

/**
 * Why a column carries no information of its own:
 * - `"non-finite"`: it has a NaN or an infinity.
 * - `"constant"`: all its values are equal.
 * - `"duplicate"`: it orders the samples exactly as an earlier column does, or exactly the other way.
 * - `"dependent"`: earlier columns determine it linearly.
 */
export type Degeneracy = "non-finite" | "constant" | "duplicate" | "dependent";

/** A column that cannot be analysed, and why. */
export interface DegenerateColumn extends ColumnReference {
  readonly reason: Degeneracy;
  /** A clause for messages, e.g. `"all its values are 0"`. */
  readonly explanation: string;
}

/** Some columns cannot be analysed; all of them are listed. */
export class DegenerateColumnsError extends InformationError {
  override readonly name = "DegenerateColumnsError";
  readonly columns: readonly DegenerateColumn[];

  /** @param action what was attempted, e.g. `"Copula normalisation"` */
  constructor(action: string, columns: readonly DegenerateColumn[]) {
    const told = columns.map((column) => `${columnTitle(column)}: ${column.explanation}`);
    super(
      `${action} is impossible with ${told.join("; ")}. Remove such columns, ` +
        `for example with dropDegenerateColumns`,
    );
    this.columns = columns;
  }
}

/** Too few samples for the number of variables: their covariance is singular. */
export class TooFewSamplesError extends InformationError {
  override readonly name = "TooFewSamplesError";
  readonly samples: number;
  readonly variables: number;

  constructor(samples: number, variables: number) {
    super(
      `The covariance of ${variables} columns needs at least ${variables + 1} samples, ` +
        `there are ${samples}: analyse fewer columns or more samples`,
    );
    this.samples = samples;
    this.variables = variables;
  }
}

/** One class has too few samples for the number of variables. */
export class ClassTooSmallError extends InformationError {
  override readonly name = "ClassTooSmallError";
  /** The label of the class. */
  readonly label: number;
  readonly samples: number;
  readonly variables: number;

  constructor(label: number, samples: number, variables: number) {
    super(
      `The covariance of ${variables} columns within class ${label} needs at least ` +
        `${variables + 1} samples, the class has ${samples}: analyse fewer columns, or leave the ` +
        `class out`,
    );
    this.label = label;
    this.samples = samples;
    this.variables = variables;
  }
}

/** A covariance is not positive definite: one column is determined by those before it. */
export class NotPositiveDefiniteError extends InformationError {
  override readonly name = "NotPositiveDefiniteError";
  /** The column at which the Cholesky factorisation failed. */
  readonly column: ColumnReference;
  /** Label of the class whose covariance failed; absent for the covariance of all samples. */
  readonly label?: number;

  constructor(column: ColumnReference, label?: number) {
    super(
      `The covariance${label === undefined ? "" : ` within class ${label}`} is not positive ` +
        `definite: ${columnTitle(column)} has no variance of its own beside the columns before ` +
        `it. Remove it, or its copy`,
    );
    this.column = column;
    if (label !== undefined) this.label = label;
  }
}
