import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { lotteryTicketFigure, PlotError } from "../../../../lib/paper/figures.ts";
import type { RetrainingResult } from "../../../../lib/paper/subnetworks/result.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { type Cell, invented, type Invention } from "../invented.ts";

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
