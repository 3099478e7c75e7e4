import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { renamingFigure } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { flat, inventedLayers } from "../invented.ts";

/** Networks whose Ω is ± `omegas` bits, `target` of it Δ, and ± `change` more or less with classes renumbered. */
function figure(omegas: readonly number[], change: number, target = 0) {
  return renamingFigure(inventedLayers(omegas.map((omega) => ({
    fc1: {
      target,
      exact: { redundancy: [omega], synergy: [-omega] },
      renamings: [change, -change].map((by) => (
        { redundancy: [omega + by], synergy: [-omega + by] }
      )),
    },
  }))));
}

Deno.test("title: the root mean square of changes against that of the target contribution", () => {
  equal(
    words(figure([1, 3], 0.1, 0.5).title),
    "Renumbering the classes changes Ω by 0.10 bits, 20.0 % of |Δ|",
  );
  // The spread of the networks does not matter.
  equal(
    words(figure([1, 1], 2, -0.5).title),
    "Renumbering the classes changes Ω by 2.00 bits, 400.0 % of |Δ|",
  );
  const subtitle = words(textsOf(figure([1, 3], 0.1, 0.5).svg)[1]!);
  ok(subtitle.includes("Change and target contribution Δ of the same extremes in the title"));
});

Deno.test("title: one network, and no target contribution to compare with", () => {
  equal(
    words(figure([1], 0.5, 0.25).title),
    "In network 0, renumbering the classes changes Ω by 0.50 bits, 200.0 % of |Δ|",
  );
  ok(words(figure([1, 1], 0.5).title).endsWith("changes Ω by 0.50 bits, Δ is 0"));
});

Deno.test("without renumberings the figure says so and has one row", () => {
  const { title, svg, csv } = renamingFigure(inventedLayers([{ fc1: { exact: flat(1, -1) } }]));
  equal(title, "Not tested: the classes were not renumbered");
  equal(textsOf(svg).includes("Change (bits)"), false);
  deepEqual(csvRows(csv), []);
});

Deno.test("the subtitle counts renumberings", () => {
  const text = words(figure([1, 3], 1).svg).replaceAll(/<[^>]+>/g, " ");
  ok(/what\s+2\s+random\s+renumberings/.test(text));
});

Deno.test("CSV: the original and the range over renumberings", () => {
  const [row] = csvRows(figure([1], 0.5).csv);
  deepEqual(row, {
    network: "0",
    layer: "fc1",
    size: "2",
    extreme: "redundancy",
    original_bits: "1",
    renamed_mean_bits: "1",
    renamed_minimum_bits: "0.5",
    renamed_maximum_bits: "1.5",
    renamings: "2",
  });
});

Deno.test("sizes that a renumbering did not search count only where it did", () => {
  const exact = flat(1, -1, 4);
  const result = inventedLayers([{ fc1: { exact, renamings: [flat(2, -1, 3), exact] } }]);
  const rows = csvRows(renamingFigure(result).csv).filter(({ extreme }) => extreme === "synergy");
  deepEqual(rows.map(({ size, renamings }) => [size, renamings]), [
    ["2", "2"],
    ["3", "2"],
    ["4", "2"],
    ["5", "1"],
  ]);
});

Deno.test("changes of different size: root mean square, and a row that holds their range", () => {
  const renamings = [3, 4].map((by) => ({ redundancy: [1 + by], synergy: [-1 - by] }));
  const exact = { redundancy: [1], synergy: [-1] };
  const { title, svg } = renamingFigure(inventedLayers([{ fc1: { exact, renamings } }]));
  // √((3² + 4²) / 2)
  ok(words(title).includes("by 3.54 bits"));
  const texts = textsOf(svg);
  ok(texts.includes("−4") && texts.includes("4"), texts.join(" "));
});
