/** What was made fast, against the plain version of it: the same bits. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { Matrix, solve } from "ml-matrix";
import { choleskyInPlace } from "../../lib/information/cholesky.ts";
import { entropyBiases } from "../../lib/information/gaussian_entropy.ts";
import {
  copulaNormalise,
  covariance,
  discreteTarget,
  entropyBias,
  type GaussianSystem,
  gaussianSystem,
  normalQuantile,
  ranks,
  rowBootstrap,
  scoreMultiplet,
  searchSpace,
  type TargetEncoding,
  toVariables,
  type Variables,
} from "../../lib/information/mod.ts";
import { inverseOf } from "../../lib/information/search_space.ts";
import { integerBelow, randomSource, shuffle, uniform } from "../../lib/system/random/mod.ts";
import { mixedSignals } from "../mixed_signals.ts";

/** Columns with common factors, so that covariances are not nearly diagonal; 32 bits, as activations have. */
function dependentVariables(samples: number, variables: number, seed: number): Variables {
  const { features } = mixedSignals({ samples, variables, noise: 1, seed });
  return toVariables({ ...features, values: Float32Array.from(features.values) });
}

function sameBits(actual: Float64Array, expected: ArrayLike<number>): void {
  equal(actual.length, expected.length);
  ok(actual.every((value, at) => Object.is(value, expected[at])));
}

Deno.test("a covariance is the sums of a loop over the samples", () => {
  const { samples, columns } = dependentVariables(333, 21, 1);
  const means = columns.map(({ values }) =>
    Array.from(values).reduce((sum, value) => sum + value, 0) / samples
  );
  const expected = columns.flatMap(({ values: a }, i) =>
    columns.map(({ values: b }, j) => {
      let sum = 0;
      for (let s = 0; s < samples; s++) sum += (a[s]! - means[i]!) * (b[s]! - means[j]!);
      return sum / (samples - 1);
    })
  );
  sameBits(covariance({ samples, columns }).values, expected);
});

/** The factor row by row, or the first row that fails. */
function plainCholesky(matrix: Float64Array, columnCount: number): number {
  for (let i = 0; i < columnCount; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * columnCount + j]!;
      for (let k = 0; k < j; k++) {
        sum -= matrix[i * columnCount + k]! * matrix[j * columnCount + k]!;
      }
      if (j < i) matrix[i * columnCount + j] = sum / matrix[j * columnCount + j]!;
      else if (!(sum > 1e-12 * matrix[i * columnCount + i]!)) return i;
      else matrix[i * columnCount + i] = Math.sqrt(sum);
    }
    matrix.fill(0, i * columnCount + i + 1, (i + 1) * columnCount);
  }
  return -1;
}

Deno.test("the factor of a large matrix is that of plain loops", () => {
  const columnCount = 333;
  const { values } = covariance(dependentVariables(500, columnCount, 2));
  const [actual, expected] = [values.slice(), values.slice()];
  equal(choleskyInPlace(actual, columnCount), -1);
  equal(plainCholesky(expected, columnCount), -1);
  sameBits(actual, expected);
});

for (const row of [0, 63, 64, 200, 332]) {
  Deno.test(`a large matrix that fails in row ${row} says so`, () => {
    const columnCount = 333;
    const { values } = covariance(dependentVariables(500, columnCount, 2));
    // Row 0 without variance; the others a copy of the row before them, nearly.
    for (let k = 0; k < columnCount; k++) {
      const value = row === 0 ? 0 : values[(row - 1) * columnCount + k]!;
      values[row * columnCount + k] = value;
      values[k * columnCount + row] = value;
    }
    values[row * columnCount + row] = row === 0
      ? 0
      : values[(row - 1) * (columnCount + 1)]! * (1 + 1e-13);
    equal(choleskyInPlace(values.slice(), columnCount), row);
    // A large diagonal element of its own keeps what is tiny beside it from counting.
    if (row > 0) {
      values[row * columnCount + row] = values[(row - 1) * (columnCount + 1)]! * (1 + 1e-9);
    }
    equal(choleskyInPlace(values, columnCount), row === 0 ? 0 : -1);
  });
}

Deno.test("biases of all sizes are those of one size after the other", () => {
  sameBits(entropyBiases(30, 50), Array.from({ length: 31 }, (_, d) => entropyBias(d, 50)));
  deepEqual([...entropyBiases(3, Infinity)], [0, 0, 0, 0]);
});

/** The matrices of a space by products of full matrices. */
function byFullProducts({ covariance, target }: GaussianSystem, blocks: readonly number[][]) {
  const used = blocks.flat();
  const toMatrix = ({ values, columnCount }: typeof covariance) =>
    Matrix.from1DArray(columnCount, columnCount, values);
  const whole = toMatrix(covariance);
  const features = whole.selection(used, used);
  const map = Matrix.zeros(used.length, used.length);
  let start = 0;
  for (const { length } of blocks) {
    const own = Array.from({ length }, (_, i) => start + i);
    const factor = Float64Array.from(features.selection(own, own).to1DArray());
    choleskyInPlace(factor, length);
    map.setSubMatrix(
      solve(Matrix.from1DArray(length, length, factor), Matrix.eye(length)),
      start,
      start,
    );
    start += length;
  }
  const whitened = (matrix: Matrix) => {
    const product = map.mmul(matrix).mmul(map.transpose());
    return Matrix.add(product, product.transpose()).div(2).to1DArray();
  };
  const conditionalTerms = () => {
    if (target.encoding === "none") return [whitened(features)];
    if (target.encoding === "model") {
      return target.gaussians.classes.map(({ covariance: own }) =>
        whitened(toMatrix(own).selection(used, used))
      );
    }
    const block = [...target.block];
    const across = whole.selection(used, block);
    const within = whole.selection(block, block);
    return [whitened(Matrix.sub(features, across.mmul(solve(within, across.transpose()))))];
  };
  return { features: whitened(features), conditionalTerms: conditionalTerms() };
}

const labels = discreteTarget(Array.from({ length: 240 }, (_, i) => i * i % 7 % 3));
const single = Array.from({ length: 17 }, (_, j) => [j]);
const mixed = [[3], [0, 5, 1], [16], [9, 8]];
for (const encoding of ["none", "copula", "one-hot", "model"] satisfies TargetEncoding[]) {
  for (const [kind, blocks] of Object.entries({ single, mixed })) {
    Deno.test(`a space of ${kind} variables with ${encoding} is that of full products`, () => {
      const all = dependentVariables(240, 17, 3);
      const target = encoding === "none" ? undefined : labels;
      const system = gaussianSystem(all, target, { encoding });
      const { features, conditionalTerms } = searchSpace(system, { variables: blocks });
      const expected = byFullProducts(system, blocks);
      sameBits(features, expected.features);
      equal(conditionalTerms.length, expected.conditionalTerms.length);
      conditionalTerms.forEach(({ matrix }, at) =>
        sameBits(matrix, expected.conditionalTerms[at]!)
      );
    });
  }
}

Deno.test("scores of single columns are those of whole inverse matrices", () => {
  const all = dependentVariables(240, 17, 6);
  const system = gaussianSystem(all, labels, { biasCorrected: false });
  const { features, conditionalTerms: [given], columnCount } = system.determinants;
  const multiplet = [0, 3, 4, 9, 11, 16];
  const terms = (matrix: Float64Array) => {
    const size = multiplet.length;
    const factor = Float64Array.from(
      multiplet.flatMap((i) => multiplet.map((j) => matrix[i * columnCount + j]!)),
    );
    equal(choleskyInPlace(factor, size), -1);
    let logs = 0;
    for (let i = 0; i < size; i++) logs += Math.log(factor[i * size + i]!);
    const inverse = inverseOf(factor, size);
    let without = 0;
    for (let i = 0; i < size; i++) {
      without += 2 * logs + 2 * Math.log(Math.sqrt(inverse[i * size + i]!));
    }
    return { joint: 2 * logs, without };
  };
  const [alone, withTarget] = [terms(features), terms(given!.matrix)];
  const found = scoreMultiplet(system.determinants, multiplet);
  equal(found.featuresOInformation, (4 * alone.joint - alone.without) / 2);
  equal(found.oInformation, (5 * withTarget.joint - withTarget.without - alone.joint) / 2);
});

Deno.test("a bootstrap draw has the sums of a loop over all rows, drawn or not", () => {
  const samples = 200;
  const { columns, ...others } = dependentVariables(samples, 9, 7);
  // Single values, many equal ones, and two different ones.
  const values = columns.map((column, j) =>
    j % 3 === 0
      ? column.values
      : column.values.map((one) => j % 3 === 1 ? Math.max(0, one) : +(one > 0))
  );
  const variables = {
    ...others,
    columns: columns.map((one, j) => ({ ...one, values: values[j]! })),
  };
  const target = discreteTarget(Array.from({ length: samples }, (_, i) => i % 4));
  for (const groups of [undefined, Array.from({ length: samples }, (_, i) => i % 13 * i % 29)]) {
    const draw = rowBootstrap(variables, target, { ties: "average", groups });
    const [random, own] = [randomSource(8), randomSource(8)];
    for (let time = 0; time < 3; time++) {
      const numbers = [...new Set(groups ?? Array.from({ length: samples }, (_, i) => i))];
      const drawn = numbers.map(() => numbers[integerBelow(own, numbers.length)]!);
      const counts = Array.from(
        { length: samples },
        (_, i) => drawn.filter((one) => one === (groups?.[i] ?? i)).length,
      );
      const size = counts.reduce((sum, count) => sum + count, 0);
      const scores = [...values, Float64Array.from(target.classes)].map((column) =>
        Array.from(column, (value) => {
          let [smaller, equal] = [0, 0];
          column.forEach((other, i) => {
            if (other < value) smaller += counts[i]!;
            if (other === value) equal += counts[i]!;
          });
          return equal > 0 ? normalQuantile((smaller + (equal + 1) / 2) / (size + 1)) : 0;
        })
      );
      const means = scores.map((all) =>
        all.reduce((sum, score, i) => sum + counts[i]! * score, 0) / size
      );
      const expected = scores.flatMap((a, i) =>
        scores.map((b, j) => {
          let sum = 0;
          counts.forEach((count, row) => {
            const weight = Math.sqrt(count);
            sum += (a[row]! * weight) * (b[row]! * weight);
          });
          return (sum - size * means[i]! * means[j]!) / (size - 1);
        })
      );
      sameBits(draw(random).covariance.values, expected);
    }
  }
});

/** Ranks by a comparison sort that keeps the order of `samples` among ties. */
function plainRanks(values: Float32Array | Float64Array, samples: number[]): number[] {
  const ranked: number[] = [];
  samples.sort((a, b) => values[a]! - values[b]!).forEach((s, at) => ranked[s] = at + 1);
  return ranked;
}

for (const Values of [Float32Array, Float64Array]) {
  Deno.test(`ranks of a ${Values.name} are those of a comparison sort, random ones too`, () => {
    const random = randomSource(4);
    // Columns of different length follow each other, as do continuous and tied ones.
    for (const length of [1, 2, 300, 300, 5]) {
      const column = Values.from(Array.from({ length }, (_, i) => {
        const value = 2 * uniform(random) - 1;
        return i % 3 === 0 ? value : i % 3 === 1 ? Math.round(3 * value) : 1e30 * value ** 9;
      }));
      const inOrder = Array.from({ length }, (_, i) => i);
      deepEqual([...ranks(column)], plainRanks(column, inOrder));
      const drawn = shuffle(Array.from({ length }, (_, i) => i), randomSource(length));
      deepEqual(
        [...ranks(column, { ties: "random", random: randomSource(length) })],
        plainRanks(column, drawn),
      );
    }
  });
}

Deno.test("normal scores are quantiles of ranks", () => {
  const all = dependentVariables(50, 3, 5);
  copulaNormalise(all).columns.forEach(({ values }, j) => {
    const expected = ranks(all.columns[j]!.values).map((rank) => normalQuantile(rank / 51));
    sameBits(Float64Array.from(values), expected);
  });
});
