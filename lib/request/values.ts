/** Values of options as texts, and the error of a user. */
import { readableName } from "../analysis/formats.ts";
import { quoted } from "../data/tables/error.ts";

/** Error: the arguments of a command, or a file that they name, cannot be used. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Options of one type, by their names. */
export function optionsOf<Type extends "string" | "boolean", Name extends string>(
  type: Type,
  ...names: readonly Name[]
): Record<Name, { readonly type: Type }> {
  const entries = names.map((name) => [name, { type }]);
  return Object.fromEntries(entries) as Record<Name, { readonly type: Type }>;
}

/** Largest index, and largest number of indices, in a list; more is taken for a typing error. */
const LARGEST = 1_000_000;

/** Integers and ranges including both ends: `"0-2,5"` is 0, 1, 2, 5. Messages name the option. */
export function parseIndices(option: string, text: string): number[] {
  const ranges = text.split(",").map((part) => {
    const [, from, to = from] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (first <= last && last <= LARGEST) return { first, length: last - first + 1 };
    throw new UsageError(
      `${option} takes integers and ranges such as 0,2,5-7, got ${quoted(part.trim())} in ` +
        `${quoted(text)}`,
    );
  });
  const count = ranges.reduce((sum, { length }) => sum + length, 0);
  // Before the list is made: a few characters can stand for a million indices.
  if (count > LARGEST + 1) {
    throw new UsageError(`${option} takes at most ${LARGEST + 1} indices in all, got ${count}`);
  }
  return ranges.flatMap(({ first, length }) => Array.from({ length }, (_, at) => first + at));
}

/**
 * An integer as the value of an option.
 *
 * @param mostText the largest value in words, where it is known later only
 */
export function integer(
  option: string,
  text: string,
  least: number,
  most = 2 ** 32 - 1,
  mostText = `${most}`,
): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(
    `${option} takes an integer from ${least} to ${mostText}, got ${quoted(text)}`,
  );
}

/**
 * A value of an option, by its name in results or in the command line.
 *
 * @param nameOf the name in the command line
 */
export function choice<Value extends string>(
  option: string,
  value: string | undefined,
  allowed: readonly Value[],
  nameOf: (value: string) => string = readableName,
): Value | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value) ??
    allowed.find((one) => nameOf(one) === value);
  if (found !== undefined) return found;
  const names = [...new Set(allowed.map(nameOf))].join(", ");
  throw new UsageError(`${option} takes ${names}, got "${value}"`);
}
