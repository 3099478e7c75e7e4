import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { untrainedFigure } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { flat, type InventedLayer, inventedLayers } from "../invented.ts";

/** Layers whose d is `after` bits, and 0.5 bits before training. */
const figure = (...networks: Record<string, number>[]) =>
  untrainedFigure(inventedLayers(networks.map((layers) =>
    Object.fromEntries(
      Object.entries(layers).map(([name, after]) => [name, {
        exact: flat(9, -1),
        greedy: flat(1 + after, -1),
        untrained: flat(1.5, -1),
      }]),
    )
  )));

Deno.test("title: where training shifts the balance, in each network's own difference", () => {
  const networks = [{ fc1: 1.5, fc2: -0.5, fc_out: 1 }, { fc1: 1.6, fc2: -0.6, fc_out: 0 }];
  equal(
    words(figure(...networks).title),
    "Training shifts fc1 towards redundancy and shifts fc2 towards synergy",
  );
  equal(
    words(figure({ fc1: 1.5, fc2: 1 }, { fc1: -0.5, fc2: 1 }).title),
    "Training shifts fc2 towards redundancy",
  );
  equal(
    words(figure({ fc1: 1, fc2: 1 }).title),
    "In network 0, training shifts both layers towards redundancy",
  );
});

Deno.test("the pattern before training is told as well", () => {
  const { svg, description } = figure({ fc1: 1, fc2: -1 });
  const before = "Before training redundancy dominates both layers.";
  ok(words(description).includes(before));
  ok(words(svg).replaceAll(/<[^>]+>/g, " ").includes("Before training"));
});

Deno.test("the subtitle says what the other search and the sizes of all layers give", () => {
  const wide = (above: number, below: number, sizes = 6) => ({
    exact: flat(below, -1, sizes),
    greedy: flat(above, -1, sizes),
    untrained: flat(1, -1, sizes),
  });
  const textOf = (...layers: Record<string, InventedLayer>[]) =>
    words(untrainedFigure(inventedLayers(layers)).svg).replaceAll(/<[^>]+>/g, " ")
      .replaceAll(/\s+/g, " ");
  const equal = textOf({ fc1: wide(2, 0) });
  ok(
    equal.includes(
      "The title is about all sizes below n and this search; by the exact search, training shifts fc1 towards synergy. ",
    ),
    equal,
  );
  const turned = {
    ...wide(2, 2),
    greedy: { redundancy: [0, 0, 9, 9, 9, 9], synergy: [-1, -1, -1, -1, -1, -1] },
  };
  const some = textOf({ fc1: turned, fc_out: wide(2, 2, 3) });
  ok(
    some.includes(
      "by the exact search, training shifts both layers towards redundancy; over k ≤ 3, training shifts fc_out " +
        "towards redundancy and shifts fc1 towards synergy.",
    ),
    some,
  );
});

Deno.test("sizes that only one of both has are compared with nothing", () => {
  const layer = { exact: flat(1, -1, 4), greedy: flat(1, -1, 4), untrained: flat(2, -1, 2) };
  ok(untrainedFigure(inventedLayers([{ fc1: layer }])).title.includes("synergy"));
});

Deno.test("exact search when asked", () => {
  const layer = { exact: flat(9, -1), greedy: flat(1, -9), untrained: flat(1, -1) };
  const result = inventedLayers([{ fc1: layer }]);
  ok(untrainedFigure(result).title.includes("towards synergy"));
  ok(untrainedFigure(result, { search: "exact" }).title.includes("towards redundancy"));
});

Deno.test("CSV: rows before and after training", () => {
  const rows = csvRows(figure({ fc1: 1 }).csv);
  deepEqual(
    rows.filter(({ size, extreme }) => size === "2" && extreme === "redundancy")
      .map(({ training, o_information_bits }) => [training, Number(o_information_bits)]),
    [["after", 2], ["before", 1.5]],
  );
});

Deno.test("the second row is the difference", () => {
  const layer = { exact: flat(30, 0), untrained: flat(0, 0) };
  const texts = textsOf(untrainedFigure(inventedLayers([{ fc1: layer }])).svg);
  equal(texts.filter((text) => text === "20").length, 2);
});
