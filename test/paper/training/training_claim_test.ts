import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { judgeTrainingClaim, trainingCautions, trainingFindings } from "../../../lib/paper/mod.ts";
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
  ["one misses it on the test set", [[0.98, 0.9599], [0.97, 0.965]], "mixed", "1 of 2"],
  [
    "one misses it on the training set",
    [[0.95, 0.97], [0.97, 0.965]],
    "mixed",
    "1 of 2",
  ],
  ["none reaches it", [[0.98, 0.95], [0.95, 0.98]], "contradicted", "None of 2 networks reaches"],
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
  const { verdict, former } = judgeTrainingClaim(result);
  deepEqual([verdict, former], ["mixed", "partly reproduced"]);
});

Deno.test("the reason is what the notebook finds", () => {
  const result = invented([[0.98, 0.97]]);
  equal(
    judgeTrainingClaim(result).reason,
    trainingFindings(result).map(({ statement }) => `${statement}.`).join(" "),
  );
});

Deno.test("no network: not tested", () => {
  equal(judgeTrainingClaim(invented([])).verdict, "not tested");
});

for (
  const [name, less] of Object.entries({
    "fewer training samples": { samples: { train: 8000, test: 10_000 } },
    "fewer test samples": { samples: { train: 60_000, test: 2000 } },
    "fewer updates": { updates: 12_500 },
    "another data set": { dataset: "letters" },
  })
) {
  Deno.test(`${name} than the paper: not tested by this preset, whatever the accuracies`, () => {
    for (const accuracy of [0.99, 0.9]) {
      const result = inventedResult({
        networks: 2,
        ...less,
        change: (metrics) => ({ ...metrics, trainAccuracy: accuracy, testAccuracy: accuracy }),
      });
      const { verdict, reason } = judgeTrainingClaim(result);
      equal(verdict, "not tested");
      ok(reason.startsWith("Not tested by this preset: "), reason);
      ok(
        reason.includes("the paper has 93,750 updates on 60,000 training samples of mnist"),
        reason,
      );
    }
  });
}

Deno.test("short training is a caution on every page, and a finding", () => {
  const cautions = (updates: number) =>
    trainingCautions(inventedResult({ networks: 2, updates })).map(({ statement }) => statement);
  deepEqual(cautions(12_500), ["Short training: 12,500 updates, the paper has 93,750"]);
  deepEqual(cautions(93_750), []);
  const said = trainingFindings(inventedResult({ networks: 2, updates: 12_500 }));
  ok(said.some(({ statement }) => statement.startsWith("Short training: ")));
});
