import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { joined } from "../../../lib/system/files/joined.ts";

Deno.test("pieces stand behind each other, empty ones too; one alone is not copied", () => {
  const piece = Uint8Array.of(2, 3);
  deepEqual(joined([Uint8Array.of(1), new Uint8Array(), piece]), Uint8Array.of(1, 2, 3));
  equal(joined([piece]), piece);
  deepEqual(joined([]), new Uint8Array());
});
