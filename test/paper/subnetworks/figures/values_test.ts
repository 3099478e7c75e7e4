import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import {
  ablatedAccuracies,
  drawsNote,
  pairedDifferences,
  retrainedAccuracies,
  wholeAccuracies,
} from "../../../../lib/paper/subnetworks/figures/values.ts";
import { inventedFigure2 } from "./invented_figure2.ts";

const { networks: [pattern], ...rest } = inventedFigure2({ networks: 1, sizes: [8], draws: 2 });
const random = { strategy: "random", size: 8, removal: "zero" } as const;
/** Draw 0 has an accuracy of 0.9, draw 1 of 0.95; in network 4 there is no random neuron. */
const result = {
  ...rest,
  networks: [3, 4].map((index) => ({
    ...pattern!,
    index,
    retrainings: pattern!.retrainings
      .filter(({ strategy }) => index === 3 || strategy !== "random")
      .map((one) => ({
        ...one,
        testAccuracy: one.start === "fresh" ? 0.5 : 0.9 + 0.05 * one.draw,
      })),
    ablations: pattern!.ablations.map((one) => ({ ...one, testAccuracy: 0.2 + 0.1 * one.draw })),
  })),
};

Deno.test("accuracies are means over draws in per cent, with the sizes of layers", () => {
  deepEqual(retrainedAccuracies(result, random), [
    { ...random, start: "rewound", network: 3, value: 92.5, draws: 2, sizes: [8, 8, 8], whole: 96 },
  ]);
  deepEqual(ablatedAccuracies(result, random).map(({ value }) => value), [25, 25]);
  deepEqual(wholeAccuracies(result), [{ network: 3, value: 96 }, { network: 4, value: 96 }]);
});

Deno.test("rewound unless fresh is asked for", () => {
  deepEqual(retrainedAccuracies(result, { ...random, start: "fresh" }).map(({ value }) => value), [
    50,
  ]);
});

Deno.test("differences are of the same network", () => {
  const synergy = retrainedAccuracies(result, { ...random, strategy: "synergy" });
  deepEqual(synergy.map(({ network, value }) => [network, value]), [[3, 90], [4, 90]]);
  deepEqual(pairedDifferences(synergy, retrainedAccuracies(result, random)), [
    { network: 3, value: -2.5 },
  ]);
});

Deno.test("draws are mentioned where there are several", () => {
  equal(drawsNote(retrainedAccuracies(result, random)), "Random: mean over 2 draws a network.");
  equal(drawsNote([]), "");
});
