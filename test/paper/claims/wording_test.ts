import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import {
  atSize,
  findingByRemoval,
  oneAgainstOthers,
  othersAgainstOne,
  points,
  standing,
} from "../../../lib/paper/claims/wording.ts";
import { decimal, withInterval } from "../../../lib/statistics/words.ts";

Deno.test("two decimals, a true minus sign, and none on what rounds to zero", () => {
  equal(decimal(1.005), "1.00"); // 1.005 is below 1.005 in binary
  equal(decimal(-0.416), "−0.42");
  equal(decimal(-0.004), "0.00");
});

Deno.test("an estimate without interval stands alone", () => {
  equal(withInterval(0.5, [-0.25, 1.25]), "0.50 (−0.25 to 1.25)");
  equal(withInterval(0.5, undefined), "0.50");
  equal(points(0.5, [-0.25, 1.25]), "0.50 points, −0.25 to 1.25");
});

Deno.test("which accuracy is larger is said only where the interval excludes 0", () => {
  const said = (low: number, high: number) => standing("a", "b", (low + high) / 2, [low, high]);
  equal(said(0.5, 1), "a is better than b (0.75 points, 0.50 to 1.00)");
  equal(said(-1, -0.5), "a is worse than b (−0.75 points, −1.00 to −0.50)");
  equal(said(-0.5, 1), "no significant difference between a and b (0.25 points, −0.50 to 1.00)");
  equal(said(-1, 0.5), "no significant difference between a and b (−0.25 points, −1.00 to 0.50)");
  equal(said(0, 1), "no significant difference between a and b (0.50 points, 0.00 to 1.00)");
});

const sided = (sides: Readonly<Record<string, "above" | "below" | "around">>) =>
  Object.entries(sides).map(([label, side]) => ({ label, side }));

Deno.test("one thing against others: what is significant, and only that; else no significant difference", () => {
  const said = (sides: Parameters<typeof sided>[0]) => oneAgainstOthers("s", sided(sides));
  equal(said({ a: "above", b: "above", c: "above" }), "s is better than a, b and c");
  equal(said({ a: "below", b: "below" }), "s is worse than a and b");
  equal(said({ a: "above", b: "below" }), "s is better than a and worse than b");
  equal(said({ a: "above", b: "around" }), "s is better only than a");
  equal(said({ a: "below", b: "around" }), "s is worse only than a");
  equal(
    said({ a: "above", b: "below", c: "around" }),
    "s is better only than a and worse only than b",
  );
  equal(said({ a: "around", b: "around" }), "no significant difference between s and a or b");
  equal(
    said({ a: "around", b: "around", c: "around" }),
    "no significant difference between s and any of them",
  );
  equal(
    oneAgainstOthers("s", sided({ a: "around", b: "around", c: "around" }), "all others"),
    "no significant difference between s and all others",
  );
});

Deno.test("several things against one: two names, or the first and how many others", () => {
  const said = (sides: Parameters<typeof sided>[0]) => othersAgainstOne(sided(sides), "r", "none");
  equal(said({ a: "around" }), "none");
  equal(said({ a: "above", b: "around" }), "a is better than r");
  equal(said({ a: "above", b: "below", c: "below" }), "a is better than r, 2 are worse");
  equal(said({ a: "above", b: "below" }), "a is better than r, b is worse");
  equal(said({ a: "below" }), "a is worse than r");
  equal(said({ a: "below", b: "below" }), "a and b are worse than r");
  const many = { a: "above", b: "above", c: "above", d: "above", e: "around" } as const;
  equal(said(many), "a and 3 others are better than r");
});

Deno.test("a finding by removal: removed neurons first, and what holds for frozen ones", () => {
  const said = (zero?: string, frozen?: string) => {
    const statements = { zero, frozen };
    const { statement, note } = findingByRemoval([0, 1], (removal) => {
      const own = statements[removal];
      return own === undefined ? undefined : { statement: own, estimates: [] };
    });
    return [statement, note];
  };
  const same = "The title holds with the other neurons removed and with them frozen.";
  const other = "The title is about the other neurons removed; with them frozen, b.";
  deepEqual(said("a", "a"), ["A", same]);
  deepEqual(said("a", "b"), ["A", other]);
  deepEqual(said(undefined, "b"), ["B", ""]);
  throws(() => said(), RangeError);
});

Deno.test("a size in a sentence: k* by its search, half of the units, a number", () => {
  deepEqual((["k*", "k* ladder", "k* exact", "half", 1, 8] as const).map(atSize), [
    "at k*",
    "at k*",
    "at exact k*",
    "with half of the units of each layer",
    "with 1 neuron per layer",
    "with 8 neurons per layer",
  ]);
});
