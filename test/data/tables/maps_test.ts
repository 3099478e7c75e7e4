/** Arrays of maps: their shapes, and what is kept of each sample. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import {
  type MapLayout,
  type MapReading,
  type MapReduction,
  type MapShape,
  parseTable,
} from "../../../lib/data/tables/mod.ts";
import { mapShape } from "../../../lib/data/tables/maps.ts";
import { rejectsTable } from "./errors.ts";
import { npyFile } from "./npy_file.ts";

/** Keeps the first and the last value of each sample, in two rows of one column. */
const ends = (shape: MapShape, computes: boolean): MapReduction => ({
  columns: 1,
  columnsPerMap: 1,
  rowsPerSample: 2,
  computes,
  write: (values, from, into, at) => {
    into[at] = values[from]!;
    into[at + 1] = values[from + shape.maps * shape.positions - 1]!;
  },
});

const reading = (more: Partial<MapReading> = {}): MapReading => ({
  layout: "nchw",
  reduce: (shape) => ends(shape, false),
  ...more,
});

const numbers = Float32Array.from({ length: 2 * 3 * 4 }, (_, at) => at + 0.5);

/** A tensor in a file of its own. */
function safetensors(shape: number[], values: Float32Array): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(
    JSON.stringify({ x: { dtype: "F32", shape, data_offsets: [0, values.byteLength] } }),
  );
  const file = new Uint8Array(8 + header.length + values.byteLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  file.set(new Uint8Array(values.buffer), 8 + header.length);
  return file;
}

Deno.test("maps of .npy and .safetensors files are reduced sample by sample", async () => {
  for (
    const [bytes, file] of [
      [npyFile({ descr: "<f4", shape: [2, 3, 4], values: numbers }), "x.npy"],
      [npyFile({ descr: "<f4", shape: [2, 3, 2, 2], values: numbers }), "x.npy"],
      [safetensors([2, 3, 4], numbers), "x.safetensors"],
    ] as const
  ) {
    const table = await parseTable(bytes as Uint8Array<ArrayBuffer>, file, { maps: reading() });
    equal(table.samples, 4);
    equal(table.rowsPerSample, 2);
    equal(table.columnsPerMap, 1);
    const [column] = table.columns;
    deepEqual([...column!.values!], [0.5, 11.5, 12.5, 23.5]);
    equal(column!.name, "x0");
    // What is chosen keeps its number type; what is computed is in float64.
    equal(column!.values!.constructor, Float32Array);
    const computed = reading({ reduce: (shape) => ends(shape, true) });
    const other = await parseTable(bytes as Uint8Array<ArrayBuffer>, file, { maps: computed });
    equal(other.columns[0]!.values!.constructor, Float64Array);
  }
});

Deno.test("many samples are read in pieces", async () => {
  // Several pieces of 1 MiB.
  const samples = 3000;
  const values = Float64Array.from({ length: samples * 100 }, (_, at) => at);
  const file = npyFile({ shape: [samples, 4, 25], values });
  const { columns } = await parseTable(file as Uint8Array<ArrayBuffer>, "x.npy", {
    maps: reading(),
  });
  deepEqual(
    [...columns[0]!.values!],
    Array.from({ length: samples }, (_, row) => [100 * row, 100 * row + 99]).flat(),
  );
});

Deno.test("the axes of each layout", () => {
  const of = (shape: number[], layout: MapLayout) => mapShape("x.npy", shape, layout);
  deepEqual(of([9, 3, 4, 5], "nchw"), { samples: 9, maps: 3, positions: 20, mapsFirst: true });
  deepEqual(of([9, 3, 4], "nchw"), { samples: 9, maps: 3, positions: 4, mapsFirst: true });
  deepEqual(of([9, 4, 5, 3], "nhwc"), { samples: 9, maps: 3, positions: 20, mapsFirst: false });
  deepEqual(of([9, 4, 3], "nhwc"), { samples: 9, maps: 3, positions: 4, mapsFirst: false });
  deepEqual(of([9, 4, 3], "ntd"), { samples: 9, maps: 3, positions: 4, mapsFirst: false });
});

Deno.test("other shapes, texts, another order and a reduction that does not fit are errors", async () => {
  const npy = (shape: number[], more = {}) =>
    npyFile({
      descr: "<f4",
      shape,
      values: numbers.slice(0, shape.reduce((a, b) => a * b)),
      ...more,
    });
  const found = (shape: number[]) => `shape (${shape.join(", ")})`;
  const expected = {
    nchw: "an array of maps, (N, maps, height, width) or (N, maps, length)",
    ntd: "an array of maps, (N, tokens, units)",
  };
  for (const shape of [[0, 3, 2, 2], [2, 0, 2, 2], [2, 3, 0]]) {
    await rejectsTable(
      () => parseTable(npy(shape) as Uint8Array<ArrayBuffer>, "x.npy", { maps: reading() }),
      {
        file: "x.npy",
        expected: "at least one sample, map and position",
        found: found(shape),
      },
    );
  }
  for (
    const [shape, layout] of [
      [[6, 4], "nchw"],
      [[2, 3, 2, 2, 1], "nchw"],
      [[2, 3, 2, 2], "ntd"],
    ] as const
  ) {
    await rejectsTable(
      () =>
        parseTable(npy([...shape]) as Uint8Array<ArrayBuffer>, "x.npy", {
          maps: reading({ layout }),
        }),
      { file: "x.npy", expected: expected[layout], found: found([...shape]) },
    );
  }
  await rejectsTable(
    () =>
      parseTable(npy([2, 3, 4], { fortranOrder: true }) as Uint8Array<ArrayBuffer>, "x.npy", {
        maps: reading(),
      }),
    {
      file: "x.npy",
      expected:
        "maps in row-major (C) order, the values of one sample together: save np.ascontiguousarray(x)",
      found: "column-major (Fortran) order",
    },
  );
  const fails = reading({
    reduce: () => {
      throw new Error("no way");
    },
  });
  await rejectsTable(
    () => parseTable(npy([2, 3, 4]) as Uint8Array<ArrayBuffer>, "x.npy", { maps: fails }),
    { file: "x.npy", expected: "maps that fit the options: no way", found: found([2, 3, 4]) },
  );
  const texts = npyFile({ descr: "<U1", shape: [2, 1, 1], values: new Uint32Array([97, 98]) });
  await rejectsTable(
    () => parseTable(texts as Uint8Array<ArrayBuffer>, "x.npy", { maps: reading() }),
    { file: "x.npy", expected: "maps of real numbers", found: 'texts, element type "<U1"' },
  );
  await rejectsTable(
    () => parseTable(new TextEncoder().encode("a,b\n1,2\n"), "x.csv", { maps: reading() }),
    {
      file: "x.csv",
      expected: "an array of 3 or 4 axes, in a .npy, .npz or .safetensors file",
      found: "a .csv file",
    },
  );
});
