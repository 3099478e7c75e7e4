/** A genetic search of one size at a time. */
import { integerBelow, shuffle, uniform } from "../../system/random/random.ts";
import type { SearchSpace } from "../../information/search_space.ts";
import type { Searchable, SizeExtremes } from "../interface.ts";
import { type SizeWalk, type WalkOptions, walkSizes } from "./size_walks.ts";

/** Multiplets of a generation, those that survive, and the probability of an exchange of one variable in a child. */
const GENETIC = { population: 50, survivors: 2, mutation: 0.5 } as const;

/**
 * Small and large Ω(X, y) by size, by a genetic search: of 50 random multiplets, the better of two random ones is a
 * parent; a child has the variables that both parents have, and random ones of those that one parent has; half of the
 * children exchange a random variable. The best two survive. For comparison: `ladderSearch` finds more in less time.
 *
 * `calls`, 10,000 by default, is the number of multiplets scored per size and end. Sizes with at most so many
 * multiplets are enumerated.
 *
 * @throws SearchCostError for a search above `maxSeconds` or `maxBytes`
 * @throws SearchError for an unknown option, or sizes or options out of range
 * @example
 * ```ts
 * import { covarianceFromMatrix } from "@multiplet/multiplet/information";
 * import { exactSearch, geneticSearch, searchSpace } from "@multiplet/multiplet/search";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const covariance = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * const space = searchSpace({ covariance, target: { encoding: "none" } });
 * deepEqual(await geneticSearch(space), await exactSearch(space)); // Four multiplets.
 * ```
 */
export function geneticSearch(
  subject: SearchSpace | Searchable,
  options: WalkOptions = {},
): Promise<SizeExtremes[]> {
  return walkSizes("genetic", subject, options, evolve);
}

interface Individual {
  readonly multiplet: readonly number[];
  readonly value: number;
}

function* evolve(walk: SizeWalk): Generator<void, void, void> {
  const { variables, size, random } = walk;
  const individual = (multiplet: readonly number[]): Individual => ({
    multiplet,
    value: walk.value(multiplet),
  });
  let population: Individual[] = [];
  while (population.length < GENETIC.population && !walk.isOver) {
    const order = shuffle(Array.from({ length: variables }, (_, v) => v), random);
    population.push(individual(order.slice(0, size)));
    yield;
  }
  const parent = () => {
    const [a, b] = [0, 1].map(() => population[integerBelow(random, population.length)]!);
    return a!.value >= b!.value ? a! : b!;
  };
  while (!walk.isOver) {
    const next = population.toSorted((a, b) => b.value - a.value).slice(0, GENETIC.survivors);
    while (next.length < GENETIC.population && !walk.isOver) {
      const child = crossed(parent().multiplet, parent().multiplet, walk);
      if (uniform(random) < GENETIC.mutation) mutate(child, walk);
      next.push(individual(child));
      yield;
    }
    population = next;
  }
}

function crossed(a: readonly number[], b: readonly number[], { size, random }: SizeWalk): number[] {
  const shared = a.filter((own) => b.includes(own));
  const others = [...a, ...b].filter((own) => !shared.includes(own));
  return [...shared, ...shuffle(others, random).slice(0, size - shared.length)];
}

/** Exchanges one variable. */
function mutate(child: number[], { variables, random }: SizeWalk): void {
  if (child.length === variables) return;
  for (;;) {
    const entering = integerBelow(random, variables);
    if (child.includes(entering)) continue;
    child[integerBelow(random, child.length)] = entering;
    return;
  }
}
