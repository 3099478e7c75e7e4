import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import * as fc from "fast-check";
import {
  copulaNormalise,
  correlation,
  covariance,
  toVariables,
} from "../../lib/information/mod.ts";
import { linearDependences, nearDependence } from "../../lib/information/mod.ts";
import { normals, randomSource } from "../../lib/system/random/mod.ts";
import type { Column } from "../../lib/variables/mod.ts";

/** Columns of samples; `make` receives independent standard normal columns. */
function columnsOf(
  samples: number,
  sources: number,
  make: (all: Float64Array[]) => ArrayLike<number>[],
  type: Float32ArrayConstructor | Float64ArrayConstructor = Float64Array,
) {
  const random = randomSource(samples + sources);
  const all = Array.from({ length: sources }, () => normals(samples, random));
  const columns = make(all).map((values, index): Column => ({
    index,
    name: `x${index}`,
    values: type.from(values),
  }));
  return { samples, columns };
}

/** Σ_i weights[i] · columns[i]. */
const mixed = (columns: Float64Array[], weights: readonly number[]) =>
  columns[0]!.map((_, row) =>
    weights.reduce((sum, weight, i) => sum + weight * columns[i]![row]!, 0)
  );

for (const samples of [300, 3_000, 300_000]) {
  for (const type of [Float32Array, Float64Array]) {
    Deno.test(`a + b is found among ${samples} samples in ${type.name}`, () => {
      const sums = columnsOf(
        samples,
        3,
        ([a, b, c]) => [a!, c!, b!, mixed([a!, b!], [1, 1])],
        type,
      );
      deepEqual(linearDependences(sums), [{ column: 3, on: [0, 2] }]);
    });
  }
}

Deno.test("means and scales do not matter: Celsius, Fahrenheit, a date", () => {
  const table = columnsOf(500, 2, ([a, b]) => [
    a!.map((one) => 20 + 5 * one),
    b!.map((one) => 1.7e9 + one),
    a!.map((one) => 68 + 9 * one),
  ]);
  deepEqual(linearDependences(table), [{ column: 2, on: [0] }]);
});

Deno.test("what is left above the rounding errors is no dependence, below it is", () => {
  for (
    const [type, share, dependent] of [
      [Float64Array, 1e-8, true],
      [Float64Array, 1e-6, false],
      [Float32Array, 1e-7, true],
      [Float32Array, 1e-4, false],
    ] as const
  ) {
    const table = columnsOf(
      2000,
      3,
      ([a, b, c]) => [a!, b!, mixed([a!, b!, c!], [1, 1, share])],
      type,
    );
    equal(linearDependences(table).length === 1, dependent, `${type.name}, ${share}`);
  }
});

Deno.test("a column's own resolution is that of its file: three digits, half precision", () => {
  const { samples, columns } = columnsOf(1000, 2, ([a, b]) => [a!, b!, mixed([a!, b!], [1, 1])]);
  const rounded = columns.map((column) => ({
    ...column,
    values: column.values.map((value) => Math.round(value * 1000) / 1000),
  }));
  deepEqual(linearDependences({ samples, columns: rounded }), []);
  const told = rounded.map((column) => ({ ...column, resolution: 0.0005 }));
  deepEqual(linearDependences({ samples, columns: told }), [{ column: 2, on: [0, 1] }]);
});

Deno.test("in half of the digits, a sum is told from a column that others nearly determine", () => {
  /** As bfloat16: eight binary digits. */
  const brain = (value: number) => {
    const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 7);
    return Math.round(value / unit) * unit;
  };
  const table = (share: number) => {
    const { samples, columns } = columnsOf(
      2000,
      3,
      ([a, b, c]) => [a!, b!, mixed([a!, b!, c!], [1, 1, share])],
    );
    return {
      samples,
      columns: columns.map((column) => {
        const values = Float64Array.from(column.values, brain);
        const largest = values.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
        return { ...column, values, resolution: 2 ** -8 * largest };
      }),
    };
  };
  deepEqual(linearDependences(table(0)), [{ column: 2, on: [0, 1] }]);
  // R² = 0.98, as of many units of real layers.
  deepEqual(linearDependences(table(0.2)), []);
});

Deno.test("a layer with fewer inputs than units: each unit beyond the rank, on all units before", () => {
  const layer = columnsOf(1000, 8, (inputs) => {
    const random = randomSource(3);
    return Array.from({ length: 20 }, () => mixed(inputs, [...normals(8, random)]));
  }, Float32Array);
  const found = linearDependences(layer);
  deepEqual(found.map(({ column }) => column), Array.from({ length: 12 }, (_, i) => 8 + i));
  ok(found.every(({ on }) => on.every((column) => column < 8)));
});

Deno.test("softmax outputs and one-hot columns depend on all others", () => {
  const softmax = columnsOf(1000, 5, (all) => {
    const powers = all.map((column) => column.map(Math.exp));
    const sums = mixed(powers, [1, 1, 1, 1, 1]);
    return powers.map((column) => column.map((value, row) => value / sums[row]!));
  }, Float32Array);
  deepEqual(linearDependences(softmax), [{ column: 4, on: [0, 1, 2, 3] }]);
  const oneHot = columnsOf(
    999,
    1,
    ([a]) => [0, 1, 2].map((one) => a!.map((_, row) => row % 3 === one ? 1 : 0)),
  );
  deepEqual(linearDependences(oneHot), [{ column: 2, on: [0, 1] }]);
});

Deno.test("with fewer samples than columns there is no answer; with few of them there is", () => {
  const wide = columnsOf(10, 12, (all) => [...all]);
  deepEqual(linearDependences(wide), []);
  const some = { ...wide, columns: wide.columns.slice(0, 8) };
  deepEqual(linearDependences(some), []);
});

Deno.test("independent columns of any number have no dependence, and a planted one is found", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 12 }),
      fc.integer({ min: 1, max: 1000 }),
      (count, seed) => {
        const random = randomSource(seed);
        const columns = Array.from({ length: count }, () => normals(200, random));
        const plain = {
          samples: 200,
          columns: columns.map((values, index) => ({ index, name: "", values })),
        };
        deepEqual(linearDependences(plain), []);
        const weights = [...normals(count, random)].map((one) => one + Math.sign(one));
        const sum = { index: count, name: "", values: mixed(columns, weights) };
        const found = linearDependences({ samples: 200, columns: [...plain.columns, sum] });
        deepEqual(found, [{ column: count, on: columns.map((_, i) => i) }]);
      },
    ),
    { seed: 16, numRuns: 50 },
  );
});

Deno.test("near dependence: eigenvalue and R² as ml-matrix has them, for few and many columns", () => {
  for (const count of [4, 30, 220]) {
    const table = columnsOf(3000, count, (all) => [
      ...all.slice(0, -1),
      mixed([all[0]!, all[1]!, all.at(-1)!], [1, -2, 0.02]),
    ]);
    const { values } = correlation(covariance(table));
    const matrix = Matrix.from1DArray(count, count, values);
    const found = nearDependence(values, count)!;
    const smallest = Math.min(...new EigenvalueDecomposition(matrix).realEigenvalues);
    ok(Math.abs(found.smallestEigenvalue / smallest - 1) < 1e-6);
    const inverted = inverse(matrix);
    deepEqual(found.members.map(({ column }) => column).sort((a, b) => a - b), [0, 1, count - 1]);
    for (const { column, rSquared } of found.members) {
      ok(Math.abs(rSquared - (1 - 1 / inverted.get(column, column))) < 1e-9);
    }
  }
});

Deno.test("no near dependence: independent columns; a singular matrix has the eigenvalue 0", () => {
  const table = columnsOf(500, 5, (all) => [...all]);
  equal(nearDependence(correlation(covariance(table)).values, 5), undefined);
  const singular = nearDependence(Float64Array.of(1, 1, 1, 1), 2)!;
  ok(singular.smallestEigenvalue < 1e-15);
  deepEqual(singular.members.map(({ column }) => column), [0, 1]);
});

Deno.test("columns of a matrix of features are examined as they are", () => {
  const values = Float64Array.of(1, 2, 3, 2, 1, 3, 5, 4, 9, 0, 3, 3, 7, 1, 8);
  deepEqual(linearDependences(toVariables({ samples: 5, variables: 3, values })), [
    { column: 2, on: [0, 1] },
  ]);
});

Deno.test("a large value in one row, or a mask in many, is no dependence of the others", () => {
  const types = [
    [Float64Array, 1e10, undefined],
    [Float32Array, 1e8, undefined],
    // As of half precision and of bfloat16.
    [Float32Array, 2000, 2 ** -11],
    [Float32Array, 300, 2 ** -8],
  ] as const;
  for (const [type, large, roundoff] of types) {
    for (const every of [1000, 10]) {
      const { samples, columns } = columnsOf(
        1000,
        5,
        (all) => all.map((column) => column.map((value, row) => row % every === 0 ? large : value)),
        type,
      );
      const told = columns.map((column) => ({ ...column, roundoff }));
      deepEqual(linearDependences({ samples, columns: told }), [], `${large}, ${every}`);
    }
  }
  // With a sum the sum alone is named.
  const sums = columnsOf(1000, 2, ([a, b]) => {
    const [x, y] = [a!, b!].map((one) => one.map((value, row) => row === 7 ? 1e6 : value));
    return [x!, y!, mixed([x!, y!], [1, 1])];
  });
  deepEqual(linearDependences(sums), [{ column: 2, on: [0, 1] }]);
});

Deno.test("coarse values around a large mean are no dependence", () => {
  // bfloat16 around 50: steps of a quarter, half of the standard deviation.
  const coarse = (value: number) => Math.round(4 * (50 + 0.5 * value)) / 4;
  const { samples, columns } = columnsOf(1000, 3, ([a, b, c]) => [
    a!.map(coarse),
    mixed([a!, b!], [0.94, 0.34]).map(coarse),
    mixed([a!, c!], [0.94, 0.34]).map(coarse),
  ]);
  const told = columns.map((column) => ({ ...column, roundoff: 2 ** -8 }));
  deepEqual(linearDependences({ samples, columns: told }), []);
});

Deno.test("the scale of columns does not matter, nor an offset", () => {
  for (const [a, b, c] of [[1e300, 1e300, 1e300], [1e-300, 1e-300, 1e-300], [1e170, 1, 1e-170]]) {
    const table = columnsOf(500, 3, ([x, y, z]) => [
      x!.map((one) => a! * one),
      z!,
      y!.map((one) => b! * one),
      mixed([x!, y!], [1, 1]).map((one) => c! * one),
    ]);
    deepEqual(linearDependences(table), [{ column: 3, on: [0, 2] }], `${a}, ${b}, ${c}`);
  }
  const far = columnsOf(1000, 2, ([x, y]) => {
    const [p, q] = [x!, y!].map((one) => one.map((value) => 1e12 + value));
    return [p!, q!, p!.map((value, row) => value + q![row]!)];
  });
  deepEqual(linearDependences(far), [{ column: 2, on: [0, 1] }]);
});

Deno.test("all columns that take part are named, those with a small part too", () => {
  const table = columnsOf(1000, 3, ([a, b, c]) => [a!, b!, c!, mixed([a!, b!], [1, 1e-4])]);
  deepEqual(linearDependences(table), [{ column: 3, on: [0, 1] }]);
});

Deno.test("near dependence of ranks is judged by the number of samples, of values by chance", () => {
  const table = columnsOf(300, 3, ([a, b, c]) => [a!, b!, mixed([a!, b!], [1, 1]), c!]);
  const scores = table.columns.map((column) => ({
    ...column,
    values: copulaNormalise(toVariables({ samples: 300, variables: 1, values: column.values }))
      .columns[0]!.values,
  }));
  const { values } = correlation(covariance({ samples: 300, columns: scores }));
  equal(nearDependence(values, 4, 300), undefined);
  ok(nearDependence(values, 4, 300, true));
  // Nearly as many columns as samples: eigenvalues are small by chance.
  const many = columnsOf(101, 100, (all) => [...all]);
  equal(nearDependence(correlation(covariance(many)).values, 100, 101), undefined);
});
