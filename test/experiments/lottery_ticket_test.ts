import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import {
  lotteryTicketControls,
  lotteryTicketRows,
  lotteryTicketSentence,
} from "../../lib/experiments/mod.ts";
import { inventedFigure2, type InventedPlan, shifted, WHOLE } from "./invented_figure2.ts";

const fresh = shifted(WHOLE, -1);

/** Rewound synergistic and random neurons so many points above fresh ones. */
function controls(synergy: number, random: number, plan: InventedPlan = {}) {
  const strategies = { synergy: shifted(fresh, synergy), random: shifted(fresh, random) };
  return lotteryTicketControls(inventedFigure2(WHOLE, strategies, { fresh, ...plan }));
}

Deno.test("the sentence follows the signs of both differences", () => {
  equal(
    lotteryTicketSentence(controls(1, -0.5)[0]!),
    "best synergistic size by greedy search, other neurons removed: rewound synergy is more " +
      "accurate than fresh (1.00 points, 0.92 to 1.08); rewound random is less accurate than fresh " +
      "(−0.50 points, −0.58 to −0.42); 95 % intervals over 10 networks, not corrected.",
  );
  equal(
    lotteryTicketSentence(controls(-1, 0, { sizes: [8], removals: ["frozen"] })[0]!),
    "8 neurons a layer, other neurons frozen: rewound synergy is less accurate than fresh " +
      "(−1.00 points, −1.08 to −0.92); rewound random is not told apart from fresh " +
      "(0.00 points, −0.08 to 0.08); 95 % intervals over 10 networks, not corrected.",
  );
  equal(
    lotteryTicketSentence(controls(0, 0, { sizes: [1] })[0]!).split(",")[0],
    "1 neuron a layer",
  );
});

Deno.test("sizes ascend as numbers, best sizes come last, removed before frozen", () => {
  const rows = lotteryTicketRows(
    controls(1, 0, { sizes: ["k* exact", 12, "k*", 4], removals: ["frozen", "zero"] }),
  );
  deepEqual(rows.map(({ size, removal }) => `${size} ${removal}`), [
    "4 zero",
    "12 zero",
    "k* zero",
    "k* exact zero",
    "4 frozen",
    "12 frozen",
    "k* frozen",
    "k* exact frozen",
  ]);
  deepEqual(rows[0], {
    size: "4",
    removal: "zero",
    synergy: "1.00 (0.92 to 1.08)",
    random: "0.00 (−0.08 to 0.08)",
  });
});

Deno.test("where one of the three is missing there is no control", () => {
  const synergy = shifted(fresh, 1);
  deepEqual(lotteryTicketControls(inventedFigure2(WHOLE, { synergy, random: fresh })), []);
  deepEqual(lotteryTicketControls(inventedFigure2(WHOLE, { synergy }, { fresh })), []);
  deepEqual(lotteryTicketControls(inventedFigure2(WHOLE, { random: fresh }, { fresh })), []);
});

Deno.test("one network has differences without intervals", () => {
  const result = inventedFigure2([96], { synergy: [95], random: [94] }, { fresh: [93] });
  const [control] = lotteryTicketControls(result);
  equal(
    lotteryTicketSentence(control!),
    "best synergistic size by greedy search, other neurons removed: rewound synergy − fresh is " +
      "2.00 points; rewound random − fresh is 1.00 points; one network has no interval.",
  );
  equal(lotteryTicketRows([control!])[0]!.synergy, "2.00");
});
