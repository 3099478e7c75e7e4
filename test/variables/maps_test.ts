/** Maps as variables: reductions beside plain loops, components beside a decomposition of all values. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import fc from "fast-check";
import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { analyse, ranked } from "../../lib/analysis/mod.ts";
import { normals, type RandomSource, randomSource } from "../../lib/system/random/mod.ts";
import { leadingEigenvectors } from "../../lib/variables/components.ts";
import {
  DegenerateColumnsError,
  InformationError,
  MapColumns,
  mapComponents,
  type MapRule,
  type MapShape,
  type MapsOfSamples,
  type Variables,
} from "../../lib/variables/mod.ts";
import { inventedMaps } from "./invented_maps.ts";

/** Maps, and the values of all samples in one piece. */
interface MapValues extends MapsOfSamples {
  readonly values: readonly number[];
}

function mapVariables({ values, ...maps }: MapValues, rule: MapRule, random: RandomSource) {
  const columns = new MapColumns(maps, rule, random);
  columns.add(values);
  return columns.variables();
}

const SEED = { seed: 7, numRuns: 30 };

/** Values of maps as [sample][map][position], in either order. */
function mapsOf(values: readonly (readonly (readonly number[])[])[], mapsFirst = true): MapValues {
  const [maps, positions] = [values[0]!.length, values[0]![0]!.length];
  const flat = values.map((sample) =>
    mapsFirst
      ? sample.flat()
      : Array.from({ length: positions }, (_, p) => sample.map((map) => map[p]!)).flat()
  );
  return { samples: values.length, shape: { maps, positions, mapsFirst }, values: flat.flat() };
}

const grouped = (maps: MapValues, count: number): Promise<Variables> =>
  Promise.resolve(
    mapComponents(count).group(
      mapVariables(maps, { kind: "components", count }, randomSource(1)),
      randomSource(1),
    ),
  );

const columnsOf = ({ columns }: Variables) => columns.map(({ values }) => [...values]);

Deno.test("means and largest values are those of plain loops, in both orders", () => {
  const sizes = fc.record({
    samples: fc.integer({ min: 1, max: 4 }),
    maps: fc.integer({ min: 1, max: 4 }),
    positions: fc.integer({ min: 1, max: 5 }),
    first: fc.boolean(),
  });
  fc.assert(
    fc.property(sizes, ({ samples, maps, positions, first }) => {
      const values = inventedMaps(samples, maps, positions);
      const of = (kind: "mean" | "max") =>
        columnsOf(mapVariables(mapsOf(values, first), { kind }, randomSource(1)));
      const plain = (reduce: (own: readonly number[]) => number) =>
        Array.from({ length: maps }, (_, m) => values.map((sample) => reduce(sample[m]!)));
      deepEqual(of("mean"), plain((own) => own.reduce((sum, x) => sum + x, 0) / own.length));
      deepEqual(of("max"), plain((own) => Math.fround(Math.max(...own))));
    }),
    SEED,
  );
});

Deno.test("positions are the same ones in all samples and maps, and rows of a sample are adjacent", () => {
  const code = (sample: number, map: number, position: number) =>
    100 * sample + 10 * map + position;
  const values = Array.from(
    { length: 3 },
    (_, s) =>
      Array.from({ length: 2 }, (_, m) => Array.from({ length: 6 }, (_, p) => code(s, m, p))),
  );
  const taken = (rule: MapRule, mapsFirst: boolean) =>
    mapVariables(mapsOf(values, mapsFirst), rule, randomSource(5));
  const rule = { kind: "positions", count: 4 } as const;
  const found = taken(rule, true);
  equal(found.samples, 12);
  const places = [...found.columns[0]!.values.subarray(0, 4)];
  equal(new Set(places).size, 4);
  deepEqual(places.toSorted((a, b) => a - b), places);
  for (const [m, { values: own }] of found.columns.entries()) {
    deepEqual([...own], [0, 1, 2].flatMap((s) => places.map((p) => code(s, m, p))));
  }
  deepEqual(columnsOf(taken(rule, false)), columnsOf(found));
  // Other seeds take other places; all places are in order.
  const others = [1, 2, 3].map((
    seed,
  ) => [
    ...mapVariables(mapsOf(values), rule, randomSource(seed)).columns[0]!.values.subarray(0, 4),
  ]);
  ok(others.some((own) => own.join() !== places.join()));
  deepEqual([...taken({ kind: "positions", count: 6 }, true).columns[1]!.values.subarray(0, 6)], [
    10,
    11,
    12,
    13,
    14,
    15,
  ]);
});

Deno.test("components are those of a singular value decomposition, with their share of the variance", async () => {
  const values = inventedMaps(40, 2, 7);
  const { columns, variables } = await grouped(mapsOf(values), 3);
  for (const [m, { columns: own, varianceShare, name }] of variables.entries()) {
    const rows = values.map((sample) => sample[m]!.map(Math.fround));
    const centred = new Matrix(rows).center("column");
    const svd = new SingularValueDecomposition(centred, { autoTranspose: true });
    const squares = svd.diagonal.map((value) => value ** 2);
    const total = squares.reduce((sum, one) => sum + one, 0);
    const share = squares.slice(0, 3).reduce((sum, one) => sum + one, 0) / total;
    ok(Math.abs(varianceShare! - share) < 1e-12);
    for (const [k, at] of own.entries()) {
      equal(columns[at]!.name, `${name}.pc${k + 1}`);
      const weights = svd.rightSingularVectors.getColumn(k);
      const sign = Math.sign(weights.reduce((sum, one) => sum + one, 0));
      for (const [i, value] of columns[at]!.values.entries()) {
        const expected = sign * svd.leftSingularVectors.get(i, k) * svd.diagonal[k]!;
        ok(Math.abs(value - expected) < 1e-9, `${value} is not ${expected}`);
      }
    }
  }
});

Deno.test("the iteration for many columns finds what a whole decomposition finds", () => {
  const size = 200;
  const noise = normals(size * 30, randomSource(2));
  // A covariance of rank 30, whose eigenvalues are close to each other.
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < 30; k++) matrix[i * size + j]! += noise[i * 30 + k]! * noise[j * 30 + k]!;
    }
  }
  const squares = new SingularValueDecomposition(Matrix.from1DArray(size, 30, noise)).diagonal.map((
    value,
  ) => value ** 2);
  const found = leadingEigenvectors(matrix, size, 4);
  for (const [k, { value, vector }] of found.entries()) {
    ok(Math.abs(value / squares[k]! - 1) < 1e-10);
    for (let i = 0; i < size; i++) {
      let image = 0;
      for (let j = 0; j < size; j++) image += matrix[i * size + j]! * vector[j]!;
      ok(Math.abs(image - value * vector[i]!) < 1e-9 * value);
    }
  }
});

Deno.test("a map has no more components than directions that vary; a dead one is refused or left out", async () => {
  const values = inventedMaps(30, 3, 5).map(([a, b]) => [
    a!,
    // One direction: all positions are alike, but for a factor.
    b!.map((_, p) => b![0]! * (p + 1)),
    b!.map(() => 4),
  ]);
  const { columns, ...all } = await grouped(mapsOf(values), 3);
  deepEqual(all.variables.map(({ columns }) => columns.length), [3, 1, 1]);
  equal(all.variables[1]!.varianceShare!.toFixed(12), "1.000000000000");
  const variables = { ...all, columns };
  await rejects(analyse(variables, undefined), (error) => {
    ok(error instanceof DegenerateColumnsError);
    deepEqual(error.columns.map(({ name, reason }) => [name, reason]), [["x2.pc1", "constant"]]);
    return true;
  });
  const result = await analyse(variables, undefined, { degenerate: "drop" });
  deepEqual(result.components!.map((one) => one?.count), [3, 1, undefined]);
});

Deno.test("a map that occurs twice is told, with all its components", async () => {
  const values = inventedMaps(40, 3, 6).map(([a, b, c]) => [a!, b!, c!, a!]);
  await rejects(analyse(await grouped(mapsOf(values), 2), undefined), (error) => {
    ok(error instanceof DegenerateColumnsError);
    deepEqual(error.columns.map(({ name, reason }) => [name, reason]), [
      ["x3.pc1", "duplicate"],
      ["x3.pc2", "duplicate"],
    ]);
    return true;
  });
});

Deno.test("another order of maps, positions or samples changes nothing", async () => {
  const values = inventedMaps(60, 4, 70, 9);
  const labels = values.map((_, s) => s % 3);
  const orders = { samples: turned(60, 7), maps: [2, 0, 3, 1], positions: turned(70, 11) };
  const other = orders.samples.map((s) =>
    orders.maps.map((m) => orders.positions.map((p) => values[s]![m]![p]!))
  );
  const otherLabels = orders.samples.map((s) => labels[s]!);
  for (
    const rule of [{ kind: "mean" }, { kind: "max" }, { kind: "components", count: 2 }] as const
  ) {
    const variablesOf = (own: number[][][]) =>
      rule.kind === "components"
        ? grouped(mapsOf(own), rule.count)
        : mapVariables(mapsOf(own), rule, randomSource(1));
    const [one, two] = [
      await analyse(await variablesOf(values), labels, { sizes: [2, 3] }),
      await analyse(await variablesOf(other), otherLabels, { sizes: [2, 3] }),
    ];
    for (const [at, size] of one.sizes.entries()) {
      for (const end of ["synergy", "redundancy"] as const) {
        const [a, b] = [ranked(size[end])[0]!, ranked(two.sizes[at]![end])[0]!];
        ok(
          Math.abs(a.oInformation - b.oInformation) < 1e-9,
          `${rule.kind}: ${a.oInformation} ${b.oInformation}`,
        );
        deepEqual(b.multiplet.map((map) => orders.maps[map]!).sort(), a.multiplet);
      }
    }
  }
});

/** The numbers below `count` in an order that a step gives. */
function turned(count: number, step: number): number[] {
  return Array.from({ length: count }, (_, at) => (3 + at * step) % count);
}

Deno.test("wrong counts, lengths and names are errors that say what is needed", async () => {
  const maps = mapsOf(inventedMaps(5, 2, 4));
  const read = (own: MapValues, rule: MapRule = { kind: "mean" }) => () =>
    mapVariables(own, rule, randomSource(1));
  throws(read(maps, { kind: "positions", count: 5 }), {
    name: "InformationError",
    message: "positions per map are an integer from 1 to 4, the positions of one map; got 5",
  });
  throws(read({ ...maps, samples: 6 }), /6 samples of maps were expected, got 5/);
  throws(
    read({ ...maps, samples: 4 }),
    /4 samples of 2 maps with 4 positions have 32 values, got 40/,
  );
  throws(read({ ...maps, names: ["a"] }), /2 maps need as many names, got 1/);
  throws(() => mapComponents(0), InformationError);
  const shape: MapShape = { maps: 1, positions: 2, mapsFirst: true };
  const flawed = { samples: 2, shape, values: [1, NaN, 2, 3] };
  await rejects(grouped(flawed, 1), DegenerateColumnsError);
  ok(Number.isNaN(mapVariables(flawed, { kind: "max" }, randomSource(1)).columns[0]!.values[0]));
});
