import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { wrappedLines } from "../../lib/analysis/table_layout.ts";

Deno.test("parts fill lines up to the width, and none is cut", () => {
  deepEqual(wrappedLines(["ab", "cd", "ef"], 5), ["ab cd", "ef"]);
  deepEqual(wrappedLines(["ab", "cd", "ef"], 4), ["ab", "cd", "ef"]);
  deepEqual(wrappedLines(["a", "longer than that", "b"], 4), ["a", "longer than that", "b"]);
  deepEqual(wrappedLines(["ab", "cd", "ef"], 7, ", "), ["ab, cd,", "ef"]);
  deepEqual(wrappedLines(["ab", "cd", "ef"], 6, ", "), ["ab,", "cd, ef"]);
  deepEqual(wrappedLines([], 5), [""]);
});

Deno.test("joined, the lines are the parts, and only a single part is wider than the width", () => {
  const parts = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 40 }), (parts, width) => {
      const lines = wrappedLines(parts, width);
      deepEqual(lines.join(" ").split(" "), parts);
      ok(lines.every((line) => line.length <= width || !line.includes(" ")), lines.join("\n"));
    }),
    { seed: 1 },
  );
});
