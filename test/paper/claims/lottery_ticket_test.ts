import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { lotteryTicketRows } from "../../../lib/paper/mod.ts";
import { lotteryTicketFinding, withFreshDraws } from "../../../lib/paper/claims/arm_findings.ts";
import { compared, invented, type Plan, shifted, WHOLE } from "../subnetworks/invented.ts";

const fresh = shifted(WHOLE, -1);

/** Rewound synergistic and random neurons so many points above fresh ones. */
function rows(synergy: number, random: number, plan: Plan = {}) {
  const strategies = { synergy: shifted(fresh, synergy), random: shifted(fresh, random) };
  return lotteryTicketRows(compared(WHOLE, strategies, { fresh, ...plan }));
}

Deno.test("sizes ascend as numbers, best sizes come last, removed before frozen", () => {
  const found = rows(1, 0, {
    sizes: ["k* exact", 12, "k*", 4],
    removals: ["frozen", "zero"],
  });
  deepEqual(found.map(({ size, removal }) => `${size} ${removal}`), [
    "4 removed",
    "12 removed",
    "k* removed",
    "k* exact removed",
    "4 frozen",
    "12 frozen",
    "k* frozen",
    "k* exact frozen",
  ]);
  deepEqual(found[0], {
    size: "4",
    removal: "removed",
    synergy: "1.00 (0.92 to 1.08)",
    random: "0.00 (−0.08 to 0.08)",
    synergyDense: "",
    randomDense: "",
  });
});

Deno.test("where one of the three is missing there is no control", () => {
  const synergy = shifted(fresh, 1);
  deepEqual(lotteryTicketRows(compared(WHOLE, { synergy, random: fresh })), []);
  deepEqual(lotteryTicketRows(compared(WHOLE, { synergy }, { fresh })), []);
  deepEqual(lotteryTicketRows(compared(WHOLE, { random: fresh }, { fresh })), []);
});

Deno.test("one network has differences without intervals", () => {
  const result = compared([96], { synergy: [95], random: [94] }, { fresh: [93] });
  deepEqual(lotteryTicketRows(result), [
    {
      ...{ size: "k*", removal: "removed", synergy: "2.00", random: "1.00" },
      ...{ synergyDense: "", randomDense: "" },
    },
  ]);
});

Deno.test("random neurons are compared with fresh weights of the same draws, not over all draws", () => {
  const result = compared(WHOLE, { synergy: fresh, random: fresh }, { fresh });
  // Draws 0 and 1 lie 3 points above and below their mean: without draw 1 of the fresh ones, draw 0 is left.
  const rows = result.rows.filter(({ start, draw }) => start !== "fresh" || draw === 0);
  const all = lotteryTicketRows({ ...result, rows });
  deepEqual(all.map(({ random }) => random), ["0.00 (0.00 to 0.00)"]);
  const { estimates } = lotteryTicketFinding({ ...result, rows }, "k*");
  deepEqual(estimates.map(({ label, mean }) => [label, mean.toFixed(2)]), [
    ["rewound synergy − fresh", "-3.00"],
    ["rewound random − fresh", "0.00"],
  ]);
  const paired = withFreshDraws({ ...result, rows });
  deepEqual(
    paired.rows.filter(({ strategy, retrained }) => strategy === "random" && retrained)
      .slice(0, 2).map(({ start, draw }) => [start, draw]),
    [["rewound", 0], ["fresh", 0]],
  );
});

Deno.test("rewound neurons minus dense networks, where there are some; no neurons of a dense one are frozen", () => {
  const result = invented({
    whole: WHOLE,
    sizes: [8],
    hasFresh: ({ strategy }) => strategy === "random",
    arms: [{ start: "dense", strategies: ["random"], sizes: [8] }],
    accuracy: ({ strategy, start }) => start === "dense" ? 93 : strategy === "synergy" ? 92 : 90,
  });
  deepEqual(
    lotteryTicketRows(result).map(({ removal, synergyDense, randomDense }) => [
      removal,
      synergyDense,
      randomDense,
    ]),
    [
      ["removed", "−1.00 (−1.00 to −1.00)", "−3.00 (−3.00 to −3.00)"],
      ["frozen", "", ""],
    ],
  );
});
