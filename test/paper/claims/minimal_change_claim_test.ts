import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { judgeSubnetworkClaim } from "../../../lib/paper/mod.ts";
import { compared, shifted, WHOLE } from "../subnetworks/invented.ts";

const READING = { size: "k*", removal: "zero" } as const;

/** Synergistic sub-networks so many points below the whole network. */
function judged(drop: number, { noise = 0.1, networks = WHOLE.length } = {}) {
  const synergy = shifted(WHOLE, -drop, noise);
  return judgeSubnetworkClaim(
    "minimal change",
    compared(WHOLE.slice(0, networks), { synergy }),
    READING,
  );
}

const cases: [string, number, number, string, string][] = [
  [
    "a small drop",
    0.5,
    0.1,
    "reproduced",
    "0.50 points below the whole network (0.42 to 0.58): at most 1 point below; " +
    "95 % interval, over 10 networks.",
  ],
  [
    "a gain",
    -1.5,
    0.1,
    "reproduced",
    "1.50 points above the whole network (1.42 to 1.58): at most 1 point below; ",
  ],
  [
    "exactly one point everywhere",
    1,
    0,
    "reproduced",
    "1.00 points below the whole network (1.00 to 1.00): at most 1 point below; ",
  ],
  [
    "a mean below one point, its bound above",
    0.8,
    1,
    "undecided",
    "0.80 points below the whole network (0.05 to 1.55): at most 1 point below not shown; ",
  ],
  [
    "a large drop",
    3,
    0.1,
    "contradicted",
    "3.00 points below the whole network (2.92 to 3.08): more than 1 point below; ",
  ],
];

for (const [name, drop, noise, verdict, wording] of cases) {
  Deno.test(`${name}: ${verdict}`, () => {
    const claim = judged(drop, { noise });
    equal(claim.verdict, verdict);
    const start = `the synergistic sub-network is ${wording}`;
    equal(claim.reason.slice(0, start.length), start);
    ok(start.includes(claim.statement.replace(" at k*", "")), claim.statement);
  });
}

Deno.test("the drop is whole network − synergy", () => {
  const { quotation, estimates: [only] } = judged(3);
  deepEqual([quotation.name, only?.label], ["minimal change", "whole network − synergy"]);
  equal(only?.mean.toFixed(2), "3.00");
});

Deno.test("the reason has the verdicts on the paper’s baselines by the same criterion", () => {
  const reasonOf = (random: number, model: number, mixture: number) =>
    judgeSubnetworkClaim(
      "minimal change",
      compared(WHOLE, {
        synergy: shifted(WHOLE, -0.5),
        random: shifted(WHOLE, -random),
        "mi-model": shifted(WHOLE, -model),
        "mi-mixture": shifted(WHOLE, -mixture),
      }),
      READING,
    ).reason.split(": at most 1 point below")[1];
  const said = (words: string) =>
    `; by the same criterion: ${words}; 95 % interval, over 10 networks.`;
  equal(reasonOf(0.5, 0.4, 0.3), said("random, MI model and MI mixture reproduced"));
  equal(
    reasonOf(2, 0.4, 1),
    said("random contradicted, MI model reproduced, MI mixture undecided"),
  );
  equal(reasonOf(2, 3, 0.4), said("random and MI model contradicted, MI mixture reproduced"));
});

Deno.test("the order of networks changes nothing", () => {
  const result = compared(WHOLE, { synergy: shifted(WHOLE, -0.8, 0.5) });
  const reversed = {
    ...result,
    networks: result.networks.toReversed(),
    rows: result.rows.toReversed(),
  };
  const [there, back] = [
    judgeSubnetworkClaim("minimal change", result, READING),
    judgeSubnetworkClaim("minimal change", reversed, READING),
  ];
  deepEqual([back.verdict, back.reason], [there.verdict, there.reason]);
});

Deno.test("one network: undecided; no synergistic sub-network: not tested", () => {
  const one = judged(3, { networks: 1 });
  deepEqual([one.verdict, one.reason], [
    "undecided",
    "the synergistic sub-network is 2.90 points below the whole network; one network has no interval.",
  ]);
  const none = judgeSubnetworkClaim("minimal change", compared(WHOLE, { random: WHOLE }), READING);
  deepEqual([none.verdict, none.reason], ["not tested", "not re-trained at this size: synergy."]);
});
