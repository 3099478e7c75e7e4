/**
 * Progress of figure 2 on standard error.
 * @module
 */
import type { SubnetworkProgress } from "../experiments/mod.ts";
import { duration } from "../notebook/progress_markup.ts";
import type { Output } from "./output.ts";
import { progressLines } from "./progress_lines.ts";

/**
 * A listener that shows how many sub-networks are re-trained and about how long the others will take:
 * on one line of a terminal, or about ten lines in a log.
 *
 * @param now milliseconds that only grow
 */
export function subnetworkProgress(
  output: Output,
  now: () => number = () => performance.now(),
): (progress: SubnetworkProgress) => void {
  let phase: SubnetworkProgress["phase"] | undefined;
  let started = 0;
  let show = progressLines(output);
  return (progress) => {
    const { done, total, kept } = progress;
    if (progress.phase !== phase) {
      phase = progress.phase;
      started = now();
      show = progressLines(output);
    }
    const what = phase === "selecting" ? "neurons chosen in" : "re-trained";
    const things = phase === "selecting" ? "networks" : "sub-networks";
    const left = (now() - started) * (total - done) / (done - kept);
    const estimate = done > kept && done < total ? `, about ${duration(left)} left` : "";
    const before = kept > 0 ? `, ${kept} kept` : "";
    show(`${what} ${done} of ${total} ${things}${before}${estimate}`, done, total);
  };
}
