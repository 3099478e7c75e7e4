/**
 * Which networks count, how a figure says so, and what the paper reports.
 * @module
 */
import {
  acceptedRuns,
  type NetworkRun,
  PAPER_ACCURACY,
  type TrainingResult,
} from "../experiments/training_result.ts";
import { PlotError } from "./kit/figure.ts";
import { plural, threshold } from "./kit/format.ts";
import { type LegendEntry, lineSample } from "./kit/legend.ts";
import { REFERENCE_DASHES } from "./kit/panel.ts";
import { PALETTE } from "./kit/theme.ts";

/**
 * The networks that means are taken over: the accepted ones, or all where none was accepted.
 *
 * @throws {PlotError} when there is no network, or one without metrics
 */
export function countedRuns(result: TrainingResult): readonly NetworkRun[] {
  const { runs } = result;
  if (runs.length === 0) throw new PlotError("Cannot draw a training result without networks");
  const empty = runs.find(({ history }) => history.length === 0);
  if (empty) throw new PlotError(`Network ${empty.index} has an empty history: nothing to draw`);
  const accepted = acceptedRuns(result);
  return accepted.length > 0 ? accepted : runs;
}

/** One sentence on rejected networks; empty where nothing could be rejected. */
export function acceptanceNote(result: TrainingResult): string {
  const { runs, minAccuracy } = result;
  if (minAccuracy === 0) return "";
  const reason = `less than ${threshold(minAccuracy)} on either set`;
  const rejected = runs.length - acceptedRuns(result).length;
  if (rejected === 0) return `No network was rejected for ${reason}.`;
  if (rejected === runs.length) {
    return runs.length === 1
      ? `The network has ${reason} and was rejected.`
      : `All ${runs.length} networks have ${reason} and were rejected: means are over all.`;
  }
  return `${plural(rejected, "network")} of ${runs.length} rejected for ${reason}, ` +
    "not in the means.";
}

/** The entry of {@link PAPER_ACCURACY} in a key. */
export const PAPER_ENTRY: LegendEntry = {
  sample: lineSample(PALETTE.reference, { dashes: REFERENCE_DASHES }),
  label: `paper’s ${threshold(PAPER_ACCURACY)}`,
};
