/** Convolutional networks of any kind with their samples, for properties. */
import fc from "fast-check";
import {
  convolutional,
  initialParameters,
  type LayerSpec,
  type NetworkSpec,
} from "../../lib/models/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { imagesOf } from "../toy_images.ts";

export const imageShape = fc.record({
  height: fc.integer({ min: 2, max: 7 }),
  width: fc.integer({ min: 2, max: 7 }),
  channels: fc.integer({ min: 1, max: 3 }),
}, { noNullPrototype: true });

/** Networks of images with up to two convolutions of any kind, and up to two dense layers. */
export const anyNetwork = fc.record({
  input: imageShape,
  maps: fc.array(
    fc.record({
      units: fc.integer({ min: 1, max: 6 }),
      pooling: fc.constantFrom("max", "none"),
      activation: fc.constantFrom("relu", "none"),
      bias: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  hidden: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 1 }),
  seed: fc.nat(),
  kind: fc.constantFrom("pixels" as const, "real" as const),
}).filter(({ input, maps }) =>
  // Two poolings need four rows and columns.
  maps.filter(({ pooling }) => pooling === "max").length < 2 ||
  Math.min(input.height, input.width) > 3
).map(({ input, maps, hidden, seed, kind }) => {
  const dense = convolutional(input, [], [...hidden, 4]).layers;
  const convolutions = maps.map((own, l) =>
    ({ kind: "convolution", name: `conv${l + 1}`, ...own }) as LayerSpec
  );
  const spec: NetworkSpec = { input, layers: [...convolutions, ...dense] };
  const parameters = initialParameters(spec, "default", randomSource(seed));
  return { spec, parameters, samples: imagesOf(input, 9, kind, seed) };
});
