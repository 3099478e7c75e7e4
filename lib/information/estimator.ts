/** Estimators of information behind one interface: what pipeline and searches know of them. */
import type {
  DegenerateColumn,
  DiscreteTarget,
  TieRule,
  Variable,
  Variables,
} from "../variables/mod.ts";
import type { ScoredMultiplet, SearchSpace } from "./search_space.ts";

/** Entropies of a set of variables, in nats. */
export interface SetEntropy {
  /** H(S). */
  readonly alone: number;
  /** I(S; y); 0 without a target. */
  readonly information: number;
}

/** The properties of a system on which the cost of its searches depends. */
export interface SearchShape {
  /** Number of variables, n. */
  readonly variables: number;
  /** Columns of each variable. Default: one each. */
  readonly widths?: readonly number[];
  /** Covariances given the target: as many as classes for the encoding `"model"`, else 1, the default. */
  readonly terms?: number;
  /** Default `true`. */
  readonly hasTarget?: boolean;
  /**
   * Seconds of one score, for systems that have no {@link System.determinants}. Default: as long as the
   * factors of their covariances take.
   */
  readonly secondsPerScore?: number;
}

/** Variables and a target, ready for any number of questions. */
export interface System {
  /** The variables that take part; multiplets are made of their positions here, 0..n−1. */
  readonly variables: readonly Variable[];
  /** Columns that were left out, by ascending index, and why. */
  readonly leftOut: readonly DegenerateColumn[];
  /** What the cost of searches depends on. */
  readonly shape: SearchShape;
  /** How the target enters, e.g. `"copula"`; `"none"` without one. */
  readonly encoding: string;
  /** H(y) in nats; `undefined` without a target, or where the estimator does not know it. */
  readonly targetEntropy?: number | undefined;
  /** Whether entropies are corrected for their bias. Default `false`. */
  readonly biasCorrected?: boolean;
  /** Which ranks equal values got; absent where the estimator ranks nothing. */
  readonly ties?: TieRule;
  /**
   * Ω of a multiplet.
   *
   * @param multiplet distinct positions of variables, at least one; reported in ascending order
   */
  score(multiplet: readonly number[]): ScoredMultiplet;
  /** Entropies of a set of variables, where the estimator has them: TC, DTC and S follow from them. */
  entropy?(set: readonly number[]): SetEntropy;
  /** Two set functions of log-determinants, where the estimator has them: the fast path of searches. */
  readonly determinants?: SearchSpace;
}

/**
 * A way to estimate information. From outside the library, an object of this shape is all it takes.
 */
export interface Estimator {
  /** For reports, e.g. `"gaussian-copula"`. */
  readonly name: string;
  /** Raised whenever the same variables would give other numbers. */
  readonly revision: number;
  /**
   * All that the estimate needs of the samples.
   *
   * @param target class labels; `undefined` for none, which leaves Ω(X)
   * @throws InformationError that names columns or classes which cannot be analysed
   */
  prepare(variables: Variables, target: DiscreteTarget | undefined): System;
}
