import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { toJson } from "../../lib/analysis/mod.ts";
import { result } from "./example_result.ts";
import { resultSchema } from "./result_schema.ts";

Deno.test("JSON is the result, with each list of numbers on one line", () => {
  const text = toJson(result);
  deepEqual(JSON.parse(text), result);
  resultSchema.parse(JSON.parse(text));
  ok(text.includes('"multiplet": [0, 1],\n'));
  ok(text.endsWith("}\n"));
  deepEqual(JSON.parse(toJson({ ...result, sizes: [], multiplets: [] })).sizes, []);
});

Deno.test("the layout is that of JSON.stringify but for lists of numbers", () => {
  const withBlocks = { ...result, blocks: [[0, 1], [2]] };
  const numbersApart = toJson(withBlocks).replace(
    /^( *)((?:"\w+": )?)\[(\d.*)\](,?)$/gm,
    (_, indent: string, key: string, numbers: string, comma: string) => {
      const lines = numbers.split(", ").map((number) => `${indent}  ${number}`);
      return `${indent}${key}[\n${lines.join(",\n")}\n${indent}]${comma}`;
    },
  );
  equal(numbersApart, `${JSON.stringify(withBlocks, null, 2)}\n`);
});
