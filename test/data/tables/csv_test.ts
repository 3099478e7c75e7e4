import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { TableError } from "../../../lib/data/tables/error.ts";
import { forEachRecord, readCsv } from "../../../lib/data/tables/csv.ts";
import { rejectsTable } from "./errors.ts";
import { utf8 } from "./npy_file.ts";

/** Header and rows of a text. */
function read(text: string | Uint8Array): string[][] {
  const lines: string[][] = [];
  readCsv(typeof text === "string" ? utf8(text) : text, "x.csv", (names) => {
    lines.push([...names]);
    return ({ cells }) => lines.push([...cells]);
  });
  return lines;
}

const table = [["a", "b"], ["1", "2"], ["3", "4"]];
for (
  const text of [
    "a,b\n1,2\n3,4\n",
    "a,b\n1,2\n3,4",
    "a,b\r\n1,2\r\n3,4\r\n",
    "a,b\r1,2\r3,4\r",
    "a,b\r\n1,2\n3,4\n",
    "\ufeffa,b\n1,2\n3,4\n",
    '"a","b"\n"1","2"\n"3","4"\n',
    " a , b \n1 , 2\n3,\t4\n",
  ]
) {
  Deno.test(`${JSON.stringify(text)} is a table of two columns and two rows`, () => {
    deepEqual(read(text), table);
  });
}

Deno.test("quoted cells may hold commas, quotes and line breaks", () => {
  deepEqual(read('"a,1","say ""b"""\n"x\ny",2\n'), [["a,1", 'say "b"'], ["x\ny", "2"]]);
});

Deno.test("the number of rows is returned", () => {
  equal(readCsv(utf8("a\n1\n2\n3\n"), "x.csv", () => () => {}), 3);
});

Deno.test("a wrong cell is named by its line, which quoted line breaks count in, and its column", () => {
  rejectsTable(
    () =>
      readCsv(utf8('a,b\n"1\n1",2\n3,"four, or more"\n'), "x.csv", () => ({ cells, wrongCell }) => {
        if (cells[0] === "3") throw wrongCell(1, "a number");
      }),
    {
      file: "x.csv",
      location: 'line 4, column "b"',
      expected: "a number",
      found: '"four, or more"',
    },
  );
});

const refused: [string | Uint8Array, string | undefined, string, string][] = [
  ["", undefined, "a header line and rows below it", "an empty file"],
  ["a,b\n", undefined, "a header line and rows below it", "only a header"],
  ["a,b\n1,2\n3\n", "line 3", "2 cells as in the header", "1"],
  [
    "a;b\n1,5;2,5\n",
    "line 2",
    '1 cells as in the header (cells are separated by commas, not ";")',
    "3",
  ],
  [
    "a\tb\n1\t2,\n",
    "line 2",
    '1 cells as in the header (cells are separated by commas, not "\\t")',
    "2",
  ],
  ["a,b\n1,2,3\n", "line 2", "2 cells as in the header", "3"],
  ["a,b\n1,2\n\n3,4\n", "line 3", "2 cells as in the header", "1"],
  [
    "a,,c\n1,2,3\n",
    "line 1",
    "a name for every column (an index that pandas writes has none: index=False)",
    "none for column 1",
  ],
  ["a,b,a\n1,2,3\n", "line 1", "different names for all columns", '"a" twice'],
  [Uint8Array.of(0xff, 0xfe, 0x61, 0), undefined, "UTF-8 text", "other bytes"],
];

for (const [text, location, expected, found] of refused) {
  Deno.test(`${JSON.stringify(text)} is refused: ${found} instead of ${expected}`, () => {
    const where = location === undefined ? {} : { location };
    rejectsTable(() => read(text), { file: "x.csv", ...where, expected, found });
  });
}

Deno.test("quotes that do not pair are refused with their line", () => {
  rejectsTable(() => read('a,b\n1,2\n"3,4\n'), {
    file: "x.csv",
    location: "line 3",
    expected: "a quote at the end of a quoted cell",
    found: "the end of the file",
  });
  rejectsTable(() => read('a,b\n1"2,3\n'), {
    file: "x.csv",
    location: "line 2",
    expected: "a comma or the end of the line behind a cell",
    found: JSON.stringify('"2,3\n'),
  });
  rejectsTable(() => read('a,b\n"x\r\ny" z,3\n'), {
    file: "x.csv",
    location: "line 3",
    expected: "a comma or the end of the line behind a cell",
    found: JSON.stringify("z,3\n"),
  });
});

Deno.test("texts of all signs that mean something are read as csv-parse reads them", () => {
  const signs = fc.constantFrom(...'a1,,\n\n\r""  \t'.split(""), "\r\n", '""', '","', "é");
  const counts = { read: 0, refused: 0 };
  const records = (text: string) => {
    const found: (readonly string[])[] = [];
    try {
      forEachRecord(text, "x.csv", (cells) => found.push(cells));
      return found;
    } catch (error) {
      ok(error instanceof TableError);
      return "refused";
    }
  };
  const parsed = (text: string) => {
    const record_delimiter = ["\r\n", "\n", "\r"];
    try {
      return parse(text, { record_delimiter, relax_column_count: true, trim: true });
    } catch {
      return "refused";
    }
  };
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 12 }), (parts) => {
      const text = parts.join("");
      // After an empty quoted text, csv-parse takes a second one for the cell.
      if (/""[ \t]+"/.test(text)) return;
      const found = records(text);
      counts[found === "refused" ? "refused" : "read"]++;
      deepEqual(found, parsed(text), JSON.stringify(text));
    }),
    { seed: 20240607, numRuns: 3000 },
  );
  ok(counts.read > 300 && counts.refused > 300, JSON.stringify(counts));
});
