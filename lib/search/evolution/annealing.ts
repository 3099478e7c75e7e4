/** Simulated annealing of one multiplet at a time, the way of THOI. */
import { integerBelow, shuffle, uniform } from "../../system/random/random.ts";
import type { SearchSpace } from "../../information/search_space.ts";
import type { Searchable, SizeExtremes } from "../interface.ts";
import { movingSet } from "../ladder/island.ts";
import type { MovingSet } from "../ladder/moving_set.ts";
import { type SizeWalk, type WalkOptions, walkSizes } from "./size_walks.ts";

/** Repetitions from random multiplets, and the temperatures between which each cools, in nats of Ω. */
const ANNEALING = { repeats: 10, hottest: 0.3, coldest: 0.005 } as const;

/**
 * Small and large Ω(X, y) by size, by simulated annealing: ten times a random multiplet, then proposals that exchange
 * one random variable for another, accepted if Ω becomes more extreme, or else with the probability exp(−|ΔΩ| / T). T
 * falls from 0.3 to 0.005 nats in equal ratios. For comparison: `ladderSearch` finds more in less time.
 *
 * `calls`, 10,000 by default, is the number of proposals per size and end. Sizes with at most so many multiplets are
 * enumerated.
 *
 * @throws SearchCostError for a search above `maxSeconds` or `maxBytes`
 * @throws SearchError for an unknown option, or sizes or options out of range
 * @example
 * ```ts
 * import { covarianceFromMatrix } from "@multiplet/multiplet/information";
 * import { annealingSearch, exactSearch, searchSpace } from "@multiplet/multiplet/search";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const covariance = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * const space = searchSpace({ covariance, target: { encoding: "none" } });
 * deepEqual(await annealingSearch(space), await exactSearch(space)); // Four multiplets.
 * ```
 */
export function annealingSearch(
  subject: SearchSpace | Searchable,
  options: WalkOptions = {},
): Promise<SizeExtremes[]> {
  return walkSizes("annealing", subject, options, anneal);
}

function* anneal(walk: SizeWalk): Generator<void, void, void> {
  const { variables, size, calls, random } = walk;
  const repeats = Math.min(ANNEALING.repeats, calls);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const steps = Math.floor(calls * (repeat + 1) / repeats) - Math.floor(calls * repeat / repeats);
    const order = shuffle(Array.from({ length: variables }, (_, v) => v), random);
    const inside = order.slice(0, size);
    const outside = order.slice(size);
    const state = stateOf(walk, inside);
    if (outside.length === 0) return;
    const cooling = (ANNEALING.coldest / ANNEALING.hottest) ** (1 / Math.max(1, steps - 1));
    let temperature = ANNEALING.hottest;
    for (let step = 0; step < steps; step++, temperature *= cooling) {
      const i = integerBelow(random, inside.length);
      const v = integerBelow(random, outside.length);
      // Values are twice Ω.
      const gain = state.gain(inside[i]!, outside[v]!) / 2;
      if (gain >= 0 || uniform(random) < Math.exp(gain / temperature)) {
        state.accept(inside[i]!, outside[v]!);
        [inside[i], outside[v]] = [outside[v]!, inside[i]!];
      }
      yield;
    }
  }
}

/** The current multiplet. */
interface State {
  gain(out: number, entering: number): number;
  accept(out: number, entering: number): void;
}

function stateOf(walk: SizeWalk, start: readonly number[]): State {
  const { determinants } = walk.system;
  return determinants === undefined
    ? scoredState(walk, start)
    : movingState(walk, start, movingSet(determinants, walk.end));
}

/** With swept matrices, a gain takes a hundredth of the time of a score. */
function movingState(walk: SizeWalk, start: readonly number[], set: MovingSet): State {
  const offer = () => {
    const value = set.value();
    if (walk.rungs.takes(walk.size, value)) walk.rungs.offer(value, set.members());
  };
  // A start that is not positive definite is left by scores.
  if (!set.become(start)) return scoredState(walk, start);
  walk.compared++;
  offer();
  return {
    gain: (out, entering) => {
      walk.compared++;
      const gain = set.swapGain(out, entering);
      if (gain === -Infinity) walk.singular ??= set.singular.get(walk.size);
      return gain;
    },
    accept: (out, entering) => {
      set.make({ out, in: entering, gain: 0 });
      offer();
    },
  };
}

function scoredState(walk: SizeWalk, start: readonly number[]): State {
  let members = start;
  let value = walk.value(members);
  let proposed = value;
  const moved = (out: number, entering: number) =>
    members.map((own) => own === out ? entering : own);
  return {
    gain: (out, entering) => {
      proposed = walk.value(moved(out, entering));
      // From one multiplet that is not positive definite to another.
      return proposed === value ? 0 : proposed - value;
    },
    accept: (out, entering) => {
      members = moved(out, entering);
      value = proposed;
    },
  };
}
