/**
 * Which networks count, and how a figure says so.
 * @module
 */
import {
  acceptedRuns,
  type NetworkRun,
  type TrainingResult,
} from "../experiments/training_result.ts";
import { PlotError } from "./error.ts";
import { plural, threshold } from "./format.ts";

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
