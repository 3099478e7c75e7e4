/**
 * The cost of the studies' searches, told before they begin.
 * @module
 */
import { acceptedRuns, type Study, studyCost } from "../experiments/mod.ts";
import { costText } from "../search/cost/refusal.ts";
import type { Output } from "./output.ts";
import { WORTH_TELLING } from "./search_cost.ts";
import type { TrainedNetworks } from "./train.ts";

/**
 * A line before the searches of a study that take more than five seconds; those that are kept from an
 * earlier run take no time.
 */
export function announceStudy(
  study: Study,
  { config, workbench, training }: TrainedNetworks,
  { write }: Output,
): void {
  const { dataset, workers = 1 } = workbench;
  const classes = dataset.classes.length;
  const networks = acceptedRuns(training).length;
  if (networks === 0) return;
  const cost = studyCost(study, { config: { ...config, networks }, classes, workers });
  if (cost.seconds <= WORTH_TELLING) return;
  write(
    `searching layers of ${networks} networks: ${costText(cost)}, less where results are kept\n`,
  );
}
