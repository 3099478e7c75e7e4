import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import type { TrainingResult } from "../../../../lib/paper/training/result.ts";
import { accuracyCurvesFigure, PlotError } from "../../../../lib/paper/figures.ts";
import { type Invented, inventedResult } from "./invented_results.ts";
import { attributesOf, textsOf, words } from "../../../figures/svg_checks.ts";

/** Test accuracies of one network, epoch by epoch; training accuracy is 0.01 higher. */
function withTestAccuracies(...networks: readonly (readonly number[])[]): TrainingResult {
  return inventedResult({
    networks: networks.length,
    epochs: networks[0]!.length - 1,
    change: (metrics, network) => {
      const testAccuracy = networks[network]![metrics.epoch]!;
      return { ...metrics, testAccuracy, trainAccuracy: testAccuracy + 0.01 };
    },
  });
}

function titleOf(result: TrainingResult): string {
  return words(accuracyCurvesFigure(result).title);
}

Deno.test("title: end of training, with the standard deviation (N−1) over networks", () => {
  equal(
    titleOf(withTestAccuracies([0.1, 0.9, 0.95], [0.1, 0.9, 0.96], [0.1, 0.9, 0.97])),
    "Test accuracy reaches 96.0 % after 2 epochs",
  );
});

Deno.test("title: one network has no deviation, one epoch no plural", () => {
  equal(
    titleOf(withTestAccuracies([0.1, 0.95])),
    "Test accuracy reaches 95.0 % after 1 epoch",
  );
});

Deno.test("title: a fall from the peak is the finding", () => {
  equal(
    titleOf(withTestAccuracies([0.1, 0.9, 0.85])),
    "Test accuracy falls from 90.0 % after 1 epoch to 85.0 %",
  );
});

Deno.test("title: networks that do not learn", () => {
  equal(
    titleOf(withTestAccuracies([0.1, 0.11], [0.1, 0.11])),
    "The networks do not learn: test accuracy 10.0 % before, 11.0 % after",
  );
  ok(titleOf(withTestAccuracies([0.1, 0.11])).startsWith("The network does not learn"));
});

Deno.test("means are over accepted networks, and the subtitle counts the rejected", () => {
  const result = withTestAccuracies([0.1, 0.9], [0.1, 0.96], [0.1, 0.98]);
  const [rejected, ...others] = result.runs;
  const judged = {
    ...result,
    minAccuracy: 0.955,
    runs: [{ ...rejected!, accepted: false }, ...others],
  };
  equal(titleOf(judged), "The 2 accepted networks reach 97.0 % test accuracy after 1 epoch");
  const { svg } = accuracyCurvesFigure(judged);
  const subtitle = words(textsOf(svg)[1]!);
  ok(
    subtitle.endsWith(
      "1 of 3 networks was rejected: less than 95.5 % on either set; means are over the 2 accepted " +
        "networks. Mean accuracy over all 3 tried: test set 94.67 %, training set 95.67 %.",
    ),
    subtitle,
  );
  const legend = ["mean of 2 networks", "one network", "rejected network", "paper’s 96 %"];
  deepEqual(textsOf(svg).slice(2, 6).map(words), legend);
});

Deno.test("title: a single accepted network", () => {
  const { runs: [one, two], ...result } = withTestAccuracies([0.1, 0.95], [0.1, 0.5]);
  const runs = [one!, { ...two!, accepted: false }];
  equal(
    titleOf({ ...result, runs }),
    "The accepted network reaches 95.0 % test accuracy after 1 epoch",
  );
});

Deno.test("title: a fall of the accepted networks", () => {
  const { runs: [one, two], ...result } = withTestAccuracies([0.1, 0.9, 0.85], [0.1, 0.5, 0.6]);
  const runs = [one!, { ...two!, accepted: false }];
  equal(
    titleOf({ ...result, runs }),
    "Test accuracy of 1 accepted network falls from 90.0 % after 1 epoch to 85.0 %",
  );
});

Deno.test("with all networks rejected the mean is over all, and says so", () => {
  const result = withTestAccuracies([0.1, 0.8], [0.1, 0.9]);
  const none = {
    ...result,
    minAccuracy: 0.96,
    runs: result.runs.map((run) => ({ ...run, accepted: false })),
  };
  const figure = accuracyCurvesFigure(none);
  ok(words(figure.title).startsWith("Test accuracy reaches 85.0 %"));
  ok(words(textsOf(figure.svg)[1]!).endsWith("on either set; means are over all."));
});

Deno.test("lines: two of each network, dashed when rejected, and two thick means", () => {
  const result = inventedResult({ networks: 6, epochs: 30, minAccuracy: 0.947 });
  equal(result.runs.filter(({ accepted }) => accepted).length, 3);
  const { svg } = accuracyCurvesFigure(result);
  const lines = attributesOf(svg, "d").filter((path) => path.split("L").length === 31);
  equal(lines.length, 2 * 6 + 2);
  // One group of lines in either panel, and the key.
  equal(attributesOf(svg, "stroke-dasharray").filter((dashes) => dashes === "4,3").length, 3);
});

Deno.test("the axis ends at 100 % and starts below the late part of every counted network", () => {
  const ticksOf = (invented: Invented) =>
    textsOf(accuracyCurvesFigure(inventedResult(invented)).svg)
      .filter((text) => /^\d+$/.test(text)).map(Number);
  const paperLike = ticksOf({ networks: 2, epochs: 50 });
  deepEqual([Math.min(...paperLike.filter((tick) => tick > 50)), paperLike.includes(100)], [
    85,
    true,
  ]);
  // The paper's line keeps clear of the axis even when no network is below it.
  const high = inventedResult({ networks: 1, epochs: 50, testAccuracy: 0.99 });
  const perfect = high.runs.map((run) => ({ ...run, history: run.history.slice(40) }));
  const ticks = textsOf(accuracyCurvesFigure({ ...high, runs: perfect }).svg);
  ok(ticks.includes("95") && !ticks.includes("93"), ticks.join(" "));
  // Few epochs: nothing is left out, not even the untrained network at 8 %.
  ok(ticksOf({ networks: 1, epochs: 3 }).includes(20));
});

Deno.test("every size up to 60 networks and 100 epochs can be drawn", () => {
  for (const [networks, epochs] of [[1, 1], [60, 100], [2, 100], [60, 1]] as const) {
    const { svg } = accuracyCurvesFigure(inventedResult({ networks, epochs }));
    ok(svg.length < 200_000, `${svg.length} bytes`);
  }
});

Deno.test("no networks, or one without metrics, is an error", () => {
  throws(() => accuracyCurvesFigure(inventedResult({ networks: 0 })), PlotError);
  const result = inventedResult({ networks: 2 });
  const [first, second] = result.runs;
  const empty = { ...result, runs: [first!, { ...second!, history: [] }] };
  throws(() => accuracyCurvesFigure(empty), /Network 1 has an empty history/);
});
