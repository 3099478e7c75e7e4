/** Columns by index, by name, and ranges of either. */
import { deepStrictEqual as deepEqual, ok, throws } from "node:assert/strict";
import fc from "fast-check";
import { NamedLists, plainText, readList, readLists } from "../../lib/request/lists.ts";
import { UsageError } from "../../lib/request/values.ts";

/** Columns with these names, from number 0. */
const columns = (...names: string[]) =>
  new NamedLists("column", names.map((name, index) => ({ name, index })));

const layer = columns("id", "fc1[0]", "fc1[1]", "fc1[2]", "x,y", 'q"z', "bias");
const found = (text: string, all = layer) => all.indices("--columns", readLists("--columns", text));

for (
  const [text, lists] of [
    ["0", [[0]]],
    ["2,0", [[2, 0]]],
    ["0-2,5-5", [[0, 1, 2, 5]]],
    [" 3 , 0 - 2", [[3, 0, 1, 2]]],
    ["bias,fc1[0]", [[6, 1]]],
    ["fc1[0]-fc1[2]", [[1, 2, 3]]],
    ["fc1[1]-6", [[2, 3, 4, 5, 6]]],
    ["id-1", [[0, 1]]],
    ['"x,y"', [[4]]],
    ['"q""z",id', [[5, 0]]],
    ['q"z', [[5]]],
    ['"fc1[0]"-"x,y"', [[1, 2, 3, 4]]],
    ['fc1[2]-"x,y",0', [[3, 4, 0]]],
    ['"x,y"-bias', [[4, 5, 6]]],
    ["id;0-1;bias", [[0], [0, 1], [6]]],
  ] satisfies [string, number[][]][]
) {
  Deno.test(`${text} is ${JSON.stringify(lists)}`, () => deepEqual(found(text), lists));
}

Deno.test("numbers of columns stay their own where others are left out", () => {
  const some = new NamedLists("column", [{ index: 3, name: "a" }, { index: 7, name: "b" }]);
  deepEqual(found("3-7;b;a-b", some), [[3, 7], [7], [3, 7]]);
  throws(() => found("0", some), /there is no column 0; there are 2: 3 "a", 7 "b"$/);
});

for (
  const [text, message] of [
    ["", /takes columns by index or name .* got an empty part in ""$/],
    ["0,", /got an empty part in "0,"$/],
    [";0", /got an empty part/],
    ["0;;1", /got an empty part/],
    ['""', /got "\\"\\"" in/],
    ['"id"x', /got "\\"id\\"x" in/],
    ['"id', /there is no column "\\"id"/],
    ["7", /there is no column 7; there are 7: 0 "id", 1 "fc1\[0\]", .*, … 6 "bias"$/],
    ["0-7", /there is no column 7;/],
    ["id-fc2[0]", /there is no column "fc2\[0\]";/],
    ["3-1", /the range "3-1" ends before it begins, at column 1 \("fc1\[0\]"\) and column 3/],
    ["Bias", /there is no column "Bias" \(but "bias"\);/],
    ["-1", /there is no column "-1"/],
    ["8-9", /there is no column 9;/],
    ['"nobody"', /there is no column "nobody";/],
    ['"id"-nobody', /there is no column "nobody";/],
    // With so many hyphens, an item is no range.
    [`id${"-0".repeat(40)}`, /there is no column "id-0-0-0/],
  ] satisfies [string, RegExp][]
) {
  Deno.test(`${JSON.stringify(text)} is refused: ${message.source.slice(0, 40)}`, () => {
    throws(
      () => found(text),
      (error) => error instanceof UsageError && message.test(error.message),
    );
  });
}

Deno.test("what can be read in two ways is refused, and quotes decide", () => {
  // pandas calls columns 0, 1, 2: behind another column, these are other numbers than their own.
  const shifted = columns("id", "0", "1", "2");
  throws(() => found("0", shifted), /"0" can be read in two ways; write a name in double quotes/);
  deepEqual(found('id,"0"', shifted), [[0, 1]]);
  const same = columns("0", "1", "2");
  deepEqual(found("0-1", same), [[0, 1]]);

  const hyphens = columns("a", "b", "a-b", "b-c", "c");
  throws(() => found("a-b", hyphens), /"a-b" can be read in two ways/);
  deepEqual(found('"a-b";"a"-"b";b-c-c', hyphens), [[2], [0, 1], [3, 4]]);
  throws(() => found("a-b-c", hyphens), /two ways/);
  deepEqual(found('a-"b-c"', hyphens), [[0, 1, 2, 3]]);

  // The other end of a range with one name in quotes can be a name or an index, too.
  throws(() => found('"id"-1', shifted), /"1" can be read in two ways/);
  // In a shell, quotes are quoted; in a line of a file they are not.
  const refused = (option: string, message: RegExp) =>
    throws(() => shifted.indices(option, readLists(option, "0")), message);
  refused("--columns", /such as '"a"', and a range of names as '"a"-"b"'$/);
  refused("--multiplets-file m.txt, line 2", /such as "a", and a range of names as "a"-"b"$/);
});

Deno.test("any names, in quotes, are found in any order", () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1, unit: "grapheme" }), {
    minLength: 1,
    maxLength: 8,
  });
  const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(names, fc.nat(), (all, turn) => {
      const order = all.map((_, at) => (at + turn) % all.length);
      const text = order.map((at) => quote(all[at]!)).join(" , ");
      deepEqual(found(text, columns(...all)), [order]);
      deepEqual(found(`${quote(all[0]!)}-${quote(all.at(-1)!)}`, columns(...all)), [
        all.map((_, at) => at),
      ]);
    }),
    { seed: 1 },
  );
});

Deno.test("one list where one is wanted", () => {
  throws(() => readList("--columns", "a;b"), /takes one list, .* got 2 in "a;b"/);
  deepEqual(readList("--columns", '"a;b"').length, 1);
  // A label is text: without quotes around it, and with its hyphens.
  deepEqual(readList("--ignore-label", '"a, b",c-d,"e"-"f"').map(plainText), [
    "a, b",
    "c-d",
    '"e"-"f"',
  ]);
});

Deno.test("more than a million indices in all are refused before they are listed", () => {
  const wide = columns(...Array.from({ length: 1000 }, (_, at) => `x${at}`));
  const started = performance.now();
  for (const separator of [",", ";"]) {
    throws(
      () => found(Array(2000).fill("0-999").join(separator), wide),
      /--columns takes at most 1000001 indices in all, got 2000000$/,
    );
  }
  throws(() => found("0,".repeat(20_000), wide), (error: Error) => error.message.length < 300);
  ok(performance.now() - started < 10_000);
});
