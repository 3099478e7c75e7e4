/** Checks of option objects, for callers without type checks: notebook cells and plain JavaScript. */

/** An error class that a check throws. */
export type ErrorKind = new (message: string) => Error;

/**
 * Throws an error of class `Failure` when `options` has a key that `known` lacks.
 *
 * @param action what was called, e.g. `"copulaNormalise"`
 */
export function rejectUnknownOptions<Options extends object>(
  Failure: ErrorKind,
  action: string,
  options: Options,
  known: readonly (keyof Options & string)[],
): void {
  const unknown = Object.keys(options).find((key) => !known.some((name) => name === key));
  if (unknown !== undefined) {
    throw new Failure(`${action} has no option "${unknown}"; it takes ${known.join(", ")}`);
  }
}

/** Throws an error of class `Failure` unless `value`, of the option `name`, is one of `allowed`. */
export function requireChoice(
  Failure: ErrorKind,
  name: string,
  value: unknown,
  allowed: readonly string[],
): void {
  if (!allowed.some((choice) => choice === value)) {
    throw new Failure(`${name} must be one of ${allowed.join(", ")}, got ${value}`);
  }
}
