import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { judgeSubnetworkClaim } from "../../../lib/paper/mod.ts";
import { decimal, rangeText } from "../../../lib/statistics/words.ts";
import { compared, shifted, WHOLE } from "../subnetworks/invented.ts";

const READING = { size: "k*", removal: "zero" } as const;
const random = shifted(WHOLE, -1);

/** So far the 95 % interval of {@link shifted} reaches to either side. */
const SIDE = 0.0754;

/** MI methods so many points above random. */
function judged(model: number, mixture: number, { noise = 0.1, networks = WHOLE.length } = {}) {
  return judgeSubnetworkClaim(
    "MI methods similar to random",
    compared(WHOLE.slice(0, networks), {
      random,
      "mi-model": shifted(random, model, noise),
      "mi-mixture": shifted(random, mixture, noise),
    }),
    READING,
  );
}

const cases: [string, [number, number], string, string][] = [
  ["both are close, one above and one below", [0.3, -0.3], "reproduced", "reproduced"],
  [
    "one is close, the other as far as the margin",
    [0.1, 0.5],
    "partly reproduced",
    "partly reproduced",
  ],
  ["one is close, the other far above", [0.1, 1], "mixed", "partly reproduced"],
  ["one is close, the other far below", [-1, 0.1], "mixed", "partly reproduced"],
  ["both are far", [1, -1], "contradicted", "not reproduced"],
  ["one is far, the other as far as the margin", [0.5, -1], "contradicted", "not reproduced"],
  ["both are as close as the margin", [0.5, -0.5], "undecided", "not reproduced"],
];

for (const [name, shifts, verdict, former] of cases) {
  Deno.test(`${name}: ${verdict}`, () => {
    const claim = judged(...shifts);
    deepEqual([claim.verdict, claim.former], [verdict, former]);
  });
}

Deno.test("synergy is tested beside the claim: it decides nothing, and says the smallest margin", () => {
  const judgedWith = (shift: number) =>
    judgeSubnetworkClaim(
      "MI methods similar to random",
      compared(WHOLE, {
        random,
        "mi-model": shifted(random, 0.1),
        "mi-mixture": shifted(random, -0.1),
        synergy: shifted(random, shift),
      }),
      READING,
    );
  for (
    const [shift, said] of [
      [3, "above random, and outside ±0.5 points of it"],
      [-3, "below random, and outside ±0.5 points of it"],
      [0.5, "above random, and not shown to be within ±0.5 points of it"],
      [0.2, "within ±0.5 points of random, and slightly above it"],
      [-0.2, "within ±0.5 points of random, and slightly below it"],
      [0, "within ±0.5 points of random"],
    ] as const
  ) {
    const { verdict, parts, reason, statement } = judgedWith(shift);
    equal(verdict, "reproduced");
    const { outcome, words, estimate, smallestMargin } = parts[2]!;
    deepEqual([outcome, estimate.label], [undefined, "synergy − random"]);
    equal(smallestMargin, Math.max(-estimate.interval![0], estimate.interval![1]));
    ok(words.startsWith(`beside the claim, synergy is ${said} (`), words);
    // A side is by the 95 % interval, which stands beside that of the test.
    const sided = shift === 0
      ? ""
      : `, 95 %: ${rangeText([estimate.mean - SIDE, estimate.mean + SIDE])}`;
    ok(words.endsWith(`, smallest margin ±${decimal(smallestMargin!)}${sided})`), words);
    ok(reason.includes(words) && !statement.includes("synergy"));
  }
});

Deno.test("no difference, but too much noise to say so: undecided", () => {
  const { verdict, reason } = judged(0, 0, { noise: 2 });
  equal(verdict, "undecided");
  equal(
    reason,
    "MI model is not shown to be within ±0.5 points of random (0.00 points, −1.22 to 1.22, smallest " +
      "margin ±1.22); MI mixture is not shown to be within ±0.5 points of random (0.00 points, " +
      "−1.22 to 1.22, smallest margin ±1.22); 90 % intervals of two one-sided tests, over 10 networks.",
  );
});

Deno.test("the reason says which method is within the margin and which outside", () => {
  equal(
    judged(0.1, -1).reason,
    "MI model is within ±0.5 points of random, and slightly above it (0.10 points, 0.04 to 0.16, smallest margin " +
      "±0.16, 95 %: 0.02 to 0.18); MI mixture is below random, and outside ±0.5 points of it (−1.00 points, −1.06 to " +
      "−0.94, smallest margin ±1.06, 95 %: −1.08 to −0.92); above or below random by uncorrected 95 % intervals; 90 % intervals of two one-sided tests, over 10 networks.",
  );
});

Deno.test("the statement says on which side of random methods are by their 95 % intervals, where these exclude 0", () => {
  const both = "MI model and MI mixture are";
  const said = (...shifts: [number, number]) => {
    const [statement, by, ...more] = judged(...shifts).statement.split("; above or below random ");
    const isSided = / (above|below) /.test(statement!);
    deepEqual([by, ...more], [isSided ? "by uncorrected 95 % intervals" : undefined]);
    return statement!;
  };
  equal(said(0, 0), `${both} within ±0.5 points of random at k*`);
  equal(said(0.1, 0.2), `${both} within ±0.5 points of random, and slightly above it at k*`);
  equal(said(-0.1, -0.2), `${both} within ±0.5 points of random, and slightly below it at k*`);
  equal(said(1, 2), `${both} above random, and outside ±0.5 points of it at k*`);
  equal(
    said(0.1, 0),
    "MI model is within ±0.5 points of random, and slightly above it; MI mixture is within ±0.5 points of random at k*",
  );
  // 90 %: 0.009 to 0.131 excludes 0; 95 %: −0.005 to 0.145 does not.
  equal(said(0.07, 0), `${both} within ±0.5 points of random at k*`);
  equal(
    judged(0, 0, { noise: 2 }).statement,
    `${both} not shown to be within ±0.5 points of random at k*`,
  );
});

Deno.test("above the margin is outside as below it", () => {
  const start =
    "MI model is above random, and outside ±0.5 points of it (1.00 points, 0.94 to 1.06, ";
  equal(judged(1, 0).reason.slice(0, start.length), start);
});

Deno.test("differences are method − random", () => {
  const { quotation, estimates } = judged(0.3, -1);
  equal(quotation.name, "MI methods similar to random");
  deepEqual(
    estimates.map(({ label, mean }) => [label, mean.toFixed(1)]),
    [["MI model − random", "0.3"], ["MI mixture − random", "-1.0"]],
  );
});

Deno.test("the order of networks changes nothing", () => {
  const result = compared(WHOLE, {
    random,
    "mi-model": shifted(random, 0.2, 0.5),
    "mi-mixture": shifted(random, 1),
  });
  const reversed = {
    ...result,
    networks: result.networks.toReversed(),
    rows: result.rows.toReversed(),
  };
  const [there, back] = [
    judgeSubnetworkClaim("MI methods similar to random", result, READING),
    judgeSubnetworkClaim("MI methods similar to random", reversed, READING),
  ];
  deepEqual([back.verdict, back.reason], [there.verdict, there.reason]);
});

Deno.test("one network: undecided; a method that nobody re-trained: not tested", () => {
  const one = judged(0, 0, { networks: 1 });
  deepEqual([one.verdict, one.reason.endsWith("one network has no interval.")], [
    "undecided",
    true,
  ]);
  const result = compared(WHOLE, { random, "mi-mixture": random });
  const { verdict, reason } = judgeSubnetworkClaim("MI methods similar to random", result, READING);
  deepEqual([verdict, reason], ["not tested", "not re-trained at this size: MI model."]);
});
