import { strictEqual as equal } from "node:assert/strict";
import { createHash } from "node:crypto";
import { sha256 } from "../../../lib/figures/kit/sha256.ts";

Deno.test("the digits of SHA-256, for texts of every length around whole blocks", () => {
  for (let length = 0; length < 200; length++) {
    const text = "Ω & 0123456789".repeat(20).slice(0, length);
    equal(sha256(text), createHash("sha256").update(text).digest("hex"), `${length} characters`);
  }
  const long = "x".repeat(100_000);
  equal(sha256(long), createHash("sha256").update(long).digest("hex"));
});
