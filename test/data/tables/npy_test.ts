import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { type NpyTypes, parseNpy } from "../../../lib/data/tables/npy.ts";
import { rejectsTable } from "./errors.ts";
import { npyFile } from "./npy_file.ts";

const FLOATS: NpyTypes<Float32Array | Float64Array> = {
  title: "floats",
  arrays: { "<f4": Float32Array, "<f8": Float64Array },
};

const values = Float64Array.of(1, 2, 3, 4, 5, 6);
const good = npyFile({ shape: [2, 3], values });

Deno.test("reads what numpy.save writes, in C order and in Fortran order", () => {
  // a = np.arange(6).reshape(2, 3) + 0.5; np.save(file, a.astype("<f4")); numpy 2.2.6
  const c = Buffer.from(
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMp" +
      "LCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAA/" +
      "AADAPwAAIEAAAGBAAACQQAAAsEA=",
    "base64",
  );
  const cOrdered = parseNpy(c, "c.npy", FLOATS);
  ok(cOrdered.values instanceof Float32Array);
  deepEqual([...cOrdered.values], [0.5, 1.5, 2.5, 3.5, 4.5, 5.5]);
  deepEqual([cOrdered.shape, cOrdered.fortranOrder, cOrdered.offset], [[2, 3], false, 128]);

  // np.save(file, np.asfortranarray(a.astype("<f8")))
  const fortran = Buffer.from(
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMyks" +
      "IH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAA" +
      "AADgPwAAAAAAAAxAAAAAAAAA+D8AAAAAAAASQAAAAAAAAARAAAAAAAAAFkA=",
    "base64",
  );
  const fortranOrdered = parseNpy(fortran, "f.npy", FLOATS);
  deepEqual([...fortranOrdered.values], [0.5, 3.5, 1.5, 4.5, 2.5, 5.5]);
  deepEqual([fortranOrdered.shape, fortranOrdered.fortranOrder], [[2, 3], true]);
});

for (const version of [[1, 0], [2, 0], [3, 0]] as const) {
  Deno.test(`reads version ${version.join(".")}`, () => {
    const { values: read } = parseNpy(npyFile({ shape: [2, 3], values, version }), "x", FLOATS);
    deepEqual(read, values);
  });
}

Deno.test("values at any offset of a buffer are read, aligned or not", () => {
  for (const shift of [0, 1, 4, 8]) {
    const buffer = new Uint8Array(good.length + shift);
    buffer.set(good, shift);
    deepEqual(parseNpy(buffer.subarray(shift), "x", FLOATS).values, values);
  }
});

Deno.test("aligned values are a view, so a file is held in memory once", () => {
  equal(parseNpy(good, "x", FLOATS).values.buffer, good.buffer);
});

Deno.test("another format, an empty file and an early end are refused where they are", () => {
  const expected = "an array saved by numpy.save";
  const read = (bytes: Uint8Array) => () => parseNpy(bytes, "x.npy", FLOATS);
  rejectsTable(read(new Uint8Array()), { file: "x.npy", expected, found: "an empty file" });
  rejectsTable(read(Uint8Array.of(0x50, 0x4b, 3, 4)), {
    file: "x.npy",
    expected,
    found: "another format",
  });
  rejectsTable(read(good.subarray(0, 7)), {
    file: "x.npy",
    location: "byte 6",
    expected: "version 1.0, 2.0 or 3.0",
    found: "the end of the file",
  });
  rejectsTable(read(good.subarray(0, 9)), {
    file: "x.npy",
    location: "byte 8",
    expected: "the length of the header",
    found: "the end of the file",
  });
  rejectsTable(read(good.subarray(0, 100)), {
    file: "x.npy",
    location: "byte 10",
    expected: "a header of 118 bytes",
    found: "the end of the file",
  });
});

for (const version of [[0, 0], [1, 1], [4, 0]] as const) {
  Deno.test(`refuses version ${version.join(".")}`, () => {
    rejectsTable(() => parseNpy(npyFile({ shape: [2, 3], values, version }), "x.npy", FLOATS), {
      file: "x.npy",
      location: "byte 6",
      expected: "version 1.0, 2.0 or 3.0",
      found: version.join("."),
    });
  });
}

Deno.test("a header of more than 10,000 bytes is refused before it is read", () => {
  const file = npyFile({ shape: [2, 3], values, version: [2, 0] });
  new DataView(file.buffer).setUint32(8, 2 ** 32 - 1, true);
  rejectsTable(() => parseNpy(file, "x.npy", FLOATS), {
    file: "x.npy",
    location: "byte 8",
    expected: "a header of at most 10000 bytes",
    found: "4294967295",
  });
});

for (const [what, shape] of [["missing", [2, 4]], ["trailing", [2, 2]]] as const) {
  Deno.test(`${what} bytes are refused`, () => {
    rejectsTable(() => parseNpy(npyFile({ shape, values }), "x.npy", FLOATS), {
      file: "x.npy",
      location: "byte 128",
      expected: `${shape[0] * shape[1] * 8} bytes for shape (${shape.join(", ")}) of <f8`,
      found: "48",
    });
  });
}

Deno.test("a shape of absurd size is refused, not allocated", () => {
  for (const shape of [[1e15, 1e15], [2 ** 53, 3]]) {
    rejectsTable(() => parseNpy(npyFile({ shape, values }), "x.npy", FLOATS), {
      file: "x.npy",
      location: "byte 128",
      expected: `${shape[0]! * shape[1]! * 8} bytes for shape (${shape.join(", ")}) of <f8`,
      found: "48",
    });
  }
});

for (const descr of [">f8", "<f2", "=f8", "<c16", "|O", "<i8", "toString", "<U5"]) {
  Deno.test(`element type ${descr} is refused where floats are read`, () => {
    rejectsTable(() => parseNpy(npyFile({ shape: [2, 3], values, descr }), "x.npy", FLOATS), {
      file: "x.npy",
      expected: "floats",
      found: `element type "${descr}"`,
    });
  });
}

Deno.test("a size of 400 digits beside a 0 is no size that is not a number", () => {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (0, ${"9".repeat(400)}), }`;
  rejectsTable(() => parseNpy(npyFile({ shape: [], values, header }), "x.npy", FLOATS), {
    file: "x.npy",
    location: "byte 512",
    expected: "0 bytes for shape (0, Infinity) of <f8",
    found: "48",
  });
});
