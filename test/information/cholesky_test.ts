import { ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { CholeskyDecomposition, determinant, inverse, Matrix } from "ml-matrix";
import {
  choleskyInPlace,
  logDeterminant,
  squaredDistance,
  submatrix,
} from "../../lib/information/cholesky.ts";
import { close } from "./reference.ts";
import { positiveDefinite } from "./matrices.ts";

Deno.test("the factor is ml-matrix's, and so are determinant and distance", () => {
  fc.assert(
    fc.property(
      positiveDefinite(1, 7),
      fc.double({ min: -3, max: 3, noNaN: true }),
      (matrix, at) => {
        const columnCount = Math.sqrt(matrix.length);
        const dense = Matrix.from1DArray(columnCount, columnCount, matrix);
        const expected = new CholeskyDecomposition(dense).lowerTriangularMatrix.to1DArray();
        const factor = matrix.slice();
        equal(choleskyInPlace(factor, columnCount), -1);
        expected.forEach((value, i) => close(factor[i]!, value, 1e-12, `element ${i}`));
        close(logDeterminant(factor, columnCount), Math.log(determinant(dense)), 1e-10);
        const point = Float64Array.from({ length: columnCount }, (_, i) => at + i);
        const row = Matrix.rowVector([...point]);
        const distance = row.mmul(inverse(dense)).mmul(row.transpose()).get(0, 0);
        close(squaredDistance(factor, columnCount, point.slice()), distance, 1e-9 * (1 + distance));
      },
    ),
    { seed: 1 },
  );
});

Deno.test("a matrix that is not positive definite answers with the first row that fails", () => {
  const failing = (...values: number[]) =>
    choleskyInPlace(Float64Array.from(values), Math.sqrt(values.length));
  equal(failing(0), 0);
  equal(failing(-1), 0);
  equal(failing(NaN), 0);
  equal(failing(Infinity), 0);
  equal(failing(1, 1, 1, 1), 1);
  equal(failing(1, 2, 2, 1), 1);
  equal(failing(2, 0, 2, 0, 3, 3, 2, 3, 5), 2); // third = first + second
  equal(failing(1, NaN, NaN, 1), 1);
  // A noisy copy is kept while more than a 10⁻¹² part of its variance is its own.
  equal(failing(1, 1, 1, 1 + 1e-10), -1);
  equal(failing(1, 1, 1, 1 + 1e-13), 1);
});

Deno.test("only the lower triangle is read: an asymmetry of one ulp does no harm", () => {
  const matrix = Float64Array.of(1, 0.3 + 2 ** -54, 0.3, 1);
  ok(matrix[1] !== matrix[2]);
  equal(choleskyInPlace(matrix, 2), -1);
  equal(matrix[1], 0);
});

Deno.test("rows and columns are selected in the order asked for", () => {
  const matrix = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
  equal(submatrix(matrix, 3, [2, 0]).join(), "9,7,3,1");
  equal(submatrix(matrix, 3, []).length, 0);
});
