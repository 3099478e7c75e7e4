/** Re-trained sub-networks of maps with accuracies of choice. */
import { convolutional } from "../../../lib/models/mod.ts";
import { hiddenLayers } from "../../../lib/models/spec.ts";
import { type RetrainingResult, retrainingResult } from "../../../lib/paper/subnetworks/result.ts";
import { UNITS } from "./invented.ts";

/** Sub-networks of which synergy is `better` points above random, in networks that differ by `spread` points. */
export function retrained(better: number, spread: number, networks = 5): RetrainingResult {
  const spec = convolutional({ height: 8, width: 8, channels: 1 }, UNITS, [10]);
  const choice = { size: "k* ladder", removal: "zero", start: "rewound", draw: 0 } as const;
  const one = { kept: [[0, 1], [0, 1, 2]], trainAccuracy: 0.7, testLoss: 1 };
  return retrainingResult(
    {
      layers: hiddenLayers(spec),
      strategies: ["synergy", "random"],
      selection: "test",
      sizeSearch: "ladder",
      classes: 10,
      updates: 500,
    },
    Array.from({ length: networks }, (_, index) => ({
      index,
      trainAccuracy: 0.8,
      testAccuracy: 0.7,
      testLoss: 1,
      bestSizes: { greedy: [], ladder: [2, 3] },
      retrainings: [
        {
          ...choice,
          ...one,
          strategy: "synergy" as const,
          testAccuracy: 0.6 + (better + spread * (index - 2)) / 100,
        },
        { ...choice, ...one, strategy: "random" as const, testAccuracy: 0.6 },
      ],
      ablations: [],
    })),
  );
}
