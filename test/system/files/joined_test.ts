import { deepStrictEqual as deepEqual, notStrictEqual as notEqual } from "node:assert/strict";
import { joined } from "../../../lib/system/files/joined.ts";

Deno.test("pieces stand behind each other, empty ones too; the whole is a copy", () => {
  deepEqual(joined([]), new Uint8Array());
  const pieces = [Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(0, 3, 9).subarray(1)];
  deepEqual(joined(pieces), Uint8Array.of(1, 2, 3, 9));
  notEqual(joined(pieces.slice(0, 1)), pieces[0]);
});
