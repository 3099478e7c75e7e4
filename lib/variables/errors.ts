/** Errors of samples, labels and covariances. Every message names the invalid part. */

/**
 * Error: invalid samples, labels, covariances or options. Subclasses give the reason, such as too few samples
 * or a singular covariance.
 *
 * @example
 * ```ts
 * import { discreteTarget, InformationError } from "@multiplet/multiplet/information";
 * import { throws } from "node:assert/strict";
 * throws(() => discreteTarget([0, 1, 0.5]), InformationError);
 * ```
 */
export class InformationError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name: string = "InformationError";
}

/** Numbers of variables, and of the columns that users number, are below; those from here on are for made columns. */
export const NUMBERS_END = 2 ** 20;

/** A column of a feature matrix or of a covariance. */
export interface ColumnReference {
  /** 0-based; −1 for a column that is not one of the samples, such as that of a target; 2²⁰ and more for a component. */
  readonly index: number;
  /** Its name, if columns have names. */
  readonly name?: string;
}

/** A column in a message: `column 3 ("fc1[3]")`; without a name `column 3`, without a number of users `column "x0.pc1"`. */
export function columnTitle({ index, name }: ColumnReference): string {
  if (name === undefined) return `column ${index}`;
  return index < 0 || index >= NUMBERS_END ? `column "${name}"` : `column ${index} ("${name}")`;
}

/**
 * Reason why a column cannot be analysed:
 * - `"non-finite"`: it has a NaN or an infinity.
 * - `"constant"`: all its values are equal.
 * - `"duplicate"`: its ranks are those of an earlier column, or exactly reversed.
 * - `"dependent"`: earlier columns determine it linearly.
 * - `"label"`: the target determines it.
 * - `"unused"`: it was not asked for.
 */
export type Degeneracy =
  | "non-finite"
  | "constant"
  | "duplicate"
  | "dependent"
  | "label"
  | "unused";

/** A column that cannot be analysed, with the reason. */
export interface DegenerateColumn extends ColumnReference {
  /** The kind of reason. */
  readonly reason: Degeneracy;
  /** A clause for messages, e.g. `"all its values are 0"`. */
  readonly explanation: string;
}

/** What is wrong with columns, in a list of several. */
const FLAWS: Readonly<Record<Exclude<Degeneracy, "unused">, string>> = {
  "non-finite": "with missing values (NaN, empty or infinite)",
  constant: "constant",
  duplicate: "in the same or the reversed order as another column",
  dependent: "determined linearly by others",
  label: "determined by the label",
};

/** Columns that cannot be analysed, together for each reason, with words for several of them. */
export function byReason<One extends { readonly reason: Degeneracy }>(
  columns: readonly One[],
): { readonly words: string; readonly columns: readonly One[] }[] {
  return Object.entries(FLAWS).flatMap(([reason, words]) => {
    const own = columns.filter((one) => one.reason === reason);
    return own.length === 0 ? [] : [{ words, columns: own }];
  });
}

/** Most columns that a message explains. */
const EXPLAINED = 5;

/** The number of columns for each reason, as in `3 constant, 1 duplicate`. */
function countsOf(columns: readonly DegenerateColumn[]): string {
  const counts = new Map<Degeneracy, number>();
  for (const { reason } of columns) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).join(", ");
}

/**
 * Error: columns cannot be analysed. The message names the first five and counts the others by their reasons.
 *
 * @example
 * ```ts
 * import { copulaNormalise, DegenerateColumnsError, toVariables } from "@multiplet/multiplet/information";
 * import { throws } from "node:assert/strict";
 * const dead = { samples: 3, variables: 1, values: Float64Array.of(0, 0, 0), names: ["fc1[0]"] };
 * throws(
 *   () => copulaNormalise(toVariables(dead)),
 *   (error) => error instanceof DegenerateColumnsError && error.columns[0]!.name === "fc1[0]",
 * );
 * ```
 */
export class DegenerateColumnsError extends InformationError {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "DegenerateColumnsError";

  /**
   * The message lists the first columns, each with its explanation.
   *
   * @param action the attempted action, e.g. `"Copula normalisation"`
   * @param columns all of them, ascending
   */
  constructor(action: string, readonly columns: readonly DegenerateColumn[]) {
    const reasons = columns.slice(0, EXPLAINED)
      .map((column) => `${columnTitle(column)}: ${column.explanation}`);
    const more = columns.length - reasons.length;
    const which = more === 0
      ? reasons.join("; ")
      : `${columns.length} columns (${countsOf(columns)}): ${reasons.join("; ")}; and ${more} more`;
    super(
      `${action} is impossible with ${which}. To leave out ` +
        `such columns, use degenerate: "drop" (in the command line, --drop-degenerate)`,
    );
  }
}

/**
 * Error: too few samples, in all or in one class, for the number of variables: their covariance is singular.
 *
 * @example
 * ```ts
 * import { gaussianSystem, TooFewSamplesError, toVariables } from "@multiplet/multiplet/information";
 * import { throws } from "node:assert/strict";
 * const values = Float64Array.of(1, 2, 3, 3, 1, 2, 2, 3, 1); // Three samples of three variables.
 * const features = toVariables({ samples: 3, variables: 3, values });
 * throws(() => gaussianSystem(features, undefined).score([0, 1, 2]), new TooFewSamplesError(3, 3));
 * ```
 */
export class TooFewSamplesError extends InformationError {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "TooFewSamplesError";

  /**
   * The message says how many samples are needed, and of which class.
   *
   * @param samples number of samples, N, or of samples of the class
   * @param variables number of columns; the number of samples must exceed it
   * @param label label of the class that has too few; `undefined` for all samples
   */
  constructor(readonly samples: number, readonly variables: number, readonly label?: number) {
    const [within, found, remedy] = label === undefined
      ? ["", "there are", "analyse fewer columns or more samples"]
      : [
        ` within class ${label}`,
        "the class has",
        "analyse fewer columns, or leave the class out",
      ];
    super(
      `The covariance of ${variables} columns${within} needs at least ${variables + 1} samples, ` +
        `${found} ${samples}: ${remedy}`,
    );
  }
}

/**
 * Error: a covariance is not positive definite: one column is determined by those before it.
 *
 * @example
 * ```ts
 * import { covarianceFromMatrix, gaussianEntropy } from "@multiplet/multiplet/information";
 * import { NotPositiveDefiniteError } from "@multiplet/multiplet/variables";
 * import { throws } from "node:assert/strict";
 * const copies = covarianceFromMatrix(Float64Array.of(1, 1, 1, 1), Infinity);
 * throws(() => gaussianEntropy(copies, [0, 1]), new NotPositiveDefiniteError({ index: 1 }));
 * ```
 */
export class NotPositiveDefiniteError extends InformationError {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "NotPositiveDefiniteError";

  /**
   * The message names the column, and the class if the covariance is that of one class.
   *
   * @param column the column at which the Cholesky factorisation failed
   * @param label label of the class whose covariance failed; `undefined` for that of all samples
   */
  constructor(readonly column: ColumnReference, readonly label?: number) {
    super(
      `The covariance${label === undefined ? "" : ` within class ${label}`} is not positive ` +
        `definite: ${columnTitle(column)} has no variance of its own beside the columns before ` +
        `it. Remove it, or its copy`,
    );
  }
}

/**
 * Error: the covariance of a multiplet has no inverse: one of its variables is determined by the others.
 *
 * @example
 * ```ts
 * import { covarianceFromMatrix, SingularMultipletError } from "@multiplet/multiplet/information";
 * import { exactSearch, searchSpace } from "@multiplet/multiplet/search";
 * import { rejects } from "node:assert/strict";
 * const covariance = covarianceFromMatrix(Float64Array.of(1, 1, 1, 1), Infinity);
 * const space = searchSpace({ covariance, target: { encoding: "none" } });
 * await rejects(exactSearch(space), new SingularMultipletError([0, 1]));
 * ```
 */
export class SingularMultipletError extends InformationError {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "SingularMultipletError";

  /**
   * The message names the variables.
   *
   * @param multiplet the first multiplet found, or the beginning of one
   */
  constructor(readonly multiplet: readonly number[]) {
    super(`Multiplet ${multiplet.join(",")} has a covariance that is not positive definite`);
  }
}
