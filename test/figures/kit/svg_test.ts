import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { element, roundTo, stacked, textElement } from "../../../lib/figures/kit/svg.ts";
import { attributesOf } from "../svg_checks.ts";

Deno.test("elements: escaped text and attributes, rounded numbers", () => {
  equal(element("path", { d: 'M"0"', x: 1 / 3 }), '<path d="M&quot;0&quot;" x="0.33"/>');
  equal(textElement("a < b & c", { y: 2 }), '<text y="2">a &lt; b &amp; c</text>');
  equal(element("g", {}, element("g", {}), ""), "<g><g/></g>");
});

Deno.test("rounding leaves no negative zero", () => {
  equal(Object.is(roundTo(-0.001, 2), 0), true);
  equal(roundTo(2.345, 1), 2.3);
});

Deno.test("drawings follow each other with gaps between them, none at the ends", () => {
  const { svg, height } = stacked([{ svg: "<a/>", height: 10 }, { svg: "<b/>", height: 5 }], 3);
  equal(height, 18);
  deepEqual(attributesOf(svg, "transform"), ["translate(0,0)", "translate(0,13)"]);
  equal(stacked([], 3).height, 0);
});
