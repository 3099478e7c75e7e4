import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { judgeTrainingClaim, trainingFindings } from "../../../lib/paper/mod.ts";
import { finalAccuraciesFigure } from "../../../lib/paper/figures.ts";
import { inventedResult } from "./figures/invented_results.ts";

/** Networks with these accuracies on both sets after the last epoch. */
function invented(
  accuracies: readonly (readonly [train: number, test: number])[],
  minAccuracy = 0,
) {
  return inventedResult({
    networks: accuracies.length,
    minAccuracy,
    change: (metrics, network) => {
      const [trainAccuracy, testAccuracy] = accuracies[network]!;
      return { ...metrics, trainAccuracy, testAccuracy };
    },
  });
}

const cases: [string, [number, number][], string, string][] = [
  ["each reaches it", [[0.98, 0.96], [0.97, 0.965]], "reproduced", "All 2 networks reach"],
  ["one misses it on the test set", [[0.98, 0.9599], [0.97, 0.965]], "partly reproduced", "1 of 2"],
  [
    "one misses it on the training set",
    [[0.95, 0.97], [0.97, 0.965]],
    "partly reproduced",
    "1 of 2",
  ],
  ["none reaches it", [[0.98, 0.95], [0.95, 0.98]], "not reproduced", "None of 2 networks reaches"],
];

for (const [name, accuracies, verdict, wording] of cases) {
  Deno.test(`${name}: ${verdict}, in the words of the figure’s title`, () => {
    const result = invented(accuracies);
    const claim = judgeTrainingClaim(result);
    equal(claim.verdict, verdict);
    ok(claim.reason.startsWith(wording), claim.reason);
    ok(claim.reason.startsWith(`${finalAccuraciesFigure(result).title}. `), claim.reason);
  });
}

Deno.test("rejected networks count as tried", () => {
  const result = invented([[0.98, 0.97], [0.98, 0.95]], 0.96);
  deepEqual(result.runs.map(({ accepted }) => accepted), [true, false]);
  equal(judgeTrainingClaim(result).verdict, "partly reproduced");
});

Deno.test("the reason is what the notebook finds", () => {
  const result = invented([[0.98, 0.97]]);
  equal(
    judgeTrainingClaim(result).reason,
    trainingFindings(result).map(({ statement }) => `${statement}.`).join(" "),
  );
});

Deno.test("no network: undecided", () => {
  equal(judgeTrainingClaim(invented([])).verdict, "undecided");
});
