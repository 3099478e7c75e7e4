/** Arrays of `.npy` files: files of NumPy and ml_dtypes, and wrong ones. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { columnArray } from "../../../lib/data/tables/columns.ts";
import { parseTable } from "../../../lib/data/tables/mod.ts";
import { rejectsTable } from "./errors.ts";
import { fixture } from "./fixtures/fixtures.ts";
import { npyFile } from "./npy_file.ts";

/** The values of the columns of a file. */
async function valuesOf(bytes: Uint8Array): Promise<(number[] | readonly string[])[]> {
  const { columns, samples } = await parseTable(bytes, "x.npy");
  for (const { values, texts } of columns) equal((values ?? texts!).length, samples);
  return columns.map(({ values, texts }) => values ? [...values] : texts!);
}

/** a = np.array([[0, 1], [2, 3], [100, 7]]) by columns. */
const A = [[0, 2, 100], [1, 3, 7]];
const SINGLE = ["float16", "float32", "int8", "int16", "uint8", "uint16"] as const;
const DOUBLE = ["float64", "int32", "int64", "uint32", "uint64"] as const;

for (const type of [...SINGLE, ...DOUBLE]) {
  Deno.test(`${type} is read, little-endian and big-endian, into arrays that hold it`, async () => {
    const files = [fixture(`${type}.npy`)];
    if (type !== "int8" && type !== "uint8") files.push(fixture(`big-${type}.npy`));
    for (const file of files) {
      deepEqual(await valuesOf(file), A);
      const { columns, named, notices } = await parseTable(file, "x.npy");
      const isSingle = SINGLE.some((single) => single === type);
      ok(columns.every(({ values }) => values instanceof (isSingle ? Float32Array : Float64Array)));
      deepEqual(columns.map(({ name, index }) => [name, index]), [["x0", 0], ["x1", 1]]);
      deepEqual([named, notices], [false, []]);
    }
  });
}

Deno.test("the rounding error is half of ε of the file's type, 0 for integers", async () => {
  const expected = {
    float16: 2 ** -11,
    float32: 2 ** -24,
    float64: 2 ** -53,
    bfloat16: 2 ** -8,
    int64: 0,
    uint8: 0,
    bool: 0,
  };
  for (const [type, roundoff] of Object.entries(expected)) {
    const { columns: [column] } = await parseTable(
      fixture(`${type as keyof typeof expected}.npy`),
      "x.npy",
    );
    deepEqual([column!.resolution, column!.roundoff], [0, roundoff], type);
  }
});

Deno.test("what is not finite and subnormal stays what it is", async () => {
  const third = { float16: 0.333251953125, float32: Math.fround(1 / 3), float64: 1 / 3 };
  for (const type of ["float16", "float32", "float64"] as const) {
    deepEqual(await valuesOf(fixture(`special-${type}.npy`)), [
      [1.5, NaN, -Infinity],
      [-0.25, Infinity, third[type]],
    ]);
  }
  const [tiny, large] = [2 ** -24, 65504];
  deepEqual(await valuesOf(fixture("halves.npy")), [
    [0, tiny, 1023 * tiny, 2 ** -14, large, -tiny, -large],
  ]);
});

Deno.test("bfloat16 of ml_dtypes is read, and a notice says so", async () => {
  const brain = fixture("bfloat16.npy");
  deepEqual(await valuesOf(brain), [[1.5, NaN, -Infinity], [-0.25, Infinity, 0.333984375]]);
  deepEqual((await parseTable(brain, "x.npy")).notices, [
    "numbers without a type, <V2, were read as bfloat16, which ml_dtypes writes so",
  ]);
});

Deno.test("booleans are 1 and 0; other bytes are refused where they are", async () => {
  deepEqual(await valuesOf(fixture("bool.npy")), [[0, 1, 0], [1, 1, 0]]);
  const file = npyFile({ shape: [3], values: Uint8Array.of(1, 0, 7), descr: "|b1" });
  await rejectsTable(() => parseTable(file, "y.npy"), {
    file: "y.npy",
    location: "byte 130",
    expected: "a boolean, 0 or 1",
    found: "7",
  });
});

Deno.test("Fortran order, vectors, columns and version 3 are read", async () => {
  deepEqual(await valuesOf(fixture("fortran.npy")), A);
  deepEqual(await valuesOf(fixture("vector.npy")), [A[1]]);
  deepEqual(await valuesOf(fixture("column.npy")), [A[1]]);
  deepEqual(await valuesOf(fixture("version3.npy")), A);
  const header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2L,), }";
  deepEqual(await valuesOf(npyFile({ shape: [], values: Int32Array.of(7, -1), header })), [[
    7,
    -1,
  ]]);
});

Deno.test("texts of NumPy are columns of texts", async () => {
  deepEqual(await valuesOf(fixture("wide-texts.npy")), [["dog", "cat", "é😀", ""]]);
  deepEqual(await valuesOf(fixture("big-texts.npy")), [["dog", "cat"]]);
  deepEqual(await valuesOf(fixture("byte-texts.npy")), [["dog", "cat"]]);
  const values = new Uint8Array(8).fill(0xff);
  for (const descr of ["<U2", "|S8"]) {
    await rejectsTable(() => parseTable(npyFile({ shape: [1], values, descr }), "x.npy"), {
      file: "x.npy",
      location: "byte 128",
      expected: "Unicode text",
      found: "other bytes",
    });
  }
});

Deno.test("texts that end early are refused, in Fortran order too", async () => {
  const values = Uint32Array.from("abcd", (letter) => letter.codePointAt(0)!);
  const file = (shape: number[]) =>
    Uint8Array.from(npyFile({ shape, values, descr: "<U1", fortranOrder: true }));
  deepEqual(await valuesOf(file([2, 2])), [["a", "b"], ["c", "d"]]);
  await rejectsTable(() => parseTable(new Blob([file([3, 2])]).stream(), "x.npy"), {
    file: "x.npy",
    location: "byte 144",
    expected: "more texts",
    found: "the end of the file",
  });
});

Deno.test("columns that memory cannot hold are a table error", async () => {
  await rejectsTable(() => columnArray("x.npy", false, 2 ** 50), {
    file: "x.npy",
    expected: "columns that fit into memory",
    found: `no memory for ${2 ** 50} more numbers`,
  });
});

Deno.test("integers beyond 2⁵³ are told", async () => {
  const { columns, notices } = await parseTable(fixture("beyond.npy"), "x.npy");
  deepEqual([...columns[0]!.values!], [1, 2 ** 53]);
  deepEqual([columns[0]!.roundoff, notices], [2 ** -53, [
    'integers beyond ±2⁵³ were rounded in "x0"',
  ]]);
});

Deno.test("other shapes are refused, those of more than two dimensions with the way to reshape", async () => {
  await rejectsTable(() => parseTable(fixture("images.npy"), "x.npy"), {
    file: "x.npy",
    expected:
      "a matrix, samples × variables, such as x.reshape(len(x), -1); or feature maps or tokens, with --maps and --layout of analyze (the option maps of readTable)",
    found: "shape (2, 3, 4)",
  });
  const expected = "at least one sample of one variable, shape (N,) or (N, n)";
  await rejectsTable(() => parseTable(fixture("scalar.npy"), "x.npy"), {
    file: "x.npy",
    expected,
    found: "shape ()",
  });
  await rejectsTable(() => parseTable(fixture("empty.npy"), "x.npy"), {
    file: "x.npy",
    expected,
    found: "shape (0, 3)",
  });
});

const REFUSED = {
  objects: '"|O" (Python objects, which are never read: x.astype(str) for texts)',
  complex: '"<c8" (complex numbers: np.c_[x.real, x.imag])',
  times: '"<M8[D]" (times: x.astype("int64"))',
  float8: '"<f1" (convert the array: x.astype("float32"))',
} as const;

for (const [name, found] of Object.entries(REFUSED)) {
  Deno.test(`an array of ${name} is refused with the way to convert it`, async () => {
    const bytes = fixture(`${name as keyof typeof REFUSED}.npy`);
    await rejectsTable(() => parseTable(bytes, "x.npy"), {
      file: "x.npy",
      expected: "an array of real numbers or texts",
      found: `element type ${found}`,
    });
  });
}

Deno.test("structured arrays are refused", async () => {
  await rejectsTable(() => parseTable(fixture("records.npy"), "x.npy"), {
    file: "x.npy",
    location: "byte 20",
    expected: 'a plain element type (of a structured array, save one field: x["name"])',
    found: "\"[('a', '<f4'), ('b', '<i8')], 'fortran_o…\"",
  });
});

const values = Float64Array.of(1, 2, 3, 4, 5, 6);
const good = npyFile({ shape: [2, 3], values });

Deno.test("columns are own memory that workers can share, whatever the source", async () => {
  const bytes = npyFile({ shape: [2, 3], values });
  const { columns } = await parseTable(bytes, "x.npy");
  const buffers = columns.map(({ values }) => values!.buffer);
  ok(buffers.every((buffer) => buffer instanceof SharedArrayBuffer));
  equal(new Set(buffers).size, 3);
});

Deno.test("values at any offset of a buffer are read", async () => {
  for (const shift of [0, 1, 4, 8]) {
    const buffer = new Uint8Array(good.length + shift);
    buffer.set(good, shift);
    deepEqual(await valuesOf(buffer.subarray(shift)), [[1, 4], [2, 5], [3, 6]]);
  }
});

Deno.test("matrices of more than one piece are read, in either order, sized or not", async () => {
  const [rows, columns] = [3001, 61];
  const matrix = Float64Array.from({ length: rows * columns }, (_, at) => at);
  const c = npyFile({ shape: [rows, columns], values: matrix });
  const f = npyFile({ shape: [columns, rows], values: matrix, fortranOrder: true });
  const flat = npyFile({ shape: [rows * columns], values: matrix });
  const stream = (bytes: Uint8Array) => new Blob([Uint8Array.from(bytes)]).stream();
  for (const source of [c, stream(c)]) {
    const table = await parseTable(source, "x.npy");
    equal(table.columns.length, columns);
    table.columns.forEach(({ values }, j) =>
      ok(values!.every((value, i) => value === i * columns + j))
    );
  }
  for (const source of [f, stream(f)]) {
    const table = await parseTable(source, "x.npy");
    deepEqual([table.samples, table.columns.length], [columns, rows]);
    table.columns.forEach(({ values }, j) =>
      ok(values!.every((value, i) => value === j * columns + i))
    );
  }
  for (const source of [flat, stream(flat)]) {
    const [column] = (await parseTable(source, "x.npy")).columns;
    ok(
      column!.values!.length === matrix.length && column!.values!.every((value, i) => value === i),
    );
  }
});

Deno.test("another format, an empty file and an early end are refused where they are", async () => {
  const expected = "an array saved by numpy.save";
  const read = (bytes: Uint8Array) => () => parseTable(bytes, "x.npy");
  await rejectsTable(read(new Uint8Array()), { file: "x.npy", expected, found: "an empty file" });
  await rejectsTable(read(Uint8Array.of(0x50, 0x4b, 3, 4)), {
    file: "x.npy",
    expected,
    found: "another format",
  });
  for (
    const [length, location, expected] of [
      [7, "byte 6", "version 1.0, 2.0 or 3.0"],
      [9, "byte 8", "the length of the header"],
      [100, "byte 10", "a header of 118 bytes"],
    ] as const
  ) {
    const found = "the end of the file";
    await rejectsTable(read(good.subarray(0, length)), {
      file: "x.npy",
      location,
      expected,
      found,
    });
  }
});

for (const version of [[0, 0], [1, 1], [4, 0]] as const) {
  Deno.test(`refuses version ${version.join(".")}`, async () => {
    await rejectsTable(() => parseTable(npyFile({ shape: [2, 3], values, version }), "x.npy"), {
      file: "x.npy",
      location: "byte 6",
      expected: "version 1.0, 2.0 or 3.0",
      found: version.join("."),
    });
  });
}

Deno.test("a header of more than 10,000 bytes is refused before it is read", async () => {
  const file = npyFile({ shape: [2, 3], values, version: [2, 0] });
  new DataView(file.buffer).setUint32(8, 2 ** 32 - 1, true);
  await rejectsTable(() => parseTable(file, "x.npy"), {
    file: "x.npy",
    location: "byte 8",
    expected: "a header of at most 10000 bytes",
    found: "4294967295",
  });
});

for (const [what, shape] of [["missing", [2, 4]], ["trailing", [2, 2]]] as const) {
  Deno.test(`${what} bytes are refused, also where the number of bytes is not known`, async () => {
    const bytes = Uint8Array.from(npyFile({ shape, values }));
    const size = `${shape[0] * shape[1] * 8} bytes for shape (${shape.join(", ")}) of <f8`;
    const at = { file: "x.npy", location: "byte 128" };
    await rejectsTable(() => parseTable(bytes, "x.npy"), { ...at, expected: size, found: "48" });
    const streamed = what === "missing"
      ? { location: "byte 176", expected: "more numbers", found: "the end of the file" }
      : { location: "byte 128", expected: size, found: "more" };
    const stream = () => parseTable(new Blob([bytes]).stream(), "x.npy");
    await rejectsTable(stream, { file: "x.npy", ...streamed });
  });
}

Deno.test("a shape of absurd size is refused, not allocated, in a stream too", async () => {
  for (const shape of [[1e15, 1000], [2 ** 53, 3], [2 ** 40]]) {
    const bytes = Uint8Array.from(npyFile({ shape, values }));
    const size = shape.reduce((product, size) => product * size, 8);
    await rejectsTable(() => parseTable(bytes, "x.npy"), {
      file: "x.npy",
      location: "byte 128",
      expected: `${size} bytes for shape (${shape.join(", ")}) of <f8`,
      found: "48",
    });
    await rejectsTable(() => parseTable(new Blob([bytes]).stream(), "x.npy"), {
      file: "x.npy",
      location: "byte 176",
      expected: "more numbers",
      found: "the end of the file",
    });
  }
  // The numbers of the first piece are there.
  const many = npyFile({ shape: [2 ** 45], values: new Uint8Array(2 ** 21), descr: "|u1" });
  await rejectsTable(() => parseTable(new Blob([Uint8Array.from(many)]).stream(), "x.npy"), {
    file: "x.npy",
    location: `byte ${128 + 2 ** 21}`,
    expected: "more numbers",
    found: "the end of the file",
  });
  await rejectsTable(() => parseTable(npyFile({ shape: [1, 1e7], values }), "x.npy"), {
    file: "x.npy",
    expected: "at most 1000000 columns",
    found: "shape (1, 10000000)",
  });
});
