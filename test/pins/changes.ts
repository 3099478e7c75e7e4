/**
 * Pinned values that were meant to change: which string became which, and the fault that this mends.
 * A value with these strings put back is the pinned one, so nothing else has changed. Where the lines of
 * a figure move with a string, the whole figure is pinned anew.
 */
import { sha256 } from "../../lib/system/artifacts/json.ts";

/** One string of a figure, of its numbers or of the verdicts that is not what was pinned any more. */
export interface MeantChange {
  /** File name of a figure or of its numbers, or `verdicts`. */
  readonly where: string;
  /** What was pinned; empty for a string that is new. */
  readonly before: string;
  /** What stands there now, wherever it occurs. */
  readonly after: string;
  /** The fault. */
  readonly mends: string;
  /** SHA-256 of the figure as it is now, where lines moved with the string. */
  readonly redrawn?: string;
}

/** In the order in which they were made. */
export const CHANGES: readonly MeantChange[] = [
  {
    where: "accuracy-by-size.svg",
    before: "",
    after: "1 point” means that the 95\u00a0% upper bound of the",
    mends:
      "The title counted a mean drop of 1 point as minimal, the verdict the upper bound of its " +
      "interval. Both count the upper bound now, and the subtitle says it.",
    redrawn: "6811c53c59b5f9d09862816901a0666038a33c193f70b303de1a63b2cee4e813",
  },
];

/** The text with its changes put back, from the last to the first. */
export function withoutChanges(
  where: string,
  text: string,
  changes: readonly MeantChange[] = CHANGES,
): string {
  return changes.filter((change) => change.where === where)
    .reduceRight((now, { before, after }) => now.replaceAll(after, before), text);
}

/** The pinned SHA-256 of a text: that of the newest drawing, or else of the text before all changes. */
export function expectedChecksum(
  where: string,
  pinned: string | undefined,
  changes: readonly MeantChange[] = CHANGES,
): string | undefined {
  const drawings = changes.filter((change) => change.where === where && change.redrawn);
  return drawings.at(-1)?.redrawn ?? pinned;
}

/** SHA-256 of what is compared with {@link expectedChecksum}. */
export function comparedChecksum(
  where: string,
  text: string,
  changes: readonly MeantChange[] = CHANGES,
): string {
  const own = changes.filter((change) => change.where === where);
  const later = own.slice(own.findLastIndex(({ redrawn }) => redrawn !== undefined) + 1);
  return sha256(withoutChanges(where, text, later));
}
