import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { judgeSubnetworkClaim } from "../../../lib/paper/mod.ts";
import { compared, shifted, WHOLE } from "../subnetworks/invented.ts";

const READING = { size: "k*", removal: "zero" } as const;
const random = shifted(WHOLE, -1);

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

const cases: [string, [number, number], string][] = [
  ["both are close, one above and one below", [0.3, -0.3], "reproduced"],
  ["one is close, the other far above", [0.1, 1], "partly reproduced"],
  ["one is close, the other far below", [-1, 0.1], "partly reproduced"],
  ["both are far", [1, -1], "not reproduced"],
  ["both are as close as the margin", [0.5, -0.5], "not reproduced"],
];

for (const [name, shifts, verdict] of cases) {
  Deno.test(`${name}: ${verdict}`, () => equal(judged(...shifts).verdict, verdict));
}

Deno.test("no difference, but too much noise to say so: not reproduced", () => {
  const { verdict, reason } = judged(0, 0, { noise: 2 });
  equal(verdict, "not reproduced");
  equal(
    reason,
    "equivalence of MI model and random (±0.5 points) not shown (0.00 points, −1.22 to 1.22); " +
      "equivalence of MI mixture and random (±0.5 points) not shown (0.00 points, −1.22 to 1.22); " +
      "90 % intervals of two one-sided tests over 10 networks.",
  );
});

Deno.test("the reason says which method is within the margin and which outside", () => {
  equal(
    judged(0.1, -1).reason,
    "MI model is within ±0.5 points of random (0.10 points, 0.04 to 0.16); " +
      "MI mixture is outside ±0.5 points of random (−1.00 points, −1.06 to −0.94); " +
      "90 % intervals of two one-sided tests over 10 networks.",
  );
});

Deno.test("above the margin is outside as below it", () => {
  const start = "MI model is outside ±0.5 points of random (1.00 points, 0.94 to 1.06); ";
  equal(judged(1, 0).reason.slice(0, start.length), start);
});

Deno.test("differences are method − random", () => {
  const { name, estimates } = judged(0.3, -1);
  equal(name, "MI methods similar to random");
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

Deno.test("one network, or a method that nobody re-trained: undecided", () => {
  const one = judged(0, 0, { networks: 1 });
  deepEqual([one.verdict, one.reason.endsWith("one network has no interval.")], [
    "undecided",
    true,
  ]);
  const result = compared(WHOLE, { random, "mi-mixture": random });
  const { verdict, reason } = judgeSubnetworkClaim("MI methods similar to random", result, READING);
  deepEqual([verdict, reason], ["undecided", "not re-trained at this size: MI model."]);
});
