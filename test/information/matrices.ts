/** Random covariances for property tests. */
import fc from "fast-check";
import { type Covariance, covarianceFromMatrix } from "../../lib/information/mod.ts";

/** A·Aᵀ + ¼·I with elements of A in [−1, 1]: positive definite and well conditioned. */
export function positiveDefinite(minOrder: number, maxOrder: number): fc.Arbitrary<Float64Array> {
  return fc.integer({ min: minOrder, max: maxOrder }).chain((columnCount) =>
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: columnCount * columnCount,
      maxLength: columnCount * columnCount,
    }).map((a) => {
      const values = new Float64Array(columnCount * columnCount);
      for (let i = 0; i < columnCount; i++) {
        for (let j = 0; j <= i; j++) {
          let sum = i === j ? 0.25 : 0;
          for (let k = 0; k < columnCount; k++) {
            sum += a[i * columnCount + k]! * a[j * columnCount + k]!;
          }
          values[i * columnCount + j] = sum;
          values[j * columnCount + i] = sum;
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
export function columns({ columnCount }: Covariance): number[] {
  return Array.from({ length: columnCount }, (_, i) => i);
}

/** Two independent groups of columns: the blocks of one covariance, zeros between them. */
export function independentGroups(left: Covariance, right: Covariance): Covariance {
  const columnCount = left.columnCount + right.columnCount;
  const values = new Float64Array(columnCount * columnCount);
  const position = (part: Covariance, from: number) =>
    part.values.forEach((value, at) => {
      const i = from + Math.floor(at / part.columnCount);
      values[i * columnCount + from + at % part.columnCount] = value;
    });
  position(left, 0);
  position(right, left.columnCount);
  return covarianceFromMatrix(values, Infinity);
}
