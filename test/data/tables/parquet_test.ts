/** Files of Apache Parquet, as pandas and pyarrow write them. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { parseTable, TableError } from "../../../lib/data/tables/mod.ts";
import { requireRuns } from "../../../lib/data/tables/parquet_pages.ts";
import { rejectsTable } from "./errors.ts";
import { fixture } from "./fixtures/fixtures.ts";
import { utf8 } from "./npy_file.ts";

const read = (name: Parameters<typeof fixture>[0]) => parseTable(fixture(name), "x.parquet");

Deno.test("numbers, booleans, texts and times of every type; lists are left out", async () => {
  const { samples, columns, named, notices } = await read("types.parquet");
  const cells = columns.map(({ name, values, texts }) =>
    [name, values ? [...values] : texts] as const
  );
  equal(samples, 3);
  ok(named);
  deepEqual(Object.fromEntries(cells), {
    f16: [1.5, -2, 0.25],
    f32: [1.5, NaN, Math.fround(0.1)],
    f64: [1.5, NaN, 0.1],
    i8: [1, -2, 3],
    i64: [1, NaN, 2 ** 40],
    u32: [1, 2, 2 ** 32 - 1],
    flag: [1, 0, NaN],
    text: ["b", "a", ""],
    kind: ["b", "a", "b"],
    day: ["1970-01-01T00:00:00.000Z", "1970-01-02T00:00:00.000Z", ""],
    cost: [1, 2, 3],
  });
  deepEqual(notices, ['columns of lists or structures were left out: "list"']);
  deepEqual(columns.map(({ resolution, roundoff }) => resolution + roundoff), [
    2 ** -11,
    2 ** -24,
    2 ** -53,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0.005,
  ]);
  const singles = columns.filter(({ values }) => values instanceof Float32Array);
  deepEqual(singles.map(({ name }) => name), ["f16", "f32", "flag"]);
  ok(columns.every(({ values }) => !values || values.buffer instanceof SharedArrayBuffer));
});

for (const codec of ["snappy", "gzip", "zstd", "brotli", "lz4"] as const) {
  Deno.test(`pages of ${codec} in several row groups are read`, async () => {
    const { samples, columns } = await read(`${codec}.parquet`);
    equal(samples, 300);
    const [x, y] = columns;
    ok(x!.values!.every((value, row) => value === (row % 7) / 4));
    ok(y!.values!.every((value, row) => value === row));
    equal(
      y!.notice,
      'column "y" only numbers the rows; if it is no variable, leave it out: --without y',
    );
  });
}

Deno.test("pages of version 2 without a dictionary are read", async () => {
  const { columns } = await read("plain.parquet");
  deepEqual([...columns[1]!.values!], Array.from({ length: 20 }, (_, row) => row));
});

Deno.test("booleans in runs, of pages of version 2, are read", async () => {
  const { columns: [flag] } = await read("flags.parquet");
  deepEqual([...flag!.values!], Array.from({ length: 21 }, (_, row) => [1, NaN, 0][row % 3]));
});

Deno.test("integers beyond 2⁵³ are rounded and told; times, days and JSON are texts", async () => {
  const { columns, notices } = await read("others.parquet");
  deepEqual(notices, ['integers beyond ±2⁵³ were rounded in "big"']);
  const [big, ...others] = columns;
  deepEqual([...big!.values!], [1, 2 ** 53, NaN]);
  equal(big!.roundoff, 2 ** -53);
  deepEqual(others.map(({ name, texts }) => [name, texts]), [
    ["instant", ["1970-01-01T00:00:00.000Z", "1970-01-01T00:00:01.500Z", ""]],
    // The second is later than a Date can be.
    ["day", ["1970-01-02T00:00:00.000Z", "", ""]],
    ["time", ["1", "2", ""]],
    ["json", ['{"a":[1,2]}', "b", ""]],
  ]);
});

Deno.test("an index of pandas without a name is left out, one with a name is told", async () => {
  const unnamed = await read("index.parquet");
  deepEqual(unnamed.columns.map(({ name, index }) => [name, index]), [
    ["left", 0],
    ["right", 1],
    ["kind", 2],
  ]);
  deepEqual([...unnamed.columns[0]!.values!], [3, 0.5, -1.25]);
  deepEqual(unnamed.notices, ["the index of pandas, which has no name, was left out"]);
  const named = await read("named-index.parquet");
  deepEqual(named.columns.map(({ name, notice }) => [name, notice]), [
    ["left", undefined],
    ["right", undefined],
    ["kind", undefined],
    [
      "row",
      'column "row" is the index of the table that was saved; if it is no variable, leave it out: ' +
      "--without row",
    ],
  ]);
});

Deno.test("a column without values, a table without rows, and names that occur twice", async () => {
  const { columns } = await read("nulls.parquet");
  deepEqual([...columns[0]!.values!], [NaN, NaN, NaN, NaN]);
  await rejectsTable(() => read("empty.parquet"), {
    file: "x.parquet",
    expected: "rows",
    found: "none",
  });
  await rejectsTable(() => read("twice.parquet"), {
    file: "x.parquet",
    expected: "different names for all columns",
    found: '"x" twice; in pandas, df.loc[:, ~df.columns.duplicated()] has the first of each name',
  });
});

Deno.test("runs of more or fewer values than a page has are refused", () => {
  // 6 times a 1; then 8 packed values, of which 3 are used.
  const runs = Uint8Array.of(12, 1, 3, 0b11111010);
  equal(requireRuns(runs, 1, 9), 7);
  for (const values of [5, 6 + 17]) throws(() => requireRuns(runs, 1, values), /^Error: [a ]*run/);
  const endless = Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x04, 1);
  throws(() => requireRuns(endless, 1, 1000), /^Error: a run of too many values/);
  throws(() => requireRuns(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1), 8, 1000), /early/);
  throws(() => requireRuns(Uint8Array.of(0x81, 0x80, 0x80, 1), 1, 1000), /too many/);
});

Deno.test("other and damaged files are refused", async () => {
  const whole = fixture("snappy.parquet");
  const cases = [
    new Uint8Array(),
    utf8("PAR1"),
    utf8("no table at all"),
    whole.subarray(0, 200),
    whole.subarray(200),
    whole.fill(7, 30, 60),
  ];
  for (const bytes of cases) {
    await rejects(parseTable(bytes, "x.parquet"), (error: Error) => {
      ok(error instanceof TableError, `${error}`);
      ok(error.message.startsWith("x.parquet: expected "), error.message);
      return true;
    });
  }
});

Deno.test("a file that cannot be read is no damaged file: the reason is thrown as it is", async () => {
  const reason = new DOMException("the file has changed", "NotReadableError");
  const whole = fixture("snappy.parquet");
  // The last bytes can be read, others no longer.
  class Changed extends Blob {
    override slice(start = 0, end = this.size): Blob {
      if (start < whole.length - 600) throw reason;
      return super.slice(start, end);
    }
  }
  await rejects(parseTable(new Changed([whole]), "x.parquet"), reason);
  const { samples } = await parseTable(new Blob([whole]), "x.parquet");
  equal(samples, 300);
});
