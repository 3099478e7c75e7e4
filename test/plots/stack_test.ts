import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { stacked } from "../../lib/plots/stack.ts";
import { attributesOf } from "./svg_checks.ts";

Deno.test("drawings follow each other with gaps between them, none at the ends", () => {
  const { svg, height } = stacked([{ svg: "<a/>", height: 10 }, { svg: "<b/>", height: 5 }], 3);
  equal(height, 18);
  deepEqual(attributesOf(svg, "transform"), ["translate(0,0)", "translate(0,13)"]);
  equal(stacked([], 3).height, 0);
});
