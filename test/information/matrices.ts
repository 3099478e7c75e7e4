/** Random covariances for property tests. */
import fc from "fast-check";
import { type Covariance, covarianceFromMatrix } from "../../lib/information/mod.ts";

/** A·Aᵀ + ¼·I with elements of A in [−1, 1]: positive definite and well conditioned. */
export function positiveDefinite(minOrder: number, maxOrder: number): fc.Arbitrary<Float64Array> {
  return fc.integer({ min: minOrder, max: maxOrder }).chain((order) =>
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: order * order,
      maxLength: order * order,
    }).map((a) => {
      const values = new Float64Array(order * order);
      for (let i = 0; i < order; i++) {
        for (let j = 0; j <= i; j++) {
          let sum = i === j ? 0.25 : 0;
          for (let k = 0; k < order; k++) sum += a[i * order + k]! * a[j * order + k]!;
          values[i * order + j] = sum;
          values[j * order + i] = sum;
        }
      }
      return values;
    })
  );
}

/** Exactly known covariances of `minOrder`..`maxOrder` columns. */
export function covariances(minOrder: number, maxOrder: number): fc.Arbitrary<Covariance> {
  return positiveDefinite(minOrder, maxOrder).map((values) =>
    covarianceFromMatrix(values, Infinity)
  );
}

/** All columns of a covariance. */
export function columns({ order }: Covariance): number[] {
  return Array.from({ length: order }, (_, i) => i);
}

/** Two independent groups of columns: the blocks of one covariance, zeros between them. */
export function independentGroups(left: Covariance, right: Covariance): Covariance {
  const order = left.order + right.order;
  const values = new Float64Array(order * order);
  const place = (part: Covariance, from: number) =>
    part.values.forEach((value, at) => {
      const i = from + Math.floor(at / part.order);
      values[i * order + from + at % part.order] = value;
    });
  place(left, 0);
  place(right, left.order);
  return covarianceFromMatrix(values, Infinity);
}
