/**
 * The re-trainings of figure 2 as progress bars.
 * @module
 */
import type { SubnetworkProgress } from "../experiments/figure2.ts";
import { ProgressBars, type ProgressOptions } from "./progress.ts";

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
