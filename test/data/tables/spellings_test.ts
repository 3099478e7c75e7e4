/** Two spellings of the same data give the same columns and the same labels. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import * as fc from "fast-check";
import { labelsOf, parseTable, type Table } from "../../../lib/data/tables/mod.ts";
import { joined } from "../../../lib/system/files/joined.ts";
import { npyFile, utf8 } from "./npy_file.ts";

const SEED = { seed: 20240607, numRuns: 150 };

/** Rows of numbers that float32 holds. */
interface Numbers {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

const numbers: fc.Arbitrary<Numbers> = fc.record({
  rows: fc.integer({ min: 1, max: 6 }),
  columns: fc.integer({ min: 1, max: 5 }),
}).chain(({ rows, columns }) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    values: fc.float32Array({ minLength: rows * columns, maxLength: rows * columns }),
  })
);

/** Text has no −0. */
const valuesOf = ({ columns }: Table) =>
  columns.map(({ values }) => [...values!].map((value) => value === 0 ? 0 : value));

const byColumns = ({ rows, columns, values }: Numbers) =>
  Array.from(
    { length: columns },
    (_, j) => Array.from({ length: rows }, (_, i) => values[i * columns + j]! + 0),
  );

async function packed(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([Uint8Array.from(bytes)]).stream();
  return await new Response(stream.pipeThrough(new CompressionStream("gzip"))).bytes();
}

function turned(values: ArrayBufferView, width: number): Uint8Array {
  const bytes = new Uint8Array(values.buffer.slice(0));
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
  return bytes;
}

Deno.test("binary files of the same numbers", async () => {
  await fc.assert(
    fc.asyncProperty(numbers, async (one) => {
      const { rows, columns, values } = one;
      const shape = [rows, columns];
      const wide = Float64Array.from(values);
      const transposed = Float32Array.from(byColumns(one).flat());
      const header = utf8(
        JSON.stringify({ x: { dtype: "F32", shape, data_offsets: [0, values.byteLength] } }),
      );
      const length = new Uint8Array(BigUint64Array.of(BigInt(header.length)).buffer);
      const c = npyFile({ shape, values, descr: "<f4" });
      const files: [Uint8Array, string][] = [
        [c, "x.npy"],
        [await packed(c), "x.npy.gz"],
        [npyFile({ shape, values: transposed, descr: "<f4", fortranOrder: true }), "x.npy"],
        [npyFile({ shape, values: turned(values, 4), descr: ">f4" }), "x.npy"],
        [npyFile({ shape, values: wide }), "x.npy"],
        [npyFile({ shape, values: turned(wide, 8), descr: ">f8" }), "x.npy"],
        [joined([length, header, new Uint8Array(values.buffer)]), "x.safetensors"],
      ];
      const expected = byColumns(one);
      for (const [bytes, name] of files) {
        deepEqual(valuesOf(await parseTable(bytes, name)), expected);
      }
    }),
    SEED,
  );
});

const notations: ((value: number) => string)[] = [
  String,
  (value) => value.toExponential(),
  (value) => Number.isFinite(value) ? value.toExponential(18).toUpperCase() : String(value),
  (value) => Number.isNaN(value) ? "" : String(value).replace("Infinity", "inf"),
  (value) => Number.isNaN(value) ? "NA" : `"${value}"`,
];

const dialects = fc.record({
  separator: fc.constantFrom(",", ";", "\t", "|", " , ", ";  "),
  end: fc.constantFrom("\n", "\r\n", "\r"),
  mark: fc.constantFrom("", "\ufeff"),
  last: fc.constantFrom("", "end", "blank"),
  notation: fc.constantFrom(...notations),
  index: fc.boolean(),
  told: fc.boolean(),
});

Deno.test("texts of the same numbers in every dialect", async () => {
  await fc.assert(
    fc.asyncProperty(numbers, dialects, async (one, dialect) => {
      const { separator, end, mark, last, notation, index, told } = dialect;
      // A single column has no separator, and a row without a value is none.
      fc.pre(one.columns > 1 && byColumns(one).some((column) => !Number.isNaN(column.at(-1))));
      const names = Array.from({ length: one.columns }, (_, j) => `n${j}`);
      const rows = Array.from({ length: one.rows }, (_, i) => [
        ...(index ? [`${i}`] : []),
        ...byColumns(one).map((column) => notation(column[i]!)),
      ]);
      const lines = [[...(index ? [""] : []), ...names], ...rows].map((row) => row.join(separator));
      const sep = told ? `sep=${separator.trim() || "\t"}${end}` : "";
      const text = mark + sep + lines.join(end) + { "": "", end, blank: end + end }[last];
      const table = await parseTable(utf8(text), "x.csv");
      deepEqual(table.columns.map(({ name }) => name), names);
      deepEqual(valuesOf(table), byColumns(one));
      equal(table.notices.length, index ? 1 : 0);
    }),
    SEED,
  );
});

Deno.test("the order of rows and columns changes nothing but the order", async () => {
  const shuffled = numbers.chain((one) =>
    fc.record({
      one: fc.constant(one),
      rows: fc.shuffledSubarray([...Array(one.rows).keys()], { minLength: one.rows }),
      columns: fc.shuffledSubarray([...Array(one.columns).keys()], { minLength: one.columns }),
    })
  );
  await fc.assert(
    fc.asyncProperty(shuffled, async ({ one, rows, columns }) => {
      const cells = byColumns(one);
      const lines = (rows: readonly number[], columns: readonly number[]) =>
        [
          columns.map((j) => `n${j}`),
          ...rows.map((i) => columns.map((j) => String(cells[j]![i]))),
        ].map((row) => row.join(",")).join("\n");
      const [straight, mixed] = await Promise.all([
        parseTable(utf8(lines([...rows].sort((a, b) => a - b), [...columns].sort())), "x.csv"),
        parseTable(utf8(lines(rows, columns)), "x.csv"),
      ]);
      for (const { name, values, resolution, roundoff } of mixed.columns) {
        const same = straight.columns.find((column) => column.name === name)!;
        deepEqual([...values!], rows.map((i) => same.values![i]));
        deepEqual([resolution, roundoff], [same.resolution, same.roundoff]);
      }
    }),
    SEED,
  );
});

Deno.test("labels in every notation, as text and in binary files", async () => {
  const classes = fc.array(fc.integer({ min: -3, max: 20 }), { minLength: 2, maxLength: 12 });
  const notations: ((label: number) => string)[] = [
    String,
    (label) => label.toFixed(1),
    (label) => label.toExponential(18),
    (label) => `"${label}"`,
  ];
  await fc.assert(
    fc.asyncProperty(classes, async (classes) => {
      const shape = [classes.length, 1];
      for (const notation of notations) {
        const text = `y\n${classes.map(notation).join("\n")}\n`;
        deepEqual(labelsOf((await parseTable(utf8(text), "y.csv")).columns).labels, classes);
      }
      const arrays: [string, ArrayBufferView][] = [
        ["<i8", BigInt64Array.from(classes, BigInt)],
        ["|i1", Int8Array.from(classes)],
        ["<f4", Float32Array.from(classes)],
        ["<f8", Float64Array.from(classes)],
      ];
      for (const [descr, values] of arrays) {
        const { columns } = await parseTable(npyFile({ shape, values, descr }), "y.npy");
        deepEqual(labelsOf(columns).labels, classes, descr);
      }
    }),
    { ...SEED, numRuns: 50 },
  );
});

Deno.test("names, one-hot columns and numbers of the same classes", async () => {
  const classes = fc.array(fc.nat(3), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(classes, async (classes) => {
      const names = ["ape", "bee", "cat", "dog"];
      const texts = `kind\n${classes.map((label) => names[label]).join("\n")}\n`;
      const used = [...new Set(classes)].sort();
      const oneHot = classes.map((label) => names.map((_, at) => Number(at === label)).join(","));
      const byName = labelsOf((await parseTable(utf8(texts), "y.csv")).columns);
      const hot = labelsOf(
        (await parseTable(utf8([names.join(","), ...oneHot].join("\n")), "y.csv")).columns,
      );
      deepEqual(hot.labels, classes);
      deepEqual(byName.labels.map((label) => used[label]), classes);
      deepEqual(byName.names, used.map((label) => names[label]));
      deepEqual(hot.names, names);
    }),
    { ...SEED, numRuns: 50 },
  );
});
