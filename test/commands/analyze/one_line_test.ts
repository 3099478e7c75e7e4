import { strictEqual as equal } from "node:assert/strict";
import { oneLine } from "../../../lib/commands/output.ts";

Deno.test("line breaks and control characters become escapes, other characters stay", () => {
  equal(oneLine("x.csv: no é, 😀 or \u202f"), "x.csv: no é, 😀 or \u202f");
  equal(oneLine("a\nb\r\tc"), "a\\nb\\r\\tc");
  equal(oneLine("\u001b[2J\0\u0085\u2028"), "\\u001b[2J\\u0000\\u0085\\u2028");
  // Controls of 8 bits, and marks that turn the direction of writing.
  equal(oneLine("\u009b2J\u202eabc\u2066"), "\\u009b2J\\u202eabc\\u2066");
});

Deno.test("a message longer than a screen loses its middle, and says so", () => {
  equal(oneLine("x".repeat(2000)), "x".repeat(2000));
  const long = `${"a".repeat(1600)}${"b".repeat(7)}${"c".repeat(399)}\n`;
  equal(oneLine(long), `${"a".repeat(1600)} … 7 characters … ${"c".repeat(399)}\\n`);
});
