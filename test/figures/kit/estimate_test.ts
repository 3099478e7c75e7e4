import { deepStrictEqual as deepEqual, throws } from "node:assert/strict";
import { estimate } from "../../../lib/figures/kit/estimate.ts";
import { StatisticsError } from "../../../lib/statistics/mod.ts";

Deno.test("low and high are the 95 % interval, or the value itself where there is one", () => {
  const { mean, low, high } = estimate([1, 3]);
  // t₀.₉₇₅ of one degree of freedom is 12.706; the standard error is 1.
  deepEqual([mean, low.toFixed(3), high.toFixed(3)], [2, "-10.706", "14.706"]);
  const single = estimate([5]);
  deepEqual([single.mean, single.low, single.high], [5, 5, 5]);
  throws(() => estimate([]), StatisticsError);
});
