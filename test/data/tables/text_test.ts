/** Tables of text: separators, names, samples, missing values. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { parseTable, type TableOptions } from "../../../lib/data/tables/mod.ts";
import { rejectsTable } from "./errors.ts";
import { fixture } from "./fixtures/fixtures.ts";
import { utf8 } from "./npy_file.ts";

const read = (text: string, options?: TableOptions, file = "x.csv") =>
  parseTable(utf8(text), file, options);

/** Columns by name, and notices. */
async function contents(text: string, options?: TableOptions, file?: string) {
  const { columns, notices } = await read(text, options, file);
  const cells = columns.map(({ name, values, texts }) =>
    [name, values ? [...values] : texts] as const
  );
  return { columns: Object.fromEntries(cells), notices };
}

const table = { a: [1, 3], b: [2, -4] };
for (
  const text of [
    "a,b\n1,2\n3,-4\n",
    "a,b\n1,2\n3,-4",
    "a,b\r\n1,2\r\n3,-4\r\n",
    "a,b\r1,2\r3,-4\r",
    "a,b\r\n1,2\n3,-4\n",
    "\ufeffa,b\n1,2\n3,-4\n",
    '"a","b"\n"1","2"\n"3","-4"\n',
    " a , b \n1 , 2\n3,\t-4\n",
    "a,b\n1,2\n3,-4\n\n",
    "a,b\n1,2\n3,-4\r\n\r\n \r\n\t",
    "\n\na,b\n1,2\n3,-4\n",
    "a;b\n1;2\n3;-4\n",
    "a\tb\n1\t2\n3\t-4\n",
    "a|b\n1|2\n3|-4\n",
    "a b\n1 2\n3 -4\n",
    "  a   b\n  1   2\n  3  -4 \n",
    "a \t b\n1 2\n3\t-4\n",
    "sep=,\na,b\n1,2\n3,-4\n",
    "sep=;\r\na;b\r\n1;2\r\n3;-4\r\n",
    '\ufeff"sep=;"\na;b\n1;2\n3;-4\n',
    "# a,b\n1,2\n3,-4\n",
    "# a b\n1 2\n3 -4\n",
    "a,b\n1.0,2e0\n+3,-4.00\n",
  ]
) {
  Deno.test(`${JSON.stringify(text)} is a table of two columns and two rows`, async () => {
    deepEqual(await contents(text), { columns: table, notices: [] });
  });
}

Deno.test("separators: sep= decides, a semicolon goes before a comma, .tsv has tabs alone", async () => {
  deepEqual((await contents("sep=;\na,1;b\n1;2\n")).columns, { "a,1": [1], b: [2] });
  deepEqual((await contents("a;b, or c\n1;2\n3;4\n")).columns, { a: [1, 3], "b, or c": [2, 4] });
  deepEqual((await contents("a,b\tc\n1\t2\n", {}, "x.tsv")).columns, { "a,b": [1], c: [2] });
  deepEqual((await contents("a,b\nx,2\n", {}, "x.tsv")).columns, { "a,b": ["x,2"] });
  const words = "kind\nIris setosa\nIris virginica\n";
  deepEqual((await contents(words)).columns, { kind: ["Iris setosa", "Iris virginica"] });
  deepEqual((await contents('name,"x, y"\nb,1\n')).columns, { name: ["b"], "x, y": [1] });
});

Deno.test("names of the rows of R, which have no name, are left out", async () => {
  const text = '"x" "y"\n"r1" 1 2\n"r2" 3 4\n';
  deepEqual(await contents(text), {
    columns: { x: [1, 3], y: [2, 4] },
    notices: ["the first column, which has no name and numbers or names the rows, was left out"],
  });
  equal((await read(text.replaceAll(" ", ","))).columns[0]!.name, "x");
});

const SAMPLE =
  "the first line has numbers only and was read as a sample; if it has the names of the " +
  "columns, use the option header (--header)";
const COUNTS =
  "the first line counts the columns and was read as their names; if it is a sample, set the " +
  "option header to false (--no-header)";

Deno.test("a first line of numbers is a sample, and a notice says so", async () => {
  for (const text of ["1,2\n3,-4\n", "1 2\n3 -4", "1;2\n3;-4\n"]) {
    deepEqual(await contents(text), { columns: { x0: [1, 3], x1: [2, -4] }, notices: [SAMPLE] });
  }
  deepEqual(await contents("7\n8\n"), { columns: { x0: [7, 8] }, notices: [SAMPLE] });
  deepEqual((await contents("1,NA\n2,3\n")).columns, { x0: [1, 2], x1: [NaN, 3] });
  deepEqual((await contents("True,1\nFalse,2\n")).columns, { x0: [1, 0], x1: [1, 2] });
  equal((await read("0,1\n1,1\n")).samples, 2);
  equal((await read("0\n1\n")).samples, 2);
});

Deno.test("names that count the columns, as pandas gives them, are names", async () => {
  deepEqual(await contents("0,1\n0.5,-1\n"), { columns: { 0: [0.5], 1: [-1] }, notices: [COUNTS] });
  deepEqual((await contents(",0,1\n0,7,8\n1,9,1\n")).columns, { 0: [7, 9], 1: [8, 1] });
  const wide = Array.from({ length: 12 }, (_, at) => `${at}`).join(",");
  equal((await read(`${wide}\n${wide}\n`)).samples, 1);
  equal((await read("0,1,2\n0,1,2\n")).samples, 2);
});

Deno.test("the option header decides", async () => {
  deepEqual(await contents("1,2\n3,4\n", { header: true }), {
    columns: { 1: [3], 2: [4] },
    notices: [],
  });
  deepEqual(await contents("0,1\n0.5,2\n", { header: false }), {
    columns: { x0: [0, 0.5], x1: [1, 2] },
    notices: [],
  });
  deepEqual((await contents("a,2\n3,4\n", { header: false })).columns, {
    x0: ["a", "3"],
    x1: [2, 4],
  });
});

Deno.test("words for missing values in the first line are names, or missing in a sample", async () => {
  deepEqual((await contents("NA,b\n1,2\n")).columns, { NA: [1], b: [2] });
  const sample = { header: false };
  deepEqual((await contents("NA,1\nb,2\n", sample)).columns, { x0: ["", "b"], x1: [1, 2] });
  deepEqual((await contents('"NA",1\nb,2\n', sample)).columns, { x0: ["NA", "b"], x1: [1, 2] });
});

Deno.test("a first line whose texts occur again, or with fractions, is a sample", async () => {
  const told = "; if it has the names of the columns, use the option header (--header)";
  deepEqual(await contents("cat\ndog\ncat\n"), {
    columns: { x0: ["cat", "dog", "cat"] },
    notices: [`the first line was read as a sample, because "cat" occurs again below it${told}`],
  });
  deepEqual(await contents("5.1,setosa\n4.9,virginica\n"), {
    columns: { x0: [5.1, 4.9], x1: ["setosa", "virginica"] },
    notices: [`the first line was read as a sample, because "5.1" is no name${told}`],
  });
  // A text above numbers is a name, whatever stands beside it.
  deepEqual((await contents("x,cat\n1,cat\n")).columns, { x: [1], cat: ["cat"] });
  deepEqual(await contents("country,1960,1970\nAruba,5,7\n"), {
    columns: { country: ["Aruba"], 1960: [5], 1970: [7] },
    notices: [
      'the first line was read as names, some of which are numbers ("1960", "1970"); if it is a sample, ' +
      "set the option header to false (--no-header)",
    ],
  });
});

Deno.test("an index without a name is left out, one with a name is told", async () => {
  const left = "the first column, which has no name and numbers or names the rows, was left out";
  for (const rows of ["0,5\n1,6\n", "1,5\n2,6\n", "0,5\n0,6\n", "7,5\n3,6\n", "u,5\nv,6\n"]) {
    deepEqual(await contents(`,a\n${rows}`), { columns: { a: [5, 6] }, notices: [left] });
  }
  const { columns } = await read(",a\n0,5\n1,6\n");
  equal(columns[0]!.index, 0);
  const rows = Array.from({ length: 6 }, (_, row) => `${row},${row + 1},${row * row}`).join("\n");
  const named = await read(`id,"n ""1""",square\n${rows}\n`);
  deepEqual(named.columns.map(({ notice }) => notice), [
    'column "id" only numbers the rows; if it is no variable, leave it out: --without id',
    `column "n \\"1\\"" only numbers the rows; if it is no variable, leave it out: --without '"n ""1"""'`,
    undefined,
  ]);
  deepEqual(named.notices, []);
  equal((await read("a,b\n0,1\n1,2\n2,9\n")).columns[0]!.notice, undefined);
});

Deno.test("other columns without a name are refused, empty ones left out", async () => {
  for (const text of ["a,,c\n1,2,3\n", ",b\n0.25,2\n0.5,3\n", ",b\n0.5,2\n"]) {
    await rejectsTable(() => read(text), {
      file: "x.csv",
      location: "line 1",
      expected: "a name for every column",
      found: `none for column ${text.startsWith("a") ? 1 : 0}; put a name above it`,
    });
  }
  deepEqual(await contents("a,b,\n1,2,\n3,4,\n"), {
    columns: { a: [1, 3], b: [2, 4] },
    notices: ["column 2, which has no name and no values, was left out"],
  });
});

Deno.test("missing values, infinities and booleans", async () => {
  const missing = [
    "",
    '""',
    "NA",
    "NaN",
    "nan",
    "-nan",
    "null",
    "NULL",
    "None",
    "N/A",
    "<NA>",
    "#N/A",
  ];
  const { columns } = await read(`a,b\n${missing.map((cell) => `${cell},1`).join("\n")}\n2,3\n`);
  deepEqual([...columns[0]!.values!], [...missing.map(() => NaN), 2]);
  deepEqual((await contents("a\ninf\n-inf\nInfinity\n+INF\n1\n")).columns.a, [
    Infinity,
    -Infinity,
    Infinity,
    Infinity,
    1,
  ]);
  const flags = await contents("a,b,c\nTrue,true,TRUE\nFalse,false,FALSE\n,NA,\n");
  deepEqual(flags.columns, { a: [1, 0, NaN], b: [1, 0, NaN], c: [1, 0, NaN] });
  equal((await read("a\nTrue\nFalse\n")).columns[0]!.resolution, 0);
});

Deno.test("a column with a text is one of texts; its numbers are in their shortest form", async () => {
  const cells = [
    "1.0",
    "01",
    "NA",
    "True",
    "",
    "1e3",
    '"NA"',
    "x",
    "2.50",
    "False",
    "nan",
    '"None"',
  ];
  const { columns } = await contents(`a,b\n${cells.map((cell) => `${cell},0`).join("\n")}\n`);
  const expected = ["1", "1", "", "True", "", "1000", "NA", "x", "2.5", "False", "", "None"];
  deepEqual(columns.a, expected);
  deepEqual((await contents("a,b\nTrue,1\n1,1\n")).columns.a, ["True", "1"]);
  for (
    const cell of ["0x10", "1e", "--1", "1_000", "١", "1 2", "e5", ".", "+", "1e+", "nano", "1,5x"]
  ) {
    deepEqual((await contents(`a,b\n"${cell}",1\n`)).columns.a, [cell], cell);
  }
});

Deno.test("infinities in a column of texts keep their spelling, as names of classes", async () => {
  for (const cells of [["sup", "inf", "+INF", "-Infinity"], ["inf", "Infinity", "1e999", "sup"]]) {
    deepEqual(
      (await contents(`a,b\n${cells.map((cell) => `${cell},1`).join("\n")}\n`)).columns.a,
      cells,
    );
    const sample = await contents(cells.map((cell) => `${cell},1`).join("\n"), { header: false });
    deepEqual(sample.columns.x0, cells);
  }
});

Deno.test("blank lines between rows: nothing in a table, a missing value in a single column", async () => {
  deepEqual(await contents("a,b\n1,2\n\n \n3,4\n\n"), {
    columns: { a: [1, 3], b: [2, 4] },
    notices: ["2 blank lines between rows were left out"],
  });
  deepEqual(await contents("a\n1\n\n3\n\n\n"), { columns: { a: [1, NaN, 3] }, notices: [] });
  deepEqual((await contents('a\n1\n""\n')).columns.a, [1, NaN]);
  deepEqual(await contents("a,b\n1,2\n,\n3,4\n,\n,\n"), {
    columns: { a: [1, NaN, 3], b: [2, NaN, 4] },
    notices: ["2 empty rows at the end were left out"],
  });
});

const converted = (encoding: string) =>
  `convert it: pd.read_csv(FILE, encoding="${encoding}").to_csv("x.csv", index=False)`;
const TWICE =
  '"a" twice; pandas gives them different names: pd.read_csv(FILE).to_csv("x.csv", index=False)';

const refused: [string | Uint8Array, string | undefined, string, string][] = [
  ["", undefined, "lines of cells, with or without a first line of names", "an empty file"],
  ["\n \n", undefined, "lines of cells, with or without a first line of names", "an empty file"],
  ["a,b\n", undefined, "rows below the names", "only names"],
  ["a,b\n1,2\n3\n", "line 3", "2 cells as in the first line, separated by commas", "1"],
  ["a;b\n1;2\n3;4;5\n", "line 3", "2 cells as in the first line, separated by semicolons", "3"],
  [
    `a b\n${"1 2\n".repeat(30)}3\n`,
    "line 32",
    "2 cells as in the first line, separated by blanks",
    "1",
  ],
  ["a,b,a\n1,2,3\n", "line 1", "different names for all columns", TWICE],
  ["sep=,\na,a\n1,2\n", "line 2", "different names for all columns", TWICE],
  [
    Uint8Array.of(0xff, 0xfe, 0x61, 0),
    undefined,
    "UTF-8 text",
    `UTF-16 text; ${converted("utf-16")}`,
  ],
  [
    Uint8Array.of(0x61, 0x0a, 0xe9, 0x0a),
    "line 2",
    "UTF-8 text",
    `other bytes; if it is Latin-1 or Windows-1252, ${converted("cp1252")}`,
  ],
  [Uint8Array.of(0x61, 0, 0x0a, 0x31), undefined, "UTF-8 text", "bytes that are no text"],
];

for (const [text, location, expected, found] of refused) {
  Deno.test(`${JSON.stringify(text)} is refused: ${found} instead of ${expected}`, async () => {
    const where = location === undefined ? {} : { location };
    const bytes = typeof text === "string" ? utf8(text) : text;
    await rejectsTable(() => parseTable(bytes, "x.csv"), {
      file: "x.csv",
      ...where,
      expected,
      found,
    });
  });
}

Deno.test("decimal commas are refused with the way to convert them", async () => {
  for (
    const [text, line, found] of [
      ["a;b\n1,5;2\n2;3,25\n", 2, "1,5"],
      ["a;b\n1;2\n2;3,25e-3\n", 3, "3,25e-3"],
      ['a,b\n1,"-1,234"\n2,"5"\n', 2, "-1,234"],
      ["1,5;2,5\n3,5;4,5\n", 1, "1,5"],
      ["1,5;2\n3;4\n", 1, "1,5"],
    ] as const
  ) {
    await rejectsTable(() => read(text), {
      file: "x.csv",
      location: `line ${line}`,
      expected: "numbers with a decimal point and without commas, as of " +
        'pd.read_csv(FILE, sep=None, decimal=",", engine="python").to_csv("x.csv", index=False)',
      found: `"${found}"`,
    });
  }
  deepEqual((await contents('a,b\n"1,5",1\n"x,5",2\n')).columns.a, ["1,5", "x,5"]);
});

Deno.test("nothing of a file reaches a message as it is", async () => {
  const name = "\x1b[31m\u009b\u202e\u2028\u200b\u{e0041}";
  const shown = '"\\u001b[31m\\u009b\\u202e\\u2028\\u200b\\udb40\\udc41"';
  await rejectsTable(() => read(`${name},${name}\n1,2\n`), {
    file: "x.csv",
    location: "line 1",
    expected: "different names for all columns",
    found:
      `${shown} twice; pandas gives them different names: pd.read_csv(FILE).to_csv("x.csv", index=False)`,
  });
  const rows = Array.from({ length: 6 }, (_, row) => row).join("\n");
  const { columns } = await read(`${name}\n${rows}\n`);
  ok(columns[0]!.notice!.startsWith(`column ${shown} only`));
});

Deno.test("tables that NumPy writes as text", async () => {
  deepEqual(
    (await parseTable(fixture("savetxt.txt"), "x.txt")).columns.map(({ values }) => [
      ...values!,
    ]),
    [[0, 0.25, 12.5], [0.125, 0.375, 0.875]],
  );
  const { columns } = await parseTable(fixture("savetxt-header.txt"), "x.txt");
  deepEqual(columns.map(({ name }) => name), ["left", "right"]);
  equal((await parseTable(fixture("savetxt-integers.csv"), "x.csv")).samples, 3);
  const [labels] = (await parseTable(fixture("savetxt-labels.txt"), "y.txt")).columns;
  deepEqual([[...labels!.values!], labels!.resolution], [[0, 2, 100], 0]);
});

Deno.test("a cell of very many digits and a letter is read in the time that its length takes", async () => {
  const digits = "1".repeat(200_000);
  for (const cell of [`${digits}x`, `${digits}.x`, `.${digits}x`, `1.${digits}x`, `1e${digits}x`]) {
    const started = performance.now();
    deepEqual((await contents(`a,b\n${cell},1\n`)).columns.a, [cell]);
    ok(performance.now() - started < 10_000);
  }
});

Deno.test("a separator at the end of all rows moves no name", async () => {
  const told = ["all lines below the first one end with a separator, which was ignored"];
  const rows = { id: [0, 1], a: [0.1, 0.4], b: [0.2, 0.5] };
  for (const [comma, ending] of [[",", ""], [";", "\r"], ["\t", ""], ["|", ""]] as const) {
    const text = ["id,a,b", "0,0.1,0.2,", "1,0.4,0.5,", ""].join(`${ending}\n`)
      .replaceAll(",", comma);
    deepEqual(await contents(text), { columns: rows, notices: told }, text);
  }
  deepEqual((await contents("0,1\n0.5,1,\n2,3,\n")).columns, { 0: [0.5, 2], 1: [1, 3] });
  deepEqual((await contents("0.5,1\n0.5,1,\n", { header: false })).columns, {
    x0: [0.5, 0.5],
    x1: [1, 1],
  });
  // One cell that is filled: names of the rows, as R writes them.
  const some = await contents("a,b\nr1,1,\nr2,2,3\n");
  deepEqual(some.columns, { a: [1, 2], b: [NaN, 3] });
  await rejectsTable(() => read("0,1\n0.5,1,\n2,3,4\n"), {
    file: "x.csv",
    location: "line 3",
    expected: "2 cells as in the first line, separated by commas",
    found: "3",
  });
  deepEqual(await contents('a,b\n1,2,""\n3,4,""\n'), {
    columns: { a: [2, 4], b: [NaN, NaN] },
    notices: ["the first column, which has no name and numbers or names the rows, was left out"],
  });
});

Deno.test("a notice tells what speaks against the option header", async () => {
  deepEqual((await contents("label\n1\n2\n", { header: false })).notices, [
    "the first line was read as a sample, because of the option header (--no-header), though " +
    '"label" stands above numbers',
  ]);
  deepEqual((await contents("0.5,1\n0.25,2\n", { header: true })).notices, [
    "the first line was read as names, because of the option header (--header), though " +
    '"0.5" is a number like those below it',
  ]);
  for (
    const [text, header] of [["cat\ndog\n", false], ["NA,1\n2,3\n", false], [
      "0,1\n2,3\n",
      true,
    ]] as const
  ) {
    deepEqual((await contents(text, { header })).notices, [], text);
  }
  deepEqual(
    [(await read("a\n1\n")).firstLine, (await read("1\n2\n")).firstLine],
    ["names", "sample"],
  );
});

Deno.test("what is counted once is in the singular", async () => {
  deepEqual((await contents("a,b\n1,2\n\n3,4\n")).notices, [
    "1 blank line between rows was left out",
  ]);
  deepEqual((await contents("a,b\n1,2\n,\n")).notices, ["1 empty row at the end was left out"]);
  await rejectsTable(() => read("a\n1,2,3\n"), {
    file: "x.csv",
    location: "line 2",
    expected: "1 cell as in the first line, separated by commas",
    found: "3",
  });
});

Deno.test("columns that number the rows or tell their time are told", async () => {
  const rows = Array.from({ length: 30 }, (_, row) => row);
  const noticeOf = async (values: readonly (number | string)[], name = "n") => {
    const noise = rows.map((row) => ((row * 7 + 3) % 31) / 8);
    const text = [`${name},x`, ...values.map((value, row) => `${value},${noise[row]}`)].join("\n");
    const { columns } = await read(text);
    equal(columns[1]!.notice, undefined);
    return /^column ".*?" (.*?)( as | of |[,;] |$)/.exec(columns[0]!.notice ?? "")?.[1];
  };
  const count = "only numbers the rows";
  const step = "has equal steps from row to row";
  const rising = "rises or falls with every row";
  const once = "has consecutive integers";
  const index = "has the name";
  for (
    const [values, expected] of [
      [rows, count],
      [rows.map((row) => row + 100), count],
      [rows.map((row) => 5 - 2 * row), step],
      [rows.map((row) => (row * 0.02).toFixed(2)), step],
      // Times of 30 frames per second in milliseconds.
      [rows.map((row) => (row / 30).toFixed(3)), step],
      [rows.map((row) => 1_700_000_000 + row * 3600), step],
      [rows.map((row) => row + Math.floor(row / 4)), rising],
      [rows.map((row) => -(row ** 1.5)), rising],
      [rows.map((row) => (row * 7) % 30), once],
      [rows.map((row) => 100 - ((row * 7) % 30)), once],
      [rows.map((row) => (row * 7) % 15), undefined],
      [rows.map((row) => 2 * ((row * 7) % 30)), undefined],
      [rows.map((row) => Math.sin(row)), undefined],
      [rows.map(() => 3), undefined],
      [rows.map((row) => row === 7 ? "" : row), undefined],
    ] as const
  ) {
    equal(await noticeOf(values), expected, `${values}`);
  }
  const gaps = rows.map((row) => 3 * ((row * 7) % 31));
  for (const name of ["id", "Id", "INDEX", "Unnamed: 0"]) equal(await noticeOf(gaps, name), index);
  equal(await noticeOf(gaps, "idle"), undefined);
  equal(await noticeOf(rows.map((row) => row % 9), "id"), undefined);
});

Deno.test("decimal commas without names of columns are refused, other padded numbers told", async () => {
  const expected =
    "numbers with a decimal point and without commas; write the file with decimal points";
  for (
    const [text, line, found] of [
      ["0,5,0,29875\n0,00123,1,25\n", 2, "0,00123"],
      ["0,00123,0,29875\n-0,5,1,25\n", 1, "0,00123"],
      ["1,5\n2,05\n", 2, "0,05"],
    ] as const
  ) {
    const found_ = `the number ${found} as two cells`;
    await rejectsTable(() => read(text), {
      file: "x.csv",
      location: `line ${line}`,
      expected,
      found: found_,
    });
  }
  await rejectsTable(() => read("a,b\n0,5,0,25\n"), {
    file: "x.csv",
    location: "line 2",
    expected: "2 cells as in the first line, separated by commas",
    found: "4; if numbers have decimal commas, write them with points",
  });
  for (
    const text of [
      "007,5\n003,6\n",
      "1,007\n0.5,3\n",
      "1,007\n2,-3\n",
      "7,007,1\n2,3,4\n",
      "1;007\n2;3\n",
    ]
  ) {
    const { columns } = await read(text);
    const [told] = columns.flatMap(({ notice }) => notice ?? []);
    ok(
      told?.includes('has numbers with zeros before them, such as "007" on line 1; '),
      `${text} ${told}`,
    );
  }
  deepEqual((await read("a,b\n1,0\n2,10\n")).columns.flatMap(({ notice }) => notice ?? []), []);
});
