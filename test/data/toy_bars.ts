/** A data set of one's own, defined outside of the library, as CONTRIBUTING shows. */
import { type DatasetEntry, DATASETS, makeDataset } from "@multiplet/multiplet/data";

const classes = ["horizontal", "vertical"];

/** Two classes of two-coloured images, 2 × 2 pixels: a bar across, or from top to bottom. */
export const TOY_BARS: DatasetEntry = {
  name: "toy-bars",
  input: { kind: "image", height: 2, width: 2, channels: 2 },
  classes,
  module: import.meta.url,
  load: () => {
    const { input } = TOY_BARS;
    const samples = (count: number) => {
      const labels = Uint8Array.from({ length: count }, (_, row) => row % classes.length);
      const inputs = Float32Array.from({ length: count * 8 }, (_, at) => {
        const [row, y, x] = [Math.floor(at / 8), Math.floor(at / 4) % 2, Math.floor(at / 2) % 2];
        return (labels[row] === 0 ? y : x) * (1 - row / count);
      });
      return { count, features: 8, inputs, labels };
    };
    const parts = { train: samples(60), test: samples(20), validation: samples(10) };
    const description = "Invented bars, 60 for training, 20 for testing, 10 for validation.";
    return Promise.resolve(
      makeDataset({ name: "toy-bars", description, input, classes, parts }),
    );
  },
};

export default DATASETS.with(TOY_BARS);
