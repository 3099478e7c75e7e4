/**
 * Why something could not be written, and what to do about it.
 * @module
 */

/** What systems answer when a disk, or the share of it that a user has, is full. */
const FULL: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota of the disk is used up",
};

/**
 * The reason of a failed write as a clause: of a full disk in plain words with what to do, else the
 * message of the error.
 *
 * @param kept a clause for a full disk: what is safe, e.g. `"what is finished is kept"`
 */
export function writeFailure(error: unknown, kept: string): string {
  return fullDisk(error, kept) ?? (error instanceof Error ? error.message : String(error));
}

/** The reason where the disk is full, as {@link writeFailure} has it; `undefined` for other errors. */
export function fullDisk(error: unknown, kept: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as Error & { readonly code?: string };
  if (code === undefined || !Object.hasOwn(FULL, code)) return undefined;
  return `${FULL[code]}; ${kept}, free some space and run the same command again`;
}
