import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import type { TrainingResult } from "../../../../lib/paper/training/result.ts";
import { lossCurvesFigure, PlotError } from "../../../../lib/paper/figures.ts";
import { inventedResult } from "./invented_results.ts";
import { attributesOf, textsOf, words } from "../../../figures/svg_checks.ts";

/** Test losses of two networks alike, epoch by epoch; training losses as given or the same. */
function withLosses(test: readonly number[], train: readonly number[] = test): TrainingResult {
  return inventedResult({
    networks: 2,
    epochs: test.length - 1,
    change: (metrics) => ({
      ...metrics,
      testLoss: test[metrics.epoch]!,
      trainLoss: train[metrics.epoch]!,
    }),
  });
}

Deno.test("titles say what the test loss did", () => {
  const cases: readonly (readonly [TrainingResult, string])[] = [
    [
      withLosses([2.3, 1, 0.5], [2.3, 0.9, 0.4]),
      "Test loss is still falling after 2 epochs, at 0.500 nats",
    ],
    [
      withLosses([2.3, 0.5, 0.505]),
      "Test loss has levelled off after 2 epochs, at 0.505 nats",
    ],
    [
      withLosses([2.3, 0.5, 0.6], [2.3, 0.4, 0.3]),
      "Test loss rises after 1 epoch while training loss goes on falling",
    ],
    [
      withLosses([2.3, 0.5, 0.6], [2.3, 0.4, 0.45]),
      "Test loss rises after 1 epoch while training loss falls no further",
    ],
    [
      withLosses([2.3, 2.35]),
      "Training does not lower the test loss: 2.30 nats before, 2.35 nats after",
    ],
    [
      withLosses([2.3, NaN]),
      "Training diverged in 2 of 2 networks: the loss is not a number",
    ],
  ];
  for (const [result, title] of cases) equal(words(lossCurvesFigure(result).title), title);
});

Deno.test("the axis is logarithmic: equal factors are equally far apart", () => {
  const { svg } = lossCurvesFigure(withLosses([1, 0.1, 0.01]));
  const [line] = [...svg.matchAll(/d="M([\d.]+),([\d.]+)L([\d.]+),([\d.]+)L([\d.]+),([\d.]+)"/g)];
  const [, y0, , y1, , y2] = line!.slice(1).map(Number);
  ok(Math.abs((y1! - y0!) - (y2! - y1!)) <= 0.2, `${y0} ${y1} ${y2}`);
  deepEqual(textsOf(svg).filter((text) => /^\d(\.\d+)?$/.test(text)).slice(0, 3), [
    "0.01",
    "0.02",
    "0.05",
  ]);
});

Deno.test("losses that are no number, or zero, leave gaps but no broken figure", () => {
  for (const losses of [[2.3, NaN, NaN], [2.3, 0.1, 0], [NaN, NaN]]) {
    const { svg } = lossCurvesFigure(withLosses(losses));
    ok(attributesOf(svg, "d").every((path) => !/NaN|Infinity/.test(path)));
  }
  ok(textsOf(lossCurvesFigure(withLosses([2.3, NaN])).svg).includes("not a number"));
});

Deno.test("no networks is an error", () => {
  throws(() => lossCurvesFigure(inventedResult({ networks: 0 })), PlotError);
});
