import { ok, strictEqual as equal } from "node:assert/strict";
import { multiplets, searchCost, type SearchRequest } from "../../../lib/search/mod.ts";
import { meanScoreWork, widthSums } from "../../../lib/search/cost/work.ts";

/** Multiply-adds of a score of d columns with one matrix. */
function scoreWork(d: number): number {
  let count = 0;
  for (let i = 0; i < d; i++) {
    count += i; // A pivot.
    for (let j = 0; j < i; j++) count += j; // The factor.
    for (let j = 0; j < i; j++) count += i - j; // Its inverse.
    for (let j = 0; j <= i; j++) count += d - i; // The product.
  }
  return count;
}

/** The mean of the work over all multiplets, each looked at. */
function listedMean(widths: readonly number[], size: number): number {
  let sum = 0;
  let count = 0;
  for (const multiplet of multiplets(widths.length, size)) {
    sum += scoreWork(multiplet.reduce((columns, variable) => columns + widths[variable]!, 0));
    count++;
  }
  return sum / count;
}

Deno.test("the work of a score is the mean over all multiplets of a size", () => {
  for (const widths of [[3], [1, 4], [1, 1, 1, 1], [20, 1, 1, 1, 1, 1], [2, 5, 1, 3, 1, 8, 2]]) {
    for (let size = 1; size <= widths.length; size++) {
      const mean = meanScoreWork(widths.length, size, widthSums(widths));
      const listed = listedMean(widths, size);
      ok(Math.abs(mean - listed) < 1e-9 * listed, `${widths} at ${size}: ${mean}, not ${listed}`);
    }
  }
});

Deno.test("a wide block counts in the searches that score multiplets one by one", () => {
  const widths = [200, ...Array.from({ length: 40 }, () => 1)];
  const shape = { variables: widths.length, widths };
  const request: SearchRequest = { search: "exhaustive", sizes: [3] };
  const { multiplets: count, operations, seconds } = searchCost(shape, request);
  // Two matrices each; the two finds are scored again.
  const expected = 2 * (count + 2) * listedMean(widths, 3);
  ok(Math.abs(operations - expected) < 1e-9 * expected);
  // 780 multiplets of 202 columns: 9.8 s when this was measured.
  ok(seconds > 9.8 / 3 && seconds < 9.8 * 3, `${seconds}`);
});

Deno.test("the order of the widths is of no consequence where all multiplets are scored", () => {
  const seconds = (widths: number[]) =>
    searchCost({ variables: 4, widths }, { search: "exhaustive", sizes: [3] }).seconds;
  equal(seconds([9, 1, 1, 2]), seconds([1, 2, 1, 9]));
});
