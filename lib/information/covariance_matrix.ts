/**
 * Covariance matrices that are given rather than estimated here, and their correlations.
 * @module
 */
import type { Covariance } from "./covariance.ts";
import { InformationError } from "./errors.ts";

/**
 * Takes a covariance or correlation matrix that was made elsewhere.
 *
 * @param values order × order, row-major
 * @param samples how many samples it was estimated from; `Infinity` when it is known exactly
 * @throws InformationError when `values` is not a square of finite numbers, or not symmetric
 * @example
 * ```ts
 * import { covarianceFromMatrix, oInformation } from "@multiplet/multiplet/information";
 * import { ok } from "node:assert/strict";
 * // z = x + y + noise of variance 1: x and y inform about z together more than each alone.
 * const planted = covarianceFromMatrix(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 3), Infinity);
 * ok(Math.abs(oInformation(planted, [0, 1, 2]) - Math.log(Math.sqrt(3) / 2)) < 1e-15);
 * ```
 */
export function covarianceFromMatrix(
  values: Float64Array,
  samples: number,
  names?: readonly string[],
): Covariance {
  const order = Math.sqrt(values.length);
  if (!Number.isInteger(order) || order < 1) {
    throw new InformationError(
      `A covariance has order × order values, got ${values.length}, which is no square`,
    );
  }
  if (!(samples === Infinity || (Number.isSafeInteger(samples) && samples >= 2))) {
    throw new InformationError(
      `A covariance comes from at least 2 samples, or is known exactly (Infinity); got ${samples}`,
    );
  }
  if (names !== undefined && names.length !== order) {
    throw new InformationError(
      `A covariance of ${order} columns needs as many names, got ${names.length}`,
    );
  }
  for (let i = 0; i < order; i++) {
    for (let j = 0; j <= i; j++) {
      const value = values[i * order + j]!;
      if (!Number.isFinite(value) || value !== values[j * order + i]) {
        throw new InformationError(
          `A covariance is finite and symmetric; at (${i}, ${j}) it has ${value}, ` +
            `at (${j}, ${i}) ${values[j * order + i]}`,
        );
      }
    }
  }
  return { order, values: values.slice(), samples, ...(names === undefined ? {} : { names }) };
}

/**
 * The correlation matrix: covariances divided by both standard deviations, 1 on the diagonal.
 *
 * @example
 * ```ts
 * import { correlation, covarianceFromMatrix } from "@multiplet/multiplet/information";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * const covariance = covarianceFromMatrix(Float64Array.of(4, 3, 3, 9), Infinity);
 * deepEqual([...correlation(covariance).values], [1, 0.5, 0.5, 1]);
 * ```
 */
export function correlation(covariance: Covariance): Covariance {
  const { order, values } = covariance;
  const scales = Array.from({ length: order }, (_, i) => Math.sqrt(values[i * order + i]!));
  const scaled = values.map((value, at) => {
    const i = Math.floor(at / order);
    const j = at % order;
    return i === j ? 1 : value / (scales[i]! * scales[j]!);
  });
  return { ...covariance, values: scaled };
}
