/** Files of text that lie. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { labelsOf, parseTable } from "../../lib/data/tables/mod.ts";
import { utf8 } from "../data/tables/npy_file.ts";
import { mutatedBytes } from "./_bytes.ts";
import { CASES, fuzz } from "./_cases.ts";
import { readsAsTable } from "./_tables.ts";

/** Whether bytes can be read, which must then be a whole table. */
const readBoth = (bytes: Uint8Array, header?: boolean) => readsAsTable(bytes, "x.csv", { header });

Deno.test("random bytes and random text as .csv", async () => {
  const signs = fc.constantFrom(...'019.-+eE,,\n\r""\' \tnaif;\ufeff\0é😀'.split(""));
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.array(signs, { maxLength: 60 }).map((parts) => utf8(parts.join(""))),
  );
  const { worked, refused } = await fuzz(
    bytes,
    { seed: 1, cases: CASES.csv.random },
    (one) => readBoth(one),
  );
  ok(worked > 0 && refused > 50, `${worked} worked, ${refused} were refused`);
});

Deno.test(".csv files with something changed", async () => {
  const valid = [
    'a,"b",c\r\n1,2.5,3\r\n4,"5",-6e2\r\n',
    "y\n1\n0\n3\n",
    "\ufeffid,label\r7,2\r8,-1\r",
    "sep=;\na;b\n1;x\n2;True\n",
    "# a b c\n0.5 1e-3 NA\n1 2 inf\n",
    ",a\n0,1\n1,2\n\n",
    'x,"two\nlines, and ""quotes"""\n1,2\n',
  ].map(utf8);
  const { worked, refused } = await fuzz(
    mutatedBytes(...valid),
    { seed: 2, cases: CASES.csv.mutated },
    (one) => readBoth(one),
  );
  ok(worked > 50 && refused > 50, `${worked} worked, ${refused} were refused`);
});

const names = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("a", "b", "c", "label") },
  fc.constantFrom("__proto__", "constructor", "toString", "", " ", "NaN", "1", "0.5", '"', "'a'"),
  fc.constantFrom('"a\nb"', '"a,b"', '"a""b"', '"a', 'a"b', "é", "😀", "\u202e", "\u0007", "x\0y"),
);
const numbers = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("0", "1", "2.5", "-3", "1e-3", '"4"', " 1 ") },
  fc.constantFrom(
    "NaN",
    "nan",
    "Infinity",
    "-inf",
    "1e999",
    "-1e999",
    "",
    " ",
    "0x10",
    "1,5",
    "1_0",
  ),
  fc.constantFrom("--1", "1e", "True", "١", "1\0", '"', '"1', '1"', '""', '"1" 2', "9".repeat(400)),
);

Deno.test("tables with wrong cells, rows, quotes, names and line ends", async () => {
  const table = fc.record({
    mark: fc.constantFrom("", "", "\ufeff", "\ufeff\ufeff"),
    header: fc.array(names, { minLength: 1, maxLength: 4 }),
    rows: fc.array(fc.array(numbers, { maxLength: 4 }), { maxLength: 5 }),
    // Rows as long as the header, or as they are.
    even: fc.boolean(),
    comma: fc.constantFrom(",", ",", ",", ";", ", ", "\t", " "),
    end: fc.constantFrom("\n", "\r\n", "\r", "\n\n", "\n\r"),
    last: fc.boolean(),
    named: fc.constantFrom(undefined, true, false),
  });
  const { worked, refused } = await fuzz(table, { seed: 3, cases: CASES.csv.tables }, (one) => {
    const { mark, header, rows, even, comma, end, last, named } = one;
    const cut = (row: readonly string[]) =>
      even ? header.map((_, at) => row.at(at % row.length) ?? "0") : row;
    const lines = [header, ...rows.map(cut)].map((cells) => cells.join(comma));
    return readBoth(utf8(mark + lines.join(end) + (last ? end : "")), named);
  });
  ok(worked > 20 && refused > 50, `${worked} worked, ${refused} were refused`);
});

const repeated = fc.record({
  sign: fc.constantFrom("1", "9", "0", " ", "\t", '"', ",", "\n", "\r", ".", "e", "-", "x", "1,"),
  // A million takes seconds where coverage is counted: one case in seven.
  count: fc.oneof(
    { weight: 3, arbitrary: fc.constant(1000) },
    { weight: 3, arbitrary: fc.constant(100_000) },
    { weight: 1, arbitrary: fc.constant(1_000_000) },
  ),
  before: fc.constantFrom("", "1", '"', "-", "1.", "a,b\n1,"),
  after: fc.constantFrom("", "x", '"', " x", ",2\n", "e"),
});

Deno.test("fields, rows and files of up to a million repeated characters", async () => {
  await fuzz(repeated, { seed: 4, cases: CASES.csv.long, memory: 2 ** 28 }, async (one) => {
    const field = one.before + one.sign.repeat(one.count) + one.after;
    const asCell = await readBoth(utf8(`a\n${field}\n`));
    const asName = await readBoth(utf8(`${field}\n1\n`));
    return asCell || asName;
  });
});

Deno.test("names that are those of object properties are names of columns like any other", async () => {
  const text = utf8("__proto__,constructor,toString\n1,2,3\n");
  const { columns } = await parseTable(text, "x.csv");
  deepEqual(columns.map(({ name, values }) => [name, ...values!]), [
    ["__proto__", 1],
    ["constructor", 2],
    ["toString", 3],
  ]);
  const classes = utf8("y\n__proto__\nconstructor\n__proto__\n");
  deepEqual(labelsOf((await parseTable(classes, "y.csv")).columns).labels, [0, 1, 0]);
});
