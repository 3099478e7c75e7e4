/** The training run that `first_steps.py` repeats independently. Both files must agree. */
import { mlp } from "../../lib/models/mod.ts";
import { type Dataset, loadEmbeddedMnist, takeSamples } from "../../lib/data/mod.ts";

/** 320 digits for training. */
export async function pinnedDigits(): Promise<Dataset> {
  return takeSamples(await loadEmbeddedMnist(), { train: 320, test: 100 });
}

export const WIDTHS = [784, 20, 20, 20, 10] as const;

export const PINNED = {
  spec: mlp(WIDTHS),
  batchSize: 32,
  learningRate: 0.1,
  initialisationSeed: 11,
  batchSeed: 12,
  steps: 100,
} as const;
