/** Records of text: cells, quotes and line ends. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { Cursor } from "../../../lib/data/tables/bytes.ts";
import { TableError } from "../../../lib/data/tables/mod.ts";
import type { Dialect } from "../../../lib/data/tables/text/dialect.ts";
import { forEachRecord } from "../../../lib/data/tables/text/records.ts";
import { rejectsTable } from "./errors.ts";
import { utf8 } from "./npy_file.ts";

/** The cells of all records, with the line each ends in. */
async function records(
  text: string,
  separator: Dialect["separator"] = ",",
): Promise<{ cells: string[]; line: number }[]> {
  const found: { cells: string[]; line: number }[] = [];
  const stream = new Blob([Uint8Array.from(utf8(text))]).stream();
  await forEachRecord(new Cursor(stream), "x.csv", separator, (record) => {
    const cells = Array.from({ length: record.count }, (_, at) => {
      const bytes = record.bytes.slice(record.starts[at]!, record.ends[at]!);
      const cell = new TextDecoder().decode(bytes);
      return record.quotes[at] === 2 ? cell.replaceAll('""', '"') : cell;
    });
    found.push({ cells, line: record.line });
  });
  return found;
}

const cellsOf = async (text: string, separator?: Dialect["separator"]) =>
  (await records(text, separator)).map(({ cells }) => cells);

Deno.test("quoted cells may hold separators, quotes and line breaks, which lines count", async () => {
  deepEqual(await records('"a,1","say ""b"""\n"x\r\ny",2\r\n3,"p\rq\nr"\r4,5'), [
    { cells: ["a,1", 'say "b"'], line: 1 },
    { cells: ["x\r\ny", "2"], line: 3 },
    { cells: ["3", "p\rq\nr"], line: 6 },
    { cells: ["4", "5"], line: 7 },
  ]);
});

Deno.test("blanks around cells and at the ends of lines do not count", async () => {
  deepEqual(await cellsOf(" a , b c \n1 ,\t2\n"), [["a", "b c"], ["1", "2"]]);
  deepEqual(await cellsOf("a\t b\t\n1\t\t2", "\t"), [["a", "b", ""], ["1", "", "2"]]);
  deepEqual(await cellsOf('  a "b c"\td  \n 1   2 3\n', "blanks"), [["a", "b c", "d"], [
    "1",
    "2",
    "3",
  ]]);
});

Deno.test("records that are longer than a piece are read whole, wherever the pieces end", async () => {
  const cell = "1".repeat(2 ** 20 - 3);
  const wide = Array.from({ length: 300_000 }, (_, at) => `${at % 10}x`).join(",");
  const text = `a,b\r\n${cell},2\r\n"${cell}""\n",4\r\n${wide}\r\n5,6`;
  const found = await records(text);
  deepEqual(found.map(({ line, cells }) => [line, cells.length]), [
    [1, 2],
    [2, 2],
    [4, 2],
    [5, 300_000],
    [6, 2],
  ]);
  ok(found[1]!.cells[0] === cell && found[2]!.cells[0] === `${cell}"\n`);
  ok(found[3]!.cells.join(",") === wide);
});

Deno.test("line ends and doubled quotes are one where a piece ends between their signs", async () => {
  const piece = 2 ** 20;
  const long = "1".repeat(piece - 1);
  deepEqual(await records(`${long}\r\n2\n`), [{ cells: [long], line: 1 }, {
    cells: ["2"],
    line: 2,
  }]);
  const half = "1".repeat(piece - 2);
  deepEqual(await cellsOf(`"${half}""x",2\n3`), [[`${half}"x`, "2"], ["3"]]);
  deepEqual(await cellsOf(`"${half}",2\n3`), [[half, "2"], ["3"]]);
});

Deno.test("quotes that do not pair are refused with their line", async () => {
  await rejectsTable(() => records('a,b\n1,2\n"3,4\n'), {
    file: "x.csv",
    location: "line 3",
    expected: "a quote at the end of a quoted cell",
    found: "the end of the file",
  });
  const expected = "a separator or the end of the line behind a cell";
  for (
    const [text, line, rest, separator] of [
      ['a,b\n1"2,3\n', 2, '"2,3\n', ","],
      ['a,b\n"x\r\ny" z,3\n', 3, "z,3\n", ","],
      ['"a"b c', 1, "b c", "blanks"],
      ['a"b" c', 1, '"b" c', "blanks"],
    ] as const
  ) {
    await rejectsTable(() => records(text, separator), {
      file: "x.csv",
      location: `line ${line}`,
      expected,
      found: JSON.stringify(rest),
    });
  }
});

Deno.test("texts of all signs that mean something are read as csv-parse reads them", async () => {
  const signs = fc.constantFrom(...'a1,,\n\n\r""  \t'.split(""), "\r\n", '""', '","', "é");
  const counts = { read: 0, refused: 0 };
  const found = async (text: string) => {
    try {
      return await cellsOf(text);
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
  await fc.assert(
    fc.asyncProperty(fc.array(signs, { maxLength: 12 }), async (parts) => {
      const text = parts.join("");
      // After an empty quoted text, csv-parse takes a second one for the cell.
      if (/""[ \t]+"/.test(text)) return;
      // Blanks behind the last line break are no record for it.
      const own = await found(text.replace(/(^|[\r\n])[ \t]+$/, "$1"));
      counts[own === "refused" ? "refused" : "read"]++;
      deepEqual(own, parsed(text), JSON.stringify(text));
    }),
    { seed: 20240607, numRuns: 2000 },
  );
  ok(counts.read > 200 && counts.refused > 200, JSON.stringify(counts));
});
