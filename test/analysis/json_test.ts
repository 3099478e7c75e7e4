import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
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
