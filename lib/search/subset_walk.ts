/**
 * The inner loop of the exhaustive search: a depth-first walk through the multiplets of one size, with common
 * work done once per prefix.
 *
 * With G the covariance of the columns given the target and F that of the features, both normalised,
 * −2 Ω(S, y) = ln |G_S| + Σ_j ln P_jj + ln |F_S|,  P = G_S⁻¹,
 *
 * so multiplets are ranked by the product q = |G_S| · Π P_jj · |F_S|, without a logarithm. For a prefix T the
 * walk stores, for every column v after it, the Schur complements of T in G and F and the coefficients
 * u_v = G_T⁻¹ G_Tv. One more column w changes them by
 *
 * P_jj += u_wj² / G_ww,  u_vj −= u_wj · g,  u_vw = g,  g = G_wv / G_ww,
 *
 * and for the last column v, q has a product of only k − 2 factors:
 * q = |G_T| |F_T| F_ww F'_vv · G_vv / d · Π_j (P_jj + u_vj² / d),  d = G_vv − g G_wv.
 *
 * TC and DTC have a part of these factors each: −2 TC(S, y) = ln |G_S| and 2 DTC(S, y) = ln |F_S| + Σ_j ln P_jj.
 */
import type { Objective } from "./interface.ts";
import type { Extremes } from "./ranking.ts";
import type { SearchSpace } from "../information/search_space.ts";

/** The stored values of a prefix. */
interface Level {
  /** Schur complement of the prefix in G; `columnCount × columnCount`, upper triangle of later columns. */
  readonly conditional: Float64Array;
  /** The same of F. */
  readonly features: Float64Array;
  /** u_v: `columnCount × size`, row v. */
  readonly coefficients: Float64Array;
  /** P_jj of the prefix's columns. */
  readonly precision: Float64Array;
  /** |G_T| · |F_T|. */
  determinants: number;
  /** |G_T| and |F_T|. */
  given: number;
  alone: number;
}

/** A walk through the multiplets of one size; every variable is one column. */
export class SubsetWalk {
  readonly #columnCount: number;
  readonly #levels: readonly Level[];
  readonly #multiplet: number[] = [];
  readonly #lastPrecision: Float64Array;
  /** The first set of columns in the current visit whose covariance is not positive definite. */
  #failed: readonly number[] | undefined;

  /**
   * @param size of the multiplets, at least 2
   * @param objective what is ranked by. Default: Ω
   */
  constructor(
    space: SearchSpace,
    readonly size: number,
    readonly objective: Objective = "o-information",
  ) {
    const { columnCount } = space;
    this.#columnCount = columnCount;
    this.#lastPrecision = new Float64Array(size);
    // The first level is the matrices of the space: only later ones are written.
    this.#levels = Array.from({ length: size - 1 }, (_, depth) => ({
      conditional: depth === 0
        ? space.conditionalTerms[0]!.matrix
        : new Float64Array(columnCount * columnCount),
      features: depth === 0 ? space.features : new Float64Array(columnCount * columnCount),
      coefficients: new Float64Array(columnCount * size),
      precision: new Float64Array(size),
      determinants: 1,
      given: 1,
      alone: 1,
    }));
  }

  /**
   * Visits all multiplets that begin with `prefix`: ascending columns, at most size − 2. Levels of the previous
   * visit for the same columns are not calculated again.
   *
   * @returns the first set of columns whose covariance is not positive definite; the same for all contents of
   * `extremes`
   */
  visit(prefix: readonly number[], extremes: Extremes): readonly number[] | undefined {
    this.#failed = undefined;
    const other = this.#multiplet.findIndex((column, depth) => column !== prefix[depth]);
    if (other >= 0) this.#multiplet.length = other;
    for (const column of prefix.slice(this.#multiplet.length)) {
      if (!this.#extend(this.#multiplet.length, column)) return this.#failed;
      this.#multiplet.push(column);
    }
    this.#descend(prefix.length, extremes);
    return this.#failed;
  }

  #descend(depth: number, extremes: Extremes): void {
    if (depth === this.size - 2) {
      return this.objective === "o-information"
        ? this.#visitPairs(depth, extremes)
        : this.#visitPairsBy(this.objective, depth, extremes);
    }
    const first = depth === 0 ? 0 : this.#multiplet[depth - 1]! + 1;
    for (let column = first; column <= this.#columnCount - this.size + depth; column++) {
      if (!this.#extend(depth, column)) return;
      this.#multiplet.push(column);
      this.#descend(depth + 1, extremes);
      this.#multiplet.pop();
    }
  }

  /** Fills level `depth + 1` with the prefix of level `depth` and one additional column. */
  #extend(depth: number, column: number): boolean {
    const columnCount = this.#columnCount;
    const size = this.size;
    const from = this.#levels[depth]!;
    const to = this.#levels[depth + 1]!;
    const row = column * columnCount;
    const conditionalPivot = from.conditional[row + column]!;
    const featuresPivot = from.features[row + column]!;
    if (!(conditionalPivot > 0 && featuresPivot > 0)) {
      this.#failed ??= [...this.#multiplet, column];
      return false;
    }
    const inverse = 1 / conditionalPivot;
    const featuresInverse = 1 / featuresPivot;
    for (let v = column + 1; v < columnCount; v++) {
      const g = from.conditional[row + v]! * inverse;
      const f = from.features[row + v]! * featuresInverse;
      const at = v * columnCount;
      for (let other = v; other < columnCount; other++) {
        to.conditional[at + other] = from.conditional[at + other]! -
          g * from.conditional[row + other]!;
        to.features[at + other] = from.features[at + other]! - f * from.features[row + other]!;
      }
      for (let j = 0; j < depth; j++) {
        to.coefficients[v * size + j] = from.coefficients[v * size + j]! -
          g * from.coefficients[column * size + j]!;
      }
      to.coefficients[v * size + depth] = g;
    }
    for (let j = 0; j < depth; j++) {
      to.precision[j] = from.precision[j]! + from.coefficients[column * size + j]! ** 2 * inverse;
    }
    to.precision[depth] = inverse;
    to.determinants = from.determinants * conditionalPivot * featuresPivot;
    to.given = from.given * conditionalPivot;
    to.alone = from.alone * featuresPivot;
    return true;
  }

  /** The last two columns, w and v. */
  #visitPairs(depth: number, extremes: Extremes): void {
    const columnCount = this.#columnCount;
    const size = this.size;
    const { conditional, features, coefficients, precision, determinants } = this.#levels[depth]!;
    const { synergy, redundancy } = extremes;
    const last = this.#lastPrecision;
    // Redundancy is a small product q, so the rankings are by q and −q.
    let highest = synergy.threshold;
    let lowest = -redundancy.threshold;
    const first = depth === 0 ? 0 : this.#multiplet[depth - 1]! + 1;
    for (let w = first; w < columnCount - 1; w++) {
      const row = w * columnCount;
      const conditionalPivot = conditional[row + w]!;
      const featuresPivot = features[row + w]!;
      if (!(conditionalPivot > 0 && featuresPivot > 0)) {
        this.#failed ??= [...this.#multiplet, w];
        return;
      }
      const inverse = 1 / conditionalPivot;
      const featuresInverse = 1 / featuresPivot;
      const base = determinants * featuresPivot;
      for (let j = 0; j < depth; j++) {
        last[j] = precision[j]! + coefficients[w * size + j]! ** 2 * inverse;
      }
      for (let v = w + 1; v < columnCount; v++) {
        const covariance = conditional[row + v]!;
        const g = covariance * inverse;
        const variance = conditional[v * columnCount + v]!;
        const schur = 1 / (variance - g * covariance);
        const featuresCovariance = features[row + v]!;
        let q = base * variance * schur *
          (features[v * columnCount + v]! -
            featuresCovariance * featuresCovariance * featuresInverse);
        for (let j = 0; j < depth; j++) {
          const u = coefficients[v * size + j]! - g * coefficients[w * size + j]!;
          q *= last[j]! + u * u * schur;
        }
        // Not positive definite: schur < 0, or q < 0 by the pivot of F alone.
        if (q >= highest || q <= lowest || !(q > 0) || !(schur > 0)) {
          if (!(q > 0 && schur > 0)) {
            this.#failed ??= [...this.#multiplet, w, v];
            return;
          }
          const multiplet = [...this.#multiplet, w, v];
          if (q >= highest) synergy.offer(q, multiplet);
          if (q <= lowest) redundancy.offer(-q, multiplet);
          highest = synergy.threshold;
          lowest = -redundancy.threshold;
        }
      }
      extremes.count += columnCount - 1 - w;
    }
  }

  /** The last two columns, w and v, ranked by −|G_S| for TC, and by |F_S| · Π P_jj for DTC. */
  #visitPairsBy(
    objective: Exclude<Objective, "o-information">,
    depth: number,
    extremes: Extremes,
  ): void {
    const columnCount = this.#columnCount;
    const size = this.size;
    const level = this.#levels[depth]!;
    const { conditional, features, coefficients, precision } = level;
    const { synergy, redundancy } = extremes;
    const isTotal = objective === "total-correlation";
    const last = this.#lastPrecision;
    const first = depth === 0 ? 0 : this.#multiplet[depth - 1]! + 1;
    for (let w = first; w < columnCount - 1; w++) {
      const row = w * columnCount;
      const conditionalPivot = conditional[row + w]!;
      const featuresPivot = features[row + w]!;
      if (!(conditionalPivot > 0 && featuresPivot > 0)) {
        this.#failed ??= [...this.#multiplet, w];
        return;
      }
      const inverse = 1 / conditionalPivot;
      const featuresInverse = 1 / featuresPivot;
      for (let j = 0; j < depth; j++) {
        last[j] = precision[j]! + coefficients[w * size + j]! ** 2 * inverse;
      }
      for (let v = w + 1; v < columnCount; v++) {
        const covariance = conditional[row + v]!;
        const g = covariance * inverse;
        const variance = conditional[v * columnCount + v]!;
        const residual = variance - g * covariance;
        const featuresCovariance = features[row + v]!;
        const featuresResidual = features[v * columnCount + v]! -
          featuresCovariance * featuresCovariance * featuresInverse;
        if (!(residual > 0 && featuresResidual > 0)) {
          this.#failed ??= [...this.#multiplet, w, v];
          return;
        }
        let value: number;
        if (isTotal) value = -(level.given * conditionalPivot * residual);
        else {
          const schur = 1 / residual;
          // P_ww and P_vv are G_vv / (G_ww d) and 1 / d.
          value = level.alone * featuresPivot * featuresResidual * inverse * variance * schur *
            schur;
          for (let j = 0; j < depth; j++) {
            const u = coefficients[v * size + j]! - g * coefficients[w * size + j]!;
            value *= last[j]! + u * u * schur;
          }
        }
        if (value >= redundancy.threshold) redundancy.offer(value, [...this.#multiplet, w, v]);
        if (-value >= synergy.threshold) synergy.offer(-value, [...this.#multiplet, w, v]);
      }
      extremes.count += columnCount - 1 - w;
    }
  }
}
