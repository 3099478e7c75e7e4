/**
 * The data of the published examples of THOI, HOI and gcmi, drawn as test/reference/peer_examples.py
 * draws them, and the numbers that it got for them.
 */
import type { FeatureMatrix } from "../../lib/information/mod.ts";
import { fromColumns } from "../information/reference.ts";
import { NumpyRandom } from "../numpy_random.ts";
import reference from "../reference/peer_examples.json" with { type: "json" };

export { reference };

/** A table from its values, row by row. */
export function table(values: Float64Array, variables: number): FeatureMatrix {
  return { samples: values.length / variables, variables, values };
}

/** A table with its rows changed. */
function mapRows(
  { samples, variables, values }: FeatureMatrix,
  change: (row: number[], sample: number) => number[],
): FeatureMatrix {
  const rows = Array.from(
    { length: samples },
    (_, sample) =>
      change([...values.subarray(sample * variables, (sample + 1) * variables)], sample),
  );
  return table(Float64Array.from(rows.flat()), rows[0]!.length);
}

/** Rows times a matrix. */
function times(rows: FeatureMatrix, matrix: readonly (readonly number[])[]): FeatureMatrix {
  return mapRows(
    rows,
    (row) =>
      matrix[0]!.map((_, j) => row.reduce((sum, value, i) => sum + value * matrix[i]![j]!, 0)),
  );
}

/** The tables of HOI's gallery that its page draws with seed 42; y is the last of four columns. */
export function hoiTables(): Record<keyof typeof reference.hoi.printed.seeded, FeatureMatrix> {
  const { factors } = reference.hoi;
  const random = new NumpyRandom(42);
  const gaussian = (name: keyof typeof factors) => {
    const matrix = factors[name];
    return times(table(random.normal(1000 * matrix.length), matrix.length), matrix);
  };
  const uniform = () => table(random.rand(3000), 3);

  const synergy = gaussian("synergy");
  const redundancy = gaussian("redundancy");
  const sum = mapRows(uniform(), ([a, b, c]) => [a! + b! + c!, b!, c!]);
  const copy = mapRows(uniform(), ([a, b, c]) => [a!, b! + a!, c! + a!]);
  random.rand(300_000); // an example over time
  const redundancyAboutY = gaussian("redundancy about y");
  const synergyAboutY = gaussian("synergy about y");
  const x = uniform();
  const y = random.rand(1000);
  return {
    synergy,
    redundancy,
    sum,
    copy,
    "redundancy about y": redundancyAboutY,
    "synergy about y": synergyAboutY,
    "copy of y": mapRows(
      x,
      (row, sample) => [...row.map((value) => value + y[sample]!), y[sample]!],
    ),
    "sum is y": mapRows(uniform(), ([a, b, c]) => [a!, b!, c!, a! + b! + c!]),
  };
}

/** The six nodes of HOI's example of the O-information, with seed 42. */
export function network(): FeatureMatrix {
  return mapRows(
    table(new NumpyRandom(42).rand(6000), 6),
    ([a, b, c, d, e, f]) => [a!, b! + a!, c! + a!, d! + (e! + f!), e!, f!],
  );
}

/** The 50 samples of HOI's tests. */
export function testedNetwork(): FeatureMatrix {
  return mapRows(
    table(new NumpyRandom(0).rand(300), 6),
    ([a, b, c, d, e]) => [a!, b! + a!, c! + a!, d!, e!, d! + e!],
  );
}

/** X and Y, three columns each, of HOI's core tutorial with seed 42. */
export function coreTutorial(): FeatureMatrix {
  const random = new NumpyRandom(42);
  random.normal(3000); // its first part, about entropy
  const [x, y] = [random.normal(3000), random.rand(3000)];
  const columns = (values: Float64Array) =>
    [0, 1, 2].map((i) => values.subarray(i * 1000, (i + 1) * 1000));
  return fromColumns([...columns(x), ...columns(y)]);
}

/** The ten normal variables of THOI's README, with seed 42. */
export function thoiReadme(): FeatureMatrix {
  return table(new NumpyRandom(42).normal(10_000), 10);
}

/** 50,000 samples of the known correlation matrix of THOI's tests. */
export function thoiKnown(): FeatureMatrix {
  const factor = reference.thoi.known.cholesky;
  const transposed = factor.map((_, i) => factor.map((row) => row[i]!));
  return times(table(new NumpyRandom(42).normal(150_000), 3), transposed);
}

/** gcmi's demonstration of the bias, fifty times: 200 samples that do not depend on the class. */
export function biasDemo(): { features: FeatureMatrix; labels: number[] } {
  const random = new NumpyRandom(42);
  return {
    features: fromColumns(Array.from({ length: 50 }, () => random.normal(200))),
    labels: Array.from({ length: 200 }, (_, sample) => sample < 100 ? 0 : 1),
  };
}
