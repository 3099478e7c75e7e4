import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { lotteryTicketRows } from "../../../lib/paper/mod.ts";
import { compared, type Plan, shifted, WHOLE } from "../subnetworks/invented.ts";

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
    "4 zero",
    "12 zero",
    "k* zero",
    "k* exact zero",
    "4 frozen",
    "12 frozen",
    "k* frozen",
    "k* exact frozen",
  ]);
  deepEqual(found[0], {
    size: "4",
    removal: "zero",
    synergy: "1.00 (0.92 to 1.08)",
    random: "0.00 (−0.08 to 0.08)",
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
    { size: "k*", removal: "zero", synergy: "2.00", random: "1.00" },
  ]);
});
