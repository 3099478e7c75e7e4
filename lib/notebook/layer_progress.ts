/**
 * The searches of figure 1 as a progress bar.
 * @module
 */
import type { LayerProgress } from "../experiments/figure1.ts";
import { ProgressBars, type ProgressOptions } from "./progress.ts";

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
