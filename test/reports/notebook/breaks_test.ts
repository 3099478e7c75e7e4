import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import {
  breakableHtml,
  LONGEST_PIECE,
  piecesWithoutBreaks,
} from "../../../lib/reports/notebook/html.ts";

Deno.test("short words stay whole; a list of JSON breaks behind its commas", () => {
  deepEqual(piecesWithoutBreaks("95 % interval, over networks"), [
    "95 ",
    "% ",
    "interval, ",
    "over ",
    "networks",
  ]);
  deepEqual(piecesWithoutBreaks('["synergy","redundancy","mi"]'), [
    '["synergy",',
    '"redundancy","mi"]',
  ]);
  deepEqual(piecesWithoutBreaks("x".repeat(45)), ["x".repeat(20), "x".repeat(20), "x".repeat(5)]);
  deepEqual(piecesWithoutBreaks(""), [""]);
});

Deno.test("HTML may break where the text may, and is escaped", () => {
  equal(breakableHtml("a <b> & c"), "a &lt;b&gt; &amp; c");
  equal(breakableHtml(`"${"x".repeat(25)}"`), `&quot;${"x".repeat(19)}<wbr>xxxxxx&quot;`);
  equal(breakableHtml("a-very-long-word-of-parts and on"), "a-very-long-word-of-<wbr>parts and on");
});

Deno.test("joined, the pieces are the text; none is longer than it may be", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
      const pieces = piecesWithoutBreaks(text);
      equal(pieces.join(""), text);
      ok(pieces.every((piece) => piece.trim().length <= LONGEST_PIECE), JSON.stringify(pieces));
    }),
    { seed: 1 },
  );
});

Deno.test("a space that does not break keeps its words together", () => {
  deepEqual(piecesWithoutBreaks("fc1, k\u00a0=\u00a03 or more"), [
    "fc1, ",
    "k\u00a0=\u00a03 ",
    "or ",
    "more",
  ]);
  equal(breakableHtml("a\u00a0b c"), "a\u00a0b c");
});
