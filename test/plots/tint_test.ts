import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { tint, tintChannels } from "../../lib/plots/tint.ts";

Deno.test("a tint lies between white and the colour", () => {
  equal(tint("#0b5fa5", 0), "#ffffff");
  equal(tint("#0b5fa5", 1), "#0b5fa5");
  deepEqual(tintChannels("#00ff80", 0.5), [128, 255, 192]);
  equal(tint("#000000", 0.95), "#0d0d0d");
});
