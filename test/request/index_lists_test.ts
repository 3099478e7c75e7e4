/** Integers in options, such as sizes. */
import { deepStrictEqual as deepEqual, ok, throws } from "node:assert/strict";
import { parseIndices, UsageError } from "../../lib/request/values.ts";

Deno.test("integers and ranges with both ends, in their order", () => {
  deepEqual(parseIndices("--sizes", "2-6"), [2, 3, 4, 5, 6]);
  deepEqual(parseIndices("--sizes", "2,4,6"), [2, 4, 6]);
  deepEqual(parseIndices("--sizes", " 7 , 0 - 2,5-5"), [7, 0, 1, 2, 5]);
});

for (
  const text of ["", "a", "1,", ",1", "1;2", "1.5", "-1", "3-2", "1-", "1--2", "0-99999999", "1 2"]
) {
  Deno.test(`${JSON.stringify(text)} is refused with the option and the part that is wrong`, () => {
    throws(
      () => parseIndices("--sizes", text),
      (error) =>
        error instanceof UsageError && error.message.startsWith("--sizes takes integers") &&
        error.message.endsWith(`in "${text}"`),
    );
  });
}

Deno.test("more than a million indices in all are refused before they are listed", () => {
  const started = performance.now();
  const most = (count: number) => `--sizes takes at most 1000001 indices in all, got ${count}`;
  const many = Array(10_000).fill("0-1000000");
  throws(() => parseIndices("--sizes", many.join(",")), new UsageError(most(10_000_010_000)));
  throws(() => parseIndices("--sizes", "0-1000000,1"), new UsageError(most(1_000_002)));
  deepEqual(parseIndices("--sizes", "0-1000000").length, 1_000_001);
  ok(performance.now() - started < 10_000);
});

Deno.test("a long list is cut in the message", () => {
  const list = `${"1,".repeat(20_000)}x`;
  throws(
    () => parseIndices("--sizes", list),
    (error) => error instanceof UsageError && error.message.length < 200,
  );
});
