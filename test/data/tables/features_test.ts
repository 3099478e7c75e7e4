import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import * as fc from "fast-check";
import { parseCsvFeatures, parseNpyFeatures } from "../../../lib/data/tables/readers.ts";
import { TableError } from "../../../lib/data/tables/mod.ts";
import { rejectsTable } from "./errors.ts";
import { npyFile, utf8 } from "./npy_file.ts";

const values = Float64Array.of(1, 2, 3, 4, 5, 6);

Deno.test("features are samples × variables, row-major, whatever the order in the file", () => {
  const c = parseNpyFeatures(npyFile({ shape: [2, 3], values }), "x.npy");
  deepEqual([c.samples, c.variables, [...c.values]], [2, 3, [1, 2, 3, 4, 5, 6]]);
  equal(c.names, undefined);
  const f = parseNpyFeatures(npyFile({ shape: [2, 3], values, fortranOrder: true }), "x.npy");
  deepEqual([f.samples, f.variables, [...f.values]], [2, 3, [1, 3, 5, 2, 4, 6]]);
});

Deno.test("float32 stays float32, and what is not finite stays what it is", () => {
  const floats = Float32Array.of(NaN, Infinity, -Infinity, 0.1);
  const file = npyFile({ shape: [2, 2], values: floats, descr: "<f4" });
  const { values: read } = parseNpyFeatures(file, "x.npy");
  ok(read instanceof Float32Array);
  deepEqual([...read], [...floats]);
});

for (const shape of [[6], [1, 2, 3], []]) {
  Deno.test(`shape (${shape}) is refused: features have two dimensions`, () => {
    const numbers = shape.length === 0 ? values.subarray(0, 1) : values;
    rejectsTable(() => parseNpyFeatures(npyFile({ shape, values: numbers }), "x.npy"), {
      file: "x.npy",
      expected: "features of shape (samples, variables), as of x.reshape(len(x), -1)",
      found: `shape (${shape.join(", ")})`,
    });
  });
}

Deno.test("features without a sample or a variable are refused", () => {
  for (const shape of [[0, 3], [3, 0]]) {
    rejectsTable(() => parseNpyFeatures(npyFile({ shape, values: new Uint8Array() }), "x.npy"), {
      file: "x.npy",
      expected: "features of shape (samples, variables), as of x.reshape(len(x), -1)",
      found: `shape (${shape.join(", ")})`,
    });
  }
});

Deno.test("integers are refused with the way to convert them", () => {
  const file = npyFile({ shape: [1, 2], values: new BigInt64Array(2), descr: "<i8" });
  rejectsTable(() => parseNpyFeatures(file, "x.npy"), {
    file: "x.npy",
    expected: 'float32 or float64 features, little-endian as of x.astype("float32")',
    found: 'element type "<i8"',
  });
});

Deno.test("a .csv file gives names and float64, numbers in every common notation", () => {
  const text = "a,b,c\n1,-2.5,+3\n.5,6.,1e-3\n-1E+3,NaN,-inf\ninf,Infinity,nan\n";
  const { samples, variables, values: read, names } = parseCsvFeatures(utf8(text), "x.csv");
  deepEqual([samples, variables, names], [4, 3, ["a", "b", "c"]]);
  deepEqual(
    [...read],
    [1, -2.5, 3, 0.5, 6, 1e-3, -1e3, NaN, -Infinity, Infinity, Infinity, NaN],
  );
});

for (const cell of ["", "x", "1,5", "0x10", "1e", "--1", "1_000", "True", "١"]) {
  Deno.test(`the cell ${JSON.stringify(cell)} is no number`, () => {
    rejectsTable(() => parseCsvFeatures(utf8(`a,b\n1,2\n3,"${cell}"\n`), "x.csv"), {
      file: "x.csv",
      location: 'line 3, column "b"',
      expected: "a number",
      found: cell === "" ? "an empty cell" : JSON.stringify(cell),
    });
  });
}

Deno.test("a first line of numbers is no header, unless they can be the numbers of columns", () => {
  rejectsTable(() => parseCsvFeatures(utf8("0.5,-1\n1,2\n"), "x.csv"), {
    file: "x.csv",
    location: "line 1",
    expected: "a header with the names of the columns",
    found: "only numbers",
  });
  deepEqual(parseCsvFeatures(utf8("0,1\n0.5,-1\n"), "x.csv").names, ["0", "1"]);
});

const SEED = { seed: 20240607 };

Deno.test("every float32 and float64 matrix comes back from .npy, every float64 one from .csv", () => {
  const matrix = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(
    ([samples, variables]) => {
      const length = { minLength: samples * variables, maxLength: samples * variables };
      return fc.record({
        samples: fc.constant(samples),
        variables: fc.constant(variables),
        values: fc.oneof(fc.float32Array(length), fc.float64Array(length)),
      });
    },
  );
  fc.assert(
    fc.property(matrix, ({ samples, variables, values: numbers }) => {
      const descr = numbers instanceof Float32Array ? "<f4" : "<f8";
      const file = npyFile({ shape: [samples, variables], values: numbers, descr });
      deepEqual(parseNpyFeatures(file, "x.npy"), { samples, variables, values: numbers });
      const header = Array.from({ length: variables }, (_, j) => `x${j}`).join(",");
      const rows = Array.from(
        { length: samples },
        (_, i) => [...numbers.subarray(i * variables, (i + 1) * variables)].join(","),
      );
      const read = parseCsvFeatures(utf8([header, ...rows].join("\n")), "x.csv").values;
      // Text has no −0.
      deepEqual([...read], [...numbers].map((number) => number === 0 ? 0 : number));
    }),
    SEED,
  );
});

/** A file with some bytes replaced, and perhaps its end cut off or longer. */
function mutations(file: Uint8Array): fc.Arbitrary<Uint8Array> {
  const edit = fc.tuple(fc.nat(file.length - 1), fc.nat(255));
  return fc.record({
    edits: fc.array(edit, { maxLength: 4 }),
    length: fc.oneof(fc.constant(file.length), fc.nat(file.length + 8)),
  }).map(({ edits, length }) => {
    const mutated = new Uint8Array(length);
    mutated.set(file.subarray(0, length));
    for (const [at, byte] of edits) if (at < length) mutated[at] = byte;
    return mutated;
  });
}

for (
  const [format, file, parse] of [
    ["npy", npyFile({ shape: [2, 3], values }), parseNpyFeatures],
    ["csv", utf8('a,"b",c\r\n1,2.5,3\r\n4,"5",-6e2\r\n'), parseCsvFeatures],
  ] as const
) {
  Deno.test(`a damaged .${format} file gives a whole table or a TableError, never anything else`, () => {
    fc.assert(
      fc.property(mutations(file), (bytes) => {
        try {
          const table = parse(bytes, "x");
          equal(table.values.length, table.samples * table.variables);
          ok(table.samples > 0 && table.variables > 0);
        } catch (error) {
          ok(error instanceof TableError, `${error}`);
        }
      }),
      { ...SEED, numRuns: 3000 },
    );
  });
}

Deno.test("cells that are separated by semicolons are told as that", () => {
  rejectsTable(() => parseCsvFeatures(utf8("a;b\n1;2\n"), "x.csv"), {
    file: "x.csv",
    location: 'line 2, column "a;b"',
    expected: 'a number (cells are separated by commas, not ";")',
    found: '"1;2"',
  });
});

Deno.test("a cell of very many digits and a letter is refused in the time that its length takes", () => {
  const digits = "1".repeat(200_000);
  for (const cell of [`${digits}x`, `${digits}.x`, `.${digits}x`, `1.${digits}x`, `1e${digits}x`]) {
    const started = performance.now();
    rejectsTable(() => parseCsvFeatures(utf8(`a\n${cell}\n`), "x.csv"), {
      file: "x.csv",
      location: 'line 2, column "a"',
      expected: "a number",
      found: JSON.stringify(`${cell.slice(0, 40)}…`),
    });
    ok(performance.now() - started < 10_000);
  }
});
