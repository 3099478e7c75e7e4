/** What all moving sets have in common: variables that are swept in and out of some matrices. */
import type { SearchSpace } from "../../information/search_space.ts";
import { SweptMemory } from "../../kernels/swept.ts";
import { randomSource } from "../../system/random/random.ts";
import type { End, Move, MovingSet, Tabu } from "./moving_set.ts";
import { Swept } from "./swept.ts";

/** Columns with a smaller share of variance of their own given a set do not enter it. */
export const LEAST_PIVOT = 1e-10;

/** Moves after which the matrices are computed anew, so that rounding errors stay small. */
const MOST_TOGGLES = 400;

/** From this number of variables on, swaps are first sought among the variables that are best to add. */
const SCREENED_FROM = 200;

/** The share of variables that are sought first. */
const SCREENED_SHARE = 1 / 4;

/** A gain by a smaller logarithm than this is a rounding error. */
export const LEAST_GAIN = 1e-9;

/** Variables that are swept in and out of the covariances of a space. */
export abstract class TogglingSet implements MovingSet {
  readonly variables: number;
  readonly compared: Float64Array;
  work = 0;
  readonly singular: Map<number, readonly number[]> = new Map();
  /** 1 for synergy: −2Ω is to be large; −1 for redundancy. */
  protected readonly sign: 1 | -1;
  /** The covariances given the target, and that of the features; the same object without a target. */
  protected readonly given: readonly Swept[];
  protected readonly features: Swept;
  /** Where they lie, with the set and the other variables, ascending; these are valid once gathered. */
  protected readonly memory: SweptMemory;
  protected readonly columns: readonly (readonly number[])[];
  readonly #matrices: readonly Swept[];
  readonly #isIn: Uint8Array;
  readonly #wanted: Uint8Array;
  /** Whether the variable of each row outside is sought. */
  readonly #isSought: Uint8Array;
  /** Random numbers of 27 and 26 bits per variable; those of the members, combined by exclusive or, are the signature. */
  readonly #highs: Int32Array;
  readonly #lows: Int32Array;
  #high = 0;
  #low = 0;
  #size = 0;
  #toggles = 0;
  #isGathered = false;

  /** @param isGathered whether the memory has room for what the moves of single columns read */
  constructor(space: SearchSpace, end: End, isGathered: boolean = true) {
    const n = space.variables;
    this.variables = n;
    this.sign = end === "synergy" ? 1 : -1;
    const starts = space.conditionalTerms.map(({ matrix }) => matrix);
    if (space.hasTarget) starts.push(space.features);
    const { columnCount } = space;
    const memory = new SweptMemory(columnCount, starts.length, LEAST_PIVOT, isGathered);
    this.memory = memory;
    this.#matrices = starts.map((start, at) => new Swept(start, columnCount, memory, at));
    this.given = this.#matrices.slice(0, space.conditionalTerms.length);
    this.features = this.#matrices.at(-1)!;
    this.columns = space.columns;
    this.compared = new Float64Array(n + 1);
    this.#isIn = new Uint8Array(n);
    this.#wanted = new Uint8Array(n);
    const random = randomSource(1);
    this.#highs = Int32Array.from({ length: n }, () => random.uint32() >>> 5);
    this.#lows = Int32Array.from({ length: n }, () => random.uint32() >>> 6);
    this.#isSought = new Uint8Array(n);
  }

  abstract value(): number;
  /** Copies what the moves read. */
  protected abstract gather(size: number, outside: number): void;
  /** The gain with a merit; larger merits are better, and merits may be computed faster than gains. */
  protected abstract gainOf(merit: number): number;
  protected abstract meritOf(gain: number): number;
  /** The merit of adding the variable of a row; −Infinity where it cannot be added. */
  protected abstract addMerit(row: number): number;
  /** Prepares swaps of the member at a position; returns the merit of dropping it. */
  protected abstract dropMerit(position: number): number;
  /**
   * The largest merit of a swap of a member at one of the first `leaving` positions of the memory with the variable of
   * one of its first `count` sought rows; −Infinity: none.
   */
  protected abstract bestSwapOf(leaving: number, count: number): number;
  /** The swap of the last {@link bestSwapOf}. */
  protected foundPosition = -1;
  protected foundRow = -1;
  /** Of each row, the merit of its swap with the member at a position if it is above `above`, or −Infinity. */
  protected abstract swapMerits(position: number, above: number): Float64Array;

  get isScreened(): boolean {
    return this.variables >= SCREENED_FROM;
  }

  get size(): number {
    return this.#size;
  }

  has(variable: number): boolean {
    return this.#isIn[variable] === 1;
  }

  get signature(): number {
    return this.#high * 2 ** 26 + this.#low;
  }

  signatureOf(multiplet: readonly number[]): number {
    let high = 0;
    let low = 0;
    for (const v of multiplet) {
      high ^= this.#highs[v]!;
      low ^= this.#lows[v]!;
    }
    return high * 2 ** 26 + low;
  }

  members(): number[] {
    const found: number[] = [];
    for (let v = 0; v < this.variables; v++) if (this.#isIn[v] === 1) found.push(v);
    return found;
  }

  become(target: readonly number[]): boolean {
    const wanted = this.#wanted.fill(0);
    for (const v of target) wanted[v] = 1;
    let different = 0;
    for (let v = 0; v < this.variables; v++) if (wanted[v] !== this.#isIn[v]) different++;
    if (different === 0) return true;
    const isFresh = different > target.length || this.#toggles + different > MOST_TOGGLES;
    if (isFresh) this.#clear();
    for (let v = 0; v < this.variables; v++) {
      if (this.#isIn[v] === 1 && wanted[v] === 0) this.#toggle(v);
    }
    for (const v of target) {
      if (this.#isIn[v] === 1 || this.#toggle(v)) continue;
      this.#clear();
      return false;
    }
    // The moves to a large set do not count: another fresh start would need as many.
    if (isFresh) this.#toggles = 0;
    return true;
  }

  make({ out, in: v }: Move): void {
    if (out < 0 || v < 0 || this.columns[out]!.length > 1 || this.columns[v]!.length > 1) {
      if (out >= 0) this.#toggle(out);
      if (v >= 0) this.#toggle(v);
    } else {
      const [leaving, entering] = [this.columns[out]![0]!, this.columns[v]![0]!];
      for (const matrix of this.#matrices) matrix.swap(leaving, entering);
      this.#mark(out, 0);
      this.#mark(v, 1);
      this.#moved(2, 0);
    }
    if (this.#toggles <= MOST_TOGGLES) return;
    const members = this.members();
    this.#clear();
    this.become(members);
  }

  bestAdd(): Move | undefined {
    this.prepare();
    const k = this.#size;
    const outside = this.variables - k;
    let best = -Infinity;
    let entering = -1;
    for (let row = 0; row < outside; row++) {
      const merit = this.addMerit(row);
      if (merit > best) {
        best = merit;
        entering = row;
      }
    }
    this.compared[k + 1]! += outside;
    this.work += outside * k * this.given.length;
    if (entering < 0) return undefined;
    return { out: -1, in: this.memory.others[entering]!, gain: this.gainOf(best) };
  }

  adds(visit: (move: Move) => void): void {
    this.prepare();
    const k = this.#size;
    const outside = this.variables - k;
    for (let row = 0; row < outside; row++) {
      const merit = this.addMerit(row);
      const gain = merit === -Infinity ? merit : this.gainOf(merit);
      visit({ out: -1, in: this.memory.others[row]!, gain });
    }
    this.compared[k + 1]! += outside;
    this.work += outside * k * this.given.length;
  }

  bestDrop(): Move | undefined {
    let best: Move | undefined;
    this.drops((move) => {
      if (best === undefined || move.gain > best.gain) best = move;
    });
    return best;
  }

  drops(visit: (move: Move) => void): void {
    this.prepare();
    const k = this.#size;
    if (k === 0) return;
    for (let i = 0; i < k; i++) {
      visit({ out: this.memory.members[i]!, in: -1, gain: this.gainOf(this.dropMerit(i)) });
    }
    this.compared[k - 1]! += k;
    this.work += k * k * this.given.length;
  }

  bestSwap(tabu?: Tabu, isQuick: boolean = tabu !== undefined): Move | undefined {
    this.prepare();
    const k = this.#size;
    const outside = this.variables - k;
    if (k === 0 || outside === 0) return undefined;
    const { others, sought } = this.memory;
    let count = 0;
    for (let row = 0; row < outside; row++) {
      if (isFree(others[row]!, tabu)) sought[count++] = row;
    }
    if (!this.isScreened) return this.#bestOf(count, tabu);
    this.#isSought.fill(0);
    for (let at = 0; at < count; at++) this.#isSought[sought[at]!] = 1;
    const screened = this.#bestOf(this.#screen(outside), tabu);
    if (isQuick || (screened !== undefined && screened.gain > LEAST_GAIN)) return screened;
    for (let row = count = 0; row < outside; row++) {
      if (this.#isSought[row] === 1) sought[count++] = row;
    }
    return this.#bestOf(count, tabu);
  }

  /** Leaves the sought rows whose variables are best to add; returns their number. */
  #screen(outside: number): number {
    const merits = Float64Array.from({ length: outside }, (_, row) => this.addMerit(row));
    const most = Math.max(8, Math.ceil(outside * SCREENED_SHARE));
    const threshold = most < outside ? merits.toSorted().at(-most)! : -Infinity;
    let count = 0;
    for (let row = 0; row < outside; row++) {
      if (merits[row]! >= threshold && this.#isSought[row] === 1) this.memory.sought[count++] = row;
    }
    this.work += outside * this.#size * this.given.length;
    return count;
  }

  /** The best swap with a variable of the first `count` sought rows. */
  #bestOf(count: number, tabu: Tabu | undefined): Move | undefined {
    const k = this.#size;
    const { members, others, leaving } = this.memory;
    let free = 0;
    for (let i = 0; i < k; i++) if (isFree(members[i]!, tabu)) leaving[free++] = i;
    const merit = this.bestSwapOf(free, count);
    this.compared[k]! += k * count;
    this.work += k * k * count * this.given.length;
    if (merit === -Infinity) return undefined;
    const gain = this.gainOf(merit);
    return { out: members[this.foundPosition]!, in: others[this.foundRow]!, gain };
  }

  swapGain(out: number, entering: number): number {
    this.prepare();
    const k = this.#size;
    const { members, others, leaving, sought } = this.memory;
    leaving[0] = members.subarray(0, k).indexOf(out);
    sought[0] = others.subarray(0, this.variables - k).indexOf(entering);
    this.compared[k]!++;
    this.work += k * this.given.length;
    const merit = this.bestSwapOf(1, 1);
    return merit === -Infinity ? merit : this.gainOf(merit);
  }

  swaps(above: number, visit: (move: Move) => void): void {
    this.prepare();
    const k = this.#size;
    const outside = this.variables - k;
    const { members, others } = this.memory;
    const least = this.meritOf(above);
    for (let i = 0; i < k; i++) {
      const merits = this.swapMerits(i, least);
      for (let row = 0; row < outside; row++) {
        const merit = merits[row]!;
        if (!(merit > least)) continue;
        visit({ out: members[i]!, in: others[row]!, gain: this.gainOf(merit) });
      }
    }
    this.compared[k]! += k * outside;
    this.work += k * k * outside * this.given.length;
  }

  /** Gathers what the moves read. */
  protected prepare(): void {
    if (this.#isGathered) return;
    this.#isGathered = true;
    const { members, others } = this.memory;
    let inside = 0;
    let outside = 0;
    for (let v = 0; v < this.variables; v++) {
      if (this.#isIn[v] === 1) members[inside++] = v;
      else others[outside++] = v;
    }
    this.gather(inside, outside);
  }

  /** Notes that the variable of a row cannot enter, in place of the member at a position. */
  protected refuse(row: number, position: number = -1): void {
    if (this.singular.has(position < 0 ? this.#size + 1 : this.#size)) return;
    const out = position < 0 ? -1 : this.memory.members[position]!;
    this.#note([...this.members().filter((own) => own !== out), this.memory.others[row]!]);
  }

  #note(set: number[]): void {
    if (!this.singular.has(set.length)) this.singular.set(set.length, set.sort((a, b) => a - b));
  }

  /** Moves a variable in or out; false if it cannot enter, and its first columns may have. */
  #toggle(v: number): boolean {
    const sign = this.#isIn[v] === 1 ? -1 : 1;
    for (const column of this.columns[v]!) {
      for (const matrix of this.#matrices) {
        if (sign < 0 || matrix.at(column, column) > LEAST_PIVOT) continue;
        this.#note([...this.members(), v]);
        return false;
      }
      for (const matrix of this.#matrices) matrix.toggle(column, sign);
    }
    this.#mark(v, sign === 1 ? 1 : 0);
    this.#moved(this.columns[v]!.length, sign);
    return true;
  }

  #mark(v: number, isIn: 0 | 1): void {
    this.#isIn[v] = isIn;
    this.#high ^= this.#highs[v]!;
    this.#low ^= this.#lows[v]!;
  }

  #moved(toggles: number, larger: number): void {
    this.#isGathered = false;
    this.#toggles += toggles;
    this.#size += larger;
    this.work += toggles * this.features.size ** 2 * this.given.length;
  }

  #clear(): void {
    for (const matrix of this.#matrices) matrix.reset();
    this.#isIn.fill(0);
    this.#high = 0;
    this.#low = 0;
    this.#size = 0;
    this.#toggles = 0;
    this.#isGathered = false;
  }
}

function isFree(variable: number, tabu: Tabu | undefined): boolean {
  return tabu === undefined || tabu.until[variable]! <= tabu.step;
}
