import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { PlotError, rankBiasFigure } from "../../../../lib/paper/figures.ts";
import {
  biasedOptima,
  rankBiasFinding,
  rankBiasRows,
} from "../../../../lib/paper/claims/rank_bias_findings.ts";
import { PALETTE } from "../../../../lib/figures/kit/theme.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { words } from "../../../figures/svg_checks.ts";
import { flat, inventedLayers } from "../invented.ts";
import type { InventedBias } from "../invented.ts";

const exact = { ...flat(2, -2), synergy: [-1, -3, -2] };
/** A layer per list of biases of sizes 2, 3 and 4 in each network. */
const layersOf = (...networks: Readonly<Record<string, readonly InventedBias[]>>[]) =>
  inventedLayers(networks.map((layers) =>
    Object.fromEntries(
      Object.entries(layers).map((
        [name, biases],
      ) => [name, { exact, bias: (size: number) => biases[size - 2]! }]),
    )
  ));
const same = (bias: number, deviation = 0.1, unranked = -4): InventedBias => (
  { bias, deviation, unranked }
);
const findingOf = (...networks: Parameters<typeof layersOf>) => {
  const result = layersOf(...networks);
  return rankBiasFinding(result, biasedOptima(result));
};
const statementOf = (...networks: Parameters<typeof layersOf>) =>
  words(findingOf(...networks).statement);

Deno.test("title: the largest mean bias over layers and sizes, of either sign", () => {
  const [small, high, low] = [same(0.05), same(0.2), same(-0.4)];
  const none = { fc1: [small, small, small] };
  equal(
    statementOf(none, { fc1: [small, high, small] }),
    "The mean rank bias of min Ω is at most 0.12 bits",
  );
  equal(
    statementOf(none, { fc1: [small, high, low] }),
    "The mean rank bias of min Ω is down to −0.17 bits",
  );
  const alone = statementOf({ fc1: [high, high, small] });
  equal(alone, "In network 0, the mean rank bias of min Ω is at most 0.20 bits");
  ok(alone.split(" ").length <= 16);
});

Deno.test("the median change of Ω without ranks is over all optima that have it", () => {
  const optima = (...unranked: readonly number[]) => (
    { fc1: unranked.map((value) => same(0.05, 0.1, value)) }
  );
  const medianOf = (...networks: Parameters<typeof layersOf>) =>
    findingOf(...networks).estimates[2]?.mean.toFixed(2);
  // Ω is −1, −3 and −2 bits: changes of −9, 1 and 2, and of −9, 0 and 0.5.
  equal(medianOf(optima(-10, -2, 0), optima(-10, -3, -1.5)), "0.25");
  // A covariance that is not regular gives no Ω without ranks.
  const { fc1: [first, ...rest] } = optima(-10, -2, 0);
  const { unranked: _, ...singular } = first!;
  equal(medianOf({ fc1: [singular, ...rest] }, { fc1: [singular, ...rest] }), "1.50");
  const none = { bias: 0.05, deviation: 0.1 };
  equal(medianOf({ fc1: [none, none, none] }), undefined);
});

Deno.test("the share of optima whose bias exceeds the deviation counts either sign", () => {
  const [small, high, low] = [same(0.05), same(0.2), same(-0.2)];
  const none = { fc1: [small, small, small] };
  const shareOf = (...networks: Parameters<typeof layersOf>) =>
    findingOf(...networks).estimates[0]!.mean.toFixed(1);
  equal(shareOf(none, { fc1: [small, high, low] }), "33.3");
  equal(shareOf(none, none), "0.0");
  equal(shareOf({ fc1: [high, high, low] }), "100.0");
  // Equal is not larger.
  equal(shareOf({ fc1: [same(0.1), same(0.1), same(0.1)] }), "0.0");
  const text = textOf(rankBiasFigure(layersOf(none, { fc1: [small, high, low] })).svg);
  ok(
    text.includes("Largest mean bias: 0.12 bits (most synergistic 3 neurons of fc1). The bias"),
    text,
  );
});

Deno.test("title: nothing to compare", () => {
  const message = "Not tested: rank bias or bootstrap deviation was not estimated";
  const without = inventedLayers([{ fc1: { exact } }]);
  const alone = layersOf({ fc1: [{ bias: 1 }, { bias: 1 }, { bias: 1 }] });
  for (const result of [without, alone]) {
    equal(rankBiasFinding(result, biasedOptima(result)).statement, message);
    equal(rankBiasFigure(result).title, message);
  }
  deepEqual(rankBiasRows(without), []);
  equal(rankBiasRows(alone)[0]!.deviation, "");
  equal(rankBiasRows(alone)[0]!.unranked, "");
  equal(rankBiasRows(alone)[0]!.exceeding, "0 of 1");
});

Deno.test("the estimates are the share, the largest mean bias of either sign, the median change", () => {
  const small = same(0.01);
  const { estimates } = findingOf(
    { fc1: [same(0.3), small, small], fc2: [small, same(-0.3), small] },
    { fc1: [same(0), small, small], fc2: [small, same(-0.2), small] },
  );
  const [share, worst, change] = estimates;
  deepEqual(share, { label: "exceeds, of 12 optima", mean: 25, unit: "%" });
  equal(worst!.label, "most synergistic 3 neurons of fc2");
  equal(worst!.mean.toFixed(6), "-0.250000");
  deepEqual(worst!.interval!.map((end) => end.toFixed(2)), ["-0.89", "0.39"]);
  // Ω is −1, −3 and −2 bits, without ranks −4.
  deepEqual([change!.label, change!.mean.toFixed(6)], [
    "Ω without ranks − Ω (median)",
    "-2.000000",
  ]);
});

/** The text of the subtitle, without its lines. */
const textOf = (svg: string) => words(svg).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

Deno.test("the subtitle has the largest bias, the share, and whether a line is cut", () => {
  const networks = (unranked: number) =>
    [1, 2].map((by) => (
      { fc1: [same(0.1, 0.1, -1), same(0.2 * by, 0.1, -3), same(0, 0.1, unranked)] }
    ));
  const text = textOf(rankBiasFigure(layersOf(...networks(-2.5))).svg);
  ok(
    text.includes(
      "Largest mean bias: 0.30 bits (most synergistic 3 neurons of fc1). The bias exceeds one deviation " +
        "in 33.3 % of the optima. Without ranks, Ω of the same multiplets differs by 0.00 bits (median). Lines: " +
        "mean over 2 networks.",
    ),
    text,
  );
  const far = { fc1: [same(0.1, 0.1, -9), same(0.1, 0.1, -9), same(0, 0.1, -9)] };
  const more = "differs by −7.00 bits (median), also because activations are not Gaussian.";
  ok(textOf(rankBiasFigure(layersOf(far, far)).svg).includes(more));
  // The smallest Ω is −3 bits, and the axis goes down to three times that.
  ok(!textOf(rankBiasFigure(layersOf(...networks(-8.9))).svg).includes("cut"));
  const { svg } = rankBiasFigure(layersOf(...networks(-100)));
  ok(textOf(svg).includes("The line without ranks is cut"));
  ok(svg.includes("clip-path"));
  ok(!textOf(svg).includes("−20"), "the axis is that of the estimates");
});

Deno.test("sizes are marked where the mean bias exceeds the mean deviation", () => {
  const marks = (...biases: InventedBias[]) =>
    rankBiasFigure(layersOf({ fc1: biases }, { fc1: biases })).svg
      .split(`fill="${PALETTE.positive}"`).length - 1;
  // One more in the key, which has none without marks.
  equal(marks(same(0.2), same(-0.2), same(0.05)), 2 + 1);
  equal(marks(same(0.05), same(0.05), same(0.05)), 0);
});

Deno.test("rows: by layer the size k* of each network, and that with the largest mean bias", () => {
  const rows = rankBiasRows(layersOf(
    { fc1: [same(0.3), same(0.2), same(0.01)], fc2: [same(0), same(0.2), same(0)] },
    {
      fc1: [same(0.3), same(0.06), same(0.01)],
      fc2: [same(0), { bias: 0.05, deviation: 0.1 }, same(0)],
    },
  ));
  deepEqual(rows.map(({ layer, size, exceeding }) => [layer, words(size), exceeding]), [
    ["fc1", "k* = 3", "1 of 2"],
    ["fc1", "2, largest bias", "2 of 2"],
    ["fc2", "k* = 3", "1 of 2"],
    ["fc2", "3, largest bias", "1 of 2"],
  ]);
  const [best, worst, other] = rows;
  equal(best!.estimate, "−3.00");
  equal(worst!.estimate, "−1.00");
  equal(worst!.bias, "0.30 (0.30 to 0.30)");
  equal(worst!.deviation, "0.10");
  equal(worst!.unranked, "−4.00");
  equal(best!.bias, "0.13 (−0.76 to 1.02)");
  equal(other!.unranked, "−4.00; 1 of 2 networks");
});

Deno.test("rows: k* differs between networks", () => {
  const bias = () => same(0.1);
  const result = inventedLayers([-3, -1].map((third) => (
    { fc1: { exact: { redundancy: [1, 1, 1], synergy: [-1, third, -2] }, bias } }
  )));
  equal(words(rankBiasRows(result)[0]!.size), "k* = 3 to 4");
});

Deno.test("CSV: a row for every network, layer and size, in bits; empty where it is not estimated", () => {
  const rows = csvRows(rankBiasFigure(layersOf({ fc1: [same(0.1), { bias: 0.2 }, same(0)] })).csv);
  equal(rows.length, 3);
  const numbers = ({ network: _, layer, size, extreme, ...bits }: Record<string, string>) => [
    `${layer} ${size} ${extreme}`,
    ...Object.entries(bits).map(([name, value]) => [name, value && Number(value).toFixed(2)]),
  ];
  deepEqual(numbers(rows[0]!), [
    "fc1 2 synergy",
    ["o_information_bits", "-1.00"],
    ["unranked_o_information_bits", "-4.00"],
    ["rank_bias_bits", "0.10"],
    ["bootstrap_deviation_bits", "0.10"],
  ]);
  deepEqual(numbers(rows[1]!).slice(2), [
    ["unranked_o_information_bits", ""],
    ["rank_bias_bits", "0.20"],
    ["bootstrap_deviation_bits", ""],
  ]);
});

Deno.test("no networks are an error", () => {
  throws(() => rankBiasFigure(inventedLayers([])), PlotError);
});
