import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { greedyGapFigure } from "../../../../lib/paper/figures.ts";
import { greedyFinding, greedyGaps } from "../../../../lib/paper/claims/layer_findings.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { words } from "../../../figures/svg_checks.ts";
import { type Ends, flat, inventedLayers } from "../invented.ts";

/** Nine neurons: sizes 7 and 8 can be missed. */
const exact = flat(2, -2, 8);
const figure = (...greedy: Ends[]) =>
  greedyGapFigure(inventedLayers(greedy.map((own) => ({ fc1: { exact, greedy: own } }))));
/** The extremes with another one at a size. */
const but = (end: keyof Ends, size: number, bits: number): Ends => (
  { ...exact, [end]: exact[end].with(size - 2, bits) }
);

Deno.test("title: greedy is optimal, in those searches that could miss", () => {
  equal(
    words(figure(exact, exact).title),
    "Greedy search finds the exact extreme in all 8 searches that can miss",
  );
});

Deno.test("title: no search can miss up to six neurons, nor of all neurons", () => {
  const small = (neurons: number) =>
    greedyGapFigure(inventedLayers([{ fc1: { exact: flat(1, -1, neurons - 1) } }]));
  equal(small(6).title, "Greedy search compares all multiplets here");
  equal(small(7).title, "Greedy search compares all multiplets here");
  ok(small(8).title.endsWith("in all 2 searches that can miss"), small(8).title);
});

/** The text of the subtitle, without its lines. */
const subtitleOf = (svg: string) => words(svg).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

Deno.test("title: how often it is not; subtitle: the searches that can miss, the largest mean gap", () => {
  const both = figure(but("synergy", 7, -1.5), exact);
  equal(words(both.title), "Greedy search misses the extreme in 12.5 % of searches that can miss");
  const text = subtitleOf(both.svg);
  ok(
    text.includes(
      "8 of 32 searches can miss: up to 6 neurons greedy compares all multiplets, and there is one " +
        "of all neurons. Largest mean gap: 0.25 bits (most synergistic 7 neurons of fc1).",
    ),
    text,
  );
  ok(
    subtitleOf(figure(but("redundancy", 8, 1)).svg).includes(
      "4 of 16 searches can miss: up to 6 neurons greedy compares all multiplets, and there is one " +
        "of all neurons. Largest mean gap: 1.00 bits (most redundant 8 neurons of fc1).",
    ),
  );
  const { estimates } = greedyFinding(
    greedyGaps(inventedLayers([{ fc1: { exact, greedy: but("synergy", 8, 0) } }])),
  );
  deepEqual(estimates[0], { label: "missed, of 4 searches", mean: 25, unit: "%" });
});

Deno.test("title: n is the number of neurons that can be analysed, in each layer and network", () => {
  const wide = { exact, greedy: but("synergy", 8, -1) };
  const narrow = { exact: flat(2, -2, 7), dropped: 1 };
  ok(
    greedyGapFigure(inventedLayers([{ fc1: wide }, { fc1: narrow }])).title.replaceAll(
      "\u00a0",
      " ",
    )
      .includes("16.7 % of searches"),
  );
});

Deno.test("title: rounding is no gap", () => {
  const near = (gap: number) => but("synergy", 7, -2 + gap);
  ok(figure(near(1e-10)).title.includes("finds the exact extreme"));
  ok(figure(near(0.001)).title.includes("misses the extreme"));
});

Deno.test("CSV: both searches and their gap, which is never below 0", () => {
  const rows = csvRows(figure(but("redundancy", 2, 1)).csv);
  equal(rows.length, 16);
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
