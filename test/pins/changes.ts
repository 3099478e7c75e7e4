/**
 * Pinned values that were meant to change: which string became which, and the fault that this mends.
 * A value with these strings put back is the pinned one, so nothing else has changed.
 */

/** One string of a figure, of its numbers or of the verdicts that is not what was pinned any more. */
export interface MeantChange {
  /** File name of a figure or of its numbers, or `verdicts`. */
  readonly where: string;
  /** What was pinned. */
  readonly before: string;
  /** What stands there now, wherever it occurs. */
  readonly after: string;
  /** The fault. */
  readonly mends: string;
}

/** In the order in which they were made. */
export const CHANGES: readonly MeantChange[] = [];

/**
 * The pinned form of a text.
 *
 * @throws Error when a change of it is listed that it does not have
 */
export function withoutChanges(
  where: string,
  text: string,
  changes: readonly MeantChange[] = CHANGES,
): string {
  return changes.filter((change) => change.where === where).reduceRight((now, change) => {
    if (!now.includes(change.after)) {
      throw new Error(`${where} does not contain "${change.after}", which changes.ts lists`);
    }
    return now.replaceAll(change.after, change.before);
  }, text);
}
