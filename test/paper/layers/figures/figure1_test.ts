import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { figure1Figure, PlotError } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { flat, inventedLayers, withBalance } from "../invented.ts";

const titleOf = (layers: Parameters<typeof withBalance>[0]) =>
  words(figure1Figure(withBalance(layers)).title);

const above = [1, 1.1, 0.9];
const below = [-1, -1.1, -0.9];
const around = [-1, 1, 0.1];

Deno.test("title: which end dominates which layers, by the 95 % interval of d", () => {
  equal(
    titleOf({ fc1: above, fc2: around, fc3: above, fc_out: below }),
    "Redundancy dominates fc1 and fc3; synergy dominates fc_out; neither significantly dominates fc2",
  );
});

Deno.test("title: all layers alike", () => {
  equal(titleOf({ fc1: above, fc_out: above }), "Redundancy dominates both layers");
  equal(
    titleOf({ fc1: below, fc2: below, fc_out: below }),
    "Synergy dominates all 3 layers",
  );
  equal(
    titleOf({ fc1: around, fc2: around, fc_out: around }),
    "Neither significantly dominates any layer",
  );
  equal(
    titleOf({ fc1: around, fc_out: around }),
    "Neither significantly dominates either layer",
  );
});

Deno.test("title: one network goes by the sign of d and says so", () => {
  equal(
    titleOf({ fc1: [0.1], fc_out: [-0.1] }),
    "In network 0, redundancy dominates fc1; synergy dominates fc_out",
  );
});

Deno.test("title: layers of two neurons have no d", () => {
  const tiny = inventedLayers([{ fc_out: { exact: flat(0, 0, 1) } }]);
  ok(figure1Figure(tiny).title.startsWith("No layer has the three neurons"));
});

Deno.test("subtitle: the title takes all sizes below n; what dominates over those that all layers have", () => {
  const subtitleOf = (large: number) => {
    const ends = (sizes: readonly number[]) => (
      { redundancy: [...sizes, 0], synergy: [...sizes.map(() => -5), 0] }
    );
    // n = 10 and n = 5: sizes 2 to 9 and 2 to 4.
    const wide = ends([4, 4, 4, large, large, large, large, large]);
    const result = inventedLayers([1, 2, 3].map(() => (
      { fc1: { exact: wide }, fc_out: { exact: ends([4, 4, 4]) } }
    )));
    const { title, svg } = figure1Figure(result);
    return [words(title), words(textsOf(svg)[1]!)] as const;
  };
  const scope = "The title is about d; over k ≤ 4 alone, synergy dominates both layers.";
  const [turned, note] = subtitleOf(50);
  equal(turned, "Redundancy dominates fc1; synergy dominates fc_out");
  ok(note.includes(scope), note);
  const [same, alike] = subtitleOf(4);
  equal(same, "Synergy dominates both layers");
  ok(alike.includes(scope), alike);
  const alone = words(textsOf(figure1Figure(withBalance({ fc1: above })).svg)[1]!);
  ok(!alone.includes("The title is about d"), alone);
});

Deno.test("panels note d with its interval, and mark the output layer", () => {
  const texts = textsOf(figure1Figure(withBalance({ fc1: above, fc_out: below })).svg).map(words);
  ok(texts.includes("d = 1.00 (0.75 to 1.25) bits"), texts.join("\n"));
  ok(texts.includes("d = −1.00 (−1.25 to −0.75) bits"));
  equal(texts.filter((text) => text === "output layer").length, 1);
  const single = textsOf(figure1Figure(withBalance({ fc1: [1] })).svg).map(words);
  ok(single.includes("d = 1.00 bits"));
});

Deno.test("greedy by default, exact when asked", () => {
  const layer = { exact: flat(3, -1), greedy: flat(1, -3) };
  const result = inventedLayers([{ fc1: layer }]);
  ok(figure1Figure(result).title.includes("synergy dominates"));
  ok(figure1Figure(result, { search: "exact" }).title.includes("redundancy dominates"));
});

Deno.test("two bars a size, and whiskers of one standard deviation where networks differ", () => {
  const several = figure1Figure(withBalance({ fc1: above })).svg;
  const single = figure1Figure(withBalance({ fc1: [1] })).svg;
  const whiskers = (svg: string) =>
    [...svg.matchAll(/<line y2="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" x1="\3"/g)]
      .map(([, high, low]) => Number(low) - Number(high));
  const bars = (svg: string) =>
    [...svg.matchAll(/<rect fill="#\w+" height="([\d.]+)"/g)].map(([, height]) => Number(height));
  for (const svg of [several, single]) equal(bars(svg).length, 2 * 3);
  // At the last size Ω is 0 in all networks, and synergy is −2 in all of them. The mean of 3 bits has
  // a standard deviation of 0.1.
  const longest = Math.max(...bars(several));
  deepEqual(whiskers(several).map((length) => (length / longest).toFixed(2)), ["0.07", "0.07"]);
  deepEqual(whiskers(single), []);
});

Deno.test("panels have the same axes, whatever their layers hold", () => {
  const result = inventedLayers([{
    fc1: { exact: flat(9, -3, 6) },
    fc2: { exact: flat(0.1, -0.1, 2) },
    fc3: { exact: flat(0.1, -0.1, 2) },
  }]);
  const texts = textsOf(figure1Figure(result).svg);
  const rows = 2;
  for (const tick of ["−2", "0", "8"]) equal(texts.filter((text) => text === tick).length, rows);
  equal(texts.filter((text) => text === "7").length, 3);
});

Deno.test("neurons that were left out are counted", () => {
  const result = inventedLayers([{ fc1: { exact: flat(1, -1), dropped: 2 } }]);
  ok(words(figure1Figure(result).description).includes("2 neurons of 6 cannot be analysed"));
});

Deno.test("CSV: a row for every network, layer, size and end, in bits", () => {
  const result = inventedLayers([
    { fc1: { exact: flat(3, -1), greedy: flat(2, -0.5), target: 0.25 } },
  ]);
  const rows = csvRows(figure1Figure(result).csv);
  equal(rows.length, 2 * 3);
  const { o_information_bits, features_o_information_bits, ...rest } = rows[1]!;
  deepEqual([o_information_bits, features_o_information_bits].map(Number), [-0.5, -0.75]);
  deepEqual(rest, {
    search: "greedy",
    network: "0",
    layer: "fc1",
    size: "2",
    extreme: "synergy",
    target_contribution_bits: "0.25",
    multiplet: "0 1",
  });
  equal(csvRows(figure1Figure(result, { search: "exact" }).csv)[0]!["o_information_bits"], "3");
});

Deno.test("no networks or no layers are errors", () => {
  throws(() => figure1Figure(inventedLayers([])), PlotError);
  throws(() => figure1Figure(inventedLayers([{}])), /without layers/);
});
