import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { lotteryTicketFigure, PlotError } from "../../../../lib/paper/figures.ts";
import type { RetrainingResult } from "../../../../lib/paper/subnetworks/result.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { denseFinding } from "../../../../lib/paper/claims/arm_findings.ts";
import { type Arm, type Cell, invented, type Invention } from "../invented.ts";

/** Points that each kind has more. */
const kinds = (synergy: number, random: number): Invention => ({
  strategies: ["synergy", "random"],
  advantage: ({ strategy, start }: Cell) =>
    start === "fresh" ? 0 : strategy === "synergy" ? synergy : random,
});
const figure = (invention: Invention) => lotteryTicketFigure(invented(invention));
const titleOf = (synergy: number, random: number) => words(figure(kinds(synergy, random)).title);

Deno.test("title: whether rewound neurons beat fresh ones", () => {
  equal(titleOf(0, 0), "No significant difference between rewound and fresh weights at k*");
  equal(
    titleOf(0.5, 0.25),
    "Rewound synergy and random are better than fresh weights at k*",
  );
  equal(titleOf(0, 0.25), "Rewound random is better than fresh weights at k*");
  equal(
    titleOf(-0.5, -0.5),
    "Rewound synergy and random are worse than fresh weights at k*",
  );
  equal(
    titleOf(0.5, -0.5),
    "Rewound synergy is better than fresh weights at k*, random is worse",
  );
});

Deno.test("only removals with fresh weights have a panel", () => {
  const texts = textsOf(figure(kinds(0, 0)).svg);
  deepEqual(texts.filter((text) => /Other neurons/.test(text)), ["Other neurons removed"]);
  for (const name of ["synergy, rewound", "random, rewound", "random, fresh weights"]) {
    ok(texts.includes(name));
  }
});

Deno.test("the control is random neurons with fresh weights, not others", () => {
  const result = invented({ ...kinds(0, 0), sizes: ["k*"] });
  const others = result.rows.filter(({ strategy }) => strategy === "synergy")
    .map((row) => ({ ...row, start: "fresh", size: 8, removal: "frozen" } as const));
  const rows = [...result.rows, ...others];
  const texts = textsOf(lotteryTicketFigure({ ...result, rows }).svg);
  ok(!texts.includes("8") && !texts.includes("Other neurons frozen"));
});

Deno.test("rewound random neurons are those of the draws that have fresh weights", () => {
  const result = invented({ ...kinds(0, 0), sizes: ["k*"], networks: 2, draws: 3 });
  const rows = result.rows.filter(({ start, draw }) => start !== "fresh" || draw < 2);
  const { csv, svg } = lotteryTicketFigure({ ...result, rows });
  deepEqual(
    csvRows(csv).filter(({ strategy }) => strategy === "random").map(({ draws }) => draws),
    ["2", "2", "2", "2"],
  );
  ok(words(svg).replaceAll(/<[^>]+>/g, " ").includes("over 2 draws"));
});

Deno.test("without synergy random neurons are compared alone", () => {
  const { title } = figure({ ...kinds(0, 1), strategies: ["random"] });
  ok(title.startsWith("Rewound random is better"));
});

Deno.test("CSV: all three kinds, by their start", () => {
  const rows = csvRows(figure({ ...kinds(0, 0), sizes: ["k*"], networks: 2 }).csv);
  deepEqual(rows.map(({ strategy, start, network }) => `${strategy} ${start} ${network}`), [
    "synergy rewound 0",
    "synergy rewound 1",
    "random rewound 0",
    "random rewound 1",
    "random fresh 0",
    "random fresh 1",
  ]);
});

Deno.test("without fresh weights, or nothing rewound beside them, there is no ticket", () => {
  const only = (start: "fresh" | "rewound"): RetrainingResult => {
    const result = invented();
    return { ...result, rows: result.rows.filter((row) => row.start === start) };
  };
  throws(() => lotteryTicketFigure(only("rewound")), PlotError);
  throws(() => lotteryTicketFigure(only("rewound")), /fresh weights/);
  throws(() => lotteryTicketFigure(only("fresh")), /rewound/);
  throws(() => figure({ networks: 0 }), PlotError);
});

const dense: Arm = { start: "dense", strategies: ["random"], sizes: [4, 8, 12, 20, "k*"] };

/** Dense networks so many points better than sub-networks of their size; both have less than 100 %. */
const withDense = (points: (cell: Cell) => number, invention: Invention = {}) =>
  invented({
    sizes: [4, 8, 12, 20, "k*"],
    strategies: ["synergy", "random", "mi-model"],
    arms: [dense],
    accuracy: (cell) => 90 + points(cell),
    ...invention,
  });
const denseTitle = (...args: Parameters<typeof withDense>) =>
  lotteryTicketFigure(withDense(...args)).title;
/** The points at some sizes alone. */
const at = (sizes: readonly unknown[], points: number) => ({ start, size }: Cell) =>
  start === "dense" && sizes.includes(size) ? points : 0;

const DENSE = "Dense networks outperform synergy and random";
const NONE = "No significant difference between dense networks and synergy or random";

Deno.test("title: from which size on dense networks outperform synergy and random", () => {
  equal(denseTitle(at([8, 12], 1)), `${DENSE} from 8 neurons per layer on`);
  equal(denseTitle(at([4, 8, 12], 1)), `${DENSE} at every size`);
  equal(denseTitle(at([8], 1)), `${DENSE} only with 8 neurons per layer`);
  equal(denseTitle(at([4, 8], 1)), `${DENSE} at 2 of 3 sizes`);
  equal(denseTitle(() => 0), NONE);
  // At the full width nothing is removed.
  equal(denseTitle(at([20, "k*"], 1)), NONE);
  equal(
    denseTitle(at([12], -1)),
    "Synergy and random outperform dense networks from 12 neurons per layer on",
  );
  equal(
    denseTitle((cell) => at([12], 1)(cell) + at([4], -1)(cell)),
    "Dense networks are significantly better at some sizes, worse at others",
  );
});

Deno.test("title: one of both that is as good, an interval around 0, and strategies that are not drawn", () => {
  const better = at([4, 8, 12], 1);
  const asGood = (strategy: string) => (cell: Cell) =>
    better(cell) +
    (cell.strategy === strategy && cell.start !== "dense" && cell.size !== 12 ? 1 : 0);
  equal(denseTitle(asGood("synergy")), `${DENSE} from 12 neurons per layer on`);
  equal(denseTitle(asGood("mi-model")), `${DENSE} at every size`);
  const always = (strategy: string, sign: number) => (cell: Cell) =>
    sign * (better(cell) + (cell.strategy === strategy && cell.start !== "dense" ? 1 : 0));
  equal(
    denseTitle(always("random", 1)),
    "Dense networks outperform synergy at 3 of 3 sizes, random at none",
  );
  equal(
    denseTitle(always("synergy", -1)),
    "Random outperforms dense networks at 3 of 3 sizes, synergy at none",
  );
  equal(denseTitle((cell) => better(cell) * 2 * cell.network), NONE);
});

Deno.test("title: intervals are Holm-corrected over synergy and random", () => {
  // t = 4.95 with 2 degrees of freedom is enough for 95 % (4.30), not for a half.
  const wave = (cell: Cell) => at([4, 8, 12], 1 + 0.35 * (cell.network - 1))(cell);
  equal(denseTitle(wave), NONE);
  ok(denseTitle(wave, { strategies: ["random"] }).endsWith("outperform random at every size"));
});

Deno.test("title: k* where no size is a number; one network; without dense networks the rewound ones", () => {
  const best = { sizes: ["k*"], arms: [{ ...dense, sizes: ["k*"] }] } as const;
  equal(denseTitle(at(["k*"], 1), best), `${DENSE} at k*`);
  ok(denseTitle(at([8, 12], 1), { networks: 1 }).startsWith("In network 0, dense networks"));
  ok(denseTitle(() => 0, { arms: [] }).startsWith("No significant difference between rewound"));
  equal(denseFinding(withDense(() => 0, { arms: [] })), undefined);
});

Deno.test("title: one strategy that outperforms dense networks; without synergy and random nothing is compared", () => {
  equal(
    denseTitle(at([4, 8, 12], -1), { strategies: ["random"] }),
    "Random outperforms dense networks at every size",
  );
  const result = withDense(at([4, 8, 12], 1));
  const rows = result.rows.filter(({ start }) => start === "dense");
  equal(denseFinding({ ...result, rows }), undefined);
});

Deno.test("dense networks are a further line, and the subtitle says what they are", () => {
  const { svg, csv } = lotteryTicketFigure(withDense(at([8], 1), { networks: 2 }));
  const texts = textsOf(svg);
  ok(texts.includes("dense, fresh weights"));
  ok(words(texts[1]!).includes("Dense: a network as wide as the sub-network"));
  ok(
    words(texts[1]!).includes("No significant difference between rewound and fresh weights at k*."),
  );
  const rows = csvRows(csv).filter(({ start, size }) => start === "dense" && size === "8");
  deepEqual(rows.map(({ network, test_accuracy_percent }) => [network, test_accuracy_percent]), [
    ["0", "91"],
    ["1", "91"],
  ]);
  ok(!textsOf(figure(kinds(0, 0)).svg).includes("dense, fresh weights"));
});
