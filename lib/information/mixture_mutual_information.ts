/**
 * Information about a discrete target by a mixture of Gaussians.
 * @module
 */
import { requireVariables, type Variable } from "./blocks.ts";
import { squaredDistance } from "./cholesky.ts";
import type { ClassGaussian, ClassGaussians } from "./class_gaussians.ts";
import { choleskyFactor } from "./covariance_factor.ts";
import { jointEntropy } from "./gaussian_entropy.ts";

/**
 * I(X; y) = H(X) − Σ_c p_c H(X | y = c) in nats, where X is the mixture of the classes' Gaussians. The
 * entropy of a mixture has no formula; it is estimated at the 2D sigma points of every class,
 * m_c ± √D · (columns of the lower Cholesky factor of C_c), by the unscented transform (Goldberger et al.
 * 2003; Huber et al. 2008; Ince et al. 2017, doi:10.1002/hbm.23471). There is no bias correction.
 *
 * @param gaussians of samples normalised within classes and put back in place:
 *   `classGaussians(copulaNormaliseWithinClasses(X, y, { place: "robust" }), y)`
 * @param variable X: a column, or a block of D columns
 * @throws InformationError for columns that the samples do not have
 * @throws ClassTooSmallError or NotPositiveDefiniteError, which names class and column, when a
 *   class's covariance is singular
 * @example
 * ```ts
 * import {
 *   classGaussians,
 *   copulaNormaliseWithinClasses,
 *   discreteTarget,
 *   mixtureMutualInformation,
 *   targetEntropy,
 * } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * const features = { samples: 6, variables: 1, values: Float64Array.of(1, 101, 2, 102, 3, 103) };
 * const target = discreteTarget([0, 1, 0, 1, 0, 1]);
 * const placed = copulaNormaliseWithinClasses(features, target, { place: "robust" });
 * const information = mixtureMutualInformation(classGaussians(placed, target), 0);
 * // Classes far apart: everything is known about y, and no more than that.
 * ok(Math.abs(information - targetEntropy(target)) < 1e-12);
 * ```
 */
export function mixtureMutualInformation(
  { overall, classes }: ClassGaussians,
  variable: Variable,
): number {
  const [block = []] = requireVariables(overall, [variable]);
  const components = classes.map((one) => component(one, block));
  return components.reduce(
    (information, { probability, entropy, sigmaPoints }) => {
      const logDensity = sigmaPoints.reduce(
        (sum, point) => sum + logMixtureDensity(components, point),
        0,
      );
      return information - probability * (logDensity / sigmaPoints.length + entropy);
    },
    0,
  );
}

/** One Gaussian of a mixture. */
interface Component {
  readonly probability: number;
  readonly mean: Float64Array;
  /** Lower Cholesky factor of its covariance. */
  readonly factor: Float64Array;
  /** In nats. */
  readonly entropy: number;
  readonly sigmaPoints: readonly Float64Array[];
}

function component(
  { probability, mean, covariance }: ClassGaussian,
  block: readonly number[],
): Component {
  const size = block.length;
  const centre = Float64Array.from(block, (column) => mean[column]!);
  const factor = choleskyFactor(covariance, block);
  const sigmaPoints = block.flatMap((_, j) =>
    [1, -1].map((sign) =>
      centre.map((value, i) => value + sign * Math.sqrt(size) * factor[i * size + j]!)
    )
  );
  const entropy = jointEntropy(covariance, block, { biasCorrected: false });
  return { probability, mean: centre, factor, entropy, sigmaPoints };
}

/** ln Σ_c p_c N(x; m_c, C_c), relative to the largest term so that none underflows. */
function logMixtureDensity(components: readonly Component[], point: Float64Array): number {
  const size = point.length;
  const terms = components.map(({ probability, mean, factor, entropy }) => {
    const distance = squaredDistance(factor, size, point.map((value, i) => value - mean[i]!));
    // ln N(x; m, C) = D/2 − H − ½ (x−m)ᵀC⁻¹(x−m)
    return Math.log(probability) + size / 2 - entropy - distance / 2;
  });
  const largest = Math.max(...terms);
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));
}
