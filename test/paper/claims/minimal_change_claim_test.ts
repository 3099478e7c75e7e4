import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { judgeMinimalChange } from "../../../lib/paper/mod.ts";
import { inventedFigure2, shifted, WHOLE } from "../subnetworks/invented_figure2.ts";

const READING = { size: "k*", removal: "zero" } as const;

/** Synergistic sub-networks so many points below the whole network. */
function judged(drop: number, { noise = 0.1, networks = WHOLE.length } = {}) {
  const synergy = shifted(WHOLE, -drop, noise);
  return judgeMinimalChange(inventedFigure2(WHOLE.slice(0, networks), { synergy }), READING);
}

const cases: [string, number, number, string, string][] = [
  [
    "a small drop",
    0.5,
    0.1,
    "reproduced",
    "at most 1 point (0.50 points, 0.42 to 0.58); 95 % interval over 10 networks.",
  ],
  [
    "a gain",
    -1.5,
    0.1,
    "reproduced",
    "at most 1 point (−1.50 points, −1.58 to −1.42); 95 % interval over 10 networks.",
  ],
  [
    "exactly one point everywhere",
    1,
    0,
    "reproduced",
    "at most 1 point (1.00 points, 1.00 to 1.00)",
  ],
  [
    "a mean below one point, its bound above",
    0.8,
    1,
    "not reproduced",
    "not shown to be at most 1",
  ],
  ["a large drop", 3, 0.1, "not reproduced", "more than 1 point (3.00 points, 2.92 to 3.08)"],
];

for (const [name, drop, noise, verdict, wording] of cases) {
  Deno.test(`${name}: ${verdict}`, () => {
    const claim = judged(drop, { noise });
    equal(claim.verdict, verdict);
    const start = `the drop from the whole network to synergy is ${wording}`;
    equal(claim.reason.slice(0, start.length), start);
  });
}

Deno.test("the drop is whole network − synergy", () => {
  const { name, comparisons: [only] } = judged(3);
  deepEqual([name, only?.label], ["minimal change", "whole network − synergy"]);
  equal(only?.difference.mean.toFixed(2), "3.00");
});

Deno.test("the order of networks changes nothing", () => {
  const result = inventedFigure2(WHOLE, { synergy: shifted(WHOLE, -0.8, 0.5) });
  const reversed = { ...result, networks: result.networks.toReversed() };
  const [there, back] = [
    judgeMinimalChange(result, READING),
    judgeMinimalChange(reversed, READING),
  ];
  deepEqual([back.verdict, back.reason], [there.verdict, there.reason]);
});

Deno.test("one network, or no synergistic sub-network: undecided", () => {
  const one = judged(3, { networks: 1 });
  deepEqual([one.verdict, one.reason], [
    "undecided",
    "whole network − synergy is 2.90 points; one network has no interval.",
  ]);
  const none = judgeMinimalChange(inventedFigure2(WHOLE, { random: WHOLE }), READING);
  deepEqual([none.verdict, none.reason], ["undecided", "not re-trained at this size: synergy."]);
});
