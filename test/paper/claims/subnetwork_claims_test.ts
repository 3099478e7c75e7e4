import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import {
  subnetworkClaimReading,
  subnetworkClaimRows,
  subnetworkClaims,
  subnetworkClaimSentence,
} from "../../../lib/paper/mod.ts";
import { compared, type Plan, shifted, WHOLE } from "../subnetworks/invented.ts";

function invented(plan: Plan) {
  const strategies = {
    synergy: shifted(WHOLE, -0.5),
    random: shifted(WHOLE, -1),
    "mi-model": shifted(WHOLE, -1),
    "mi-mixture": shifted(WHOLE, -1),
  };
  return compared(WHOLE, strategies, plan);
}

Deno.test("three claims in four readings, claim by claim, numbers of neurons left out", () => {
  const plan = { sizes: [8, "k* exact", "k*"], removals: ["frozen", "zero"] } as const;
  const claims = subnetworkClaims(invented(plan));
  deepEqual(claims.slice(0, 4).map(({ reading }) => [reading.size, reading.removal]), [
    ["k*", "zero"],
    ["k* exact", "zero"],
    ["k*", "frozen"],
    ["k* exact", "frozen"],
  ]);
  deepEqual(claims.map(({ name }) => name), [
    ...new Array(4).fill("lowest accuracy drop"),
    ...new Array(4).fill("MI methods similar to random"),
    ...new Array(4).fill("minimal change"),
  ]);
  equal(new Set(claims.map(subnetworkClaimSentence)).size, 12);
});

Deno.test("only readings that the result has are judged", () => {
  deepEqual(
    subnetworkClaims(invented({ sizes: ["k* exact"], removals: ["frozen"] }))
      .map(({ reading }) => reading),
    new Array(3).fill({ size: "k* exact", removal: "frozen" }),
  );
  deepEqual(subnetworkClaims(invented({ sizes: [4, 8] })), []);
  deepEqual(subnetworkClaims(compared(WHOLE, {}, { fresh: WHOLE })), []);
  deepEqual(subnetworkClaims(compared([], {})), []);
});

Deno.test("a sentence has the claim, the reading, the verdict and the reason, and no asterisk", () => {
  const [first] = subnetworkClaims(invented({ selection: "validation" })).slice(2);
  equal(
    subnetworkClaimSentence(first!),
    "minimal change, best synergistic size by greedy search, other neurons removed, " +
      "neurons chosen on validation data: reproduced; the synergistic sub-network is 0.50 points " +
      "below the whole network (0.42 to 0.58): at most 1 point below; 95 % interval over 10 networks.",
  );
  const frozen = subnetworkClaims(invented({ sizes: ["k* exact"], removals: ["frozen"] }))[0]!;
  equal(
    subnetworkClaimSentence(frozen).split(":")[0],
    "lowest accuracy drop, best synergistic size by exact search, other neurons frozen, " +
      "neurons chosen on test data",
  );
});

Deno.test("a reading at a number of neurons says the number", () => {
  const [claim] = subnetworkClaims(invented({}));
  const sized = (size: number) =>
    subnetworkClaimReading({ ...claim!, reading: { size, removal: "zero" } });
  equal(sized(8), "8 neurons per layer, other neurons removed, neurons chosen on test data");
  equal(sized(1).split(",")[0], "1 neuron per layer");
});

Deno.test("a row per difference, with its interval and level", () => {
  const rows = subnetworkClaimRows(subnetworkClaims(invented({})));
  deepEqual(rows.map(({ comparison }) => comparison), [
    "synergy − random",
    "synergy − MI model",
    "synergy − MI mixture",
    "MI model − random",
    "MI mixture − random",
    "whole network − synergy",
  ]);
  deepEqual(rows.at(-1), {
    claim: "minimal change",
    size: "k*",
    removal: "zero",
    selection: "test",
    verdict: "reproduced",
    comparison: "whole network − synergy",
    difference: "0.50 (0.42 to 0.58)",
    level: 0.95,
  });
});

Deno.test("a claim without comparisons keeps a row", () => {
  const rows = subnetworkClaimRows(subnetworkClaims(compared(WHOLE, { synergy: WHOLE })));
  deepEqual(
    rows.map((
      { verdict, comparison, difference, level },
    ) => [verdict, comparison, difference, level]),
    [
      ["undecided", null, null, null],
      ["undecided", null, null, null],
      ["reproduced", "whole network − synergy", "0.00 (0.00 to 0.00)", 0.95],
    ],
  );
});
