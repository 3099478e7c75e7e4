/** The ladder at one end: one best multiplet per size, each of which improves those beside it. */
import { integerBelow, type RandomSource, shuffle, uniform } from "../../system/random/random.ts";
import type { Move, MovingSet, Tabu } from "./moving_set.ts";
import type { Held, Rungs } from "./rungs.ts";
import { LEAST_GAIN } from "./toggling_set.ts";

/** Steps of a tabu walk, at most and at most half as many as variables, and the steps for which a moved variable stays where it is. */
const TABU = { steps: 30, tenure: 7 } as const;

/** Sizes between two incumbents that are crossed, at most. */
const CROSSED = 3;

/** Variables that are added to a seed. */
const GROWN = 6;

/**
 * Small sizes, up to a number of variables and a share of all: their starts are quick, and most of them end in different
 * optima. A call there makes so many starts.
 */
export const SMALL = { upTo: 12, share: 1 / 8, starts: 16 } as const;

/** Whether a call at a size makes several starts. */
export const isSmall = (size: number, variables: number): boolean =>
  size <= SMALL.upTo && size <= SMALL.share * variables;

/** Work between two pauses, in multiply-adds: about 10 ms. */
const MOST_BETWEEN_PAUSES = 2 ** 23;

/** A walk that stops now and then, with the finished share of its work. */
export type Walk = Generator<number, void, void>;

/** A ladder that is climbed with one moving set. */
export class Climb {
  readonly #set: MovingSet;
  readonly #rungs: Rungs;
  /** Of the multiplets that descents have passed, by their signatures: where a descent from them ends. */
  readonly #ends = new Map<number, Held>();
  #paused = 0;
  #share = 0;

  constructor(set: MovingSet, rungs: Rungs) {
    this.#set = set;
    this.#rungs = rungs;
    this.#unproven = new Uint8Array(rungs.most + 1);
  }

  /** The greedy paths: up from `pair`, and down from all variables if the ladder has that rung. */
  *paths(pair: readonly number[]): Walk {
    const { variables } = this.#set;
    if (this.#set.become(pair)) yield* this.#path(() => this.#set.bestAdd(), this.#rungs.most);
    if (this.#rungs.most < variables) return;
    const all = Array.from({ length: variables }, (_, v) => v);
    if (!this.#set.become(all)) return;
    yield* this.#enumerateLargest();
    this.#set.become(all);
    yield* this.#path(() => this.#set.bestDrop(), this.#rungs.least);
  }

  /** Compares all multiplets of one variable or two less than all: the set has all variables. */
  *#enumerateLargest(): Walk {
    const { variables } = this.#set;
    const rungs = this.#rungs;
    const value = this.#set.value();
    const firsts: Move[] = [];
    this.#set.drops((move) => firsts.push(move));
    for (const move of firsts) this.#offerMoved(move, value);
    if (variables - 1 >= rungs.least) rungs.fix(variables - 1);
    // With many variables, there are too many pairs.
    if (variables - 2 < rungs.least || rungs.isFixed(variables - 2) || this.#set.isScreened) return;
    for (const first of firsts) {
      this.#set.make(first);
      const between = this.#set.value();
      this.#set.drops((second) => {
        if (second.out > first.out) this.#offerMoved(second, between);
      });
      this.#set.make({ out: -1, in: first.out, gain: -first.gain });
      yield* this.#pause();
    }
    rungs.fix(variables - 2);
  }

  *#path(next: () => Move | undefined, last: number): Walk {
    for (;;) {
      this.#offer();
      if (this.#set.size === last) return;
      const move = next();
      if (move === undefined) return;
      this.#set.make(move);
      yield* this.#pause();
    }
  }

  /** Grows multiplets by the best variable some times, with a descent after each. */
  *grow(seeds: readonly (readonly number[])[]): Walk {
    for (const seed of seeds) {
      if (!this.#set.become(seed)) continue;
      for (
        let time = 0;
        time < GROWN && this.#set.size < this.#rungs.most;
        time++
      ) {
        const move = this.#set.bestAdd();
        if (move === undefined) break;
        this.#set.make(move);
        if (this.#rungs.isFixed(this.#set.size)) continue;
        const end = yield* this.#descend();
        if (!this.#set.become(end.multiplet)) break;
      }
    }
  }

  /** Until no rung has a better multiplet beside its best one, or on the rungs beside it. */
  *settle(): Walk {
    const { isDirty } = this.#rungs;
    while (isDirty.includes(1)) {
      yield* this.#sweep(isDirty, true);
      // Where a quick descent has ended, all exchanges are compared once the ladder is quiet.
      if (!isDirty.includes(1)) yield* this.#sweep(this.#unproven, false);
    }
  }

  /** Of each size: 1 if its best multiplet is the end of a quick descent that has left out exchanges. */
  readonly #unproven: Uint8Array;

  /** Visits the rungs that are marked, up and down. */
  *#sweep(marks: Uint8Array, isQuick: boolean): Walk {
    const { least, most } = this.#rungs;
    for (let size = least; size <= most; size++) yield* this.#visit(size, marks, isQuick);
    for (let size = most; size >= least; size--) yield* this.#visit(size, marks, isQuick);
  }

  *#visit(size: number, marks: Uint8Array, isQuick: boolean): Walk {
    if (marks[size] === 0) return;
    const { isDirty } = this.#rungs;
    isDirty[size] = 0;
    this.#unproven[size] = 0;
    const { multiplet } = this.#rungs.best(size)!;
    const isKnown = isQuick && this.#ends.has(this.#set.signatureOf(multiplet));
    if (!isKnown) {
      if (!this.#set.become(multiplet)) return;
      yield* this.#descend(isQuick);
      // What the descent reached has been compared with those beside it.
      isDirty[size] = 0;
    }
    if (isQuick && this.#set.isScreened) this.#unproven[size] = 1;
  }

  /** New starts at random sizes: `calls` of them, or several at once at a small size. */
  *search(calls: number, random: RandomSource): Walk {
    const sizes = this.#open();
    if (sizes.length === 0) return;
    for (let call = 0; call < calls; call++) {
      this.#share = call / calls;
      const size = drawSize(sizes, random);
      if (isSmall(size, this.#set.variables)) yield* this.#chain(size, random);
      else {
        yield* this.#start(size, random);
        yield* this.#descend();
      }
      yield* this.settle();
    }
  }

  /** Fills every rung with the best of the multiplets beside those that it holds. */
  *fill(): Walk {
    for (const size of this.#open()) {
      const expanded = new Set<string>();
      for (;;) {
        const next = this.#rungs.held(size).find(({ multiplet }) =>
          !expanded.has(multiplet.join())
        );
        if (next === undefined) break;
        expanded.add(next.multiplet.join());
        if (!this.#set.become(next.multiplet)) continue;
        const value = this.#set.value();
        const least = this.#rungs.isFull(size) ? this.#rungs.held(size).at(-1)!.value : -Infinity;
        this.#set.swaps(least - value, (move) => this.#offerMoved(move, value));
        yield* this.#pause();
      }
    }
    this.#rungs.isDirty.fill(0);
  }

  /** The sizes that are sought. */
  #open(): number[] {
    const { least, most } = this.#rungs;
    const sizes: number[] = [];
    for (let size = least; size <= most; size++) if (!this.#rungs.isFixed(size)) sizes.push(size);
    return sizes;
  }

  /** A random set, then random swaps in the best one that was reached from it. */
  *#chain(size: number, random: RandomSource): Walk {
    const { variables } = this.#set;
    let best: Held | undefined;
    for (let start = 0; start < SMALL.starts; start++) {
      const from = best === undefined
        ? drawn(size, variables, random)
        : kicked(best.multiplet, variables, random);
      if (!this.#set.become(from)) continue;
      const end = yield* this.#descend();
      if (best === undefined || end.value > best.value) best = end;
    }
  }

  /** Makes the set one of `size` variables, by one of four ways. */
  *#start(size: number, random: RandomSource): Walk {
    const { variables } = this.#set;
    const best = this.#rungs.best(size);
    const way = best === undefined ? 0 : integerBelow(random, 4);
    if (way === 0) this.#set.become(drawn(size, variables, random));
    else if (way === 1) {
      this.#set.become(kicked(best!.multiplet, variables, random));
    } else if (way === 2) {
      this.#set.become(best!.multiplet);
      yield* this.#tabuWalk(random);
    } else yield* this.#cross(size, random);
  }

  *#tabuWalk(random: RandomSource): Walk {
    const until = new Int32Array(this.#set.variables);
    const tenure = Math.min(TABU.tenure, Math.floor(this.#set.size / 2));
    const steps = Math.min(TABU.steps, Math.ceil(this.#set.variables / 2));
    for (let step = 0; step < steps; step++) {
      const tabu: Tabu = { until, step };
      const move = this.#set.bestSwap(tabu);
      if (move === undefined) return;
      this.#set.make(move);
      const stay = step + 1 + tenure + integerBelow(random, 3);
      until[move.out] = stay;
      until[move.in] = stay;
      this.#offerItself();
      yield* this.#pause();
    }
  }

  /** The union of two incumbents near a size, cut by best drops or filled by best adds. */
  *#cross(size: number, random: RandomSource): Walk {
    const near = (): readonly number[] => {
      const { least, most } = this.#rungs;
      const first = Math.max(least, size - CROSSED);
      const last = Math.min(most, size + CROSSED);
      const drawn = first + integerBelow(random, last - first + 1);
      return (this.#rungs.best(drawn) ?? this.#rungs.best(size)!).multiplet;
    };
    const union = [...new Set([...near(), ...near()])];
    if (!this.#set.become(union)) return;
    while (this.#set.size !== size) {
      const move = this.#set.size > size ? this.#set.bestDrop() : this.#set.bestAdd();
      if (move === undefined) return;
      this.#set.make(move);
      yield* this.#pause();
    }
  }

  /**
   * To a multiplet that no swap improves, or of which a quick search finds none that does; offers it. A quick descent
   * ends early at a multiplet from which one was made before, and returns where that one ended.
   */
  *#descend(isQuick: boolean = true): Generator<number, Held, void> {
    const passed: number[] = [];
    let end: Held | undefined;
    while (end === undefined) {
      const { signature } = this.#set;
      end = isQuick ? this.#ends.get(signature) : undefined;
      if (end !== undefined) break;
      passed.push(signature);
      const move = this.#set.bestSwap(undefined, isQuick);
      yield* this.#pause();
      if (move !== undefined && move.gain > LEAST_GAIN) this.#set.make(move);
      else end = { value: this.#offer(), multiplet: this.#set.members() };
    }
    for (const signature of passed) this.#ends.set(signature, end);
    return end;
  }

  /** Offers the set to its rung, and its best neighbours to the rungs beside it; returns its value. */
  #offer(): number {
    const { size } = this.#set;
    const value = this.#offerItself();
    const { least, most } = this.#rungs;
    if (size < most && !this.#rungs.isFixed(size + 1)) {
      const move = this.#set.bestAdd();
      if (move !== undefined) this.#offerMoved(move, value);
    }
    if (size > least && !this.#rungs.isFixed(size - 1)) {
      const move = this.#set.bestDrop();
      if (move !== undefined) this.#offerMoved(move, value);
    }
    return value;
  }

  #offerItself(): number {
    const value = this.#set.value();
    if (this.#rungs.takes(this.#set.size, value)) this.#rungs.offer(value, this.#set.members());
    return value;
  }

  #offerMoved({ out, in: entering, gain }: Move, value: number): void {
    const size = this.#set.size - (out < 0 ? 0 : 1) + (entering < 0 ? 0 : 1);
    if (!this.#rungs.takes(size, value + gain)) return;
    const members = this.#set.members().filter((v) => v !== out);
    if (entering >= 0) members.push(entering);
    this.#rungs.offer(value + gain, members.sort((a, b) => a - b));
  }

  *#pause(): Walk {
    if (this.#set.work - this.#paused < MOST_BETWEEN_PAUSES) return;
    this.#paused = this.#set.work;
    yield this.#share;
  }
}

/** One of ascending sizes: small ones are more frequent, as on a logarithmic scale. */
function drawSize(sizes: readonly number[], random: RandomSource): number {
  const first = Math.log(sizes[0]!);
  const last = Math.log(sizes.at(-1)! + 1);
  const drawn = Math.floor(Math.exp(first + uniform(random) * (last - first)));
  // Sizes between the first and the last can be missing.
  return sizes.find((size) => size >= drawn) ?? sizes.at(-1)!;
}

/** A random multiplet. */
function drawn(size: number, variables: number, random: RandomSource): number[] {
  return shuffle(Array.from({ length: variables }, (_, v) => v), random).slice(0, size);
}

/** A multiplet with some random swaps: 2 to half of what can be swapped. */
function kicked(multiplet: readonly number[], variables: number, random: RandomSource): number[] {
  const inside = [...multiplet];
  const outside: number[] = [];
  for (let v = 0; v < variables; v++) if (!multiplet.includes(v)) outside.push(v);
  const most = Math.min(inside.length, outside.length);
  const swaps = Math.min(most, 2 + integerBelow(random, Math.max(1, Math.floor(most / 2) - 1)));
  for (let swap = 0; swap < swaps; swap++) {
    const i = integerBelow(random, inside.length);
    const v = integerBelow(random, outside.length);
    [inside[i], outside[v]] = [outside[v]!, inside[i]!];
  }
  return inside;
}
