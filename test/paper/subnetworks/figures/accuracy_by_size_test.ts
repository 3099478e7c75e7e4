import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { judgeSubnetworkClaim } from "../../../../lib/paper/mod.ts";
import { accuracyBySizeFigure, PlotError } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { compared, invented, type Invention, shifted, WHOLE } from "../invented.ts";

const figure = (invention: Invention = {}) => accuracyBySizeFigure(invented(invention));

Deno.test("title: sizes between one that is too few and the next one that was run", () => {
  equal(
    words(figure().title),
    "Synergy and random need over 12, at most 16 neurons per layer",
  );
  const better: Invention["advantage"] = ({ strategy, removal }) =>
    strategy === "synergy" && removal === "frozen" ? 1 : 0;
  equal(
    words(figure({ advantage: better, removals: ["frozen"] }).title),
    "Synergy needs at most 12 neurons per layer, random at most 16",
  );
});

Deno.test("the subtitle names the updates of the re-training", () => {
  for (
    const [strategies, ending] of [[["synergy", "random"], ", and its"], [
      ["synergy"],
      ". ",
    ]] as const
  ) {
    const subtitle = words(textsOf(figure({ strategies }).svg)[1]!);
    ok(subtitle.includes(`from their initial weights (93,750 updates)${ending}`), subtitle);
  }
});

Deno.test("title: a size that suffices by accident, with larger ones that do not, does not count", () => {
  const lucky: Invention["advantage"] = ({ size }) => size === 4 ? 20 : size === 20 ? -2 : 0;
  ok(words(figure({ advantage: lucky }).title).includes("need over 20 neurons per layer"));
});

Deno.test("title and verdict agree on what is minimal change, whatever the spread", () => {
  const verdicts = new Set<string>();
  for (const drop of [0.2, 0.9, 1.1, 2]) {
    for (const noise of [0, 0.5, 3]) {
      const synergy = shifted(WHOLE, -drop, noise);
      const result = compared(WHOLE, { synergy }, { sizes: [8] });
      const { verdict } = judgeSubnetworkClaim("minimal change", result, {
        size: 8,
        removal: "zero",
      });
      const { title } = accuracyBySizeFigure(result);
      equal(words(title).includes("over 8 neurons"), verdict !== "reproduced", title);
      verdicts.add(verdict);
    }
  }
  deepEqual([...verdicts].sort(), ["contradicted", "reproduced", "undecided"]);
});

Deno.test("title: all sizes suffice, none does, or the next smaller one is too few", () => {
  const title = (sizes: number[], enough: number) =>
    words(
      figure({
        sizes,
        strategies: ["synergy"],
        accuracy: ({ size }) => typeof size === "number" && size >= enough ? 95.9 : 50,
      }).title,
    );
  equal(title([4, 8], 4), "Synergy needs at most 4 neurons per layer");
  equal(title([4, 8], 8), "Synergy needs over 4, at most 8 neurons per layer");
  equal(title([7, 8], 8), "Synergy needs 8 neurons per layer");
  equal(title([4, 8], 9), "Synergy needs over 8 neurons per layer");
  equal(title([1, 2], 1), "Synergy needs 1 neuron per layer");
});

Deno.test("the subtitle has the sizes that were run, and what minimal change is", () => {
  const result = invented({ sizes: [4, 8, 12, "k*"] });
  const subtitle = (rows: typeof result.rows) =>
    words(textsOf(accuracyBySizeFigure({ ...result, rows }).svg)[1]!);
  ok(subtitle(result.rows).includes("Sizes that were run: 4, 8 and 12."));
  ok(subtitle(result.rows).includes("the upper end of the 95 % interval of the drop"));
  const fewer = result.rows.filter(({ removal, size }) => removal !== "frozen" || size === 8);
  ok(subtitle(fewer).includes("Sizes that were run: 4, 8 and 12 (removed); 8 (frozen)."));
});

Deno.test("title: one size, and neither synergy nor random", () => {
  equal(
    words(figure({ sizes: [1], strategies: ["magnitude"], removals: ["zero"], networks: 1 }).title),
    "In network 0, magnitude needs over 1 neuron per layer",
  );
});

Deno.test("numbers of neurons on the axis, without k*; both rows where there is something to compare", () => {
  const texts = textsOf(figure().svg);
  deepEqual(texts.filter((text) => /^[1-9]\d*$/.test(text) && Number(text) <= 20), [
    ...["4", "8", "12", "16", "20"],
    ...["4", "8", "12", "16", "20"],
  ]);
  ok(!texts.includes("k*"));
  ok(texts.includes("Minus random (points)"));
  const alone = textsOf(figure({ strategies: ["random"] }).svg);
  ok(!alone.includes("Minus random (points)") && !alone.includes("within ±0.5 points"));
});

Deno.test("without sub-networks whose size is a number there is nothing to draw", () => {
  throws(() => figure({ sizes: ["k*"] }), PlotError);
  throws(() => figure({ networks: 0 }), PlotError);
});

Deno.test("CSV: numbers of neurons only", () => {
  const rows = csvRows(figure({ networks: 2 }).csv);
  equal(rows.length, 2 * 8 * 2 * 5);
  deepEqual([...new Set(rows.map(({ size }) => size))], ["4", "8", "12", "16", "20"]);
});

Deno.test("title: strategies that differ, one of which never has a minimal change", () => {
  const needs = (synergy: number, random: number) =>
    words(
      figure({
        sizes: [4, 8],
        strategies: ["synergy", "random"],
        accuracy: ({ strategy, size }) =>
          Number(size) >= (strategy === "synergy" ? synergy : random) ? 95.9 : 50,
      }).title,
    );
  equal(needs(4, 9), "Synergy needs at most 4 neurons per layer, random over 8");
  equal(needs(9, 8), "Synergy needs over 8 neurons per layer, random at most 8");
});

Deno.test("the subtitle has the sizes at which sub-networks stay at chance level, and their shares", () => {
  const near = (networks: readonly number[]) => {
    const { svg } = figure({
      sizes: [2, 4, 8],
      strategies: ["synergy", "random", "mi-model"],
      networks: 4,
      accuracy: ({ strategy, size, network }) =>
        strategy === "synergy" && size === 2 && networks.includes(network)
          ? 19.9
          : strategy === "mi-model" && size === 4
          ? 11
          : 20.1,
    });
    return words(textsOf(svg)[1]!);
  };
  const start = "Sub-networks below 20 % accuracy, twice chance, by strategy: ";
  const ok2 = near([0, 1, 3]);
  ok(
    ok2.includes(
      `${start}0 to 75 % (synergy 75 %) with 2 neurons per layer and 0 to 100 % (synergy 0 %) with 4 neurons ` +
        "per layer. Where only some are, accuracies form two clusters",
    ),
    ok2,
  );
  ok(near([]).includes(`${start}0 to 100 % (synergy 0 %) with 4 neurons per layer.`));
  ok(!words(textsOf(figure({ sizes: [8] }).svg)[1]!).includes("chance"));
});
