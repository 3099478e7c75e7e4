import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { accuracyAxis } from "../../../../lib/paper/subnetworks/figures/axes.ts";

const labels = (accuracies: number[], most = 6, bounds: number[] = []) => {
  const { ticks, tickFormat } = accuracyAxis(accuracies, bounds, most);
  return ticks.map(tickFormat);
};

Deno.test("round accuracies on a narrow axis, round errors on a wide one; low ones first", () => {
  deepEqual(labels([95.1, 96.9]), ["95.5", "96.0", "96.5"]);
  deepEqual(labels([91, 96]), ["91", "92", "93", "94", "95", "96"]);
  deepEqual(labels([65, 96], 10).map(Number).toSorted((a, b) => a - b), [70, 80, 85, 90, 93, 95]);
});

Deno.test("errors are to scale: halving one is the same length everywhere", () => {
  const { position, domain, type } = accuracyAxis([60, 95], [], 6);
  equal(type, "log");
  equal(position(60) / position(80), position(90) / position(95));
  ok(domain[0] > position(60) && domain[1] < position(95));
});

Deno.test("equal accuracies still get an axis", () => {
  const { domain: [first, last] } = accuracyAxis([96, 96], [], 6);
  ok(first > 4 && last < 4);
});

Deno.test("bounds of intervals extend it, but not to where no accuracy can be", () => {
  const within = accuracyAxis([90, 96], [88, 97], 6);
  ok(within.domain[0] > 12 && within.domain[1] < 3);
  const beyond = accuracyAxis([50, 96], [-20, 104], 6);
  // Half of the smallest error, with some room.
  ok(beyond.domain[1] < 2 && beyond.domain[1] > 1.5);
  equal(beyond.position(104), beyond.domain[1]);
  equal(beyond.position(-20), 100);
  ok(beyond.ticks.every((tick) => tick <= 100));
});

Deno.test("an accuracy of 100 % has a place", () => {
  const { position, domain } = accuracyAxis([90, 100], [], 6);
  equal(position(100), 0.05);
  ok(domain[1] > 0);
});
