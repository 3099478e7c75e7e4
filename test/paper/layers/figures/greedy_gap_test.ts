import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { greedyGapFigure } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { words } from "../../../figures/svg_checks.ts";
import { type Ends, flat, inventedLayers } from "../invented.ts";

const exact = flat(2, -2);
const figure = (...greedy: Ends[]) =>
  greedyGapFigure(inventedLayers(greedy.map((own) => ({ fc1: { exact, greedy: own } }))));

Deno.test("title: greedy is optimal", () => {
  equal(
    words(figure(exact, exact).title),
    "Greedy search finds the exact extreme in all 12 searches",
  );
});

/** The text of the subtitle, without its lines. */
const subtitleOf = (svg: string) => words(svg).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

Deno.test("title: how often it is not; subtitle: the largest mean gap", () => {
  const worse = { redundancy: [2, 1, 0], synergy: [-2, -1.5, 0] };
  const both = figure(worse, exact);
  equal(words(both.title), "Greedy search misses the exact extreme in 16.7 % of searches");
  const text = subtitleOf(both.svg);
  ok(
    text.includes("in 12 searches. Largest mean gap: 0.50 bits (most redundant 3 neurons of fc1)."),
  );
  ok(
    subtitleOf(figure({ ...worse, redundancy: [2, 2, 0] }).svg).includes(
      "in 6 searches. Largest mean gap: 0.50 bits (most synergistic 3 neurons of fc1).",
    ),
  );
});

Deno.test("title: rounding is no gap", () => {
  const near = (gap: number) => ({ ...exact, synergy: [-2, -2 + gap, 0] });
  ok(figure(near(1e-10)).title.includes("finds the exact extreme"));
  ok(figure(near(0.001)).title.includes("misses the exact extreme"));
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
