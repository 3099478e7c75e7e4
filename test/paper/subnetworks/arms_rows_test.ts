/** Rows of arms beside figure 2 change no figure of it and no reading of a claim, and are found by the conditions that they name. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import {
  ablationFigure,
  accuracyBySizeFigure,
  figure2Figure,
  pairedDifferencesFigure,
} from "../../../lib/paper/figures.ts";
import {
  lotteryTicketRows,
  networkAccuracies,
  type RetrainingResult,
  rowsUnder,
  type SubnetworkChoice,
  subnetworkClaims,
  wholeAccuracies,
} from "../../../lib/paper/mod.ts";
import {
  ARMS,
  type Cell,
  invented,
  LONG_UPDATES,
  plausible,
  shifted,
  UPDATES,
  WHOLE,
} from "./invented.ts";

const FIGURES = {
  ablationFigure,
  accuracyBySizeFigure,
  figure2Figure,
  pairedDifferencesFigure,
};

const plain = plausible({ networks: 4 });
const withArms = plausible({ networks: 4, arms: ARMS });

for (const [name, draw] of Object.entries(FIGURES)) {
  Deno.test(`${name} is the same with all arms`, () => {
    const drawn = (result: RetrainingResult) => {
      const { svg, title, csv } = draw(result);
      return [svg, title, csv];
    };
    deepEqual(drawn(withArms), drawn(plain));
  });
}

Deno.test("sizes that a cumulative ablation alone has are no sizes of the ablation", () => {
  const sized = (arms: typeof ARMS) =>
    ablationFigure(plausible({ networks: 3, sizes: [4, 8], arms })).svg;
  equal(sized(ARMS.filter(({ order }) => order !== undefined)), sized([]));
});

Deno.test("claims about all layers and the control of the lottery ticket are the same with all arms", () => {
  const short = plausible({
    networks: 4,
    arms: ARMS.filter(({ updates }) => updates === undefined),
  });
  const own = subnetworkClaims(short).filter(({ choices, control = "by the same criterion" }) =>
    control.endsWith("by the same criterion") && choices["reduced layers"] === "all hidden"
  );
  deepEqual(own, subnetworkClaims(plain));
  const withoutDense = lotteryTicketRows(withArms).filter(({ fresh }) => fresh !== "")
    .map((row) => ({ ...row, dense: "" }));
  deepEqual(withoutDense, lotteryTicketRows(plain));
  ok(withArms.rows.length > 2 * plain.rows.length);
});

Deno.test("frozen neurons that one layer at a time has alone are no reading of a claim", () => {
  const claims = subnetworkClaims(invented({ sizes: ["k*"], removals: ["zero"], arms: ARMS }))
    .filter(({ choices }) => choices["reduced layers"] === "all hidden");
  ok(claims.some(({ choices }) => choices["treatment of other neurons"] === "removed"));
  ok(!claims.some(({ choices }) => choices["treatment of other neurons"] === "frozen"));
});

/** Ten networks whose sub-networks have an accuracy of their own under each condition. */
const found = (conditions: (cell: Cell) => boolean, arms = ARMS) =>
  invented({
    whole: WHOLE,
    longWhole: shifted(WHOLE, 1),
    arms,
    sizes: ["k*"],
    accuracy: (cell) => conditions(cell) ? 50 : 90,
  });

Deno.test("each condition chooses its own rows, all others left as they are by default", () => {
  const choices: readonly [(cell: Cell) => boolean, Partial<SubnetworkChoice>][] = [
    [({ layers }) => layers === "fc2", { layers: "fc2" }],
    [({ selection }) => selection === "training", { selection: "training" }],
    [({ updates }) => updates === LONG_UPDATES, { updates: LONG_UPDATES }],
    [({ batchOrder }) => batchOrder === "other", { batchOrder: "other" }],
    [({ removal }) => removal === "frozen-final", { removal: "frozen-final" }],
    [({ strategy }) => strategy === "random-live", { strategy: "random-live" }],
    [({ start }) => start === "dense", { strategy: "random", start: "dense" }],
  ];
  for (const [holds, conditions] of choices) {
    const result = found(holds);
    const accuracies = (choice: Partial<SubnetworkChoice>) =>
      networkAccuracies(result, { strategy: "synergy", size: "k*", removal: "zero", ...choice });
    deepEqual(accuracies(conditions).map(({ value }) => value), WHOLE.map(() => 50));
    deepEqual(accuracies({}).map(({ value }) => value), WHOLE.map(() => 90));
    const long = "updates" in conditions;
    deepEqual(accuracies(conditions).map(({ whole }) => whole), long ? shifted(WHOLE, 1) : WHOLE);
  }
});

Deno.test("whole networks by their updates; ablations by their order", () => {
  const result = found(() => true);
  const values = (updates?: number) => wholeAccuracies(result, updates).map(({ value }) => value);
  deepEqual(values(), WHOLE);
  deepEqual(values(UPDATES), WHOLE);
  deepEqual(values(LONG_UPDATES), shifted(WHOLE, 1));
  equal(result.longUpdates, LONG_UPDATES);
  const ablations = rowsUnder(result, { order: "highest-first" });
  deepEqual(
    [...new Set(ablations.map(({ strategy, size }) => `${strategy} ${size}`))].sort(),
    ["mi-model", "mi-mixture"].flatMap((strategy) =>
      Array.from({ length: 19 }, (_, at) => `${strategy} ${at + 1}`)
    ).sort(),
  );
});
