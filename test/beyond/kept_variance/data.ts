/** A data set of one's own, defined outside of the library, as CONTRIBUTING shows. */
import { type DatasetEntry, DATASETS, makeDataset, type Samples } from "@multiplet/multiplet/data";
import { randomSource, uniform } from "@multiplet/multiplet/random";

/** Images of two classes, 2 × 2 pixels of two channels: a bar across, or from top to bottom, and noise. */
export const TOY_BARS: DatasetEntry = {
  name: "toy-bars",
  input: { kind: "image", height: 2, width: 2, channels: 2 },
  classes: ["horizontal", "vertical"],
  module: import.meta.url,
  load: () => {
    const { name, input, classes } = TOY_BARS;
    const parts = { train: bars(200, 1), test: bars(100, 2), validation: bars(60, 3) };
    const description = "Invented bars: 200 to learn, 100 to be tested on, 60 for choices.";
    return Promise.resolve(makeDataset({ name, description, input, classes, parts }));
  },
};

function bars(count: number, seed: number): Samples {
  const random = randomSource(seed);
  const labels = Uint8Array.from({ length: count }, (_, row) => row % 2);
  const inputs = Float32Array.from({ length: count * 8 }, (_, at) => {
    const [row, y, x] = [Math.floor(at / 8), Math.floor(at / 4) % 2, Math.floor(at / 2) % 2];
    return (labels[row] === 0 ? y : x) + 0.5 * uniform(random);
  });
  return { count, features: 8, inputs, labels };
}

export default DATASETS.with(TOY_BARS);
