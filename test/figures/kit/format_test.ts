import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import {
  bits,
  capitalised,
  decimal,
  enumerate,
  integer,
  meanInWords,
  nats,
  percent,
  percentWithSpread,
  plural,
  sentences,
  threshold,
  unbroken,
} from "../../../lib/figures/kit/text.ts";
import { words } from "../svg_checks.ts";

Deno.test("measured shares have one decimal, chosen ones those they need", () => {
  deepEqual([0.96, 0.9612, 1].map(percent).map(words), ["96.0 %", "96.1 %", "100.0 %"]);
  deepEqual([0.96, 0.955, 0.07].map(threshold).map(words), ["96 %", "95.5 %", "7 %"]);
  equal(words(percentWithSpread(0.9612, 0.002)), "96.1 ± 0.2 %");
  equal(words(percentWithSpread(0.9612, undefined)), "96.1 %");
});

Deno.test("numbers stay on one line with their unit", () => {
  deepEqual([percent(0.5), nats(0.1352), percentWithSpread(0.5, 0.1)].map((t) => t.includes(" ")), [
    false,
    false,
    false,
  ]);
});

Deno.test("losses have three significant digits, counts separated thousands", () => {
  deepEqual([0.1352, 2.3026, 0.05].map(nats).map(words), [
    "0.135 nats",
    "2.30 nats",
    "0.0500 nats",
  ]);
  deepEqual([7, 16_750, 1_234_567].map(integer), ["7", "16,750", "1.2M"]);
});

Deno.test("nouns and lists read as sentences do", () => {
  deepEqual([plural(1, "class", "classes"), plural(2, "class", "classes")], [
    "1 class",
    "2 classes",
  ]);
  const lists = [["a"], ["a", "b"], ["a", "b", "c"]];
  deepEqual(lists.map((items) => enumerate(items)), ["a", "a and b", "a, b and c"]);
  deepEqual(lists.map((items) => enumerate(items, "or")), ["a", "a or b", "a, b or c"]);
  equal(sentences("One.", "", "Two."), "One. Two.");
});

Deno.test("negative numbers have a minus sign, zero has none", () => {
  deepEqual([-0.418, -0.001, 0, 2.5].map((value) => decimal(value, 2)), [
    "−0.42",
    "0.00",
    "0.00",
    "2.50",
  ]);
  equal(words(bits(-2.434)), "−2.43 bits");
});

Deno.test("means have their interval, where there is one, and stay on one line", () => {
  const interval = meanInWords({ mean: -0.5, confidenceInterval: [-1, 0.004] }, "points");
  equal(words(interval), "−0.50 (−1.00 to 0.00) points");
  equal(interval.includes(" "), false);
  equal(words(meanInWords({ mean: 0.5 }, "%")), "0.50 %");
});

Deno.test("words can be kept together and begin a sentence", () => {
  equal(unbroken("fc1 and fc2"), "fc1\u00a0and\u00a0fc2");
  equal(capitalised("neither one"), "Neither one");
});
