import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { partsAgainstWholeFigure } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { flat, inventedLayers } from "../invented.ts";

/** Ω is ±2 bits at three neurons, 9 at two, where pairs are the whole. */
const figure = (pairs: (omega: number) => number, networks = 2) =>
  partsAgainstWholeFigure(inventedLayers(Array.from({ length: networks }, () => ({
    fc1: { exact: { redundancy: [9, 2], synergy: [9, -2] }, pairs },
  }))));

Deno.test("title: sums over pairs are all, a part, or nothing of Ω", () => {
  equal(
    words(figure((omega) => 0.9 * omega).title),
    "Sums over pairs of neurons with y give Ω (R² = 0.99)",
  );
  equal(
    words(figure((omega) => 0.5 * omega, 1).title),
    "In network 0, sums over pairs of neurons with y give part of Ω (R² = 0.75)",
  );
  equal(
    words(figure(() => 0.1).title),
    "Sums over pairs of neurons with y do not give Ω (R² ≤ 0)",
  );
});

Deno.test("the subtitle has the share of wrong signs", () => {
  const text = words(figure(() => 0.1).svg).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
  equal(text.includes("the sum has the wrong sign for 50.0 %."), true);
  const whole =
    "Ω of a Gaussian copula follows from pairwise correlations, but it is another function";
  equal(text.includes(whole), true);
});

Deno.test("title: there is nothing larger than pairs", () => {
  const tiny = inventedLayers([{ fc1: { exact: flat(1, -1, 1) } }]);
  equal(partsAgainstWholeFigure(tiny).title, "No layer has multiplets larger than pairs");
});

Deno.test("H(y) is a line with a name", () => {
  const { svg, description } = figure((omega) => omega);
  equal(textsOf(svg).includes("H(y)"), true);
  equal(words(description).includes("H(y) = 2.00 bits"), true);
});

Deno.test("CSV: wholes and sums over parts, in bits", () => {
  const rows = csvRows(figure((omega) => omega / 4).csv);
  equal(rows.length, 2 * 2 * 2);
  const row = rows.find(({ size, extreme }) => size === "3" && extreme === "synergy")!;
  deepEqual([row["o_information_bits"], row["pairs_o_information_bits"]].map(Number), [-2, -0.5]);
  deepEqual(
    [row["information_together_bits"], row["information_alone_bits"]].map((text) =>
      Number(text).toFixed(6)
    ),
    ["1.000000", "0.500000"],
  );
});
