import { strictEqual as equal } from "node:assert/strict";
import { points, standing } from "../../../lib/paper/claims/wording.ts";
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
  equal(said(0.5, 1), "a is more accurate than b (0.75 points, 0.50 to 1.00)");
  equal(said(-1, -0.5), "a is less accurate than b (−0.75 points, −1.00 to −0.50)");
  equal(said(-0.5, 1), "a is not told apart from b (0.25 points, −0.50 to 1.00)");
  equal(said(-1, 0.5), "a is not told apart from b (−0.25 points, −1.00 to 0.50)");
  equal(said(0, 1), "a is not told apart from b (0.50 points, 0.00 to 1.00)");
});
