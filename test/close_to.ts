/** Results of other JavaScript engines, compared with those of this one. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";

/** The same values; numbers to 1e-12, because logarithms of engines differ in the last digit. */
export function closeTo(found: unknown, expected: unknown): void {
  if (typeof expected === "number" && typeof found === "number") {
    ok(Math.abs(found - expected) <= 1e-12, `${found} is not ${expected}`);
  } else if (typeof expected === "object" && expected !== null) {
    deepEqual(Object.keys(found as object), Object.keys(expected));
    for (const [key, value] of Object.entries(expected)) {
      closeTo((found as Record<string, unknown>)[key], value);
    }
  } else equal(found, expected);
}
