/**
 * Multiplets of a size, counted and listed.
 * @module
 */

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
