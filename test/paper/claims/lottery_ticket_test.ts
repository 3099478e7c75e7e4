import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
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
  deepEqual([...new Set(found.map(({ size, removal }) => `${size} ${removal}`))], [
    "4 removed",
    "12 removed",
    "k* removed",
    "k* exact removed",
    "4 frozen",
    "12 frozen",
    "k* frozen",
    "k* exact frozen",
  ]);
  const first = { size: "4", removal: "removed", dense: "" };
  deepEqual(found.slice(0, 2), [
    { ...first, strategy: "synergy", fresh: "1.00 (0.92 to 1.08)" },
    { ...first, strategy: "random", fresh: "0.00 (−0.08 to 0.08)" },
  ]);
});

Deno.test("without new weights there is no control; strategies that were not re-trained have no row", () => {
  const synergy = shifted(fresh, 1);
  deepEqual(lotteryTicketRows(compared(WHOLE, { synergy, random: fresh })), []);
  const named = (strategies: Parameters<typeof compared>[1]) =>
    lotteryTicketRows(compared(WHOLE, strategies, { fresh })).map(({ strategy }) => strategy);
  deepEqual(named({ synergy }), ["synergy"]);
  deepEqual(named({ random: fresh }), ["random"]);
});

Deno.test("one network has differences without intervals", () => {
  const result = compared([96], { synergy: [95], random: [94] }, { fresh: [93] });
  const row = { size: "k*", removal: "removed", dense: "" };
  deepEqual(lotteryTicketRows(result), [
    { ...row, strategy: "synergy", fresh: "2.00" },
    { ...row, strategy: "random", fresh: "1.00" },
  ]);
});

Deno.test("random neurons are compared with fresh weights of the same draws, not over all draws", () => {
  const result = compared(WHOLE, { synergy: fresh, random: fresh }, { fresh });
  // Draws 0 and 1 lie 3 points above and below their mean: without draw 1 of the fresh ones, draw 0 is left.
  const rows = result.rows.filter(({ start, draw }) => start !== "fresh" || draw === 0);
  const all = lotteryTicketRows({ ...result, rows });
  equal(all.find(({ strategy }) => strategy === "random")!.fresh, "0.00 (0.00 to 0.00)");
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

Deno.test("dense networks minus neurons of every strategy; no neurons of a dense one are frozen", () => {
  const result = invented({
    whole: WHOLE,
    sizes: [8],
    hasFresh: ({ strategy }) => strategy === "random",
    arms: [{ start: "dense", strategies: ["random"], sizes: [8] }],
    strategies: ["synergy", "random", "magnitude"],
    accuracy: ({ strategy, start }) => {
      if (start === "dense") return 93;
      return strategy === "synergy" ? 92 : strategy === "magnitude" ? 94 : 90;
    },
  });
  deepEqual(
    lotteryTicketRows(result).map(({ removal, strategy, dense }) => [removal, strategy, dense]),
    [
      ["removed", "synergy", "1.00 (1.00 to 1.00)"],
      ["removed", "random", "3.00 (3.00 to 3.00)"],
      ["removed", "magnitude", "−1.00 (−1.00 to −1.00)"],
      ["frozen", "synergy", ""],
      ["frozen", "random", ""],
    ],
  );
});
