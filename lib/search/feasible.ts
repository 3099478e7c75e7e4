/**
 * Which exhaustive searches are not begun, as they would never end.
 * @module
 */
import { SearchError } from "./error.ts";
import { multipletCount } from "./multiplets.ts";
import { isWalked } from "./part_search.ts";
import type { SearchSpace } from "./space.ts";

/** Most multiplets of all sizes together, and about how many nanoseconds one takes on one core. */
interface Limit {
  readonly most: number;
  readonly nanoseconds: number;
}

/** Two days on one core where multiplets share the work of common beginnings. */
const WALKED: Limit = { most: 1e13, nanoseconds: 20 };

/** Six days where every multiplet is scored by itself. */
const SCORED: Limit = { most: 1e10, nanoseconds: 50_000 };

/**
 * Throws unless all multiplets of these sizes can be compared in days: there are at most 10¹³, or 10¹⁰
 * where the encoding `model` or blocks have them scored one by one.
 *
 * @param sizes ascending, each once, in 1..variables
 * @param advice an imperative: what to do instead
 * @throws SearchError with their number and about how long they would take
 */
export function requireFeasible(
  space: SearchSpace,
  sizes: readonly number[],
  advice: string,
): void {
  const { most, nanoseconds } = isWalked(space) ? WALKED : SCORED;
  const { variables } = space;
  const count = sizes.reduce((sum, size) => sum + multipletCount(variables, size), 0);
  if (count <= most) return;
  throw new SearchError(
    `An exhaustive search of ${variables} variables at ${sizesTitle(sizes)} would compare ` +
      `${powerOfTen(count)} multiplets, about ${
        duration(count * nanoseconds / 1e9)
      } on one core at ` +
      `${nanoseconds < 1000 ? `${nanoseconds} ns` : `${nanoseconds / 1000} µs`} each; at most ${
        powerOfTen(most)
      } are searched. ${advice}`,
  );
}

function sizesTitle(sizes: readonly number[]): string {
  const [first, last] = [sizes[0]!, sizes.at(-1)!];
  if (sizes.length === 1) return `size ${first}`;
  return `${sizes.length} sizes from ${first} to ${last}`;
}

/** Seconds as days or, where those would be many, as years. */
function duration(seconds: number): string {
  const days = seconds / 86_400;
  return days < 1000 ? `${Math.round(days)} days` : `${powerOfTen(days / 365.25)} years`;
}

/** A number to two digits, e.g. `"1.2 · 10^9"`, or whole where it is short. */
function powerOfTen(value: number): string {
  if (value === Infinity) return "more than 10^308";
  if (value < 1000) return `${Math.round(value)}`;
  const [digits, power] = value.toExponential(1).split("e+");
  return digits === "1.0" ? `10^${power}` : `${digits} · 10^${power}`;
}
