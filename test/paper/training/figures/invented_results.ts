/** Training results that look like real ones, for figures: no network was trained. */
import { mlp } from "../../../../lib/models/mod.ts";
import type { NetworkRun, TrainingResult } from "../../../../lib/paper/training/result.ts";
import { PAPER_TRAINING } from "../../../../lib/paper/claims/training.ts";
import { deriveSeed, randomSource, uniform } from "../../../../lib/system/random/mod.ts";
import type { EpochMetrics } from "../../../../lib/training/trainer.ts";

/** What to invent; the defaults look like the paper's networks. */
export interface Invented {
  readonly networks?: number;
  readonly epochs?: number;
  readonly minAccuracy?: number;
  readonly requested?: number;
  /** Default: as the paper. */
  readonly samples?: TrainingResult["samples"];
  readonly dataset?: string;
  readonly updates?: number;
  /** Test accuracy that training tends to. */
  readonly testAccuracy?: number;
  /** Standard deviation between networks, about. */
  readonly spread?: number;
  /** Added to the test loss in proportion to the epochs, in nats over the whole training. */
  readonly overfitting?: number;
  /** Replaces the metrics of single networks and epochs. */
  readonly change?: (metrics: EpochMetrics, network: number) => EpochMetrics;
}

/** A result with curves that fall and rise smoothly, with a little noise. */
export function inventedResult(invented: Invented = {}): TrainingResult {
  const { networks = 20, minAccuracy = 0, requested = networks } = invented;
  return {
    spec: mlp([784, 20, 20, 20, 10]),
    runs: Array.from({ length: networks }, (_, index) => inventedRun(index, invented)),
    requested,
    minAccuracy,
    dataset: invented.dataset ?? PAPER_TRAINING.dataset,
    samples: invented.samples ?? { train: PAPER_TRAINING.train, test: PAPER_TRAINING.test },
    updates: invented.updates ?? PAPER_TRAINING.updates,
  };
}

function inventedRun(index: number, invented: Invented): NetworkRun {
  const { epochs = 50, minAccuracy = 0, testAccuracy = 0.962, spread = 0.002 } = invented;
  const { overfitting = 0, change = (metrics) => metrics } = invented;
  const random = randomSource(deriveSeed(1, "invented", index));
  // The sum of four uniform numbers is close to normal, with variance 1/3.
  const normal = () => {
    let sum = -2;
    for (let i = 0; i < 4; i++) sum += uniform(random);
    return sum * Math.sqrt(3);
  };
  const [testEnd, trainEnd] = [testAccuracy + spread * normal(), testAccuracy + 0.021];
  const speed = 1 + 0.15 * normal();
  const history = Array.from({ length: epochs + 1 }, (_, epoch): EpochMetrics => {
    const passed = epoch * speed;
    const missing = 0.85 / (1 + passed * passed * 1.2) + 0.12 / (1 + passed / 3);
    const noise = epoch === 0 ? 0 : 0.0012 * normal();
    const accuracy = (end: number) => Math.max(0.08, end - missing + noise);
    const loss = 2.2 / (1 + 1.1 * passed) + 0.02 + 0.1 * (0.98 - testAccuracy) / 0.018;
    return change({
      epoch,
      trainLoss: loss * (1 + 0.02 * normal()) / (1 + epoch / 50),
      trainAccuracy: accuracy(trainEnd + spread * normal() / 4),
      testLoss: loss * (1 + 0.02 * normal()) + overfitting * epoch / epochs,
      testAccuracy: accuracy(testEnd),
    }, index);
  });
  const last = history.at(-1)!;
  return {
    index,
    history,
    accepted: Math.min(last.trainAccuracy, last.testAccuracy) >= minAccuracy,
    initial: [],
    final: [],
    key: `${index}`,
    folder: `invented/${index}`,
    seconds: 60,
    machine: "none",
  };
}
