/**
 * The training experiment as progress bars.
 * @module
 */
import type { NetworkProgress } from "../experiments/training.ts";
import { percent } from "../experiments/training_result.ts";
import { ProgressBars, type ProgressOptions } from "./progress.ts";

/** Bars that listen to the training experiment: one a network, with its newest test accuracy. */
export class TrainingBars extends ProgressBars {
  /** To be passed as `onProgress`. */
  readonly listen: (progress: NetworkProgress) => void;

  /** Opens the display; the caption is "Networks trained" where `options` have none. */
  constructor(options: Partial<ProgressOptions> = {}) {
    super({ caption: "Networks trained", ...options });
    const accuracies = new Map<number, string>();
    this.listen = ({ index, step, steps, metrics, finished }) => {
      if (metrics) accuracies.set(index, `test accuracy ${percent(metrics.testAccuracy)}`);
      const accuracy = accuracies.get(index) ?? "";
      const note = finished === "kept" ? `kept, ${accuracy}` : accuracy;
      this.update(`network ${index}`, { done: step, total: steps, note });
    };
  }
}
