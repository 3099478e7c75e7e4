import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { judgeSubnetworkClaim, UnpairedNetworksError } from "../../../lib/paper/mod.ts";
import { pairedDifference } from "../../../lib/statistics/mod.ts";
import { decimal } from "../../../lib/statistics/words.ts";
import { compared, shifted, WHOLE } from "../subnetworks/invented.ts";

const READING = { size: "k*", removal: "zero" } as const;
const synergy = shifted(WHOLE, -1);

/** The other strategies of the paper, each so many points above synergy. */
function judged(random: number, model: number, mixture: number, networks = WHOLE.length) {
  const others = {
    random: shifted(synergy, random),
    "mi-model": shifted(synergy, model),
    "mi-mixture": shifted(synergy, mixture),
  };
  return judgeSubnetworkClaim(
    "lowest accuracy drop",
    compared(WHOLE.slice(0, networks), { synergy, ...others }),
    READING,
  );
}

const cases: [string, [number, number, number], string, string][] = [
  ["synergy is above all", [-1, -0.5, -2], "reproduced", "reproduced"],
  ["synergy is above one and below another", [-1, 0, 2], "mixed", "partly reproduced"],
  ["synergy is above two", [-1, -1, 0], "partly reproduced", "partly reproduced"],
  ["nothing is clear", [0, 0, 0], "undecided", "not reproduced"],
  ["synergy is below one", [0, 0.5, 0], "contradicted", "not reproduced"],
  ["synergy is below all", [1, 0.5, 2], "contradicted", "not reproduced"],
];

for (const [name, shifts, verdict, former] of cases) {
  Deno.test(`${name}: ${verdict}`, () => {
    const claim = judged(...shifts);
    deepEqual([claim.verdict, claim.former], [verdict, former]);
  });
}

Deno.test("differences are synergy − other in points of accuracy, in the paper's order", () => {
  const { estimates, quotation, choices } = judged(-1, 0, 2);
  equal(quotation.name, "lowest accuracy drop");
  deepEqual(choices, {
    "reduced layers": "all hidden",
    "treatment of other neurons": "removed",
    "search": "greedy",
    "updates": "93,750",
  });
  deepEqual(estimates.map(({ label }) => label), [
    "synergy − random",
    "synergy − MI model",
    "synergy − MI mixture",
  ]);
  deepEqual(estimates.map(({ mean }) => decimal(mean)), [
    "1.00",
    "0.00",
    "−2.00",
  ]);
});

Deno.test("the reason says where each interval lies", () => {
  equal(
    judged(-1, 0, 2).reason,
    "synergy is better than random (1.00 points, 0.91 to 1.09); " +
      "no significant difference between synergy and MI model (0.00 points, −0.08 to 0.08); " +
      "synergy is worse than MI mixture (−2.00 points, −2.10 to −1.90); " +
      "Holm-corrected 95 % intervals, which do not cover jointly, over 10 networks.",
  );
});

Deno.test("a difference to random that is not significant: the smallest margin of equivalence beside it", () => {
  const said = (shift: number, noise: number) => {
    const random = shifted(synergy, shift, noise);
    const { parts, statement, reason } = judgeSubnetworkClaim(
      "lowest accuracy drop",
      compared(WHOLE, { synergy, random, "mi-model": synergy, "mi-mixture": synergy }),
      READING,
    );
    return { words: parts[0]!.words, statement, reason };
  };
  const title = "no significant difference between synergy and the paper’s baselines at k*";
  const near = said(0, 0.1);
  ok(
    near.words.endsWith("(0.00 points, −0.10 to 0.10), equivalent within ±0.06 points"),
    near.words,
  );
  equal(near.statement, `${title}; synergy and random are equivalent within ±0.06 points`);
  ok(near.reason.includes("; equivalence by two one-sided tests; Holm-corrected"), near.reason);
  const wide = said(0, 2);
  const not = "not shown to be equivalent within ±0.5 points (smallest margin ±1.22)";
  ok(wide.words.endsWith(`, ${not}`), wide.words);
  equal(wide.statement, `${title}; synergy and random are ${not}`);
  for (const shift of [1, -1]) {
    const { words, statement, reason } = said(shift, 0.1);
    ok(!`${words}${statement}${reason}`.includes("equivalen"), reason);
  }
});

Deno.test("intervals are corrected: three differences of p = 0.03 each are not enough", () => {
  // Mean 1 with deviation 1.2215: t = 2.5888 with 9 degrees of freedom, 95 % interval 0.126 to 1.874.
  const wave = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1].map((sign) => 1 + 1.1588 * sign);
  const other = synergy.map((value, i) => value - wave[i]!);
  const result = compared(WHOLE, {
    synergy,
    random: other,
    "mi-model": other,
    "mi-mixture": other,
  });
  const { verdict, estimates } = judgeSubnetworkClaim("lowest accuracy drop", result, READING);
  equal(verdict, "undecided");
  for (const { interval, level } of estimates) {
    ok(level! > 0.95 && interval![0] < 0, `${level}`);
    ok(pairedDifference(synergy, other).interval![0] > 0);
  }
});

Deno.test("the order of networks changes nothing", () => {
  const strategies = {
    synergy,
    random: shifted(synergy, -0.1),
    "mi-model": shifted(synergy, 0.05),
    "mi-mixture": shifted(synergy, -0.2, 0.4),
  };
  const result = compared(WHOLE, strategies);
  const reversed = {
    ...result,
    networks: result.networks.toReversed(),
    rows: result.rows.toReversed(),
  };
  const [there, back] = [
    judgeSubnetworkClaim("lowest accuracy drop", result, READING),
    judgeSubnetworkClaim("lowest accuracy drop", reversed, READING),
  ];
  deepEqual([back.verdict, back.reason], [there.verdict, there.reason]);
});

Deno.test("one network: undecided, with the differences", () => {
  const { verdict, reason } = judged(-1, 0, 2, 1);
  equal(verdict, "undecided");
  equal(
    reason,
    "synergy − random is 0.90 points; synergy − MI model is −0.10 points; " +
      "synergy − MI mixture is −2.10 points; one network has no interval.",
  );
});

Deno.test("a strategy that nobody re-trained: not tested, and named", () => {
  const result = compared(WHOLE, { synergy, "mi-model": synergy });
  const { verdict, reason, estimates } = judgeSubnetworkClaim(
    "lowest accuracy drop",
    result,
    READING,
  );
  deepEqual([verdict, estimates.map(({ label }) => label)], ["not tested", ["synergy − MI model"]]);
  equal(reason, "not re-trained at this size: random, MI mixture.");
});

Deno.test("a strategy that some networks lack is an error", () => {
  const others = { random: synergy, "mi-model": synergy, "mi-mixture": synergy };
  const result = compared(WHOLE, { synergy, ...others });
  const rows = result.rows.filter(({ network, retrained }) => network !== 3 || !retrained);
  const damaged = { ...result, rows };
  throws(
    () => judgeSubnetworkClaim("lowest accuracy drop", damaged, READING),
    UnpairedNetworksError,
  );
});
