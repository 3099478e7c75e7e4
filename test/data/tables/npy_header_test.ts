import { deepStrictEqual as deepEqual, throws } from "node:assert/strict";
import { TableError } from "../../../lib/data/tables/mod.ts";
import { parseNpyHeader } from "../../../lib/data/tables/npy.ts";
import { rejectsTable } from "./errors.ts";

const accepted: [string, number[]][] = [
  ["{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }   \n", [3, 4]],
  ["{'shape': (3,4), 'fortran_order': False, 'descr': '<f8'}", [3, 4]],
  ["  {  'descr'  :'<f8','fortran_order':False,'shape':( 5 , )}\n", [5]],
  ["{'descr': '<f8', 'fortran_order': False, 'shape': (), }", []],
  ["{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2, 3,), }", [1, 2, 3]],
  ["{'descr': '<f8', 'fortran_order': False, 'shape': (2L,), }", [2]],
  ["{'descr': '<f8', 'fortran_order': False, 'shape': (2L, 30L), }", [2, 30]],
];

for (const [text, shape] of accepted) {
  Deno.test(`header ${JSON.stringify(text)} is read`, () => {
    deepEqual(parseNpyHeader(text, "x.npy", 10), { descr: "<f8", fortranOrder: false, shape });
  });
}

const STRUCTURED = 'a plain element type (of a structured array, save one field: x["name"])';
const refused: [string, string, string, number][] = [
  ["", "a dictionary", "the end of the header", 10],
  ["[]", "a dictionary", '"[]"', 10],
  ["{'descr' '<f8'}", "a colon", "\"'<f8'}\"", 19],
  ["{'colour': 3}", "descr, fortran_order or shape", "\"'colour': 3}\"", 11],
  ["{'descr': [('a', '<f4')]}", STRUCTURED, "\"[('a', '<f4')]}\"", 20],
  ["{'fortran_order': 1}", "True or False", '"1}"', 28],
  ["{'shape': 3}", "a tuple of sizes", '"3}"', 20],
  ["{'shape': (-3, 4)}", "a tuple of sizes", '"(-3, 4)}"', 20],
  ["{'shape': (3.5,)}", "a tuple of sizes", '"(3.5,)}"', 20],
  ["{'shape': (3LL, 4)}", "a tuple of sizes", '"(3LL, 4)}"', 20],
  ["{'shape': (3 4)}", "a tuple of sizes", '"(3 4)}"', 20],
  ["{'shape': (3,) 'descr'", "a comma or the end of the dictionary", "\"'descr'\"", 25],
  ["{'descr': '<f8'", "a comma or the end of the dictionary", "the end of the header", 25],
  ["{'descr': '<f8'} import os", "nothing more in the header", '"import os"', 27],
  ["{'descr': '<f8'}", "the keys descr, fortran_order and shape", "only descr", 26],
];

for (const [text, expected, found, byte] of refused) {
  Deno.test(`header ${JSON.stringify(text)} is refused at byte ${byte}`, async () => {
    await rejectsTable(() => parseNpyHeader(text, "x.npy", 10), {
      file: "x.npy",
      location: `byte ${byte}`,
      expected,
      found,
    });
  });
}

Deno.test("a long wrong header is cut in the message", () => {
  throws(
    () => parseNpyHeader(`{${"x".repeat(9000)}`, "x.npy", 10),
    (error) => error instanceof TableError && error.message.length < 140,
  );
});
