import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { lotteryTicketFigure, PlotError } from "../../../../lib/paper/figures.ts";
import type { RetrainingResult } from "../../../../lib/paper/subnetworks/result.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { type InventedCell, inventedFigure2, type Invention } from "./invented_figure2.ts";

/** Points that each kind has more. */
const kinds = (synergy: number, random: number): Invention => ({
  strategies: ["synergy", "random"],
  advantage: ({ strategy, start }: InventedCell) =>
    start === "fresh" ? 0 : strategy === "synergy" ? synergy : random,
});
const figure = (invention: Invention) => lotteryTicketFigure(inventedFigure2(invention));
const titleOf = (synergy: number, random: number) => words(figure(kinds(synergy, random)).title);

Deno.test("title: whether rewound neurons beat fresh ones", () => {
  equal(
    titleOf(0, 0),
    "At k* rewound synergistic and random neurons are not told apart from freshly initialised ones " +
      "with the others removed",
  );
  equal(
    titleOf(0.5, 0.25),
    "At k* rewound synergistic and random neurons keep more accuracy than freshly initialised ones " +
      "(0.50 points and 0.25 points) with the others removed",
  );
  equal(
    titleOf(0, 0.25),
    "At k* rewound random neurons keep more accuracy than freshly initialised ones (0.25 points) " +
      "while rewound synergistic neurons are not told apart from them with the others removed",
  );
  equal(
    titleOf(-0.5, -0.5),
    "At k* rewound synergistic and random neurons keep less accuracy than freshly initialised ones " +
      "(0.50 points and 0.50 points) with the others removed",
  );
  equal(
    titleOf(0.5, -0.5),
    "At k* rewound synergistic neurons keep more accuracy than freshly initialised ones " +
      "(0.50 points) while rewound random neurons keep less (0.50 points) with the others removed",
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
  const result = inventedFigure2({ ...kinds(0, 0), sizes: ["k*"] });
  const networks = result.networks.map((network) => {
    const [one] = network.retrainings.filter(({ strategy }) => strategy === "synergy");
    const other = { ...one!, start: "fresh" as const, size: 8, removal: "frozen" as const };
    return { ...network, retrainings: [...network.retrainings, other] };
  });
  const texts = textsOf(lotteryTicketFigure({ ...result, networks }).svg);
  ok(!texts.includes("8") && !texts.includes("Other neurons frozen"));
});

Deno.test("without synergy random neurons are compared alone", () => {
  const { title } = figure({ ...kinds(0, 1), strategies: ["random"] });
  ok(title.startsWith("At k* rewound random neurons keep more"));
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
    const result = inventedFigure2();
    const networks = result.networks.map((network) => (
      { ...network, retrainings: network.retrainings.filter((one) => one.start === start) }
    ));
    return { ...result, networks };
  };
  throws(() => lotteryTicketFigure(only("rewound")), PlotError);
  throws(() => lotteryTicketFigure(only("rewound")), /fresh weights/);
  throws(() => lotteryTicketFigure(only("fresh")), /rewound/);
  throws(() => figure({ networks: 0 }), PlotError);
});
