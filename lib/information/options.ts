/**
 * The check of option bags.
 * @module
 */
import { InformationError } from "./errors.ts";

/**
 * Throws an {@link InformationError} when `options` has a key that `known` lacks. Types catch this
 * in checked code; notebook cells and plain JavaScript are not checked.
 *
 * @param action what was called, e.g. `"copulaNormalise"`
 */
export function rejectUnknownOptions<Options extends object>(
  action: string,
  options: Options,
  known: readonly (keyof Options & string)[],
): void {
  const unknown = Object.keys(options).find((key) => !known.some((name) => name === key));
  if (unknown !== undefined) {
    throw new InformationError(
      `${action} has no option "${unknown}"; it takes ${known.join(", ")}`,
    );
  }
}

/** Throws an {@link InformationError} unless `value` is one of `allowed`. */
export function requireChoice(name: string, value: unknown, allowed: readonly string[]): void {
  if (!allowed.some((choice) => choice === value)) {
    throw new InformationError(`${name} must be one of ${allowed.join(", ")}, got ${value}`);
  }
}
