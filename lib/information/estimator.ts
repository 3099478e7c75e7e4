/** The interface of estimators of information. */
import type {
  ContinuousTarget,
  DegenerateColumn,
  DiscreteTarget,
  Target,
  TieRule,
  Variable,
  Variables,
} from "../variables/mod.ts";
import { InformationError } from "../variables/errors.ts";
import { isDiscrete } from "../variables/target.ts";
import type { ScoredMultiplet, SearchSpace } from "./search_space.ts";

/** Entropies of a set of variables, in nats. */
export interface SetEntropy {
  /** H(S). */
  readonly alone: number;
  /** I(S; y); 0 without a target. */
  readonly information: number;
}

/** The properties of a system that determine the cost of searches. */
export interface SearchShape {
  /** Number of variables, n. */
  readonly variables: number;
  /** Number of columns of each variable. Default: one each. */
  readonly widths?: readonly number[];
  /** Covariances given the target: as many as classes for the encoding `"model"`, else 1, the default. */
  readonly terms?: number;
  /** Default `true`. */
  readonly hasTarget?: boolean;
  /**
   * Seconds per score, for systems without {@link System.determinants}. Default: the time of the factors of
   * their covariances.
   */
  readonly secondsPerScore?: number | undefined;
}

/** Variables and a target, ready for any number of questions. */
export interface System {
  /** The variables that take part; multiplets are made of their positions here, 0..n−1. */
  readonly variables: readonly Variable[];
  /** Columns that were left out, by ascending index, with the reasons. */
  readonly leftOut: readonly DegenerateColumn[];
  /** The properties that determine the cost of searches. */
  readonly shape: SearchShape;
  /** Encoding of the target, e.g. `"copula"`; `"none"` without one. */
  readonly encoding: string;
  /** H(y) in nats; `undefined` without a target, or if the estimator does not give it. */
  readonly targetEntropy?: number | undefined;
  /** True if entropies are corrected for their bias. Default `false`. */
  readonly biasCorrected?: boolean;
  /** The ranks of equal values; absent if the estimator does not rank. */
  readonly ties?: TieRule;
  /**
   * Ω of a multiplet.
   *
   * @param multiplet distinct positions of variables, at least one; reported in ascending order
   */
  score(multiplet: readonly number[]): ScoredMultiplet;
  /** Entropies of a set of variables, if the estimator has them: TC, DTC and S follow from them. */
  entropy?(set: readonly number[]): SetEntropy;
  /** Two set functions of log-determinants, if the estimator has them: they make searches fast. */
  readonly determinants?: SearchSpace;
}

/** An estimator of information. An estimator outside of the library is an object of this type. */
export interface Estimator {
  /** For reports, e.g. `"gaussian-copula"`. */
  readonly name: string;
  /** Raised whenever the same variables would give other numbers. */
  readonly revision: number;
  /**
   * Prepares the samples for estimates.
   *
   * @param target class labels; `undefined` for none, which leaves Ω(X)
   * @throws InformationError that names columns or classes which cannot be analysed
   */
  prepare(variables: Variables, target: DiscreteTarget | undefined): System;
  /** As `prepare`, for estimators that can use a continuous target. */
  prepareContinuous?(variables: Variables, target: ContinuousTarget): System;
}

/**
 * Prepares variables with any target that the estimator can use.
 *
 * @throws InformationError for a continuous target that the estimator cannot use, and as the estimator
 */
export function prepareWith(
  estimator: Estimator,
): (variables: Variables, target: Target | undefined) => System {
  return (variables, target) => {
    if (target === undefined || isDiscrete(target)) return estimator.prepare(variables, target);
    if (estimator.prepareContinuous) return estimator.prepareContinuous(variables, target);
    throw new InformationError(
      `The estimator "${estimator.name}" needs classes, but the label is a quantity`,
    );
  };
}
