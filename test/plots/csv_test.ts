import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { csvText } from "../../lib/plots/csv.ts";
import { csvRows } from "./csv_checks.ts";

const header = { name: "name", value: "value_bits" };

Deno.test("a header, LF after every line, quotes where they are needed", () => {
  const rows = [{ name: 'a "b", c', value: 0.1 }, { value: -2 }];
  equal(csvText(header, rows), 'name,value_bits\n"a ""b"", c",0.1\n,-2\n');
  equal(csvText(header, []), "name,value_bits\n");
});

Deno.test("numbers keep all their digits, columns their order", () => {
  const value = 1 / 3;
  deepEqual(csvRows(csvText(header, [{ value, name: "x" }])), [
    { name: "x", value_bits: "0.3333333333333333" },
  ]);
});
