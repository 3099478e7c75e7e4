/** Invented images with several channels, for tests of convolutional networks. */
import type { Dataset, Samples } from "../lib/data/dataset.ts";
import type { ImageShape } from "../lib/models/mod.ts";
import { randomSource, uniform } from "../lib/system/random/mod.ts";
import { numbered } from "./toy_dataset.ts";

/** Images without structure: pixels, or real inputs of either sign. Classes in turn. */
export function imagesOf(
  shape: ImageShape,
  count: number,
  kind: "pixels" | "real",
  seed = 1,
): Samples {
  const random = randomSource(seed);
  const features = shape.height * shape.width * shape.channels;
  const values = Array.from({ length: count * features }, () => uniform(random));
  return {
    count,
    features,
    inputs: kind === "pixels"
      ? Uint8Array.from(values, (value) => 256 * value)
      : Float32Array.from(values, (value) => value - 0.5),
    labels: Uint8Array.from({ length: count }, (_, row) => row % 4),
  };
}

/** Noisy images of 6 × 9 × 2 values; the quarter of their class is brighter, its first channel most. Classes in turn. */
export function toyImages({ train = 120, test = 60, seed = 1 } = {}): Dataset {
  const shape = { height: 6, width: 9, channels: 2 };
  const part = (count: number, own: number): Samples => {
    const { labels, features, inputs } = imagesOf(shape, count, "pixels", own);
    const bright = inputs.map((noise, at) => {
      const label = labels[Math.floor(at / features)]!;
      const [row, column] = [Math.floor(at % features / 18), Math.floor(at % 18 / 2)];
      const inside = row < 3 === label < 2 && column < 4 === (label % 2 === 0);
      return Math.floor(noise / 2) + (inside ? 100 - 50 * (at % 2) : 0);
    });
    return { count, features, inputs: bright, labels };
  };
  return {
    name: "toy images",
    description: "Invented images for tests.",
    input: { kind: "image", ...shape },
    classes: numbered(4),
    parts: { train: part(train, seed), test: part(test, seed + 1) },
    fingerprint: `toy images ${train} ${test} ${seed}`,
  };
}
