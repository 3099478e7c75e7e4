/** What a local search needs of a set of variables that changes by one variable or two at a time. */
/** The two ends of a size: the smallest and the largest Ω. */
export type End = "synergy" | "redundancy";

export const ENDS = ["synergy", "redundancy"] as const satisfies End[];

/** Variables that leave and enter a set, and what that adds to its value. */
export interface Move {
  /** The variable that leaves; −1: none. */
  readonly out: number;
  /** The variable that enters; −1: none. */
  readonly in: number;
  readonly gain: number;
}

/** Variables that may not move for some steps: variable v not before step `until[v]`. */
export interface Tabu {
  readonly until: Int32Array;
  readonly step: number;
}

/**
 * A set of variables with its value at one end of a size: −2Ω for synergy, 2Ω for redundancy, up to a term that
 * depends on the size alone. Larger values are better at both ends.
 */
export interface MovingSet {
  readonly variables: number;
  readonly size: number;
  /** The variables of the set, ascending. */
  members(): number[];
  has(variable: number): boolean;
  /** A number below 2⁵³ for the set: two sets practically never have the same. */
  readonly signature: number;
  signatureOf(multiplet: readonly number[]): number;
  value(): number;
  /**
   * Makes `target` the set.
   *
   * @returns false if its covariance is not positive definite; the set is then empty
   */
  become(target: readonly number[]): boolean;
  /** The best variable to enter; `undefined` if none can. */
  bestAdd(): Move | undefined;
  /** The best variable to leave; `undefined` in an empty set. */
  bestDrop(): Move | undefined;
  /**
   * The best exchange of one variable; `undefined` if there is none.
   *
   * @param isQuick of many variables, only those that are good to add are sought; otherwise all are, if those give
   * no gain
   */
  bestSwap(tabu?: Tabu, isQuick?: boolean): Move | undefined;
  /** Whether quick searches for a swap leave out variables. */
  readonly isScreened: boolean;
  /** Calls `visit` with all variables outside; a gain of −Infinity: it cannot enter. */
  adds(visit: (move: Move) => void): void;
  /** Calls `visit` with all variables that can leave. */
  drops(visit: (move: Move) => void): void;
  /** Calls `visit` with all swaps that gain more than `above`. */
  swaps(above: number, visit: (move: Move) => void): void;
  /** The gain of one swap; −Infinity if the variable cannot enter. */
  swapGain(out: number, entering: number): number;
  /** Makes a move that one of the last three has returned. */
  make(move: Move): void;
  /** Multiplets compared by sizes since the beginning. */
  readonly compared: Float64Array;
  /** Multiply-adds since the beginning, about a nanosecond each. */
  readonly work: number;
  /** By size: the first set that was met whose covariance is not positive definite. */
  readonly singular: ReadonlyMap<number, readonly number[]>;
}
