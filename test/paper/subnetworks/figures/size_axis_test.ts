import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import type { SubnetworkSize } from "../../../../lib/paper/subnetworks/result.ts";
import { sizeAxis } from "../../../../lib/paper/subnetworks/figures/axes.ts";

const even: SubnetworkSize[] = [2, 4, 6, 8, 10, 12, 14, 16, 18, 20];
const labels = (sizes: readonly SubnetworkSize[], width: number) => {
  const { ticks, tickFormat } = sizeAxis(sizes, width);
  return ticks.map(tickFormat);
};

Deno.test("numbers are to scale, k* stands after them", () => {
  const { position, domain } = sizeAxis([2, 4, 10, "k*", "k* exact"], 300);
  const [first, second, third] = [position(2), position(4), position(10)];
  equal(((third - first) / (second - first)).toFixed(9), "4.000000000");
  ok(first > domain[0] && third < position("k*") && position("k*") < position("k* exact"));
  ok(position("k* exact") < domain[1]);
  ok(sizeAxis([2, 10], 300).position(10) > third);
});

Deno.test("every size has a tick; numbers are written where there is room, the last one always", () => {
  deepEqual(labels([...even, "k*", "k* exact"], 500), [...even.map(String), "k*", "exact"]);
  deepEqual(labels([...even, "k*"], 200), [
    ...["", "4", "", "8", "", "12", "", "16", "", "20"],
    "k*",
  ]);
  deepEqual(labels([2, 3, 20], 120), ["2", "", "20"]);
});

Deno.test("one size stands in the middle", () => {
  deepEqual(labels([7], 200), ["7"]);
  equal(sizeAxis([7], 200).position(7), 100);
  deepEqual(labels(["k*"], 200), ["k*"]);
});
