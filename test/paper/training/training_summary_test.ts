import { mlp } from "../../../lib/models/mod.ts";
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import {
  acceptedRuns,
  accuracyRows,
  configRows,
  type NetworkRun,
  PAPER_TRAINING,
  resolveConfig,
  timeRows,
  trainingFindings,
  type TrainingResult,
} from "../../../lib/paper/mod.ts";
import { words } from "../../figures/svg_checks.ts";

const findingsOf = (result: TrainingResult) =>
  trainingFindings(result).map(({ statement }) => words(statement));

/** A result with networks of the given [training, test] accuracies. */
function invented(
  accuracies: readonly (readonly [number, number])[],
  { minAccuracy = 0.96, requested = accuracies.length } = {},
): TrainingResult {
  const runs = accuracies.map(([trainAccuracy, testAccuracy], index): NetworkRun => ({
    index,
    history: [{ epoch: 50, trainLoss: 0.1, trainAccuracy, testLoss: 0.2, testAccuracy }],
    accepted: Math.min(trainAccuracy, testAccuracy) >= minAccuracy,
    initial: [],
    final: [],
    key: "",
    folder: "",
    seconds: 10 * (index + 1),
    machine: index < 2 ? "A" : "B",
  }));
  const { dataset, updates, ...samples } = PAPER_TRAINING;
  return { spec: mlp([784, 20, 10]), runs, requested, minAccuracy, dataset, samples, updates };
}

Deno.test("missing networks are said first", () => {
  const [first, second] = findingsOf(invented([[0.99, 0.97], [0.99, 0.95]]));
  equal(
    first,
    "Only 1 of 2 requested networks reached 96 % on both sets",
  );
  equal(second, "1 of 2 networks reaches the paper’s 96 % on both sets");
});

Deno.test("the number of networks that reach the paper's 96 % does not depend on acceptance", () => {
  const accuracies = [[0.98, 0.961], [0.95, 0.97], [0.97, 0.9]] as const;
  ok(findingsOf(invented(accuracies, { minAccuracy: 0 }))[0]!.startsWith("1 of 3 networks"));
  const none = findingsOf(invented([[0.9, 0.9]], { minAccuracy: 0 }));
  ok(none[0]!.startsWith("None of 1 network "));
});

Deno.test("accuracies are given with their range", () => {
  const findings = findingsOf(invented([[0.98, 0.97], [0.99, 0.96]]));
  ok(findings.includes(
    "Test accuracy is 96.50 % on average (96.00 % to 97.00 %), " +
      "training accuracy 98.50 % (98.00 % to 99.00 %)",
  ));
});

Deno.test("accuracies of all networks tried say so where some were rejected", () => {
  const findings = findingsOf(invented([[0.98, 0.97], [0.97, 0.95]]));
  ok(findings.includes(
    "Over all 2 networks tried, test accuracy is 96.00 % on average (95.00 % to 97.00 %), " +
      "training accuracy 97.50 % (97.00 % to 98.00 %)",
  ));
});

Deno.test("rejected networks are counted; that nothing was rejected is said, or could be", () => {
  const last = (result: TrainingResult) => findingsOf(result).at(-1);
  equal(
    last(invented([[0.98, 0.97], [0.95, 0.97], [0.98, 0.9]], { requested: 1 })),
    "2 of 3 networks were rejected: less than 96 % on either set",
  );
  equal(last(invented([[0.98, 0.97]])), "No network was rejected: all reach 96 % on both sets");
  equal(
    last(invented([[0.5, 0.5]], { minAccuracy: 0 })),
    "No network was rejected: this configuration accepts every accuracy",
  );
});

Deno.test("rows follow the order of seeds; accepted networks are found", () => {
  const result = invented([[0.98, 0.97], [0.95, 0.97]]);
  deepEqual(accuracyRows(result)[1], {
    network: 1,
    trainAccuracy: 0.95,
    testAccuracy: 0.97,
    reachesPaper: false,
    accepted: false,
    seconds: 20,
  });
  deepEqual(acceptedRuns(result).map(({ index }) => index), [0]);
});

Deno.test("times are added up by machine", () => {
  deepEqual(timeRows(invented([[1, 1], [1, 1], [1, 1]])), [
    { machine: "A", networks: 2, secondsPerNetwork: 15, seconds: 30 },
    { machine: "B", networks: 1, secondsPerNetwork: 30, seconds: 30 },
  ]);
});

Deno.test("every setting of a configuration is a row", () => {
  const config = resolveConfig("smoke");
  const rows = configRows(config);
  deepEqual(rows.map(({ setting }) => setting), Object.keys(config));
  equal(rows.find(({ setting }) => setting === "hiddenWidths")!.value, "[20,20,20]");
});
