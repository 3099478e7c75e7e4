/** Labels and continuous targets from columns. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import {
  continuousOf,
  labelsOf,
  missingSamples,
  parseTable,
} from "../../../lib/data/tables/mod.ts";
import { rejectsTable } from "./errors.ts";
import { fixture } from "./fixtures/fixtures.ts";
import { npyFile, utf8 } from "./npy_file.ts";

const columnsOf = async (text: string) => (await parseTable(utf8(text), "y.csv")).columns;
const labels = async (text: string) => labelsOf(await columnsOf(text), "y.csv");

for (
  const text of [
    "y\n3\n0\n-1\n",
    "y\n3.0\n0.0\n-1.0\n",
    "y\n3e0\n0e5\n-10e-1\n",
    "y\n3.000e+00\n0.000e+00\n-1.000e+00\n",
    "y,\n3,\n0,\n-1,\n",
    "3\n0\n-1\n",
    "3\n-0\n-1\n",
  ]
) {
  Deno.test(`${JSON.stringify(text)} has the labels 3, 0 and −1`, async () => {
    deepEqual(await labels(text), { labels: [3, 0, -1], notices: [] });
  });
}

Deno.test("labels of every type of NumPy, as vector and as column", async () => {
  const types: [string, ArrayBufferView][] = [
    ["|i1", Int8Array.of(7, 2)],
    ["<u2", Uint16Array.of(7, 2)],
    ["<i8", BigInt64Array.of(7n, 2n)],
    ["<f4", Float32Array.of(7, 2)],
    ["<f8", Float64Array.of(7, 2)],
  ];
  for (const [descr, values] of types) {
    for (const shape of [[2], [2, 1]]) {
      const { columns } = await parseTable(npyFile({ shape, values, descr }), "y.npy");
      deepEqual(labelsOf(columns), { labels: [7, 2], notices: [] });
      deepEqual(labelsOf(columns[0]!).labels, [7, 2]);
    }
  }
});

Deno.test("booleans are 1 and 0 as pandas and NumPy write them", async () => {
  for (const text of ["True\nFalse\n", "y\nTRUE\nFALSE\n", "y\ntrue\nfalse\n", "y\n1\n0\n"]) {
    deepEqual(await labels(text), { labels: [1, 0], notices: [] }, text);
  }
  const { columns } = await parseTable(fixture("bool.npy"), "y.npy");
  deepEqual(labelsOf(columns[0]!).labels, [0, 1, 0]);
});

Deno.test("classes with names are numbered by name in the order of code units", async () => {
  const found = await labels('y\nsetosa\nVirginica\n"é"\nsetosa\nb 10\nb 9\n');
  deepEqual(found, {
    labels: [3, 0, 4, 3, 1, 2],
    names: ["Virginica", "b 10", "b 9", "setosa", "é"],
    notices: [],
  });
  deepEqual((await labels('y\n"None"\nmild\n"None"\n')).names, ["None", "mild"]);
  const { columns } = await parseTable(fixture("byte-texts.npy"), "y.npy");
  deepEqual(labelsOf(columns), { labels: [1, 0], names: ["cat", "dog"], notices: [] });
});

Deno.test("one-hot columns are the class with the 1, by the names of the columns", async () => {
  deepEqual(await labels("cat,dog,cow\n0,1,0\n1,0,0\n0,0,1\n0,1.0,0\n"), {
    labels: [1, 0, 2, 1],
    names: ["cat", "dog", "cow"],
    notices: [],
  });
  const values = Float32Array.of(0, 1, 1, 0);
  const { columns } = await parseTable(npyFile({ shape: [2, 2], values, descr: "<f4" }), "y.npy");
  deepEqual(labelsOf(columns), { labels: [1, 0], notices: [] });
});

const ONE_HOT =
  "one column of labels (--label-column), or one-hot columns with a single 1 per sample (of scores of " +
  "classes, y.argmax(1) makes labels)";
const CLASSES =
  "class labels, which are integers or texts (a continuous target is possible with the label " +
  "encoding ordinal only)";

const refused: [string, string | undefined, string, string][] = [
  ["y\n1\n1.5\n", 'sample 1 of column "y"', CLASSES, "1.5"],
  ["y\n1e16\n1\n", 'sample 0 of column "y"', "labels within ±2⁵³", "10000000000000000"],
  ["y\n1\nNA\n2\n", 'sample 1 of column "y"', "a label for every sample", "NaN"],
  [
    "y\n1\n\n\ninf\n2\n",
    'sample 1 of column "y"',
    "a label for every sample",
    "NaN, and 2 more without one",
  ],
  ['y,z\ncat,1\n"",1\n', undefined, ONE_HOT, '2 columns: "y", "z"'],
  ["a,b\n1,0\n1,1\n", 'sample 1 of column "b"', ONE_HOT, "a second 1"],
  ["a,b\n1,0\n0.2,0.8\n", 'sample 1 of column "a"', ONE_HOT, "0.2"],
  ["a,b\n1,0\n0,0\n", "sample 1", ONE_HOT, "no 1"],
  ["a,b\n1,0\n0,\n", 'sample 1 of column "b"', ONE_HOT, "NaN"],
];

for (const [text, location, expected, found] of refused) {
  Deno.test(`labels ${JSON.stringify(text)} are refused: ${found}`, async () => {
    const columns = await columnsOf(text);
    const where = location === undefined ? {} : { location };
    await rejectsTable(() => labelsOf(columns, "y.csv"), {
      file: "y.csv",
      ...where,
      expected,
      found,
    });
  });
}

Deno.test("a missing name of a class is refused, however it is written", async () => {
  for (const cell of ["", "NA", "None", '""', "<NA>"]) {
    const columns = await columnsOf(`y,z\ncat,1\n${cell},2\ndog,3\n`);
    await rejectsTable(() => labelsOf(columns[0]!, "y.csv"), {
      file: "y.csv",
      location: 'sample 1 of column "y"',
      expected: "a label for every sample",
      found: "an empty text",
    });
  }
  await rejectsTable(() => labelsOf([], "y.csv"), {
    file: "y.csv",
    expected: "labels",
    found: "no column",
  });
});

Deno.test("the label −100 is kept and told", async () => {
  const found = await labels("y\n1\n-100\n0\n-100\n");
  deepEqual(found.labels, [1, -100, 0, -100]);
  deepEqual(found.notices, [
    "the label -100 occurs 2 times: PyTorch marks samples without a label so; it is a class like the " +
    "others unless these samples are left out (--ignore-label -100)",
  ]);
});

Deno.test("a continuous target is one column of finite numbers", async () => {
  deepEqual(continuousOf(await columnsOf("y\n1.5\n-2e3\n")), Float64Array.of(1.5, -2000));
  const [, second] = await columnsOf("a,b\n1,2\n3,4\n");
  deepEqual(continuousOf(second!), Float64Array.of(2, 4));
  const expected = "one column of numbers";
  for (const [text, found] of [["a,b\n1,2\n", "2 columns"]] as const) {
    const columns = await columnsOf(text);
    await rejectsTable(() => continuousOf(columns, "y.csv"), { file: "y.csv", expected, found });
  }
  const [texts] = await columnsOf("y,z\ncat,1\ndog,2\n");
  await rejectsTable(() => continuousOf(texts!, "y.csv"), {
    file: "y.csv",
    location: 'column "y"',
    expected: "numbers",
    found: 'texts, such as "cat" on line 2',
  });
  await rejectsTable(() => continuousOf([], "y.csv"), {
    file: "y.csv",
    expected,
    found: "0 columns",
  });
  // A binary file has no lines.
  const { columns: [binary] } = await parseTable(fixture("wide-texts.npy"), "y.npy");
  const textsOf = (own: readonly string[]) => continuousOf({ ...binary!, texts: own }, "y.npy");
  for (const [own, first] of [[["", "dog"], "dog"], [["", ""], ""]] as const) {
    await rejectsTable(() => textsOf(own), {
      file: "y.npy",
      location: 'column "x0"',
      expected: "numbers",
      found: `texts, such as "${first}"`,
    });
  }
  const missing = await columnsOf("y\n1\n\n2\n");
  await rejectsTable(() => continuousOf(missing, "y.csv"), {
    file: "y.csv",
    location: 'sample 1 of column "y"',
    expected: "a label for every sample",
    found: "NaN",
  });
});

Deno.test("samples without a value are found in numbers and texts", async () => {
  const columns = await columnsOf("a,b,c\n1,x,1\n,y,2\n3,,inf\n4,z,4\n");
  deepEqual(missingSamples(columns), [1, 2]);
  deepEqual(missingSamples([columns[0]!]), [1]);
  equal(missingSamples([]).length, 0);
});
