/** A small invented classification problem, for tests that need no digits. */
import type { Dataset, Samples } from "../lib/data/dataset.ts";
import { type RandomSource, randomSource, uniform } from "../lib/system/random/mod.ts";

/** Classes called by their labels. */
export const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, label) => `${label}`);

/** Noisy images, 4 × 3 pixels, brighter in the rows of their class; classes in turn. */
export function toyDataset(
  { train = 120, test = 60, classes = 4, seed = 1 }: {
    train?: number;
    test?: number;
    classes?: number;
    seed?: number;
  } = {},
): Dataset {
  const random = randomSource(seed);
  return {
    name: "toy",
    description: "Invented images for tests.",
    input: { kind: "image", height: 4, width: 3, channels: 1 },
    classes: numbered(classes),
    parts: {
      train: toySamples(train, classes, random),
      test: toySamples(test, classes, random),
    },
    fingerprint: `toy ${train} ${test} ${classes} ${seed}`,
  };
}

function toySamples(count: number, classes: number, random: RandomSource): Samples {
  const labels = Uint8Array.from({ length: count }, (_, row) => row % classes);
  const inputs = Uint8Array.from({ length: count * 12 }, (_, at) => {
    const bright = Math.floor((at % 12) / 3) === labels[Math.floor(at / 12)]! % 4;
    return Math.floor(uniform(random) * 120) + (bright ? 135 : 0);
  });
  return { count, features: 12, inputs, labels };
}
