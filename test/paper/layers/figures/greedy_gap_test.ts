import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { greedyGapFigure } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { words } from "../../../figures/svg_checks.ts";
import { type Ends, flat, inventedFigure1 } from "./invented_figure1.ts";

const exact = flat(2, -2);
const figure = (...greedy: Ends[]) =>
  greedyGapFigure(inventedFigure1(greedy.map((own) => ({ fc1: { exact, greedy: own } }))));

Deno.test("title: greedy is optimal", () => {
  equal(
    words(figure(exact, exact).title),
    "Greedy search finds the exact extreme in all of 12 searches",
  );
});

Deno.test("title: how often it is not, and the largest mean gap", () => {
  const worse = { redundancy: [2, 1, 0], synergy: [-2, -1.5, 0] };
  equal(
    words(figure(worse, exact).title),
    "Greedy search misses the exact extreme in 16.7 % of 12 searches; the mean gap reaches " +
      "0.50 bits (most redundant 3 neurons of fc1)",
  );
  equal(
    words(figure({ ...worse, redundancy: [2, 2, 0] }).title),
    "Greedy search misses the exact extreme in 16.7 % of 6 searches; the mean gap reaches " +
      "0.50 bits (most synergistic 3 neurons of fc1)",
  );
});

Deno.test("title: rounding is no gap, and a small one has no place", () => {
  const near = (gap: number) => ({ ...exact, synergy: [-2, -2 + gap, 0] });
  ok(figure(near(1e-10)).title.includes("finds the exact extreme"));
  ok(words(figure(near(0.001)).title).endsWith("the mean gap stays below 0.01 bits"));
});

Deno.test("CSV: both searches and their gap, which is never below 0", () => {
  const rows = csvRows(figure({ redundancy: [1, 2, 0], synergy: [-2, -2, 0] }).csv);
  equal(rows.length, 6);
  deepEqual(rows[0], {
    network: "0",
    layer: "fc1",
    size: "2",
    extreme: "redundancy",
    exact_bits: "2",
    greedy_bits: "1",
    gap_bits: "1",
  });
  ok(rows.every((row) => Number(row["gap_bits"]) >= 0));
});
