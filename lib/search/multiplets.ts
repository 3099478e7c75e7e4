/** Multiplets of a size: their number, their list, and parts that can be searched in any order. */

/**
 * Number of multiplets of `size` among `variables`: the binomial coefficient.
 *
 * @example
 * ```ts
 * import { multipletCount } from "@multiplet/multiplet/search";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(multipletCount(20, 6), 38_760);
 * ```
 */
export function multipletCount(variables: number, size: number): number {
  let count = 1;
  for (let i = 1; i <= size && count < Infinity; i++) count = count * (variables - size + i) / i;
  return Math.round(count);
}

/**
 * All multiplets of a size, in lexicographic order.
 *
 * @example
 * ```ts
 * import { multiplets } from "@multiplet/multiplet/search";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual([...multiplets(3, 2)], [[0, 1], [0, 2], [1, 2]]);
 * ```
 */
export function* multiplets(variables: number, size: number): Generator<number[]> {
  const current = Array.from({ length: size }, (_, i) => i);
  if (size > variables) return;
  for (;;) {
    yield [...current];
    let at = size - 1;
    while (at >= 0 && current[at] === variables - size + at) at--;
    if (at < 0) return;
    current[at]!++;
    for (let next = at + 1; next < size; next++) current[next] = current[next - 1]! + 1;
  }
}

/** Some of the multiplets of one size. */
export interface SearchPart {
  readonly size: number;
  /** The multiplets are those that begin with one of these, in lexicographic order. */
  readonly prefixes: readonly (readonly number[])[];
  /** Number of multiplets. */
  readonly count: number;
}

/** Largest share of the multiplets per part, if shorter prefixes do not prevent it. */
const SHARE = 1 / 256;

/**
 * All multiplets of a size in parts of similar count, in lexicographic order. Parts depend only on the two
 * numbers; there are up to 512 of them, so that workers of different speed end at nearly the same time.
 *
 * @param size at least 1
 */
export function searchParts(variables: number, size: number): SearchPart[] {
  const most = multipletCount(variables, size) * SHARE;
  const parts: { size: number; prefixes: (readonly number[])[]; count: number }[] = [];
  for (const prefix of splitPrefix([], variables, size, most)) {
    const count = continuations(prefix, variables, size);
    const last = parts.at(-1);
    if (last !== undefined && last.count + count <= most) {
      last.prefixes.push(prefix);
      last.count += count;
    } else parts.push({ size, prefixes: [prefix], count });
  }
  return parts;
}

/**
 * Prefixes, in lexicographic order, that divide the multiplets of a size that begin with `prefix`: the
 * shortest prefixes with at most `most` multiplets each. Prefixes have at most size − 2 columns, none for size 1;
 * those of that length can have more multiplets.
 */
export function* splitPrefix(
  prefix: readonly number[],
  variables: number,
  size: number,
  most: number,
): Generator<readonly number[]> {
  if (prefix.length >= size - 2 || continuations(prefix, variables, size) <= most) {
    yield prefix;
    return;
  }
  for (let next = behind(prefix); next <= variables - size + prefix.length; next++) {
    yield* splitPrefix([...prefix, next], variables, size, most);
  }
}

/** The first variable that may follow a prefix. */
export function behind(prefix: readonly number[]): number {
  return (prefix.at(-1) ?? -1) + 1;
}

/** Number of multiplets of a size that begin with `prefix`. */
function continuations(prefix: readonly number[], variables: number, size: number): number {
  return multipletCount(variables - behind(prefix), size - prefix.length);
}
