/** The experiments as progress bars. */
import type { LayerProgress } from "../experiments/figure1.ts";
import type { SubnetworkProgress } from "../experiments/figure2.ts";
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

/** A bar that listens to the searches: the layers of all networks. */
export class LayerBar extends ProgressBars {
  /** Opens the display; the caption is "Layers searched" where `options` have none. */
  constructor(options: Partial<ProgressOptions> = {}) {
    super({ caption: "Layers searched", ...options });
  }

  /** To be passed as `onProgress`. */
  readonly listen = ({ network, layer, done, total }: LayerProgress): void =>
    this.update("layers", { done, total, note: `${layer} of network ${network}` });
}

const LABELS: Readonly<Record<SubnetworkProgress["phase"], string>> = {
  selecting: "neurons chosen, networks",
  retraining: "sub-networks re-trained",
};

/** Bars that listen to the experiment: networks whose neurons are chosen, sub-networks re-trained. */
export class SubnetworkBars extends ProgressBars {
  /** Opens the display; the caption is "Sub-networks" where `options` have none. */
  constructor(options: Partial<ProgressOptions> = {}) {
    super({ caption: "Sub-networks", ...options });
  }

  /** To be passed as `onProgress`. */
  readonly listen = ({ phase, done, total, kept }: SubnetworkProgress): void => {
    const note = `${done} of ${total}${kept > 0 ? `, ${kept} kept from before` : ""}`;
    if (total > 0) this.update(LABELS[phase], { done, total, note });
  };
}
