import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { Buffer } from "node:buffer";
import * as fc from "fast-check";
import { parseCsvLabels, parseNpyLabels } from "../../../lib/data/tables/readers.ts";
import { TableError } from "../../../lib/data/tables/mod.ts";
import { rejectsTable } from "./errors.ts";
import { npyFile, utf8 } from "./npy_file.ts";

Deno.test("reads labels and booleans that numpy.save writes", () => {
  // np.save(file, np.array([-3, 0, 2**40])); numpy 2.2.6
  const integers = Buffer.from(
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsKSwg" +
      "fSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAr9////" +
      "/////wAAAAAAAAAAAAAAAAABAAA=",
    "base64",
  );
  deepEqual(parseNpyLabels(integers, "y.npy"), [-3, 0, 2 ** 40]);
  // np.save(file, np.array([True, False, True]))
  const booleans = Buffer.from(
    "k05VTVBZAQB2AHsnZGVzY3InOiAnfGIxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsKSwg" +
      "fSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoBAAE=",
    "base64",
  );
  deepEqual(parseNpyLabels(booleans, "y.npy"), [1, 0, 1]);
});

const arrays: [string, ArrayBufferView][] = [
  ["|i1", Int8Array.of(-1, 2)],
  ["|u1", Uint8Array.of(255, 2)],
  ["<i2", Int16Array.of(-1, 2)],
  ["<u2", Uint16Array.of(65535, 2)],
  ["<i4", Int32Array.of(-1, 2)],
  ["<u4", Uint32Array.of(4294967295, 2)],
  ["<i8", BigInt64Array.of(-1n, 2n)],
  ["<u8", BigUint64Array.of(9007199254740991n, 2n)],
];

for (const [descr, values] of arrays) {
  Deno.test(`labels of type ${descr} are read from shapes (N,) and (N, 1)`, () => {
    const first = descr.includes("i") ? -1 : {
      "|u1": 255,
      "<u2": 65535,
      "<u4": 4294967295,
      "<u8": 9007199254740991,
    }[descr];
    for (const shape of [[2], [2, 1]]) {
      deepEqual(parseNpyLabels(npyFile({ shape, values, descr }), "y.npy"), [first, 2]);
    }
    const column = npyFile({ shape: [2, 1], values, descr, fortranOrder: true });
    deepEqual(parseNpyLabels(column, "y.npy"), [first, 2]);
  });
}

for (
  const [shape, count] of [[[1, 4], 4], [[2, 2], 4], [[4, 1, 1], 4], [[], 1], [[0], 0]] as const
) {
  Deno.test(`labels of shape (${shape}) are refused`, () => {
    const file = npyFile({ shape, values: new Uint8Array(count), descr: "|u1" });
    rejectsTable(() => parseNpyLabels(file, "y.npy"), {
      file: "y.npy",
      expected: "one label per sample, shape (N,) or (N, 1)",
      found: `shape (${shape.join(", ")})`,
    });
  });
}

for (const descr of ["<f8", ">i8", "|S1"]) {
  Deno.test(`labels of type ${descr} are refused with the way to convert them`, () => {
    const file = npyFile({ shape: [1], values: new Float64Array(1), descr });
    rejectsTable(() => parseNpyLabels(file, "y.npy"), {
      file: "y.npy",
      expected: 'integer or boolean labels, little-endian as of y.astype("int64")',
      found: `element type "${descr}"`,
    });
  });
}

Deno.test("a boolean that is neither 0 nor 1 is refused with its byte", () => {
  const file = npyFile({ shape: [3], values: Uint8Array.of(1, 0, 7), descr: "|b1" });
  rejectsTable(() => parseNpyLabels(file, "y.npy"), {
    file: "y.npy",
    location: "byte 130",
    expected: "a boolean, 0 or 1",
    found: "7 for sample 2",
  });
});

Deno.test("a label that float64 cannot hold is refused, not rounded", () => {
  const file = npyFile({
    shape: [2],
    values: BigInt64Array.of(1n, 9007199254740993n),
    descr: "<i8",
  });
  rejectsTable(() => parseNpyLabels(file, "y.npy"), {
    file: "y.npy",
    location: "byte 136",
    expected: "a label within ±2⁵³",
    found: "9007199254740993 for sample 1",
  });
});

const csv = utf8("id,label\r\n7,2\r\n8,-1\r\n9,2.0\r\n");

Deno.test("labels are a named column of a .csv file, or its only one", () => {
  deepEqual(parseCsvLabels(csv, "y.csv", "label"), [2, -1, 2]);
  deepEqual(parseCsvLabels(csv, "y.csv", "id"), [7, 8, 9]);
  deepEqual(parseCsvLabels(utf8("y\n1\n0\n"), "y.csv"), [1, 0]);
});

Deno.test("without a name, several columns are an error that lists them", () => {
  rejectsTable(() => parseCsvLabels(csv, "y.csv"), {
    file: "y.csv",
    location: "line 1",
    expected:
      "one column, or the name of the column with the labels (option column, --label-column)",
    found: '"id", "label"',
  });
});

Deno.test("a column that does not exist is an error that lists those that do", () => {
  rejectsTable(() => parseCsvLabels(csv, "y.csv", "Label"), {
    file: "y.csv",
    location: "line 1",
    expected: 'a column "Label"',
    found: '"id", "label"',
  });
});

for (const cell of ["", "cat", "1.5", "1e2", "nan", "True", "9007199254740993"]) {
  Deno.test(`the cell ${JSON.stringify(cell)} is no class label`, () => {
    rejectsTable(() => parseCsvLabels(utf8(`y,z\n1,1\n"${cell}",1\n`), "y.csv", "y"), {
      file: "y.csv",
      location: 'line 3, column "y"',
      expected: "an integer class label (classes with names have to be numbered)",
      found: cell === "" ? "an empty cell" : JSON.stringify(cell),
    });
  });
}

Deno.test("damaged label files give integers or a TableError, never anything else", () => {
  const file = npyFile({ shape: [4], values: Int16Array.of(1, 2, 3, 4), descr: "<i2" });
  const damaged = fc.tuple(fc.nat(file.length - 1), fc.nat(255), fc.nat(file.length));
  fc.assert(
    fc.property(damaged, ([at, byte, length]) => {
      const bytes = file.slice(0, length % 5 === 0 ? length : undefined);
      if (at < bytes.length) bytes[at] = byte;
      for (const parse of [parseNpyLabels, parseCsvLabels]) {
        try {
          ok(parse(bytes, "y").every(Number.isSafeInteger));
        } catch (error) {
          ok(error instanceof TableError, `${error}`);
        }
      }
    }),
    { seed: 20240607, numRuns: 3000 },
  );
});
