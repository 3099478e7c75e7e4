import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import type { TrainingResult } from "../../../../lib/paper/training/result.ts";
import { finalAccuraciesFigure } from "../../../../lib/paper/figures.ts";
import { inventedResult } from "./invented_results.ts";
import { attributesOf, textsOf, words } from "../../../figures/svg_checks.ts";

/** Networks with these final accuracies, judged by `minAccuracy`. */
function withFinals(
  finals: readonly (readonly [train: number, test: number])[],
  { minAccuracy = 0, requested = finals.length }: { minAccuracy?: number; requested?: number } = {},
): TrainingResult {
  return inventedResult({
    networks: finals.length,
    epochs: 2,
    minAccuracy,
    requested,
    change: (metrics, network) => {
      const [trainAccuracy, testAccuracy] = finals[network]!;
      return { ...metrics, trainAccuracy, testAccuracy };
    },
  });
}

Deno.test("titles count the networks that reach the paper's 96 % on both sets", () => {
  const cases: readonly (readonly [TrainingResult, string])[] = [
    [
      withFinals([[0.98, 0.96], [0.97, 0.97]]),
      "All 2 networks reach the paper’s 96 % on both sets",
    ],
    [
      withFinals([[0.98, 0.9599], [0.95, 0.97], [0.97, 0.97]]),
      "1 of 3 networks reaches the paper’s 96 % on both sets",
    ],
    [
      withFinals([[0.98, 0.951], [0.94, 0.97]]),
      "None of 2 networks reaches the paper’s 96 % on both sets",
    ],
    [withFinals([[0.98, 0.961]]), "The network reaches the paper’s 96 % on both sets"],
    [
      withFinals([[0.98, 0.951]]),
      "None of 1 network reaches the paper’s 96 % on both sets",
    ],
  ];
  for (const [result, title] of cases) equal(words(finalAccuraciesFigure(result).title), title);
});

Deno.test("fewer accepted networks than asked for come first in the title", () => {
  const finals = [[0.98, 0.95], [0.98, 0.97], [0.98, 0.94]] as const;
  equal(
    words(finalAccuraciesFigure(withFinals(finals, { minAccuracy: 0.96, requested: 2 })).title),
    "Only 1 of 2 requested networks reached 96 % on both sets",
  );
  equal(
    words(finalAccuraciesFigure(withFinals(finals, { minAccuracy: 0.99, requested: 1 })).title),
    "None of 1 requested network reached 99 % on both sets",
  );
  equal(
    words(finalAccuraciesFigure(withFinals(finals, { minAccuracy: 0.96, requested: 1 })).title),
    "1 of 3 networks reaches the paper’s 96 % on both sets",
  );
});

Deno.test("the subtitle has mean and 95 % interval of accepted networks", () => {
  const result = withFinals([[0.98, 0.96], [0.98, 0.97], [0.98, 0.98], [0.5, 0.5]], {
    minAccuracy: 0.96,
    requested: 3,
  });
  // 0.97 ± 4.3027 · 0.01 / √3
  const subtitle = words(textsOf(finalAccuraciesFigure(result).svg)[1]!);
  ok(subtitle.includes("Test set: mean 97.0 % (95 % interval 94.5 to 99.5 %)."), subtitle);
  ok(
    subtitle.endsWith(
      "1 of 4 networks was rejected: less than 96 % on either set; means are over the 3 accepted " +
        "networks. Mean accuracy over all 4 tried: test set 85.25 %, training set 86.00 %.",
    ),
  );
});

Deno.test("accepted networks are dots, rejected ones crosses, and only then in the key", () => {
  const accepted = withFinals([[0.98, 0.97], [0.98, 0.97]]);
  const marksOf = (result: TrainingResult) => {
    const { svg } = finalAccuraciesFigure(result);
    return {
      // Two circles are in the key.
      circles: attributesOf(svg, "r").length - 2,
      rejectedInKey: textsOf(svg).includes("rejected network"),
    };
  };
  deepEqual(marksOf(accepted), { circles: 4, rejectedInKey: false });
  const judged = withFinals([[0.98, 0.97], [0.98, 0.95]], { minAccuracy: 0.96 });
  deepEqual(marksOf(judged), { circles: 2, rejectedInKey: true });
});

Deno.test("the horizontal axis has the networks' numbers in the order of seeds", () => {
  const { svg } = finalAccuraciesFigure(inventedResult({ networks: 60 }));
  const numbers = textsOf(svg).filter((text) => /^\d+$/.test(text)).map(Number);
  deepEqual(numbers.slice(-12), [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55]);
});
