/** Invented images with several channels, for tests of convolutional networks. */
import type { Samples } from "../lib/data/dataset.ts";
import type { ImageShape } from "../lib/models/mod.ts";
import { randomSource, uniform } from "../lib/system/random/mod.ts";

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
