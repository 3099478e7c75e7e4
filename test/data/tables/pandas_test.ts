/** Tables that pandas writes as text. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { parseTable } from "../../../lib/data/tables/mod.ts";
import { rejectsTable } from "./errors.ts";
import { fixture } from "./fixtures/fixtures.ts";

const read = (name: Parameters<typeof fixture>[0]) => parseTable(fixture(name), name);

/** `frame` of write.py. */
const FRAME = {
  left: [0.5, -1.25, 3, 1e-7],
  right: [1, 0, 1, 0],
  kind: ["cat", "dog", "cat", ""],
};

async function contents(name: Parameters<typeof fixture>[0]) {
  const { columns, notices } = await read(name);
  const cells = columns.map(({ name, values, texts }) =>
    [name, values ? [...values] : texts] as const
  );
  return { columns: Object.fromEntries(cells), notices };
}

for (
  const name of [
    "no-index.csv",
    "no-index.csv.gz",
    "semicolons.csv",
    "tabs.tsv",
    "quoted.csv",
    "crlf.csv",
    "missing.csv",
  ] as const
) {
  Deno.test(`${name} is the frame`, async () => {
    deepEqual(await contents(name), { columns: FRAME, notices: [] });
  });
}

Deno.test("an index is left out, one with a name stays", async () => {
  deepEqual(await contents("index.csv"), {
    columns: FRAME,
    notices: ["the first column, which has no name and numbers or names the rows, was left out"],
  });
  const twice = (values: readonly unknown[]) => [...values, ...values];
  const { columns } = await contents("concat.csv");
  deepEqual(columns, {
    left: twice(FRAME.left),
    right: twice(FRAME.right),
    kind: twice(FRAME.kind),
  });
  deepEqual((await contents("named-index.csv")).columns, { row: [0, 1, 2, 3], ...FRAME });
});

Deno.test("without names, all rows are samples", async () => {
  const { columns, notices } = await contents("no-header.csv");
  deepEqual(columns, { x0: FRAME.left, x1: FRAME.right, x2: FRAME.kind });
  equal(notices.length, 1);
  equal((await read("numbers-no-header.csv")).samples, 2);
});

Deno.test("the names 0, 1, 2 of an array are names", async () => {
  const expected = { 0: [0.5, 3.5], 1: [1.5, 4.5], 2: [2.5, 5.5] };
  deepEqual((await contents("numbers.csv")).columns, expected);
  deepEqual((await contents("numbers-index.csv")).columns, expected);
});

Deno.test("booleans are 1 and 0", async () => {
  deepEqual((await contents("flags.csv")).columns, { flag: [1, 0, 1], count: [3, 1, 2] });
});

Deno.test("decimal commas are refused", async () => {
  await rejectsTable(() => read("commas.csv"), {
    file: "commas.csv",
    location: "line 2",
    expected: "numbers with a decimal point and without commas, as of " +
      'pd.read_csv(FILE, sep=None, decimal=",", engine="python").to_csv("x.csv", index=False)',
    found: '"0,5"',
  });
});
