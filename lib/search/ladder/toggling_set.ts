/** What all moving sets have in common: variables that are swept in and out of some matrices. */
import type { SearchSpace } from "../../information/search_space.ts";
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

/** A length as a multiple of four: rows of such a length are read four elements at a time. */
export function padded(length: number): number {
  return (length + 3) & ~3;
}

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
  protected readonly columns: readonly (readonly number[])[];
  /** The set and the other variables, ascending; valid once gathered. */
  protected readonly members_: Int32Array;
  protected readonly others: Int32Array;
  readonly #matrices: readonly Swept[];
  readonly #isIn: Uint8Array;
  readonly #wanted: Uint8Array;
  /** Whether the variable of each row outside is sought. */
  readonly #isSought: Uint8Array;
  /** The rows that are sought. */
  protected readonly rows: Int32Array;
  #size = 0;
  #toggles = 0;
  #isGathered = false;

  constructor(space: SearchSpace, end: End) {
    const n = space.variables;
    this.variables = n;
    this.sign = end === "synergy" ? 1 : -1;
    this.given = space.conditionalTerms.map(({ matrix }) => new Swept(matrix, space.columnCount));
    this.features = space.hasTarget ? new Swept(space.features, space.columnCount) : this.given[0]!;
    this.#matrices = space.hasTarget ? [...this.given, this.features] : this.given;
    this.columns = space.columns;
    this.compared = new Float64Array(n + 1);
    this.members_ = new Int32Array(n);
    this.others = new Int32Array(n);
    this.rows = new Int32Array(n);
    this.#isIn = new Uint8Array(n);
    this.#wanted = new Uint8Array(n);
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
   * The best swap of the member at a position, prepared by {@link dropMerit}, which `dropped` is, with the variable of
   * one of the first `count` of {@link rows}, if its merit is above `above`: the merit, or −Infinity.
   */
  protected abstract swapMerit(
    position: number,
    count: number,
    dropped: number,
    above: number,
  ): number;
  /** The row of the last swap of {@link swapMerit}. */
  protected foundRow = -1;

  get isScreened(): boolean {
    return this.variables >= SCREENED_FROM;
  }

  get size(): number {
    return this.#size;
  }

  has(variable: number): boolean {
    return this.#isIn[variable] === 1;
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
      this.#isIn[out] = 0;
      this.#isIn[v] = 1;
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
    return { out: -1, in: this.others[entering]!, gain: this.gainOf(best) };
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
      visit({ out: this.members_[i]!, in: -1, gain: this.gainOf(this.dropMerit(i)) });
    }
    this.compared[k - 1]! += k;
    this.work += k * k * this.given.length;
  }

  bestSwap(tabu?: Tabu, isQuick: boolean = tabu !== undefined): Move | undefined {
    this.prepare();
    const k = this.#size;
    const outside = this.variables - k;
    if (k === 0 || outside === 0) return undefined;
    let count = 0;
    for (let row = 0; row < outside; row++) {
      const isSought = isFree(this.others[row]!, tabu);
      this.#isSought[row] = isSought ? 1 : 0;
      if (isSought) this.rows[count++] = row;
    }
    if (!this.isScreened) return this.#bestOf(count, tabu);
    const screened = this.#bestOf(this.#screen(outside), tabu);
    if (isQuick || (screened !== undefined && screened.gain > LEAST_GAIN)) return screened;
    for (let row = count = 0; row < outside; row++) {
      if (this.#isSought[row] === 1) this.rows[count++] = row;
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
      if (merits[row]! >= threshold && this.#isSought[row] === 1) this.rows[count++] = row;
    }
    this.work += outside * this.#size * this.given.length;
    return count;
  }

  /** The best swap with a variable of the first `count` sought rows. */
  #bestOf(count: number, tabu: Tabu | undefined): Move | undefined {
    const k = this.#size;
    let leaving = -1;
    let entering = -1;
    let best = -Infinity;
    for (let i = 0; i < k; i++) {
      if (!isFree(this.members_[i]!, tabu)) continue;
      const merit = this.swapMerit(i, count, this.dropMerit(i), best);
      if (!(merit > best)) continue;
      best = merit;
      leaving = i;
      entering = this.foundRow;
    }
    this.compared[k]! += k * count;
    this.work += k * k * count * this.given.length;
    if (leaving < 0) return undefined;
    const gain = this.gainOf(best);
    return { out: this.members_[leaving]!, in: this.others[entering]!, gain };
  }

  swapGain(out: number, entering: number): number {
    this.prepare();
    const k = this.#size;
    const position = this.members_.subarray(0, k).indexOf(out);
    this.rows[0] = this.others.subarray(0, this.variables - k).indexOf(entering);
    this.compared[k]!++;
    this.work += k * this.given.length;
    const merit = this.swapMerit(position, 1, this.dropMerit(position), -Infinity);
    return merit === -Infinity ? merit : this.gainOf(merit);
  }

  swaps(above: number, visit: (move: Move) => void): void {
    this.prepare();
    const k = this.#size;
    const outside = this.variables - k;
    const least = this.meritOf(above);
    for (let i = 0; i < k; i++) {
      const dropped = this.dropMerit(i);
      for (let row = 0; row < outside; row++) {
        this.rows[0] = row;
        const merit = this.swapMerit(i, 1, dropped, least);
        if (!(merit > least)) continue;
        visit({ out: this.members_[i]!, in: this.others[row]!, gain: this.gainOf(merit) });
      }
    }
    this.compared[k]! += k * outside;
    this.work += k * k * outside * this.given.length;
  }

  /** Gathers what the moves read. */
  protected prepare(): void {
    if (this.#isGathered) return;
    this.#isGathered = true;
    let inside = 0;
    let outside = 0;
    for (let v = 0; v < this.variables; v++) {
      if (this.#isIn[v] === 1) this.members_[inside++] = v;
      else this.others[outside++] = v;
    }
    this.gather(inside, outside);
  }

  /** Notes that the variable of a row cannot enter, in place of the member at a position. */
  protected refuse(row: number, position: number = -1): void {
    if (this.singular.has(position < 0 ? this.#size + 1 : this.#size)) return;
    const out = position < 0 ? -1 : this.members_[position]!;
    this.#note([...this.members().filter((own) => own !== out), this.others[row]!]);
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
    this.#isIn[v] = sign === 1 ? 1 : 0;
    this.#moved(this.columns[v]!.length, sign);
    return true;
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
    this.#size = 0;
    this.#toggles = 0;
    this.#isGathered = false;
  }
}

function isFree(variable: number, tabu: Tabu | undefined): boolean {
  return tabu === undefined || tabu.until[variable]! <= tabu.step;
}

/** The rows `others` of a lower triangle in the columns `members`, padded with zeros, and their diagonal. */
export function gatherRows(
  { values, size: n }: Swept,
  members: Int32Array,
  k: number,
  others: Int32Array,
  outside: number,
  rows: Float64Array,
  diagonal: Float64Array,
): void {
  const stride = padded(k);
  for (let row = 0, at = 0; row < outside; row++) {
    const v = others[row]!;
    const own = v * n;
    diagonal[row] = values[own + v]!;
    for (let j = 0; j < k; j++, at++) {
      const member = members[j]!;
      rows[at] = member < v ? values[own + member]! : values[member * n + v]!;
    }
    for (let j = k; j < stride; j++, at++) rows[at] = 0;
  }
}
